"""Every chart as a still picture, by the name of its question."""
from __future__ import annotations

from types import ModuleType
from typing import Callable, Dict, NamedTuple, Optional

from matplotlib.figure import Figure

from analysis.discovery import folder_of, modules
from analysis.recording.reader import Recording
from plots.drawing import crossover, still


class Chart(NamedTuple):
    draw: Callable[[Recording], Optional[Figure]]  # None where the recording lacks its rows
    needs: str  # how to record them


def charts() -> Dict[str, Chart]:
    """The file chart.py of a question has figures(), its section the title and what to record."""
    sections = {folder_of(each): each for each in modules("questions/*/section")}
    found = {name: _of(each, sections[name]) for each in modules("questions/*/chart") for name in [folder_of(each)]}
    return {"crossover": Chart(crossover.draw, crossover.NEEDS), **found}


def _of(chart: ModuleType, section: ModuleType) -> Chart:
    def draw(recording: Recording) -> Optional[Figure]:
        figures = chart.figures(recording)
        return still.draw(section.TITLE, figures, recording) if figures else None
    return Chart(draw, section.NEEDS)
