"""How small may a task be?"""
from __future__ import annotations

from typing import Optional

from analysis.presentation.sections import failures, of_table, Section
from analysis.questions.granularity import numbers as granularity, sentence as small_slices, table as small_jobs
from analysis.questions.granularity.chart import figures
from analysis.recording.reader import Recording

TITLE, NEEDS = "How small may a task be?", "--questions=granularity,dispatch"


def section(recording: Recording) -> Optional[Section]:
    table = of_table("Small jobs", small_jobs.table(recording), small_jobs.WORDS)
    if table is None:
        return None
    workers = granularity.usual_workers(recording)
    failed = [cell for phase in ("warm", "cold") for cell in granularity.contestants(recording, phase, workers)]
    return Section(TITLE, small_slices.sentences(recording), figures(recording), [table],
                   failures(failed), is_lead=True)
