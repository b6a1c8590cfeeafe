"""Time goes where it decides: rows whose place is known rest, and are visited now and then."""
from __future__ import annotations

from typing import AbstractSet, Set

from benchmarks.recorder.plan import Plan

VISITED_EVERY = 16  # lives: their time may still be told, and their state watched

# Looks at what is decided, as shares of the time; the last is the end. Who looks four times at 5 % finds something
# false in 13 %; at this level each time, in 5 % (Pocock 1977, Biometrika 64).
LOOKS = (0.25, 0.5, 0.75)
LEVEL = 0.0182


def due(plan: Plan, decided: AbstractSet[str], life: int) -> Set[str]:
    """The rows that a life measures: all, where nothing else is left. Those with twins never rest, since they tell
    what a row can see that was measured in every life."""
    left = set(plan.rows) - decided
    return {*left, *plan.twins} if left and life % VISITED_EVERY else set(plan.rows)


def looks_passed(share: float) -> int:
    """When so much of the time is over."""
    return sum(share >= each for each in LOOKS)
