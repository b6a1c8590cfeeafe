"""The machine's states: spans of time in which it stays as it is. They differ in hand-off latency.

On virtual machines two CPUs are near each other for some seconds or minutes and far apart for the next ones. Work of
threads takes so much longer or shorter then that the ratio of two strategies differs, so an answer is one for each
state. A state is a group of latencies with a gap around it; how wide that is, and how empty, was chosen so that
one state is not split by chance, and two that are a factor of 2.5 apart are found (tests/python/test_states.py).
"""
from __future__ import annotations

import math
import statistics
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import List, NamedTuple, Optional, Sequence, Tuple

from analysis.wording.units import count, percent, seconds as duration

APART = math.log(2)  # the medians of two states, at least
FEWEST_SHARE, FEWEST = 0.05, 20  # samples in a state
HALF_GAP = 0.1  # a gap reaches so far, in logarithms, to both sides of its middle
MOST_IN_GAP, MOST_BESIDE = 0.05, 0.1  # samples in a gap: of all, and of those on its emptier side
STEP = HALF_GAP / 4
MOST_STATES = 3
SPREAD = math.log(4)  # from the lowest to the highest tenth, where there is no gap
LASTING = 0.5  # of the changes that there would be if no sample knew of the one before


class Probe(NamedTuple):
    at: float  # seconds, from the start of the recording
    hand_over: float  # seconds


@dataclass(frozen=True)
class State:
    hand_over: float  # seconds, typical
    share: float  # of the time
    low: float  # its hand-over times: from here
    high: float  # up to here

    def holds(self, hand_over: Optional[float]) -> bool:
        return hand_over is not None and self.low <= hand_over < self.high

    def __str__(self) -> str:
        return f"hand-off {self.typical}"

    @property
    def typical(self) -> str:
        """Two digits are enough to tell states apart."""
        return duration(float(f"{self.hand_over:.1e}"))

    @property
    def condition(self) -> str:
        return f"while the hand-off latency is {self.typical}"

    @property
    def heading(self) -> str:
        return f"{self.condition} ({percent(self.share)} of the time)"


@dataclass(frozen=True)
class Course:
    """What the machine did during a recording."""

    states: Tuple[State, ...]  # the shortest hand-over first; none where it had one only, or changed all the time
    changes: int
    seconds: float  # from the first sample to the last
    is_restless: bool = False  # nothing can be told apart, so nothing is given for each state

    def __str__(self) -> str:
        if self.is_restless:
            changes = f"{count(self.changes)} change{'' if self.changes == 1 else 's'}"
            return f"the machine's state kept changing ({changes} in {self.seconds:.0f} s)"
        if not self.states:
            return ""
        told = " and ".join(f"{each.typical} for {percent(each.share)} of the time" for each in self.states)
        return (f"the machine had {len(self.states)} states, which differ in hand-off latency: {told} "
                f"({count(self.changes)} change{'' if self.changes == 1 else 's'} in {self.seconds:.0f} s)")


def course(probes: Sequence[Probe]) -> Course:
    """Of probes in any order."""
    ordered = sorted(probes)
    logarithms = [math.log(each.hand_over) for each in ordered]
    lasted = ordered[-1].at - ordered[0].at if ordered else 0.0
    between = limits(logarithms)
    if not between:
        return Course((), _jumps(logarithms), lasted, _is_spread(logarithms))
    labels = [bisect_right(between, each) for each in logarithms]
    changes = sum(one != other for one, other in zip(labels, labels[1:]))
    counts = [labels.count(label) for label in range(len(between) + 1)]
    by_chance = (len(labels) - 1) * (1 - sum((each / len(labels)) ** 2 for each in counts))
    if len(counts) > MOST_STATES or changes > LASTING * by_chance:
        return Course((), changes, lasted, True)
    return Course(tuple(_state(label, labels, ordered, between) for label in range(len(counts))), changes, lasted)


def limits(logarithms: Sequence[float]) -> List[float]:
    """Between the groups that these hand-over times make, ascending; none where there is one group."""
    ordered = sorted(logarithms)
    fewest = max(FEWEST, FEWEST_SHARE * len(ordered))
    found = _gaps(ordered, fewest)
    while found:  # a gap counts between groups that are large enough and far enough from each other
        ends = [0, *(bisect_left(ordered, each) for each in found), len(ordered)]
        groups = [ordered[begin:end] for begin, end in zip(ends, ends[1:])]
        medians = [statistics.median(each) if each else -math.inf for each in groups]
        apart = [high - low if min(len(groups[at]), len(groups[at + 1])) >= fewest else 0.0
                 for at, (low, high) in enumerate(zip(medians, medians[1:]))]
        nearest = min(range(len(apart)), key=apart.__getitem__)
        if apart[nearest] > APART:
            break
        del found[nearest]
    return found


def _gaps(ordered: Sequence[float], fewest: float) -> List[float]:
    """The middle of the emptiest stretch of each gap."""
    found: List[float] = []
    gap: List[Tuple[int, float]] = []  # how many samples it has around a place
    places = math.ceil((ordered[-1] - ordered[0]) / STEP) + 1 if ordered else 0
    for place in (ordered[0] + at * STEP for at in range(places)):
        below, above = bisect_left(ordered, place - HALF_GAP), bisect_right(ordered, place + HALF_GAP)
        inside, smaller = above - below, min(below, len(ordered) - above)
        if smaller >= fewest and inside <= min(MOST_IN_GAP * len(ordered), MOST_BESIDE * smaller):
            gap.append((inside, place))
        elif gap:
            found.append(_emptiest(gap))
            gap = []
    return found


def _emptiest(gap: Sequence[Tuple[int, float]]) -> float:
    least = min(inside for inside, _ in gap)
    return statistics.median(place for inside, place in gap if inside == least)


def _state(label: int, labels: Sequence[int], probes: Sequence[Probe], between: Sequence[float]) -> State:
    """A sample tells of the time until the next one."""
    own = [each.hand_over for each, of in zip(probes, labels) if of == label]
    lasted = [later.at - each.at for each, later in zip(probes, probes[1:])]
    whole = math.fsum(lasted)
    share = (math.fsum(each for each, of in zip(lasted, labels) if of == label) / whole if whole
             else len(own) / len(labels))
    ends = [0.0, *map(math.exp, between), math.inf]
    return State(statistics.median(own), share, ends[label], ends[label + 1])


def _is_spread(logarithms: Sequence[float]) -> bool:
    if len(logarithms) < FEWEST:
        return False
    tenths = statistics.quantiles(logarithms, n=10)
    return tenths[-1] - tenths[0] > SPREAD


def _jumps(logarithms: Sequence[float]) -> int:
    return sum(abs(later - each) > APART for each, later in zip(logarithms, logarithms[1:]))
