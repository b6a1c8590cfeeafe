"""One number of every strategy on every machine, such as the size from which on it pays.

Each file of metrics/ has LADDERS, and needs no other edit.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Dict, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from analysis.discovery import modules
from analysis.machines.machine import file_name, Machine
from analysis.ranking.ranking import UNAVAILABLE
from analysis.recording.reader import Recording
from analysis.wording.units import printable


NOT_RECORDED, NOBODY = "not recorded", "none for certain"
STRATEGY_WIDTH = 40

Interval = Tuple[float, float]


class Rung(NamedTuple):
    text: str
    value: Optional[float] = None  # None: there is no such number, which the text says
    interval: Optional[Interval] = None
    doubt: str = ""  # a sentence: why it proves less than it seems to


class Answer(NamedTuple):
    """Of one recording."""

    setting: str  # what was measured, as far as recordings may differ in it: "n = 1 M, 2 workers"
    rungs: Mapping[str, Rung]  # by strategy
    reasons: Mapping[str, str] = {}  # likewise: why it failed, or is unavailable there


@dataclass(frozen=True)
class Ladder:
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
class Climbed:
    """A ladder with what the machines have to say."""

    ladder: Ladder
    answers: Mapping[str, Answer]  # by machine
    files: Mapping[str, str]  # likewise: which recording says so

    @property
    def strategies(self) -> List[str]:
        """By the best number that any machine has; those without one last."""
        answers = self.answers.values()
        found = dict.fromkeys([*(strategy for each in answers for strategy in each.rungs),
                               *(strategy for each in answers for strategy in each.reasons)])
        return sorted(found, key=self._order)

    def _order(self, strategy: str) -> Tuple[bool, float]:
        values = [value for machine in self.answers if (value := self.rung(strategy, machine).value) is not None]
        best = self.ladder.best(values) if values else 0.0
        return not values, best if self.ladder.best is min else -best

    def rung(self, strategy: str, machine: str) -> Rung:
        answer = self.answers.get(machine)
        if answer is None:
            return Rung(NOT_RECORDED)
        reason = answer.reasons.get(strategy, "")
        failed = "unavailable" if reason.startswith(UNAVAILABLE) else "failed" if reason else NOT_RECORDED
        return answer.rungs.get(strategy, Rung(failed, doubt=reason))

    def standing(self, machine: str) -> str:
        """Who stands highest of those without a doubt; not one alone where others may be as good."""
        if machine not in self.answers:
            return NOT_RECORDED
        numbers = {strategy: rung for strategy, rung in self.answers[machine].rungs.items() if rung.value is not None}
        proven = {strategy: rung.value for strategy, rung in numbers.items() if not rung.doubt}
        if not proven:
            return NOBODY
        wanted = self.ladder.best(proven.values())
        best = next(strategy for strategy, value in proven.items() if value == wanted)
        others = sum(_overlap(rung, numbers[best]) for strategy, rung in numbers.items() if strategy != best)
        more = f" and {others} more that may be as good" if others else ""
        return f"{printable(best, STRATEGY_WIDTH)}{more}: {numbers[best].text}"


def _overlap(one: Rung, other: Rung) -> bool:
    """Whether the two may be the same, as far as that is known."""
    if one.interval is None or other.interval is None:
        return False
    return one.interval[0] <= other.interval[1] and other.interval[0] <= one.interval[1]


def ladders() -> List[Ladder]:
    return sorted((ladder for module in modules("machines/metrics/*") for ladder in module.LADDERS),
                  key=lambda ladder: ladder.order)


def climb(ladder: Ladder, machines: Sequence[Machine]) -> Climbed:
    answers: Dict[str, Answer] = {}
    files: Dict[str, str] = {}
    for machine in machines:
        answer, recording = machine.answer(ladder.question, ladder.ask)
        if answer and recording:
            answers[machine.name], files[machine.name] = answer, file_name(recording)
    return Climbed(ladder, answers, files)
