"""Who waits best?"""
from __future__ import annotations

from typing import List, Optional

from analysis.presentation import points
from analysis.presentation.figure import Axis, Figure, of_strategy, Point
from analysis.presentation.sections import failures, of_table, Section
from analysis.questions.waiting import numbers as waiting, sentence as waits, table as waiting_table
from analysis.questions.waiting.numbers import Curves
from analysis.recording.reader import Measurement, Recording
from analysis.wording.units import count, quantity

ORDER, TITLE, NEEDS = 100, "Who waits best?", "--questions=waiting"


def section(recording: Recording) -> Optional[Section]:
    kinds = waiting.kinds(recording)
    table = of_table("Items that only wait", waiting_table.table(recording), waiting_table.WORDS)
    if table is None:
        return None
    figures = [draw(recording, kind, curves) for kind, curves in kinds.items() for draw in (_throughput, _memory)]
    return Section(TITLE, waits.sentences(recording), figures, [table],
                   "waiting", failures(waiting.contestants(recording)), is_lead=True)



def _throughput(recording: Recording, kind: str, curves: Curves) -> Figure:
    return Figure(f"{kind}: items a second", "lines", Axis("workers"), Axis("items/s"),
                  tuple(of_strategy(recording.strategies[strategy],
                                    [points.rate(workers, cell, "items/s") for workers, cell in cells.items()])
                        for strategy, cells in curves.items()))


def _memory(recording: Recording, kind: str, curves: Curves) -> Figure:
    return Figure(f"{kind}: what that costs in memory", "lines", Axis("memory of the crew", "B"), Axis("items/s"),
                  tuple(of_strategy(recording.strategies[strategy], _by_memory(list(cells.values())))
                        for strategy, cells in curves.items()))


def _by_memory(cells: List[Measurement]) -> List[Point]:
    found = []
    for cell in cells:
        memory = waiting.memory(cell)
        if memory:
            point = points.rate(memory, cell, f"items/s by {count(cell.workers)} workers in {quantity(memory, 'B')}")
            found.append(point)
    return found
