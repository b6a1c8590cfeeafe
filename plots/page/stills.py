"""The still pictures of a recording, each drawn once: small for the page, where asked also as SVG and PNG."""
from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import ClassVar, Collection, Dict, Optional

from analysis.recording.reader import Recording
from plots.drawing import picture
from plots.drawing.charts import Chart, charts


def draw_all(recording: Recording, embedded: Collection[str], folder: Optional[Path]) -> Dict[str, str]:
    """By question, the pictures that the page embeds, as addresses; all CPUs that we may use draw.

    With a folder every chart becomes a file of it; raises OSError where it cannot be written.
    """
    chosen = {name: chart for name, chart in charts().items() if folder or name in embedded}
    if not chosen:
        return {}
    processes = min(len(chosen), len(os.sched_getaffinity(0)))
    inheriting = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, inheriting, _Drawer.inherit, (recording, chosen, embedded, folder)) as drawers:
        return {name: link for name, link in zip(chosen, drawers.map(_Drawer.draw, chosen)) if link}


class _Drawer:
    """A process that draws. It inherits the recording: to hand a long one over takes longer than a chart."""

    recording: ClassVar[Recording]
    charts: ClassVar[Dict[str, Chart]]
    embedded: ClassVar[Collection[str]]
    folder: ClassVar[Optional[Path]]

    @classmethod
    def inherit(cls, recording: Recording, chosen: Dict[str, Chart], embedded: Collection[str],
                folder: Optional[Path]) -> None:
        cls.recording, cls.charts, cls.embedded, cls.folder = recording, chosen, embedded, folder

    @classmethod
    def draw(cls, name: str) -> str:
        """Empty where there is nothing to draw, which the page says in words."""
        figure = cls.charts[name].draw(cls.recording)
        if figure is None:
            return ""
        if cls.folder:
            picture.save(figure, cls.folder / name)
        return picture.address(figure) if name in cls.embedded else ""
