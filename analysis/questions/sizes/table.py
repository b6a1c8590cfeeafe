"""From what size on does each strategy beat a plain loop? A table on the job, and the words that explain it."""
from __future__ import annotations

from typing import List

from analysis.ranking import ranking
from analysis.ranking.ranking import Ranked
from analysis.recording.reader import Recording
from analysis.statistics.ties import are_replicated
from analysis.wording.tables import Row, Table
from analysis.wording.units import NOT_MEASURED, printable

NAME_WIDTH = 20
COLUMNS = ("strategy", "warm", "cold (start and stop included)")
WORDS = frozenset(COLUMNS)  # none is a column of numbers alone


def break_even_table(recording: Recording, ranked: List[Ranked], workers: int) -> Table:
    phases = [ranking.break_evens_of(recording, phase, workers) for phase in ranking.PHASES]
    rows: List[Row] = [(printable(strategy, NAME_WIDTH),
                        *(str(phase.get(strategy, NOT_MEASURED)) for phase in phases))
                       for strategy in dict.fromkeys([*phases[0], *phases[1]])]
    return Table(COLUMNS, rows, _judged(ranked, rows))


def _judged(ranked: List[Ranked], rows: List[Row]) -> str:
    if not are_replicated(row.cell for row in ranked):
        return "By the medians alone."
    has_intervals = any("[" in cell for row in rows for cell in row[1:])
    crossing = " In brackets: where the curves cross, 95 % interval." if has_intervals else ""
    return f"A size where chance may explain the difference decides nothing.{crossing}"
