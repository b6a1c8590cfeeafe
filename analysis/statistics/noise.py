"""What a recording's twins say about it: how often it sees differences where there are none."""
from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Optional, Tuple

from analysis.recording.once import once
from analysis.recording.reader import Recording
from analysis.statistics import significance_level
from analysis.statistics.bootstrap import within
from analysis.statistics.decision import POWER
from analysis.statistics.scientific import betaincinv
from analysis.wording.units import percent


@dataclass(frozen=True)
class NoiseFloor:
    """Of the rows that were measured twice: the same program, so each difference found is false."""

    twin_rows: int
    called_different: int  # each row by its own p-value, which one in twenty should be by chance
    false_positive_rate: float
    rate_interval: Tuple[float, float]  # 95 %
    smallest_detectable_difference: float  # relative, median over the rows

    def __str__(self) -> str:
        low, high = self.rate_interval
        return (f"twins: {self.called_different} of {self.twin_rows} rows measured twice came out different "
                f"({percent(self.false_positive_rate)}, 95 % interval {100 * low:.0f} to {percent(high)}); the "
                f"smallest detectable difference is {100 * self.smallest_detectable_difference:.1f} % (median over "
                "those rows)")


@once
def noise_floor(recording: Recording) -> Optional[NoiseFloor]:
    """None where no row has a twin that was measured in two lives or more."""
    differences = [difference for original, twin in recording.twins
                   for difference in [within(original, twin)] if difference]
    if not differences:
        return None
    rows = len(differences)
    called = sum(difference.p_value < significance_level.USUAL for difference in differences)
    return NoiseFloor(rows, called, called / rows, rate_interval(called, rows),
                      statistics.median(each.detectable(1 - significance_level.USUAL, POWER) for each in differences))


def rate_interval(called: int, rows: int) -> Tuple[float, float]:
    """Of the rate behind `called` out of `rows` (Clopper & Pearson 1934, Biometrika 26).

    It takes the rows as independent; those that the same lives measured are not quite, so the true
    interval is wider.
    """
    tail = significance_level.USUAL / 2
    low = betaincinv(called, rows - called + 1, tail) if called else 0.0
    high = betaincinv(called + 1, rows - called, 1 - tail) if called < rows else 1.0
    return float(low), float(high)
