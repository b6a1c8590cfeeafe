"""Which cells of one recording can be told apart, and which are tied."""
from __future__ import annotations

from itertools import combinations
from typing import Iterable, List, Mapping, Optional, Sequence, Set, Tuple

from analysis.recording.reader import Measurement
from analysis.statistics.bootstrap import within
from analysis.statistics.decision import decide, Decision, Verdict


def are_replicated(cells: Iterable[Measurement]) -> bool:
    """Without a second life, no difference can be told from noise."""
    return any(len(cell.samples) > 1 for cell in cells)


def ranks(cells: Sequence[Measurement]) -> List[Optional[int]]:
    """Of cells in the order of their medians; None for those that were not measured often enough or did not
    settle.

    A rank begins where a cell is significantly slower than the first of the rank before. All pairs
    count in the correction, so at most one table in twenty parts any that are equal. Counting only the
    comparisons with the first, as in Hsu's multiple comparisons with the best (1984, The Annals of
    Statistics 12), would not do: which one is first was seen in the same numbers, and it owes some of
    its place to luck. That parts some of fourteen equal strategies in one table of seven.
    """
    found: List[Optional[int]] = [None] * len(cells)
    replicated = [at for at, cell in enumerate(cells) if len(cell.samples) > 1 and not cell.is_unsettled]
    pairs = list(combinations(replicated, 2))
    decisions = dict(zip(pairs, _decide([(cells[one], cells[other]) for one, other in pairs])))
    first = replicated[0] if replicated else 0
    for at in replicated:
        decision = decisions.get((first, at))  # None of the first with itself
        if decision and decision.verdict is Verdict.SLOWER:
            first = at
        if at == first or (decision and decision.difference):
            found[at] = first + 1
    return found


def tied_sizes(base: Mapping[int, Measurement], other: Mapping[int, Measurement]) -> Set[int]:
    """Where chance may explain the difference, or where the medians tell the opposite of it."""
    sizes = sorted(base.keys() & other.keys())
    decisions = _decide([(base[n], other[n]) for n in sizes])
    return {n for n, decision in zip(sizes, decisions)
            if decision.verdict is not (Verdict.FASTER if other[n].median < base[n].median
                                        else Verdict.SLOWER)}


def _decide(pairs: Sequence[Tuple[Measurement, Measurement]]) -> List[Decision]:
    """Any difference counts here, however small: a rank is no advice."""
    return decide([within(first, second) for first, second in pairs], margin=0)
