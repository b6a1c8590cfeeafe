"""Which of the page's answers are still open, and which rows of a recording need no more times."""
from __future__ import annotations

from typing import List, Sequence, Set

from analysis.claims.claim import Verdict
from analysis.ranking import ranking
from analysis.ranking.neighbours import contests
from analysis.recording.reader import Identity, Measurement, Recording
from analysis.statistics import significance_level
from analysis.statistics.bootstrap import within
from analysis.statistics.break_even import Verdict as Pays
from analysis.statistics.decision import decide, Verdict as Told
from analysis.claims import verdicts


def sentences(recording: Recording, level: float) -> List[str]:
    """One for each claim that is undecided and each strategy of which it is open from which size on it pays."""
    with significance_level.at(level):
        claims = [f"claim ({each.claim.letter}): {each.sentence}" for each in verdicts.findings(recording)
                  if each.verdict is Verdict.UNDECIDED]
        sizes = [f"{strategy}, {words}: {found}" for phase, words in (("warm", "ready"), ("cold", "fresh"))
                 for strategy, found in ranking.break_evens(ranking.curves(ranking.of_job(
                     recording, phase, ranking.usual_workers(recording)))).items()
                 if found.verdict is Pays.UNDECIDED]
    return claims + sizes


def decided_cells(recording: Recording, level: float) -> Set[Identity]:
    """Those of which more times would change no rank: they are told apart from serial and from the quickest of their
    contest, or do not settle."""
    unsettled = {cell.identity for cell in recording.measurements if cell.is_unsettled}
    with significance_level.at(level):
        return unsettled | {cell.identity for contest in contests(recording) for cell in _decided(contest)}


def _decided(contest: Sequence[Measurement]) -> List[Measurement]:
    """Of cells of which the first is the quickest."""
    best = contest[0]
    others = [cell for cell in contest[1:] if not cell.is_serial]
    held_against = [best, *(cell for cell in contest[1:] if cell.is_serial)]
    pairs = [(cell, rival) for cell in others for rival in held_against]
    decisions = decide([within(cell, rival) for cell, rival in pairs], margin=0)
    open_ones = {cell.identity for (cell, _), decision in zip(pairs, decisions)
                 if decision.verdict not in (Told.FASTER, Told.SLOWER)}
    return [cell for cell in others if cell.identity not in open_ones]
