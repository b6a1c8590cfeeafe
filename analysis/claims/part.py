"""The one place that decides: a number with its interval lies on one side of a limit, on the other, or on both."""
from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Callable, Mapping, Optional, Sequence, Tuple

from analysis.claims.claim import Claim, Evidence, Finding, Verdict
from analysis.ranking.target import Value
from analysis.wording.number import Number
from analysis.wording.units import times

MEASURED_ONCE = "undecided: measured once"
MOST = 999.995  # from here on a ratio is shown as ">999x"
MORE_LIVES = "More lives may decide it: --profile=full."
ONE_LIFE = "Measured in one life, so how sure it is cannot be said. Record more lives with --profile=standard."


class Answer(Enum):
    YES = "as claimed"
    NO = "against it"
    UNDECIDED = "undecided"


def ratio_text(value: float) -> str:
    return times(value) if value < MOST else Number(">999x", value)


def with_interval(value: Value) -> str:
    """"0.98x [0.95, 1.02]"; without an interval the value alone."""
    if value.interval is None:
        return ratio_text(value.ratio)
    low, high = (ratio_text(end).rstrip("x") for end in value.interval)
    return f"{ratio_text(value.ratio)} [{low}, {high}]"


@dataclass(frozen=True)
class Part:
    """One number that the claim puts above a limit, or below."""

    what: str
    measured: Value
    limit: float
    claimed_above: bool = True

    @property
    def answer(self) -> Answer:
        """Certain only where the whole interval is on one side."""
        low, high = self.measured.interval or (0.0, float("inf"))
        if low > self.limit:
            return Answer.YES if self.claimed_above else Answer.NO
        if high < self.limit:
            return Answer.NO if self.claimed_above else Answer.YES
        return Answer.UNDECIDED

    @property
    def evidence(self) -> Evidence:
        return evidence(self.what, self.measured, self._says)

    def __str__(self) -> str:
        return f"{self.what} {with_interval(self.measured)}"

    @property
    def _says(self) -> str:
        if self.answer is not Answer.UNDECIDED:
            above = self.claimed_above is (self.answer is Answer.YES)
            return f"{self.answer.value}: {'above' if above else 'below'} {ratio_text(self.limit)}"
        return f"undecided: includes {ratio_text(self.limit)}" if self.measured.interval else MEASURED_ONCE


def evidence(what: str, measured: Value, says: str) -> Evidence:
    """A ratio that is shown beside those that decide."""
    return Evidence(what, ratio_text(measured.ratio), interval_text(measured.interval, ratio_text), says)


def interval_text(ends: Optional[Tuple[float, float]], show: Callable[[float], str]) -> str:
    """Empty where there is none."""
    return Number(" .. ".join(map(show, ends)), ends[0]) if ends else ""


def verdict(parts: Sequence[Part]) -> Verdict:
    """All of the parts that were measured must agree.

    So a false verdict takes a false answer of every part, which is no likelier than that of one: however many
    parts there are, their intervals need no correction for it.
    """
    answers = {part.answer for part in parts}
    if not answers:
        return Verdict.NOT_RECORDED
    if answers == {Answer.YES}:
        return Verdict.HOLDS
    return Verdict.DOES_NOT_HOLD if answers == {Answer.NO} else Verdict.UNDECIDED


def conclude(claim: Claim, parts: Sequence[Part], conclusions: Mapping[Verdict, str], facts: str = "",
             missing: Sequence[Evidence] = (), beside: Sequence[Evidence] = ()) -> Finding:
    """`conclusions` are sentences for parts that agree, `facts` are true whatever the verdict is.

    `missing` are parts that nobody measured; `beside` is evidence that decides nothing.
    """
    found = verdict(parts)
    if found is Verdict.NOT_RECORDED:
        reasons = "; ".join(each.says for each in missing if each.is_recorded)
        sentences = [f"There is nothing to judge it by: {reasons}." if reasons else
                     f"Record what decides it: {claim.how_to_record}"]
    else:
        lacking = "; ".join(each.measured for each in missing)
        sentences = [_why_undecided(parts) if found is Verdict.UNDECIDED else conclusions[found], facts,
                     f"Not measured: {lacking}." if lacking else ""]
    return Finding(claim, found, " ".join(filter(None, sentences)),
                   (*(part.evidence for part in parts), *missing, *beside))


def _why_undecided(parts: Sequence[Part]) -> str:
    told = {answer: "; ".join(str(part) for part in parts if part.answer is answer) for answer in Answer}
    sure = [f"{answer.value.capitalize()}: {told[answer]}." for answer in (Answer.YES, Answer.NO) if told[answer]]
    if all(part.measured.interval is None for part in parts):
        return f"{told[Answer.UNDECIDED]}. {ONE_LIFE}"
    if not told[Answer.UNDECIDED]:
        return " ".join(["It depends.", *sure])
    limits = ", ".join(dict.fromkeys(ratio_text(part.limit) for part in parts if part.answer is Answer.UNDECIDED))
    return " ".join([*sure, f"Undecided, since the interval includes {limits}: {told[Answer.UNDECIDED]}.", MORE_LIVES])
