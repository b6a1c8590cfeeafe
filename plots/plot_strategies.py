#!/usr/bin/env python3
"""Which strategy is fastest at the largest size, and how far from what the machine can do?"""
from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import List, Optional

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from analysis.presentation import looks
from analysis.ranking import ranking
from analysis.ranking.ceilings import ceiling
from analysis.ranking.ranking import Ranked
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.fitness import spread
from analysis.statistics.ties import are_replicated
from analysis.wording.units import count, percent, seconds, times_between
from plots.drawing import chart, columns, style
from plots.drawing.chart import NothingToDraw
from plots.drawing.columns import Column
from plots.drawing.style import Axes, Figure

CUT = 4.0  # bars longer than this many times the middle one are cut, or they would flatten all others
BAR = 0.27  # inches for each strategy


def draw(recording: Recording) -> Figure:
    workers = ranking.usual_workers(recording)
    n = ranking.largest_n(recording, workers)
    ranked = ranking.rank(recording, n, workers)
    if not ranked:
        raise NothingToDraw(f"no warm row of '{ranking.WORKLOAD}' has a time")
    figure, [[axes]] = style.new_figure(height=0.8 + BAR * len(ranked))
    edge = _edge(ranked)
    for at, row in enumerate(ranked):
        _draw_bar(axes, at, row.cell, edge)
        _draw_ceiling(axes, at, ceiling(recording, row.cell.workers, n).seconds(row.cell))
    columns.write(axes, _columns(ranked))
    axes.set_xlim(0, edge)
    style.names_axis(axes, [row.cell.strategy for row in ranked])
    style.seconds_axis(axes.xaxis, "time of a run")
    return style.finish(
        figure, "Which strategy is fastest, and how far from the machine's ceiling?",
        f"Squares of {count(n)} numbers, warm, {workers} workers: the median, with a whisker "
        f"{spread(recording)}.{_columns_meaning(ranked)}",
        recording, _notes(recording, n, workers, ranked, edge))


def _columns_meaning(ranked: List[Ranked]) -> str:
    return (" Strategies that cannot be told apart from a rank's first share it. Speed-up: over serial, with "
            "its own 95\u00a0% interval." if are_replicated(row.cell for row in ranked) else "")


def _edge(ranked: List[Ranked]) -> float:
    """Where the time axis ends, in seconds."""
    longest = max(row.cell.spread[1] for row in ranked)
    middle = statistics.median(row.cell.median for row in ranked)
    return 1.02 * min(longest, CUT * middle)


def _draw_bar(axes: Axes, at: int, cell: Measurement, edge: float) -> None:
    axes.barh(at, min(cell.median, edge), height=0.66, color=looks.look(cell.traits).colour,
              alpha=0.65, edgecolor="white", linewidth=0, hatch="////" if cell.is_doubtful else None)
    if cell.median > edge:
        axes.plot(edge * 0.985, at, ">", color="white", markersize=7)
        return
    style.whisker(axes, at, cell.spread)


def _columns(ranked: List[Ranked]) -> List[Column]:
    judged = are_replicated(row.cell for row in ranked)
    found = [
        Column("rank", 28, [str(row.rank or "?") for row in ranked]),
        Column("median", 60, [seconds(row.cell.median) for row in ranked]),
        Column("speed-up", 112 if judged else 56,
               ["" if row.speed_up is None else times_between(row.speed_up, row.interval) for row in ranked]),
        Column("of ceiling", 58, ["unknown" if row.share is None else percent(row.share) for row in ranked]),
        Column("workers", 62, ["" if row.observed is None else f"{row.observed:.1f} of {row.cell.expected}"
                               for row in ranked])]
    return found if judged else found[1:]


def _draw_ceiling(axes: Axes, at: int, best: Optional[float]) -> None:
    """The shortest time that the machine allows this row's workers; rows with as many share a line."""
    if best is not None:
        axes.vlines(best, at - 0.5, at + 0.5, color=style.CEILING, linewidth=1.6)


def _notes(recording: Recording, n: int, workers: int, ranked: List[Ranked], edge: float) -> List[str]:
    known = any(row.share is not None for row in ranked)
    notes = ["Red line: the ceiling, the shortest time in which as many workers can write and "
             "multiply as much." if known else "The ceiling was not measured."]
    if any(row.cell.is_doubtful for row in ranked):
        notes.append(f"Hatched: {style.DOUBTFUL}")
    if any(row.cell.median > edge for row in ranked):
        notes.append("Arrow: the bar is cut.")
    failed = style.failure_notes(ranking.unranked(recording, n, workers))
    return ["  ".join(notes), *([""] if failed else []), *failed]


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
