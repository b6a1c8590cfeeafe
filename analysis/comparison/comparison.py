"""Two recordings, or two programs of one: every row that both measured, every strategy, and what only one has."""
from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Callable, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from analysis.comparison.comparability import Comparability, comparability, same_recording, Scope, side_by_side
from analysis.comparison.shared_states import Part, parts
from analysis.ranking.relative import of_lives, OwnCeiling, OwnSerial
from analysis.recording.row_pairs import brief_names, match, Matching, order, Pair
from analysis.recording.reader import Identity, Measurement, Recording, ResultsError
from analysis.statistics.bootstrap import between, Difference, within
from analysis.statistics.decision import decide, Decision, MARGIN, Verdict, withhold
from analysis.statistics.noise import noise_floor
from analysis.wording.commands import RECORD

OURS = "crossover "  # begins how builds of ./bench call themselves
ORDER = (Verdict.SLOWER, Verdict.FASTER, Verdict.UNDECIDED, Verdict.EQUIVALENT)  # what matters first

Shares = Tuple[Optional[float], Optional[float]]
Differ = Callable[[Measurement, Measurement], Optional[Difference]]
Judge = Callable[[Sequence[Optional[Difference]]], List[Decision]]


@dataclass(frozen=True)
class Row:
    """One cell in both recordings."""

    name: str  # brief
    cells: Pair
    values: Tuple[float, float]  # seconds, or speed-ups over the own serial
    shares: Optional[Shares]  # of the own ceiling, where raw times are not compared
    ratio: float  # time of B over time of A, each over its own serial's where raw times are not compared
    decision: Decision
    state: str = ""  # of the machine, where it had several

    @property
    def is_unsettled(self) -> bool:
        return any(cell.is_unsettled for cell in self.cells)


@dataclass(frozen=True)
class Overall:
    """The geometric mean over the rows of a strategy that settled."""

    strategy: str
    rows: int
    ratio: float
    decision: Decision
    state: str = ""  # of the machine, where it had several


class Failure(NamedTuple):
    cell: Measurement
    base: str  # the reason, or empty
    other: str


@dataclass(frozen=True)
class Comparison:
    base: Recording
    other: Recording
    margin: float
    comparability: Comparability
    rows: Tuple[Row, ...]  # what matters first
    strategies: Tuple[Overall, ...]
    unrelated: int  # rows without a serial one beside them, where raw times are not compared
    matching: Matching
    failures: Tuple[Failure, ...]
    names: Mapping[Identity, str]  # brief
    is_paired: bool = False  # two programs of one recording, measured in the same lives

    @property
    def is_raw(self) -> bool:
        return self.comparability.scope is Scope.TIMES

    @property
    def _judged(self) -> List[Union[Row, Overall]]:
        return [*self.rows, *self.strategies]

    @property
    def is_slower(self) -> bool:
        """A row, or a strategy over all its rows, is slower; or a row that A measured has no time in B."""
        return (any(each.decision.verdict is Verdict.SLOWER for each in self._judged)
                or any(base.ok and not other.ok for base, other in self.matching.common))

    @property
    def is_slower_beyond_margin(self) -> bool:
        """As is_slower, but a difference that does not matter is none."""
        return (any(each.decision.verdict is Verdict.SLOWER and each.ratio > 1 + self.margin
                    for each in self._judged)
                or any(base.ok and not other.ok for base, other in self.matching.common))

    @property
    def undisturbed(self) -> bool:
        return not self.comparability.disturbance

    @cached_property
    def floor(self) -> Optional[float]:
        """What the twins of the less sensitive recording could see; None without twins in both."""
        floors = [floor for recording in (self.base, self.other) if (floor := noise_floor(recording))]
        return max(floor.smallest_detectable_difference for floor in floors) if len(floors) == 2 else None

    def is_below_floor(self, each: Union[Row, Overall]) -> bool:
        """Whatever its verdict: a difference that this machine makes between a program and itself."""
        return (self.floor is not None and each.decision.verdict is not Verdict.EQUIVALENT
                and abs(each.ratio - 1) < self.floor)

    @property
    def unsettled(self) -> int:
        """Rows without a verdict, since they did not settle in one of the recordings."""
        return sum(row.is_unsettled for row in self.rows)

    def count(self, verdict: Verdict) -> int:
        return sum(row.decision.verdict is verdict for row in self.rows)


class _Compared(NamedTuple):
    cells: Pair
    relative: Pair  # in units of the own serial; where raw times are compared, the cells themselves
    difference: Optional[Difference]
    shares: Optional[Shares]
    state: str

    @property
    def log_ratio(self) -> float:
        if self.difference:
            return self.difference.log_ratio
        base, other = self.relative
        return math.log(other.median) - math.log(base.median)


def compare(base: Recording, other: Recording, margin: float = MARGIN) -> Comparison:
    """Raises ResultsError where nothing can be learnt from comparing the two."""
    if same_recording(base, other):
        raise ResultsError(f"{other.path}: this is the same recording as {base.path}, so nothing can be "
                           "learnt from comparing them; record again")
    matching = match(base, other)
    if not matching.common:
        raise ResultsError(f"{other.path}: no row of it is in {base.path}, so nothing can be compared; "
                           "record both with the same flags")
    shared, alone = parts(base, other)
    comparable = comparability(base, other)
    return _compare(base, other, shared, between, margin,
                    replace(comparable, warnings=(*comparable.warnings, *alone)), matching)


