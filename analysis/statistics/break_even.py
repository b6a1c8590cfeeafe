"""From which size on a strategy beats serial: pure functions from times to a verdict."""
from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import Collection, Mapping, Optional, Tuple

from analysis.wording.units import count, rough_count


class Verdict(Enum):
    FROM = "faster from this size on"
    ALWAYS = "faster at every size measured"
    BETWEEN = "faster from this size on, but slower again from a larger one on"
    UNDECIDED = "at some size not told apart from serial, and faster at none"
    NEVER = "faster at no size measured"


@dataclass(frozen=True)
class BreakEven:
    verdict: Verdict
    n: float  # where the curves cross; ALWAYS: the smallest, NEVER: the largest, UNDECIDED: the largest tied
    loses_at: int = 0  # where the curves cross: the last size that loses, or else the smallest measured
    wins_at: int = 0  # the first size that wins
    until: float = math.inf  # BETWEEN: where serial is faster again
    interval: Optional[Tuple[float, float]] = None  # FROM: of n, 95 %; 0 or infinite: beyond the sizes measured

    def __str__(self) -> str:
        if self.verdict is Verdict.ALWAYS:
            return f"from the smallest n measured ({count(self.n)})"
        if self.verdict is Verdict.UNDECIDED:
            return f"undecided: tie at n = {count(self.n)}"
        if self.verdict is Verdict.NEVER:
            return f"never up to n = {count(self.n)}"
        if self.verdict is Verdict.BETWEEN:
            return f"n = {rough_count(self.n)} to {rough_count(self.until)} only"
        return f"n = {rough_count(self.n)} {self._around}"

    @property
    def _around(self) -> str:
        if self.interval is None:
            return f"({rough_count(self.loses_at)} to {rough_count(self.wins_at)})"
        low, high = self.interval
        return f"[{rough_count(low) if low else 'below'}, {rough_count(high) if high < math.inf else 'never'}]"

    @property
    def brief(self) -> str:
        """Short enough for a legend."""
        if self.verdict in (Verdict.NEVER, Verdict.UNDECIDED):
            return self.verdict.name.lower()
        if self.verdict is Verdict.BETWEEN:
            return f"{rough_count(self.n)} – {rough_count(self.until)}"
        return ("≤ " if self.verdict is Verdict.ALWAYS else "") + rough_count(self.n)

    @property
    def order(self) -> float:
        """Sorts the earliest first."""
        return math.inf if self.verdict in (Verdict.NEVER, Verdict.UNDECIDED) else self.n


def break_even(strategy: Mapping[int, float], serial: Mapping[int, float],
               tied: Collection[int] = ()) -> Optional[BreakEven]:
    """Times in seconds by n; `tied` are the sizes where noise decides, which neither win nor lose.

    Tells of the last stretch of sizes in which the strategy wins and never loses. None if fewer than
    two sizes were measured for both: one point is no trend.
    """
    sizes = sorted(n for n in strategy.keys() & serial.keys() if n > 0)
    if len(sizes) < 2:
        return None
    ratio = {n: strategy[n] / serial[n] for n in sizes}
    wins = [n for n in sizes if ratio[n] < 1 and n not in tied]
    losses = [n for n in sizes if ratio[n] >= 1 and n not in tied]
    if not wins:
        ties = [n for n in sizes if n in tied]
        return BreakEven(Verdict.UNDECIDED, ties[-1]) if ties else BreakEven(Verdict.NEVER, sizes[-1])
    lost_before = max((n for n in losses if n < wins[-1]), default=0)
    lost_after = min((n for n in losses if n > wins[-1]), default=0)
    wins_at = min(n for n in wins if n > lost_before)
    below = max((n for n in sizes if n < wins_at), default=0)
    if not below:
        start, loses_at = float(sizes[0]), 0
    else:
        start = _crossing(below, max(ratio[below], 1), wins_at, ratio[wins_at])
        loses_at = lost_before or sizes[0]
    if lost_after:
        until = _crossing(lost_after, ratio[lost_after], wins[-1], ratio[wins[-1]])
        return BreakEven(Verdict.BETWEEN, start, loses_at, wins_at, until)
    return BreakEven(Verdict.FROM if loses_at else Verdict.ALWAYS, start, loses_at, wins_at)


def _crossing(loses_at: int, losing_ratio: float, wins_at: int, winning_ratio: float) -> float:
    """Where the ratio is one, both it and n taken as straight between the two on logarithmic axes."""
    loss, win = math.log(losing_ratio), -math.log(winning_ratio)
    return math.exp(math.log(loses_at) + math.log(wins_at / loses_at) * loss / (loss + win))
