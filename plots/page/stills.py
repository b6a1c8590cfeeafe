"""The still pictures of a recording: drawn once, as SVG and PNG into a folder and small into the page."""
from __future__ import annotations

import base64
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import ClassVar, Dict

import picture
import plot
from chart import NothingToDraw
from results import Recording

def draw_all(recording: Recording, folder: Path) -> Dict[str, str]:
    """By chart, the picture as an address; all CPUs draw. Raises OSError where the folder cannot be written."""
    inheriting = multiprocessing.get_context("fork")
    names = sorted(plot.charts())
    with ProcessPoolExecutor(os.cpu_count(), inheriting, _Drawer.inherit, (recording, folder)) as drawers:
        return {name: link for name, link in zip(names, drawers.map(_Drawer.draw, names)) if link}


class _Drawer:
    """A process that draws. It inherits the recording: to hand a long one over takes longer than a chart."""

    recording: ClassVar[Recording]
    folder: ClassVar[Path]

    @classmethod
    def inherit(cls, recording: Recording, folder: Path) -> None:
        cls.recording, cls.folder = recording, folder

    @classmethod
    def draw(cls, name: str) -> str:
        """Empty where there is nothing to draw, which the page says in words."""
        try:
            figure = plot.charts()[name](cls.recording)
        except NothingToDraw:
            return ""
        picture.save(figure, cls.folder / name)
        return f"data:image/webp;base64,{base64.b64encode(picture.embedded(figure)).decode()}"
