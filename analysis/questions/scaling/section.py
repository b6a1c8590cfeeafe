"""How far do more workers help?"""
from __future__ import annotations

from typing import List, Optional

from analysis.presentation import points
from analysis.presentation.figure import Axis, Figure, guide, of_strategy
from analysis.presentation.sections import failures, in_family_order, page_table, PageTable, Section
from analysis.questions.scaling import numbers as scaling, sentence as gains, table as scaling_tables
from analysis.questions.scaling.numbers import Panel
from analysis.ranking import ranking
from analysis.recording.reader import Recording
from analysis.wording.units import rough_count

ORDER, TITLE, NEEDS = 80, "How far do more workers help?", "--questions=scaling"


def section(recording: Recording) -> Optional[Section]:
    panels = scaling.panels(recording)
    if not panels:
        return None
    report = scaling_tables.report(recording)
    tables: List[Optional[PageTable]] = [page_table(each.title, each.columns, each.rows, scaling_tables.WORDS)
                                         for each in report.tables]
    cells = ranking.squares(recording, "warm", intensity=None)
    return Section(TITLE, gains.sentences(recording), [_figure(recording, panel) for panel in panels], tables,
                   "scaling", failures(cells), [report.note] if report.note else [], is_lead=True)


def _figure(recording: Recording, panel: Panel) -> Figure:
    series = [of_strategy(strategy, [points.speed_up(workers, cell, panel.serial) for workers, cell in cells.items()])
              for strategy, cells in in_family_order(recording, panel.strategies)]
    ideal = [(float(workers), float(workers)) for workers in panel.workers if workers <= panel.cpus]
    return Figure(f"Intensity {panel.intensity}, n = {rough_count(panel.n)}", "lines",
                  Axis("workers", logarithmic=False), Axis("speed-up over the plain loop (times)", logarithmic=False),
                  (*series, guide("a CPU for each worker", ideal)))
