"""What to use for a job, by how long a plain loop takes for it: which strategy from when on, and how sure that is.

At each size that was measured the best strategies are those that beat the plain loop for certain and cannot be told
apart from the fastest (`ties`). Neighbouring sizes whose best have a strategy in common are one segment, which
advises the simplest of them. A border lies where the curves of the strategies on both sides cross, with the interval
of a break-even size (`break_even_interval`).
"""
from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import AbstractSet, Dict, FrozenSet, List, Mapping, Optional, Set, Tuple

from analysis.ranking import ranking
from analysis.ranking.loop_time import Interval, LoopTime
from analysis.recording.by_state import views
from analysis.recording.catalogue import SERIAL, Strategies
from analysis.recording.once import once
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.break_even import BreakEven, Verdict
from analysis.statistics.break_even_interval import interval
from analysis.statistics.ties import are_replicated, ranks, tied_sizes

PHASES = {"warm": "ready workers", "cold": "workers started for each run"}


class Kind(Enum):
    LOOP = "a plain loop"
    WORKERS = "workers"
    UNDECIDED = "not decided"  # some strategy is quicker than the loop, but chance may explain it


@dataclass(frozen=True)
class Border:
    """Between two segments, in seconds of a plain loop."""

    at: float
    interval: Optional[Interval]  # 95 %; 0 or infinite: beyond the sizes measured; None: not known
    between: Interval  # the sizes measured on both sides of it
    is_crossing: bool = True  # False: certainty begins or ends there, somewhere between those sizes


@dataclass(frozen=True)
class Segment:
    kind: Kind
    advised: str  # a strategy, serial for a plain loop; empty if undecided
    tied: Tuple[str, ...]  # not told apart from what is advised, or from the loop if undecided: at no size of it
    begins: Optional[Border]  # None: at the smallest size measured, or below it
    ends: Optional[Border]  # None: at the largest size measured, or beyond it


@dataclass(frozen=True)
class Pays:
    """From which time of a plain loop on a strategy beats it."""

    strategy: str
    even: BreakEven  # the same in items
    begins: Optional[float]  # seconds; None: not known to beat it at any size; ALWAYS: at the smallest size measured
    interval: Optional[Interval]  # 95 %; 0 or infinite: beyond the sizes measured
    ends: Optional[float]  # seconds; from there on the loop is quicker again; None: nowhere


@dataclass(frozen=True)
class Crossover:
    phase: str
    workers: int
    segments: Tuple[Segment, ...]  # none: see problem
    pays: Tuple[Pays, ...]  # the earliest first
    measured: Tuple[float, ...]  # the sizes, in ascending seconds of a plain loop
    loop: Optional[LoopTime]
    is_sure: bool  # False: measured once, by the medians alone
    strategies: Strategies
    problem: str = ""  # why there is none
    when: str = ""  # in which of the machine's states; empty: all samples

    @property
    def who(self) -> str:
        return PHASES[self.phase].capitalize()

    @property
    def borders(self) -> List[Border]:
        """Between its segments."""
        return [segment.begins for segment in self.segments if segment.begins]


@dataclass
class _Stretch:
    """Neighbouring sizes of one kind."""

    kind: Kind
    options: FrozenSet[str]  # those that are among the best at all of its sizes
    sizes: List[int]


@once
def crossover(recording: Recording, phase: str) -> Crossover:
    """Of the squares, with the worker count that the machine has CPUs for."""
    recording = recording.settled
    workers = ranking.usual_workers(recording, ranking.of_job(recording, phase))
    curves = ranking.curves([cell for cell in ranking.of_job(recording, phase, workers) if cell.traits.is_choice])
    found = _Comparison(curves, recording.strategies)
    if problem := found.problem:
        return Crossover(phase, workers, (), (), (), None, False, recording.strategies, problem)
    # Even of cold runs the job's measure is the loop itself, without a start.
    loop = ranking.curves(ranking.of_job(recording, "warm", workers)).get(SERIAL, {})
    times = LoopTime({**found.serial, **loop})
    return Crossover(phase, workers, tuple(_segments(found, times)), tuple(_pays(found.evens, times)),
                     tuple(map(times.seconds, found.sizes)), times, found.is_replicated, recording.strategies)


def every_phase(recording: Recording) -> List[Crossover]:
    """Those that were measured; one for each of the machine's states where their advice differs."""
    def advice(part: Recording) -> List[List[Tuple[Kind, str]]]:
        return [[(segment.kind, segment.advised) for segment in crossover(part, phase).segments] for phase in PHASES]

    return [replace(found, when=heading) for heading, part in views(recording, advice) for phase in PHASES
            if (found := crossover(part, phase)).segments]


def problems(recording: Recording) -> str:
    """Why phases have none, as parts of a sentence."""
    every = {who: crossover(recording, phase).problem for phase, who in PHASES.items()}
    return "; ".join(f"{who}: {problem}" for who, problem in every.items() if problem)


