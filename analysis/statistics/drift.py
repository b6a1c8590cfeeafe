"""What a machine does to recordings that are made one after the other: it changes, and then stays so for a while.

Lives that follow each other therefore resemble each other, and a recording of twenty is worth fewer.
Two remedies, without which recordings of the same program were called different in 40 % of the rows on a
virtual machine with neighbours:

* The pace of the clock is known: fixed work was timed before the samples of each life. What part of it a row
  follows is told by the row itself (analysis of covariance; Cochran 1957, Biometrics 13; as variance
  reduction: Deng, Xu, Kohavi & Walker 2013, WSDM, who call it CUPED).
* The rest is treated as what it is: the unit is a run of consecutive lives, long enough to forget the one
  before (batch means; Carlstein 1986, The Annals of Statistics 14, for resampling them).
"""
from __future__ import annotations

import math
import statistics
from typing import List, NamedTuple, Optional, Sequence, Tuple

from analysis.recording.reader import Measurement, Sample

FEWEST_RUNS = 4  # fewer say next to nothing about their spread; more lives make longer runs first


class Paces(NamedTuple):
    """The logarithms of two cells' times, one for each life in their order, at one pace."""

    first: List[float]
    second: List[float]
    error: float  # standard error that the correction adds to the difference of their means


def at_one_pace(first: Measurement, second: Measurement) -> Paces:
    """As measured, where the pace of any life is not known."""
    cells = [sorted(cell.samples, key=lambda sample: sample.life) for cell in (first, second)]
    times = [[math.log(sample.median) for sample in cell] for cell in cells]
    paces = [_paces(cell) for cell in cells]
    known = [pace for pace in paces if pace]
    if len(known) < len(paces):
        return Paces(times[0], times[1], 0.0)
    slope, error = _slope(known, times)
    means = [statistics.mean(pace) for pace in known]
    middle = statistics.mean(means)
    corrected = [[time - slope * (pace - middle) for pace, time in zip(*each)] for each in zip(known, times)]
    return Paces(corrected[0], corrected[1], error * abs(means[1] - means[0]))


def runs(values: Sequence[float]) -> List[float]:
    """The median of each run; the runs differ in length by one at most."""
    count = min(len(values), max(FEWEST_RUNS, math.isqrt(len(values))))
    ends = [at * len(values) // count for at in range(count + 1)]
    return [statistics.median(values[begin:end]) for begin, end in zip(ends, ends[1:])]


def _paces(cell: Sequence[Sample]) -> Optional[List[float]]:
    known = [math.log(sample.fixed_work) for sample in cell if sample.fixed_work is not None]
    return known if len(known) == len(cell) else None


def _slope(paces: Sequence[Sequence[float]], times: Sequence[Sequence[float]]) -> Tuple[float, float]:
    """How much of the clock's pace the times follow, and the standard error of that.

    Within the recordings, so that what differs between them takes no part. Work that waits for memory
    follows none of it, work in the core all; beyond is chance.
    """
    x, y = (_around_their_means(each) for each in (paces, times))
    spread = math.fsum(each * each for each in x)
    degrees = len(x) - 3  # two means and the slope
    if not spread or degrees < 1:
        return 0.0, 0.0
    slope = min(1.0, max(0.0, math.fsum(a * b for a, b in zip(x, y)) / spread))
    rest = math.fsum((b - slope * a) ** 2 for a, b in zip(x, y))
    return slope, math.sqrt(rest / degrees / spread)


def _around_their_means(recordings: Sequence[Sequence[float]]) -> List[float]:
    return [value - mean for values in recordings for mean in [statistics.mean(values)] for value in values]
