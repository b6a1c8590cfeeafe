"""Which of many differences count: four verdicts, corrected for how many questions were asked."""
from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import List, Optional, Sequence

from analysis.statistics import significance_level
from analysis.statistics.bootstrap import Difference

MARGIN = 0.03  # differences inside it do not matter in practice
POWER = 0.95


class Verdict(Enum):
    FASTER = "faster"
    SLOWER = "slower"
    EQUIVALENT = "equivalent"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Decision:
    difference: Optional[Difference]  # None: not measured often enough
    verdict: Verdict
    detectable: Optional[float]  # the smallest relative difference that would have been found; see decide


def decide(differences: Sequence[Optional[Difference]], margin: float = MARGIN) -> List[Decision]:
    """All rows of one comparison at once: the more rows, the more evidence each of them needs.

    EQUIVALENT, even if there is a difference: the interval leaves room for none that matters. FASTER or
    SLOWER: no more than one comparison in twenty has any such row by chance. UNDECIDED: neither is known.
    Detectable is what would have been found with the probability POWER if no other row had differed.
    """
    known = [difference for difference in differences if difference]
    adjusted = iter(holm([difference.p_value for difference in known]))
    confidence = 1 - significance_level.level() / max(1, len(known))
    return [Decision(difference, _verdict(difference, next(adjusted), margin),
                     difference.detectable(confidence, POWER)) if difference
            else Decision(None, Verdict.UNDECIDED, None)
            for difference in differences]


def withhold(differences: Sequence[Optional[Difference]], margin: float = MARGIN) -> List[Decision]:
    """As decide, but without a verdict: where something else than the programs may have differed."""
    return [replace(decision, verdict=Verdict.UNDECIDED) for decision in decide(differences, margin)]


def holm(p_values: Sequence[float]) -> List[float]:
    """Adjusted p-values, in the same order (Holm 1979, Scandinavian Journal of Statistics 6)."""
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = highest
    return adjusted


def _verdict(difference: Difference, adjusted: float, margin: float) -> Verdict:
    low, high = difference.interval()
    if 1 / (1 + margin) <= low and high <= 1 + margin:
        return Verdict.EQUIVALENT
    if adjusted >= significance_level.level():
        return Verdict.UNDECIDED
    return Verdict.FASTER if difference.log_ratio < 0 else Verdict.SLOWER
