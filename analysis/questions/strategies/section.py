"""Which strategy is fastest at the largest size?"""
from __future__ import annotations

from typing import List, Optional

from analysis.presentation.sections import failures_of, of_table, Section
from analysis.questions.strategies.chart import figures
from analysis.questions.strategies.table import ranking_table, WORDS
from analysis.ranking import ranking
from analysis.ranking.ranking import Ranked
from analysis.recording.reader import Recording
from analysis.wording.units import percent, seconds, times_between

TITLE, NEEDS = "Which strategy is fastest?", "--questions=sizes"


def section(recording: Recording) -> Optional[Section]:
    workers = ranking.usual_workers(recording)
    n = ranking.largest_n(recording, workers)
    ranked = ranking.rank(recording, n, workers)
    if not ranked:
        return None
    return Section(TITLE, [_answer(ranked)], figures(recording), [of_table("Ranking", ranking_table(ranked), WORDS)],
                   failures_of(ranking.unranked(recording, n, workers)))


def _answer(ranked: List[Ranked]) -> str:
    best = ranked[0]
    if best.cell.is_unsettled:
        return "No strategy reached a steady state before it was timed, so none is known to be fastest."
    tied = [row.cell.strategy for row in ranked[1:] if row.rank == best.rank and row.rank is not None]
    ceiling = "" if best.share is None else f" That is {percent(best.share)} of what the machine can do at best."
    speed = (f": {times_between(best.speed_up, best.interval)} the speed of a plain loop" if best.speed_up is not None
             else f", {seconds(best.cell.median)}")
    return (f"{best.cell.strategy} has the shortest median{speed}.{ceiling}"
            + (f" No significant difference: {', '.join(tied)}." if tied else ""))
