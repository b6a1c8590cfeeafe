"""Everybody wants the same file: who waits for the lock?"""
from __future__ import annotations

from typing import Optional

from analysis.presentation.sections import failures, of_table, Section
from analysis.questions.contention import numbers as contention, sentence as locks, table as contention_table
from analysis.questions.contention.chart import figures
from analysis.recording.reader import Recording

TITLE, NEEDS = "Who waits for the file?", "--questions=contention"


def section(recording: Recording) -> Optional[Section]:
    table = of_table("Operations on the records of one file", contention_table.table(recording), contention_table.WORDS)
    if table is None:
        return None
    return Section(TITLE, locks.sentences(recording), figures(recording), [table],
                   failures(contention.contestants(recording)), is_lead=True)
