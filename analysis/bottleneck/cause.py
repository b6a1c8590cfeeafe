"""What explains a run's time, and the rule by which that names its bound.

A share is of the run's wall time. Where workers wait for each other it is the time in which one works alone, as if
all waiting were that: of w workers' time waiting shows as (w - 1) / w at most. Then others wait while one computes,
so shares may overlap and need not add up to one.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, List, Sequence, Tuple

from analysis.wording.units import percent

LEAST = 0.5  # of the run's time: what explains less names no bound
LEAD = 0.1  # of the run's time: what explains so little more than the next names none either

LAUNCH, IMBALANCE, COPY, FIRST_TOUCH, LOCK, WAIT = "launch", "imbalance", "copy", "first-touch", "lock", "wait"
BANDWIDTH, COMPUTE = "bandwidth", "compute"
TAKING_TURNS = frozenset({IMBALANCE, LOCK})  # the time of these is also the computing time of whoever works alone
NO_SINGLE, UNKNOWN = "no single bound", "unknown"

RULE = (f"The bound is imbalance or lock if waiting for each other explains {percent(LEAST)} of a run's time or more. "
        f"Otherwise it is the largest cause, if that explains {percent(LEAST)} or more and leads the next one by "
        f"{percent(LEAD)} of the time or more. Otherwise there is no single bound. The middle of an interval decides.")


@dataclass(frozen=True)
class Cause:
    name: str
    share: float  # of the run's time, 0 to 1
    numbers: str  # a clause that says what was compared with what


@dataclass(frozen=True)
class Evidence:
    causes: Tuple[Cause, ...] = ()
    missing: Tuple[str, ...] = ()  # questions that would tell more

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(self.causes + other.causes, tuple(dict.fromkeys(self.missing + other.missing)))


@dataclass(frozen=True)
class Bound:
    name: str  # "launch-bound" and the like, NO_SINGLE or UNKNOWN
    share: float  # of the run's time that its cause, or the largest one, explains; 0 where none is known
    numbers: str

    def __str__(self) -> str:
        return f"{self.name}: {self.numbers}"


def bound(evidence: Evidence) -> Bound:
    ordered = sorted(evidence.causes, key=_order)
    if ordered and _stands_out(ordered):
        first = ordered[0]
        return Bound(f"{first.name}-bound", first.share, first.numbers)
    known = "; ".join(f"{cause.name} {percent(cause.share)} ({cause.numbers})" for cause in ordered[:2])
    share = ordered[0].share if ordered else 0.0
    if evidence.missing or not ordered:
        return Bound(UNKNOWN, share, "; ".join(part for part in (_advice(evidence.missing), known) if part))
    return Bound(NO_SINGLE, share, known)


def _stands_out(ordered: Sequence[Cause]) -> bool:
    first, second = ordered[0], ordered[1].share if len(ordered) > 1 else 0.0
    return first.share >= LEAST and (first.name in TAKING_TURNS or first.share - second >= LEAD)


def _order(cause: Cause) -> Tuple[bool, float, str]:
    """Taking turns goes before the work that one worker does while the others wait for it."""
    return not (cause.name in TAKING_TURNS and cause.share >= LEAST), -cause.share, cause.name


def _advice(missing: Iterable[str]) -> str:
    questions: List[str] = list(missing)
    return f"record --questions={','.join(questions)}" if questions else "no row shows it"


def as_if_alone(waiting: float, workers: int) -> float:
    """The share of a run in which one of the workers works alone, if they wait this share of their time."""
    return min(1.0, max(0.0, waiting) * workers / (workers - 1)) if workers > 1 else 0.0
