"""The still pictures of a recording, each drawn once: small for the page, where asked also as SVG and PNG."""
from __future__ import annotations

import base64
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import ClassVar, Collection, Dict, Optional

from analysis.recording.reader import Recording
from plots import plot
from plots.drawing import picture
from plots.drawing.chart import NothingToDraw
from plots.drawing.style import Figure


def draw_all(recording: Recording, embedded: Collection[str], folder: Optional[Path]) -> Dict[str, str]:
    """By chart, the pictures that the page embeds, as addresses; all CPUs draw.

    With a folder every chart becomes a file of it; raises OSError where it cannot be written.
    """
    inheriting = multiprocessing.get_context("fork")
    names = sorted(name for name in plot.charts() if folder or name in embedded)
    with ProcessPoolExecutor(os.cpu_count(), inheriting, _Drawer.inherit, (recording, embedded, folder)) as drawers:
        return {name: link for name, link in zip(names, drawers.map(_Drawer.draw, names)) if link}


def address(figure: Figure) -> str:
    return f"data:image/webp;base64,{base64.b64encode(picture.embedded(figure)).decode()}"


class _Drawer:
    """A process that draws. It inherits the recording: to hand a long one over takes longer than a chart."""

    recording: ClassVar[Recording]
    embedded: ClassVar[Collection[str]]
    folder: ClassVar[Optional[Path]]

    @classmethod
    def inherit(cls, recording: Recording, embedded: Collection[str], folder: Optional[Path]) -> None:
        cls.recording, cls.embedded, cls.folder = recording, embedded, folder

    @classmethod
    def draw(cls, name: str) -> str:
        """Empty where there is nothing to draw, which the page says in words."""
        try:
            figure = plot.charts()[name](cls.recording)
        except NothingToDraw:
            return ""
        if cls.folder:
            picture.save(figure, cls.folder / name)
        return address(figure) if name in cls.embedded else ""
