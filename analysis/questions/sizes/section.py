"""From what size on does each strategy beat a plain loop?"""
from __future__ import annotations

from typing import Optional

from analysis.presentation.sections import failures, of_table, Section
from analysis.questions.sizes import sentence as paying
from analysis.questions.sizes.chart import figures, PHASES
from analysis.questions.sizes.table import break_even_table, WORDS
from analysis.ranking import ranking
from analysis.recording.reader import Recording

TITLE, NEEDS = "From what size on does it pay?", "--questions=sizes"


def section(recording: Recording) -> Optional[Section]:
    workers = ranking.usual_workers(recording)
    ranked = ranking.rank(recording, ranking.largest_n(recording, workers), workers)
    table = of_table("Break-even sizes", break_even_table(recording, ranked, workers), WORDS)
    drawn = figures(recording)
    if table is None and not drawn:
        return None
    return Section(TITLE, paying.sentences(recording), drawn, [table],
                   failures([cell for phase in PHASES for cell in ranking.of_job(recording, phase, workers)]),
                   [f"Job: {recording.job.name}, {workers} workers. Times are compared with the plain loop's of the "
                    "same life; hollow marks: no significant difference."])
