"""Who waits best?"""
from __future__ import annotations

from typing import List, Optional

import waiting
import waiting_table
from page import points
from page.figure import Axis, Figure, Point, of_strategy
from page.section import Section, failures, of_table
from results import Measurement, Recording
from units import count, quantity
from waiting import Curves

ORDER, TITLE, NEEDS = 100, "Who waits best?", "--questions=waiting"


def section(recording: Recording) -> Optional[Section]:
    kinds = waiting.kinds(recording)
    table = of_table("Items that only wait", waiting_table.table(recording), waiting_table.WORDS)
    if table is None:
        return None
    figures = [figure for kind, curves in kinds.items() for figure in (_throughput(kind, curves), _memory(kind, curves))]
    return Section(TITLE, " ".join(_answer(kind, curves) for kind, curves in kinds.items()), figures, [table],
                   "waiting", failures(waiting.contestants(recording)))


def _answer(kind: str, curves: Curves) -> str:
    strategy, cells = max(curves.items(), key=lambda item: item[1][max(item[1])].rate)
    cell = cells[max(cells)]
    return f"{kind}: {strategy} is done with most, {quantity(cell.rate, '').strip()} items/s by {count(cell.workers)} workers."


def _throughput(kind: str, curves: Curves) -> Figure:
    return Figure(f"{kind}: items a second", "lines", Axis("workers"), Axis("items/s"),
                  tuple(of_strategy(strategy, [points.rate(workers, cell, "items/s") for workers, cell in cells.items()])
                        for strategy, cells in curves.items()))


def _memory(kind: str, curves: Curves) -> Figure:
    return Figure(f"{kind}: what that costs in memory", "lines", Axis("memory of the crew", "B"), Axis("items/s"),
                  tuple(of_strategy(strategy, _by_memory(list(cells.values()))) for strategy, cells in curves.items()))


def _by_memory(cells: List[Measurement]) -> List[Point]:
    found = []
    for cell in cells:
        memory = waiting.memory(cell)
        if memory:
            point = points.rate(memory, cell, f"items/s by {count(cell.workers)} workers in {quantity(memory, 'B')}")
            found.append(point)
    return found
