"""From which size on a strategy beats serial: pure functions from times to a verdict."""
from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import Mapping, Optional

from units import count, rough_count


class Verdict(Enum):
    FROM = "faster from this size on"
    ALWAYS = "faster at every size measured"
    NEVER = "not faster at the largest size measured"


@dataclass(frozen=True)
class BreakEven:
    verdict: Verdict
    n: float  # FROM: where the curves cross; ALWAYS: the smallest, NEVER: the largest size measured
    loses_at: int = 0  # FROM: the measured sizes on both sides of n
    wins_at: int = 0

    def __str__(self) -> str:
        if self.verdict is Verdict.ALWAYS:
            return f"from the smallest n measured ({count(self.n)})"
        if self.verdict is Verdict.NEVER:
            return f"never up to n = {count(self.n)}"
        return f"n = {rough_count(self.n)} ({rough_count(self.loses_at)} to {rough_count(self.wins_at)})"

    @property
    def brief(self) -> str:
        """Short enough for a legend."""
        if self.verdict is Verdict.NEVER:
            return "never"
        return ("≤ " if self.verdict is Verdict.ALWAYS else "") + rough_count(self.n)

    @property
    def order(self) -> float:
        """Sorts the earliest first."""
        return math.inf if self.verdict is Verdict.NEVER else self.n


def break_even(strategy: Mapping[int, float], serial: Mapping[int, float]) -> Optional[BreakEven]:
    """Times in seconds by n. A win counts only if no larger n measured loses; equal is no win.

    None if fewer than two sizes were measured for both: one point is no trend.
    """
    sizes = sorted(n for n in strategy.keys() & serial.keys() if n > 0)
    if len(sizes) < 2:
        return None
    losses = [n for n in sizes if strategy[n] >= serial[n]]
    if not losses:
        return BreakEven(Verdict.ALWAYS, sizes[0])
    if losses[-1] == sizes[-1]:
        return BreakEven(Verdict.NEVER, sizes[-1])
    loses_at = losses[-1]
    wins_at = sizes[sizes.index(loses_at) + 1]
    crossing = _crossing(loses_at, strategy[loses_at] / serial[loses_at],
                         wins_at, strategy[wins_at] / serial[wins_at])
    return BreakEven(Verdict.FROM, crossing, loses_at, wins_at)


def _crossing(loses_at: int, losing_ratio: float, wins_at: int, winning_ratio: float) -> float:
    """Where the ratio is one, both it and n taken as straight between the two on logarithmic axes."""
    loss, win = math.log(losing_ratio), -math.log(winning_ratio)
    return math.exp(math.log(loses_at) + math.log(wins_at / loses_at) * loss / (loss + win))
