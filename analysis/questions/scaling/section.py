"""How far do more workers help?"""
from __future__ import annotations

from typing import List, Optional

from analysis.presentation.sections import failures, page_table, PageTable, Section
from analysis.questions.scaling import numbers as scaling, sentence as gains, table as scaling_tables
from analysis.questions.scaling.chart import figures
from analysis.ranking import ranking
from analysis.recording.reader import Recording

TITLE, NEEDS = "How far do more workers help?", "--questions=scaling"


def section(recording: Recording) -> Optional[Section]:
    if not scaling.panels(recording):
        return None
    report = scaling_tables.report(recording)
    tables: List[Optional[PageTable]] = [page_table(each.title, each.columns, each.rows, scaling_tables.WORDS)
                                         for each in report.tables]
    cells = ranking.of_job(recording, "warm", intensity=None)
    return Section(TITLE, gains.sentences(recording), figures(recording), tables,
                   failures(cells), [report.note] if report.note else [], is_lead=True)
