"""One number of every strategy on every machine, such as the size from which on it pays.

Each file of metrics/ has METRICS, and needs no other edit.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Dict, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from analysis.discovery import modules
from analysis.machines.machine import file_name, Machine
from analysis.recording.outcome import Reason
from analysis.recording.reader import Recording
from analysis.wording.units import printable


NOT_RECORDED, NOBODY = "not recorded", "none for certain"
STRATEGY_WIDTH = 40

Interval = Tuple[float, float]


class Value(NamedTuple):
    text: str
    value: Optional[float] = None  # None: there is no such number, which the text says
    interval: Optional[Interval] = None
    doubt: str = ""  # a sentence: why it proves less than it seems to


class Answer(NamedTuple):
    """Of one recording."""

    setting: str  # what was measured, as far as recordings may differ in it: "n = 1 M, 2 workers"
    values: Mapping[str, Value]  # by strategy
    reasons: Mapping[str, Reason] = {}  # likewise: why it failed, or is unavailable there


@dataclass(frozen=True)
class Metric:
    name: str  # a word, for addresses within the page
    order: int
    title: str
    meaning: str  # a sentence: what was compared with what
    axis: str
    unit: str
    question: str  # of ./bench, that records it
    best: Callable[[Iterable[float]], float]  # min or max
    ask: Callable[[Recording], Optional[Answer]]


@dataclass(frozen=True)
class AcrossMachines:
    """A metric with what the machines have to say."""

    metric: Metric
    answers: Mapping[str, Answer]  # by machine
    files: Mapping[str, str]  # likewise: which recording says so

    @property
    def strategies(self) -> List[str]:
        """By the best number that any machine has; those without one last."""
        answers = self.answers.values()
        found = dict.fromkeys([*(strategy for each in answers for strategy in each.values),
                               *(strategy for each in answers for strategy in each.reasons)])
        return sorted(found, key=self._order)

    def _order(self, strategy: str) -> Tuple[bool, float]:
        values = [value for machine in self.answers if (value := self.value(strategy, machine).value) is not None]
        best = self.metric.best(values) if values else 0.0
        return not values, best if self.metric.best is min else -best

    def value(self, strategy: str, machine: str) -> Value:
        answer = self.answers.get(machine)
        if answer is None:
            return Value(NOT_RECORDED)
        reason = answer.reasons.get(strategy)
        failed = "unavailable" if reason and reason.is_unavailable else "failed" if reason else NOT_RECORDED
        return answer.values.get(strategy, Value(failed, doubt=str(reason or "")))

    def standing(self, machine: str) -> str:
        """Who stands highest of those without a doubt; not one alone where others may be as good."""
        if machine not in self.answers:
            return NOT_RECORDED
        numbers = {strategy: value for strategy, value in self.answers[machine].values.items()
                   if value.value is not None}
        proven = {strategy: value.value for strategy, value in numbers.items()
                  if value.value is not None and not value.doubt}
        if not proven:
            return NOBODY
        wanted = self.metric.best(proven.values())
        best = next(strategy for strategy, value in proven.items() if value == wanted)
        others = sum(_overlap(value, numbers[best]) for strategy, value in numbers.items() if strategy != best)
        more = f" and {others} more that may be as good" if others else ""
        return f"{printable(best, STRATEGY_WIDTH)}{more}: {numbers[best].text}"


def _overlap(one: Value, other: Value) -> bool:
    """Whether the two may be the same, as far as that is known."""
    if one.interval is None or other.interval is None:
        return False
    return one.interval[0] <= other.interval[1] and other.interval[0] <= one.interval[1]


def metrics() -> List[Metric]:
    return sorted((metric for module in modules("machines/metrics/*") for metric in module.METRICS),
                  key=lambda metric: metric.order)


def across(metric: Metric, machines: Sequence[Machine]) -> AcrossMachines:
    answers: Dict[str, Answer] = {}
    files: Dict[str, str] = {}
    for machine in machines:
        answer, recording = machine.answer(metric.question, metric.ask)
        if answer and recording:
            answers[machine.name], files[machine.name] = answer, file_name(recording)
    return AcrossMachines(metric, answers, files)
