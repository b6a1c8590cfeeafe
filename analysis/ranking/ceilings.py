"""The roofline: how fast this machine could be at best, and which share of that a run reached."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import List, Optional

from analysis.recording.reader import Measurement, Recording

# Memory bandwidth is no ceiling for results that stay in cache: a fill of another magnitude says nothing.
COMPARABLE_SIZES = 10.0


@dataclass(frozen=True)
class Ceiling:
    """What some number of workers reached in the plainest loops; None where that was not measured."""

    bandwidth: Optional[float]  # bytes/s
    multiply_rate: Optional[float]  # multiplications/s

    def seconds(self, work: Measurement) -> Optional[float]:
        """No run of this work can be shorter. None if a ceiling that the work may hit is unknown."""
        demands = [(work.counters.get("bytes", 0.0), self.bandwidth),
                   (work.counters.get("multiplies", 0.0), self.multiply_rate)]
        bounds = [rate and amount / rate for amount, rate in demands if amount > 0]
        known = [bound for bound in bounds if bound is not None]
        return max(known) if known and len(known) == len(bounds) else None

    def share(self, work: Measurement) -> Optional[float]:
        best = self.seconds(work)
        return None if best is None else best / work.median


def ceiling(recording: Recording, workers: int, n: Optional[int] = None) -> Ceiling:
    """The ceiling for `workers` at results of n items (default: the largest fill recorded).

    It is the fastest life's median with as many workers or fewer: more workers can always do as
    little as fewer do, so what slows them down on small results lowers no ceiling.
    """
    return Ceiling(_best(loops(recording, "fill", workers, n), "bytes"),
                   _best(loops(recording, "multiply", workers), "multiplies"))


def loops(recording: Recording, kind: str, workers: int, n: Optional[int] = None) -> List[Measurement]:
    """The plainest loops, "fill" or "multiply", that as many workers or fewer ran; fills of the nearest size only."""
    found = recording.settled.measured(f"ceiling/{kind}")
    return _up_to(workers, _nearest(found, n) if kind == "fill" else found)


def share_of_ceiling(recording: Recording, work: Measurement) -> Optional[float]:
    return ceiling(recording, work.workers, work.n).share(work)


def worker_counts(recording: Recording) -> List[int]:
    """Those that any ceiling was measured with."""
    return sorted({row.workers for kind in ("fill", "multiply")
                   for row in recording.measured(f"ceiling/{kind}") if row.workers})


def _best(candidates: List[Measurement], amount: str) -> Optional[float]:
    """The highest rate per second of a counter that counts per run, such as bytes."""
    return max((row.counters.get(amount, 0.0) / min(sample.median for sample in row.samples)
                for row in candidates), default=0.0) or None


def _up_to(workers: int, candidates: List[Measurement]) -> List[Measurement]:
    """None at all if that very count was not measured."""
    if all(row.workers != workers for row in candidates):
        return []
    return [row for row in candidates if row.workers <= workers]


def _nearest(candidates: List[Measurement], n: Optional[int]) -> List[Measurement]:
    sized = [row for row in candidates if row.n > 0]
    if not sized:
        return []
    wanted = n or max(row.n for row in sized)
    distance = min(_distance(row.n, wanted) for row in sized)
    if distance > math.log(COMPARABLE_SIZES) + 1e-9:
        return []
    return [row for row in sized if _distance(row.n, wanted) == distance]


def _distance(n: int, wanted: int) -> float:
    return abs(math.log(n / wanted))
