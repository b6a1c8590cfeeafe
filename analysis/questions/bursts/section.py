"""What does the first run after a rest cost?"""
from __future__ import annotations

from typing import Optional

from analysis.presentation.sections import failures, of_table, Section
from analysis.questions.bursts import numbers as bursts, sentence as first_runs, table as bursts_table
from analysis.questions.bursts.chart import figures
from analysis.recording.reader import Recording

TITLE, NEEDS = "What does the first run after a rest cost?", "--questions=bursts"


def section(recording: Recording) -> Optional[Section]:
    workers = bursts.usual_workers(recording)
    if not bursts.bursts(recording, workers):
        return None
    return Section(TITLE, first_runs.sentences(recording), figures(recording),
                   [of_table("Bursts", bursts_table.table(recording), bursts_table.WORDS)],
                   failures(bursts.contestants(recording, workers)),
                   [f"Job: {recording.job.name}, {workers} workers, warm. Users' programs work in bursts: after each "
                    f"rest the same job is run for {bursts.LENGTH}. What counts is the first run, and how soon runs "
                    "are as fast as settled ones."], is_lead=True)
