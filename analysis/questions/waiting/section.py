"""Who waits best?"""
from __future__ import annotations

from typing import Optional

from analysis.presentation.sections import failures, of_table, Section
from analysis.questions.waiting import numbers as waiting, sentence as waits, table as waiting_table
from analysis.questions.waiting.chart import figures
from analysis.recording.reader import Recording

TITLE, NEEDS = "Who waits best?", "--questions=waiting"


def section(recording: Recording) -> Optional[Section]:
    table = of_table("Items that only wait", waiting_table.table(recording), waiting_table.WORDS)
    if table is None:
        return None
    return Section(TITLE, waits.sentences(recording), figures(recording), [table],
                   failures(waiting.contestants(recording)), is_lead=True)
