"""Who waits best? Items a second against workers, and against the memory that they take."""
from __future__ import annotations

from typing import List

from analysis.presentation import points
from analysis.presentation.figure import all_drawable, Axis, Figure, guide, of_strategy, Point
from analysis.presentation.colours import in_family_order
from analysis.questions.waiting import numbers as waiting
from analysis.questions.waiting.numbers import Cells, Curves
from analysis.recording.reader import Recording
from analysis.statistics.recording_quality import spread
from analysis.wording.units import count, quantity


def figures(recording: Recording) -> List[Figure]:
    bar = spread(recording)
    return all_drawable(draw(recording, kind, curves, bar) for kind, curves in waiting.kinds(recording).items()
                        for draw in (_throughput, _memory))


def _throughput(recording: Recording, kind: str, curves: Curves, bar: str) -> Figure:
    ideal = {cell.workers: rate for cells in curves.values() for cell in cells.values()
             if (rate := waiting.ideal(cell))}
    series = [of_strategy(strategy, [points.rate(workers, cell, "items/s") for workers, cell in cells.items()])
              for strategy, cells in in_family_order(recording, curves)]
    return Figure(f"{kind}: items a second", "lines", Axis("workers"), Axis("items/s"),
                  (*series, guide("workers / delay", sorted(ideal.items()))), bar)


def _memory(recording: Recording, kind: str, curves: Curves, bar: str) -> Figure:
    return Figure(f"{kind}: what that costs in memory", "lines", Axis("memory of the crew", "B"), Axis("items/s"),
                  tuple(of_strategy(strategy, _by_memory(cells))
                        for strategy, cells in in_family_order(recording, curves)), bar)


def _by_memory(cells: Cells) -> List[Point]:
    return [points.rate(memory, cell, f"items/s by {count(cell.workers)} workers in {quantity(memory, 'B')}")
            for cell in cells.values() if (memory := waiting.memory(cell))]