class _Comparison:
    """Every strategy held against the plain loop and against the others, size by size."""

    def __init__(self, curves: ranking.Curves, strategies: Strategies) -> None:
        self._strategies = strategies
        self.serial = curves.get(SERIAL, {})
        self.others = ranking.with_workers(curves)
        self.sizes = sorted(n for n in self.serial if any(n in cells for cells in self.others.values()))
        self.is_replicated = are_replicated(cell for cells in curves.values() for cell in cells.values())

    @property
    def problem(self) -> str:
        if not self.serial:
            return "no plain loop (serial) was measured"
        if not self.others:
            return "no strategy was measured beside the plain loop"
        return "" if len(self.sizes) > 1 else "the plain loop and a strategy were measured together at one size only"

    @cached_property
    def evens(self) -> Dict[str, BreakEven]:
        return ranking.break_evens({SERIAL: self.serial, **self.others})

    @cached_property
    def _ties(self) -> Mapping[str, Set[int]]:
        """The sizes where chance may explain what a strategy differs from the plain loop."""
        return {strategy: tied_sizes(self.serial, cells) if self.is_replicated else set()
                for strategy, cells in self.others.items()}

    def simplest_first(self, names: AbstractSet[str]) -> List[str]:
        return sorted(names, key=lambda name: self._strategies[name].by_simplicity)

    def advised(self, stretch: _Stretch) -> str:
        return "" if stretch.kind is Kind.UNDECIDED else self.simplest_first(stretch.options)[0]

    def curve(self, strategy: str) -> Mapping[int, Measurement]:
        return self.serial if strategy == SERIAL else self.others[strategy]

    def at(self, n: int) -> _Stretch:
        cells = [cells[n] for cells in self.others.values() if n in cells]
        loop = self.serial[n].median
        winners = {cell.strategy for cell in cells
                   if cell.median < loop and n not in self._ties[cell.strategy]}
        if winners:
            best = self._best(cells)
            return _Stretch(Kind.WORKERS, frozenset(best & winners or winners), [n])
        tied = {cell.strategy for cell in cells if n in self._ties[cell.strategy]}
        kind = Kind.UNDECIDED if min(cell.median for cell in cells) < loop else Kind.LOOP
        return _Stretch(kind, frozenset({SERIAL, *tied}), [n])

    def _best(self, cells: List[Measurement]) -> Set[str]:
        """The fastest, and what cannot be told apart from it."""
        ordered = sorted(cells, key=ranking.quickness)
        if not self.is_replicated:
            return {ordered[0].strategy}
        found = ranks(ordered)
        first = next((rank for rank in found if rank), None)
        return {cell.strategy for cell, rank in zip(ordered, found) if rank and rank == first}


def _stretches(found: _Comparison) -> List[_Stretch]:
    """As few as possible, from the smallest size on. A plain loop that nobody surely beats is the simplest to use, but
    after a stretch of workers only where they surely lose."""
    joined: List[_Stretch] = []
    for each in map(found.at, found.sizes):
        last = joined[-1] if joined else None
        if last and each.kind is Kind.LOOP and last.kind is not Kind.LOOP and (last.options - {SERIAL}) & each.options:
            each = replace(each, kind=Kind.UNDECIDED)  # what was quicker at the size before may still be
        if last and last.kind is each.kind and (common := last.options & each.options):
            joined[-1] = _Stretch(each.kind, common, [*last.sizes, *each.sizes])
        else:
            joined.append(each)
    return joined


def _segments(found: _Comparison, times: LoopTime) -> List[Segment]:
    stretches = _without_what_borders_tell(found, _stretches(found), times)
    borders = [_border(found, times, one, other) for one, other in zip(stretches, stretches[1:])]
    return [Segment(each.kind, found.advised(each),
                    tuple(found.simplest_first(each.options - {found.advised(each), SERIAL})), begins, ends)
            for each, begins, ends in zip(stretches, [None, *borders], [*borders, None])]


def _without_what_borders_tell(found: _Comparison, stretches: List[_Stretch], times: LoopTime) -> List[_Stretch]:
    """What is undecided between the loop and workers is told by the border's interval, if that reaches so far down."""
    kept: List[_Stretch] = []
    for at, each in enumerate(stretches):
        after = stretches[at + 1] if at + 1 < len(stretches) else None
        if each.kind is Kind.UNDECIDED and kept and kept[-1].kind is Kind.LOOP and after and (
                after.kind is Kind.WORKERS):
            low, _ = _border(found, times, each, after).interval or (math.inf, math.inf)
            if low <= times.seconds(each.sizes[0]):
                kept[-1] = replace(kept[-1], sizes=[*kept[-1].sizes, *each.sizes])
                continue
        kept.append(each)
    return kept


def _border(found: _Comparison, times: LoopTime, before: _Stretch, after: _Stretch) -> Border:
    below, above = before.sizes[-1], after.sizes[0]
    between = (times.seconds(below), times.seconds(above))
    left, right = found.advised(before) or (SERIAL if after.kind is Kind.WORKERS else ""), found.advised(after)
    if not left or not right:  # what ends or begins there is certainty, not a strategy
        return Border(math.sqrt(between[0] * between[1]), None, between, False)
    one, other = found.curve(left), found.curve(right)
    n = _crossing(below, one, above, other)
    even = found.evens.get(right)
    if left == SERIAL and even and even.verdict is Verdict.FROM and math.isclose(even.n, n):
        return Border(times.seconds(n), times.interval(even.interval), between)
    ends = after.sizes[-1]
    one, other = ({size: cell for size, cell in cells.items() if size <= ends} for cells in (one, other))
    return Border(times.seconds(n), times.interval(interval(other, one, n)), between)


def _crossing(below: int, one: Mapping[int, Measurement], above: int, other: Mapping[int, Measurement]) -> float:
    """Where the second curve passes under the first, both straight between the sizes on logarithmic axes."""
    ratios = [other[n].median / one[n].median if n in one and n in other else 1.0 for n in (below, above)]
    loss, win = max(0.0, math.log(ratios[0])), max(0.0, -math.log(ratios[1]))
    way = loss / (loss + win) if loss + win else 0.5
    return math.exp(math.log(below) + way * math.log(above / below))


def _pays(evens: Mapping[str, BreakEven], times: LoopTime) -> List[Pays]:
    """In the order of their break-even sizes."""
    return [Pays(strategy, even, times.seconds(even.n) if even.order < math.inf else None,
                 times.interval(even.interval),
                 times.seconds(even.until) if even.verdict is Verdict.BETWEEN else None)
            for strategy, even in evens.items()]