def compare_programs(recording: Recording, margin: float = MARGIN) -> Comparison:
    """The one that was measured beside the recording's own, in pairs within lives. Raises ResultsError without one."""
    if not recording.other:
        raise ResultsError(f"{recording.path}: holds one program, which has nothing to be compared with; give another "
                           f"recording, or measure both at once: {RECORD} --against=PROGRAM")
    own, other = programs(recording)
    shared = [Part(str(state), *programs(recording.in_state(state))) for state in recording.states]
    return replace(_compare(own, other, shared or [Part("", own, other)], within, margin, side_by_side(own, other),
                            match(own, other)), is_paired=True)


def programs(recording: Recording) -> Tuple[Recording, Recording]:
    """The recording's own and the other one, as if each had been recorded for itself."""
    called = (recording.plan.get("against") or {}).get("other", "")
    return (replace(recording, measurements=tuple(own for own, _ in recording.other), other=()),
            replace(recording, measurements=tuple(other for _, other in recording.other), other=(),
                    context={**recording.context, **_build(called)}))


def _build(called: str) -> Dict[str, str]:
    """What a program that calls itself "crossover 0.1.0 (6e69a6df5225)" is a build of."""
    if not called.startswith(OURS):
        return {"program": called}
    version, _, commit = called.removeprefix(OURS).partition(" ")
    return {"crossover_version": version, "commit": commit.strip("()")}


def _compare(base: Recording, other: Recording, shared: Sequence[Part], differ: Differ, margin: float,
             comparable: Comparability, matching: Matching) -> Comparison:
    is_raw = comparable.scope is Scope.TIMES
    compared, measured = [], 0
    for part in shared:
        pairs = [pair for pair in _common(part) if pair[0].ok and pair[1].ok]
        measured += len(pairs)
        compared += _compared(part, pairs, differ, is_raw)
    names = brief_names([*base.measurements, *other.measurements])
    judge = partial(withhold if comparable.disturbance else decide, margin=margin)
    return Comparison(base, other, margin, comparable, _rows(compared, names, judge, is_raw),
                      _strategies(compared, differ, judge), measured - len(compared), matching,
                      _failures(matching), names)


def _common(part: Part) -> List[Pair]:
    found = ((cell, part.other.find(cell.identity)) for cell in part.base.measurements)
    return sorted(((cell, other) for cell, other in found if other), key=lambda pair: order(pair[0]))


def _compared(part: Part, pairs: Sequence[Pair], differ: Differ, is_raw: bool) -> List[_Compared]:
    if is_raw:
        return [_Compared(pair, pair, differ(*pair), None, part.state) for pair in pairs]
    own, others = OwnCeiling(part.base), OwnCeiling(part.other)
    return [_Compared(pair, relative, differ(*relative), (own.share(pair[0]), others.share(pair[1])), part.state)
            for pair, relative in _relative(pairs)]


def _relative(measured: Sequence[Pair]) -> List[Tuple[Pair, Pair]]:
    serial = OwnSerial(measured)
    related = ((pair, serial.relate(pair)) for pair in measured)
    return [(pair, relative) for pair, relative in related if relative]


def _rows(compared: Sequence[_Compared], names: Mapping[Identity, str], judge: Judge, is_raw: bool) -> Tuple[Row, ...]:
    decisions = judge([each.difference for each in compared])
    rows = []
    for each, decision in zip(compared, decisions):
        base, other = (cell.median if is_raw else 1 / cell.median for cell in each.relative)
        rows.append((each, Row(names[each.cells[0].identity], each.cells, (base, other), each.shares,
                               math.exp(each.log_ratio), decision, each.state)))
    rows.sort(key=lambda row: (ORDER.index(row[1].decision.verdict), -abs(row[0].log_ratio)))
    return tuple(row for _, row in rows)


def _strategies(compared: Sequence[_Compared], differ: Differ, judge: Judge) -> Tuple[Overall, ...]:
    """The largest change first. Rows of a strategy share lives: only these are independent. Rows of other programs have
    no strategy."""
    by_strategy: Dict[Tuple[str, str], List[_Compared]] = {}
    for each in compared:
        if any(cell.is_unsettled or not cell.strategy for cell in each.cells):
            continue
        by_strategy.setdefault((each.cells[0].strategy, each.state), []).append(each)
    differences = [differ(*(_geometric_mean([each.relative[side] for each in group]) for side in (0, 1)))
                   for group in by_strategy.values()]
    found = []
    for ((strategy, state), group), decision in zip(by_strategy.items(), judge(differences)):
        log_ratio = (decision.difference.log_ratio if decision.difference
                     else statistics.fmean(each.log_ratio for each in group))
        found.append((log_ratio, Overall(strategy, len(group), math.exp(log_ratio), decision, state)))
    found.sort(key=lambda each: -each[0])
    return tuple(overall for _, overall in found)


def _geometric_mean(cells: Sequence[Measurement]) -> Measurement:
    """One time for each life that has all of these cells."""
    columns = [cell.logarithms for cell in cells]
    complete = set(columns[0]).intersection(*columns[1:])
    return of_lives(cells[0], {life: statistics.fmean(times[life] for times in columns) for life in complete})


def _failures(matching: Matching) -> Tuple[Failure, ...]:
    pairs = (*matching.common, *matching.renamed)
    failures = [*(Failure(base, str(base.reason), str(other.reason)) for base, other in pairs),
                *(Failure(cell, str(cell.reason), "") for cell in matching.missing),
                *(Failure(cell, "", str(cell.reason)) for cell in matching.new)]
    return tuple(failure for failure in failures if failure.base or failure.other)
