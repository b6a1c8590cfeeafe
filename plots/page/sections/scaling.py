"""How far do more workers help?"""
from __future__ import annotations

from typing import List, Optional

import ranking
import scaling
import scaling_tables
from page import points
from page.figure import Axis, Figure, guide, of_strategy
from page.section import PageTable, Section, failures, in_family_order, page_table
from results import Recording
from scaling import Panel
from units import rough_count, times

ORDER, TITLE, NEEDS = 80, "How far do more workers help?", "--questions=scaling"


def section(recording: Recording) -> Optional[Section]:
    panels = scaling.panels(recording)
    if not panels:
        return None
    report = scaling_tables.report(recording)
    tables: List[Optional[PageTable]] = [page_table(each.title, each.columns, each.rows, scaling_tables.WORDS)
                                         for each in report.tables]
    cells = ranking.squares(recording, "warm", intensity=None)
    return Section(TITLE, " ".join(map(_answer, panels)), [_figure(panel) for panel in panels], tables, "scaling",
                   failures(cells), [report.note] if report.note else [])


def _figure(panel: Panel) -> Figure:
    series = [of_strategy(strategy, [points.speed_up(workers, cell, panel.serial) for workers, cell in cells.items()])
              for strategy, cells in in_family_order(panel.strategies)]
    ideal = [(float(workers), float(workers)) for workers in panel.workers if workers <= panel.cpus]
    return Figure(f"Intensity {panel.intensity}, n = {rough_count(panel.n)}", "lines",
                  Axis("workers", logarithmic=False), Axis("speed-up over the plain loop (times)", logarithmic=False),
                  (*series, guide("a CPU for each worker", ideal)))


def _answer(panel: Panel) -> str:
    strategy, cell = max(((strategy, cell) for strategy, cells in panel.strategies.items() for cell in cells.values()),
                         key=lambda item: -item[1].median)
    return (f"Intensity {panel.intensity}: at most {times(panel.serial.median / cell.median)}, by {strategy} with "
            f"{cell.workers} worker{'s' if cell.workers > 1 else ''}.")
