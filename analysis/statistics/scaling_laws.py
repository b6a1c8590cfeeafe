"""Why do more workers stop helping? The serial fraction, and the Universal Scalability Law.

The fraction is A. H. Karp's and H. P. Flatt's ("Measuring Parallel Processor Performance", CACM 33(5),
1990). Like theirs it compares a strategy with itself on one worker: against serial, what the strategy
costs even on one worker would look like a serial part that shrinks. The law is N. J. Gunther's
("Guerrilla Capacity Planning", 2007).
"""
from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import Mapping, NamedTuple, Optional, Sequence, Tuple

from analysis.recording.reader import Measurement
from analysis.statistics import bootstrap, significance_level
from analysis.statistics.decision import MARGIN
from analysis.statistics.resampling import FEWEST_LIVES, log_seconds, resampled_means, winsorized
from analysis.statistics.scientific import Floats, nnls, np

FEWEST_COUNTS = 6  # worker counts for two parameters and a rate, with some left to contradict them
NEGLIGIBLE = 1e-6  # below what any recording resolves

Cells = Mapping[int, Measurement]  # of one strategy, by workers


class Estimate(NamedTuple):
    value: float
    interval: Optional[Tuple[float, float]] = None  # 95 %; None where one life allows none

    @property
    def is_zero(self) -> bool:
        """Of what cannot be negative: indistinguishable from 0."""
        return self.interval is not None and self.interval[0] < NEGLIGIBLE


Fractions = Mapping[int, Estimate]  # Karp and Flatt's, by workers, from two on


class Trend(Enum):
    GROWS = "grows: overhead"
    FALLS = "falls"
    CONSTANT = "constant: serial part"
    UNDECIDED = "undecided"


def karp_flatt(relative_time: float, workers: int) -> float:
    """The share of one worker's time that more do not shorten; relative_time is 1 / speed-up."""
    return (relative_time - 1 / workers) / (1 - 1 / workers)


def serial_fraction(one: Measurement, many: Measurement) -> Estimate:
    """Of a strategy on one worker and on many."""
    difference = bootstrap.within(one, many)
    if difference is None:
        return Estimate(karp_flatt(many.median / one.median, many.workers))
    low, high = (karp_flatt(ratio, many.workers) for ratio in difference.interval())
    return Estimate(karp_flatt(difference.ratio, many.workers), (low, high))


def trend(fractions: Fractions) -> Optional[Trend]:
    """A serial part leaves them constant, overhead lets them grow.

    None where that cannot be asked: of one worker count, or without intervals.
    """
    intervals = {workers: each.interval for workers, each in fractions.items() if each.interval}
    if len(intervals) < 2 or len(intervals) < len(fractions):
        return None
    first, last = intervals[min(intervals)], intervals[max(intervals)]
    if first[1] + NEGLIGIBLE < last[0]:
        return Trend.GROWS
    if last[1] + NEGLIGIBLE < first[0]:
        return Trend.FALLS
    return Trend.CONSTANT if _one_explains_all(intervals) else Trend.UNDECIDED


def _one_explains_all(intervals: Mapping[int, Tuple[float, float]]) -> bool:
    """Whether one fraction in Amdahl's law gives every time to within the margin, wherever it lies."""
    least, most = -math.inf, math.inf
    for workers, interval in intervals.items():
        shortest, longest = (fraction + (1 - fraction) / workers for fraction in interval)
        least = max(least, karp_flatt(longest / (1 + MARGIN), workers))
        most = min(most, karp_flatt(shortest * (1 + MARGIN), workers))
    return least <= most


@dataclass(frozen=True)
class ScalabilityLaw:
    """Runs per second of p workers: rate p / (1 + contention (p - 1) + coherency p (p - 1))."""

    rate: float  # of one worker, 1/s
    contention: Estimate  # sigma, the share that only one worker at a time can do
    coherency: Estimate  # kappa, what each pair of workers costs, in runs of one worker
    peak: Estimate  # the workers that do most; infinite where more always do more
    misfit: float  # the largest relative difference between a time measured and the law's
    most: int  # workers measured: beyond, the law says nothing

    def throughput(self, workers: float) -> float:
        """Runs per second."""
        lost = (workers - 1) * (self.contention.value + self.coherency.value * workers)
        return self.rate * workers / (1 + lost)


def obstacle(cells: Cells) -> str:
    """Why the law cannot be fitted to these cells; empty if it can."""
    if len(cells) < FEWEST_COUNTS:
        return (f"{len(cells)} worker count{'' if len(cells) == 1 else 's'} measured within the CPUs; "
                f"a fit needs {FEWEST_COUNTS} or more")
    if 1 not in cells:
        return "one worker was not measured"
    lives = len(log_seconds(cells.values()))
    if lives < FEWEST_LIVES:
        return (f"{lives} {'life' if lives == 1 else 'lives'} with every worker count; "
                f"the intervals of a fit need {FEWEST_LIVES} or more")
    return ""


def fit(cells: Cells) -> ScalabilityLaw:
    """The least relative errors of time, in which the law is linear: one solution, no starting values.

    Where the errors are small, it is that of the logarithm of the throughput. There must be no obstacle.
    """
    counts = np.array(list(cells), dtype=float)
    terms = np.stack([counts ** 0, counts - 1, counts * (counts - 1)], axis=1)
    lives = winsorized(log_seconds(cells.values()))
    effort = counts * np.exp(lives.mean(axis=0))  # worker-seconds of a run
    fitted = nnls(terms / effort[:, np.newaxis], np.ones(len(effort)))[0]
    one = _above_nothing(fitted[0], effort)
    contention, coherency = fitted[1:] / one
    contentions, coherencies = _refits(terms, counts * np.exp(resampled_means(lives)))
    peaks = list(map(_peak, contentions, coherencies))
    return ScalabilityLaw(
        float(1 / one), _estimate(contention, contentions), _estimate(coherency, coherencies),
        _estimate(_peak(contention, coherency), peaks),
        float(np.abs(terms @ (one, *fitted[1:]) / effort - 1).max()), max(cells))


def _refits(terms: Floats, efforts: Floats) -> Floats:
    """Contention and coherency of each row of efforts, even below 0.

    Were one of them held at 0, the interval of the other would be too narrow: of 10 lives in which all
    pairs of workers cost nothing, it would miss the contention 14 times in 100.
    """
    solutions = np.linalg.pinv(terms / efforts[:, :, np.newaxis]) @ np.ones(len(terms))
    return (solutions[:, 1:] / _above_nothing(solutions[:, 0], efforts)[:, np.newaxis]).T


def _above_nothing(one: Floats, efforts: Floats) -> Floats:
    """Even one worker takes time, whatever noise makes of it."""
    return np.maximum(one, NEGLIGIBLE * efforts.min(axis=-1))


def _estimate(value: float, refitted: Sequence[float]) -> Estimate:
    """Of what cannot be negative."""
    tail = significance_level.level() / 2
    low, high = np.quantile(refitted, [tail, 1 - tail], method="nearest")  # some peaks are infinite
    return Estimate(float(value), (float(min(max(0.0, low), value)), float(max(high, value))))


def _peak(contention: float, coherency: float) -> float:
    if contention >= 1:
        return 1.0
    return max(1.0, math.sqrt((1 - contention) / coherency)) if coherency > NEGLIGIBLE else math.inf
