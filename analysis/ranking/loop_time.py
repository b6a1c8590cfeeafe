"""How long a plain loop takes for a size: the measure of a job that its owner knows, whatever the items are."""
from __future__ import annotations

import math
from typing import Mapping, Optional, Tuple

from analysis.recording.reader import Measurement
from analysis.statistics.scientific import np

Interval = Tuple[float, float]


class LoopTime:
    """Between the sizes measured, time and n are taken as straight on logarithmic axes."""

    def __init__(self, serial: Mapping[int, Measurement]) -> None:
        """By n, one size or more."""
        sizes = sorted(serial)
        self._sizes = np.log(sizes)
        # More items take no less: where noise says so, the order of the sizes is kept.
        self._seconds = np.maximum.accumulate(np.log([serial[n].median for n in sizes]))

    def seconds(self, n: float) -> float:
        """0 and infinite are what they are in an interval: beyond the sizes measured."""
        if not 0 < n < math.inf:
            return n
        return float(np.exp(np.interp(math.log(n), self._sizes, self._seconds)))

    def items(self, seconds: float) -> float:
        """The other way round; beyond the sizes measured as many for each second as at their ends."""
        logarithm = math.log(seconds)
        nearest = min(max(logarithm, self._seconds[0]), self._seconds[-1])
        return float(np.exp(np.interp(nearest, self._seconds, self._sizes) + logarithm - nearest))

    def interval(self, sizes: Optional[Interval]) -> Optional[Interval]:
        return None if sizes is None else (self.seconds(sizes[0]), self.seconds(sizes[1]))
