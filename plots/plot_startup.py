#!/usr/bin/env python3
"""What does it cost to have workers? Start, first run and stop; and the parent's memory as a price of forking."""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Dict, List, Mapping

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from analysis.presentation import looks
from analysis.questions.startup import numbers as startup
from analysis.questions.startup.numbers import Life, Memory, PHASES
from analysis.ranking import ranking
from analysis.recording.reader import Recording
from analysis.statistics.fitness import spread
from analysis.wording.units import NOT_MEASURED, seconds
from plots.drawing import chart, columns, style
from plots.drawing.chart import NothingToDraw
from plots.drawing.columns import Column
from plots.drawing.style import Axes, Figure, Line2D

TITLES = {"start": "Start", "first": "First run", "stop": "Stop"}
LINES = {"private": looks.SOLID, "shared": looks.DASHED}  # by kind of memory
ROW, MEMORY = 0.24, 3.2  # inches: a strategy, the panel of memory


def draw(recording: Recording) -> Figure:
    workers = startup.usual_workers(recording)
    lives, resident = startup.lives(recording, workers), startup.resident(recording, workers)
    if not lives and not resident:
        raise NothingToDraw(f"no row of '{startup.WORKLOAD}' has a phase start, first or stop, "
                            f"and none of '{startup.RESIDENT}' a size of memory")
    layout = [list(PHASES)] * bool(lives) + [[startup.RESIDENT] * len(PHASES)] * bool(resident)
    heights = [0.7 + ROW * len(lives)] * bool(lives) + [MEMORY] * bool(resident)
    figure, panels = style.mosaic(layout, heights)
    if lives:
        _draw_lives([panels[phase] for phase in PHASES], lives)
    if resident:
        _draw_resident(panels[startup.RESIDENT], resident)
    failed = ranking.failures([*startup.contestants(recording, workers), *recording.select(startup.RESIDENT)])
    return style.finish(
        figure, "What does it cost to have workers?", _subtitle(recording, workers, lives), recording,
        style.failure_notes(failed), legend=_meanings(recording, resident))


def _subtitle(recording: Recording, workers: int, lives: Mapping[str, Life]) -> str:
    what = (", items that only count. Each phase was timed alone; all three have the same axis, and their sum is "
            "what one job pays" if lives else "")
    hollow = any(cell.is_doubtful for life in lives.values() for cell in life.phases.values())
    return f"{workers} workers{what}. The median, with a bar {spread(recording)}.{' ' + style.HOLLOW if hollow else ''}"


def _draw_lives(panels: List[Axes], lives: Mapping[str, Life]) -> None:
    """A column of dots for each phase: on a logarithmic axis, parts of a bar would have no meaning."""
    for axes, phase in zip(panels, PHASES):
        for at, (strategy, life) in enumerate(lives.items()):
            if phase in life.phases:
                style.dot(axes, at, life.phases[phase])
        axes.set(xscale="log", title=TITLES[phase])
        style.names_axis(axes, list(lives))
        style.seconds_axis(axes.xaxis, "time")
        axes.tick_params(labelleft=axes is panels[0])
    low, high = (pick(end) for pick, end in zip((min, max), zip(*(axes.get_xlim() for axes in panels))))
    for axes in panels:
        axes.set_xlim(low, high)
    columns.write(panels[-1], [Column("sum", 70, [NOT_MEASURED if life.total is None else seconds(life.total)
                                                  for life in lives.values()])])


def _draw_resident(axes: Axes, resident: Mapping[str, Memory]) -> None:
    for strategy, kinds in resident.items():
        for kind, cells in kinds.items():
            style.draw_line(axes, cells, line=LINES.get(kind, looks.DOTTED))
    axes.set(yscale="log", title="Cold cost against what the parent has in memory")
    axes.set_xlabel("resident memory of the parent (MiB)")
    style.seconds_axis(axes.yaxis, "start, first run and stop")


def _meanings(recording: Recording, resident: Mapping[str, Memory]) -> List[Line2D]:
    kinds: Dict[str, None] = dict.fromkeys(kind for memory in resident.values() for kind in sorted(memory))
    strategies = [style.sample(strategy, line="none") 
                  for strategy in sorted(map(recording.strategies.__getitem__, resident), key=looks.family_order)]
    return [*strategies, *(Line2D([], [], color=looks.MUTED, linestyle=LINES.get(kind, looks.DOTTED),
                                  label=style.plain(f"{kind} memory")) for kind in kinds)]


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
