#!/usr/bin/env python3
"""How far do more workers help? Speed-up over serial and efficiency against workers."""
from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Dict, List, Mapping

import chart
import ranking
import style
from ceilings import ceiling, worker_counts
from chart import NothingToDraw
from results import Measurement, Recording
from style import Axes, Figure, Line2D
from units import rough_count

Cells = Dict[int, Measurement]  # by workers

CEILING = {"color": style.CEILING, "linewidth": 7, "alpha": 0.22, "zorder": 1}
IDEAL = {"color": style.MUTED, "linestyle": style.DASHED, "linewidth": 1}
CPUS = {"color": style.MUTED, "linestyle": style.DOTTED, "linewidth": 1.2, "zorder": 1}


@dataclass(frozen=True)
class Column:
    """One intensity, at the size that was measured with the most worker counts."""

    intensity: int
    n: int
    serial: Measurement
    strategies: Mapping[str, Cells]

    @property
    def workers(self) -> List[int]:
        return sorted({count for cells in self.strategies.values() for count in cells})


def draw(recording: Recording) -> Figure:
    cells = ranking.squares(recording, "warm", intensity=None)
    intensities = sorted({cell.number("intensity") for cell in cells if cell.ok})
    columns = [column for each in intensities for column in _columns(each, cells)]
    if not columns:
        raise NothingToDraw(f"no strategy of '{ranking.WORKLOAD}' was measured with two worker "
                            "counts at a size that serial was measured at too")
    figure, axes = style.new_figure(2, len(columns), height=5.6, sharex="col", sharey="row")
    for column, upper, lower in zip(columns, *axes):
        _draw_column(upper, lower, column, recording)
    for row in axes:
        row[0].set_ylim(bottom=0)  # once all columns are drawn, since they share it
    axes[0][0].set_ylabel("speed-up over serial (times)")
    axes[1][0].set_ylabel("efficiency (speed-up / worker)")
    drawn = {name for column in columns for name in column.strategies}
    missing = ranking.failures([cell for cell in cells
                                if any(cell.n in (0, column.n) for column in columns)])
    return style.finish(
        figure, "How far do more workers help?",
        "Squares, warm: the median of the repetitions, with a bar from least to most. Low intensity "
        f"is bound by memory, high intensity by the cores. {style.HOLLOW}",
        recording, style.failure_notes(missing),
        legend=[*map(style.sample, sorted(drawn, key=style.family_order)), *_line_meanings()])


def _columns(intensity: int, cells: List[Measurement]) -> List[Column]:
    """The best column for this intensity, if there is any."""
    columns = []
    size = attrgetter("n")
    cells = [cell for cell in cells if cell.n and cell.number("intensity") == intensity]
    for n, group in groupby(sorted(cells, key=size), key=size):
        found = ranking.fastest(group, by="workers")
        serial = found.get("serial", {}).get(1)
        strategies = {name: each for name, each in found.items() if not ranking.is_serial(name)}
        if serial:
            columns.append(Column(intensity, n, serial, strategies))
    columns.sort(key=lambda column: (len(column.workers), column.n))
    return [column for column in columns[-1:] if len(column.workers) > 1]


def _draw_column(upper: Axes, lower: Axes, column: Column, recording: Recording) -> None:
    counts, serial, best = column.workers, column.serial.median, _ceiling(column, recording)
    per_worker = {count: bound / count for count, bound in best.items()}
    if len(best) == 1:
        upper.axhline(*best.values(), **CEILING)
    for axes, bounds in ((upper, best), (lower, per_worker)):
        axes.plot(list(bounds), list(bounds.values()), **CEILING)
        if recording.effective_cpus:
            axes.axvline(recording.effective_cpus, **CPUS)
    for strategy, cells in column.strategies.items():
        style.draw_line(upper, strategy, cells, lambda _, time: serial / time)
        style.draw_line(lower, strategy, cells, lambda count, time: serial / time / count)
    upper.axline((0, 0), slope=1, **IDEAL)
    lower.axhline(1, **IDEAL)
    lower.set_xlim(counts[0] - 0.04 * counts[-1], 1.04 * counts[-1])
    style.workers_axis(lower.xaxis)
    upper.set_title(f"intensity {column.intensity}\nn = {rough_count(column.n)}")


def _ceiling(column: Column, recording: Recording) -> Dict[int, float]:
    """By workers, the speed-up over serial that no strategy can pass.

    It stays where it is beyond the CPUs: further workers have nothing left to run on.
    """
    best: Dict[int, float] = {}
    for count in worker_counts(recording):
        seconds = ceiling(recording, count, column.n).seconds(column.serial)
        if seconds is not None and count <= column.workers[-1]:
            best[count] = column.serial.median / seconds
    if best and max(best) >= (recording.cpus or max(best) + 1):
        best.update({count: best[max(best)] for count in column.workers if count > max(best)})
    return best


def _line_meanings() -> List[Line2D]:
    return [Line2D([], [], label="ceiling of the machine", **CEILING),
            Line2D([], [], label="ideal", **IDEAL), Line2D([], [], label="effective CPUs", **CPUS)]


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
