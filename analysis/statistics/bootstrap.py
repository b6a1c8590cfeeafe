"""How much two cells differ, and how well that is known: a bootstrap over lives, level by level.

The times of one life resemble each other, so each life has one value: the logarithm of its median time.
Cells of one recording are compared in pairs, life by life (`within`); those of two recordings cannot be, and
what the machine did in the meantime must not pass for a difference (`between`, drift.py). What is left are
units that know nothing of each other: lives, or runs of lives. A cell's value is their mean; from ten of them
on without the lowest and the highest tenth, so that one busy neighbour does not count.

The standard error is the one that resampling whole units gives. Nothing is drawn for it: how much the means
of endlessly many resamples vary is known (Efron & Tibshirani 1993, An Introduction to the Bootstrap,
chapter 6: the ideal bootstrap estimate). Three choices keep it honest:

* Resampled are the winsorized values, the trimmed ones pulled in to the outermost that are kept (Tukey
  & McLaughlin 1963, Sankhya A 25; Yuen 1974, Biometrika 61). Resamples of the raw values draw the busy
  neighbour twice and bring back what trimming took away.
* The lower levels are not resampled once more: their spread is in the units' values already (Davison &
  Hinkley 1997, Bootstrap Methods and their Application, section 3.8).
* Percentiles of resamples of few values are too narrow an interval (Hesterberg 2015, The American
  Statistician 69): the error is corrected for the sample's size, and Student's t does the rest.
"""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Optional, Sequence, Tuple

from analysis.recording.reader import Measurement
from analysis.statistics import significance_level
from analysis.statistics.drift import at_one_pace, runs
from analysis.statistics.scientific import stdtr, stdtrit  # Student's t

TRIMMED = 0.1  # of the values, on each side


@dataclass(frozen=True)
class Difference:
    log_ratio: float  # of second's time to first's: below 0, second is faster
    error: float  # standard error of log_ratio; 0 where no two of the values that count differ
    degrees: float  # of freedom, Student's

    @property
    def ratio(self) -> float:
        return _exponential(self.log_ratio)

    def interval(self, confidence: Optional[float] = None) -> Tuple[float, float]:
        """Of the ratio; at the level that answers are asked at just now unless another is given."""
        tail = (significance_level.level() if confidence is None else 1 - confidence) / 2
        reach = self._quantile(tail) * self.error
        return _exponential(self.log_ratio - reach), _exponential(self.log_ratio + reach)

    @property
    def p_value(self) -> float:
        """Of the hypothesis that there is no difference. Values without any spread leave no doubt."""
        if not self.error:
            return 0.0 if self.log_ratio else 1.0
        return 2 * float(stdtr(self.degrees, -abs(self.log_ratio) / self.error))

    def detectable(self, confidence: float = 0.95, power: float = 0.95) -> float:
        """How much slower second must be, 0.04 for 4 %, to be found slower with the probability `power`."""
        reach = self._quantile((1 - confidence) / 2) + self._quantile(1 - power)
        return _exponential(reach * self.error) - 1

    def _quantile(self, tail: float) -> float:
        """Standard errors beyond which, on one side, lies this probability."""
        return -float(stdtrit(self.degrees, tail))


def between(first: Measurement, second: Measurement) -> Optional[Difference]:
    """Of two recordings, made one after the other: at the pace of the same clock, run by run of lives.

    None if one of the cells failed, did not settle or was measured in fewer than two lives.
    """
    if min(len(first.samples), len(second.samples)) < 2 or not _may_decide(first, second):
        return None
    paces = at_one_pace(first, second)
    one, other = (_estimate(runs(values)) for values in (paces.first, paces.second))
    error = math.hypot(one.error, other.error)
    share = (one.error / error) ** 2 if error else 0.5
    degrees = 1 / (share**2 / one.degrees + (1 - share) ** 2 / other.degrees)  # Welch-Satterthwaite
    return Difference(other.log_ratio - one.log_ratio, math.hypot(error, paces.error), degrees)


def alone(cell: Measurement) -> Optional[Difference]:
    """Of one cell, from a second: its ratio is the cell's seconds. Lives are taken in runs, as `between` takes them.

    None if it failed, did not settle or was measured in fewer than two lives.
    """
    if len(cell.samples) < 2 or not _may_decide(cell):
        return None
    return _estimate(runs([cell.logarithms[life] for life in sorted(cell.logarithms)]))


def within(first: Measurement, second: Measurement) -> Optional[Difference]:
    """Of one recording: in pairs, because what a life measured shares what the machine was like.

    None if one of the cells failed or did not settle, or if they have fewer than two lives in common.
    """
    one, other = first.logarithms, second.logarithms
    common = sorted(one.keys() & other.keys())
    if len(common) < 2 or not _may_decide(first, second):
        return None
    return _estimate([other[life] - one[life] for life in common])


def _may_decide(*cells: Measurement) -> bool:
    return all(cell.ok and not cell.is_unsettled for cell in cells)


def _estimate(values: Sequence[float]) -> Difference:
    """Their trimmed mean, as a difference from nothing."""
    ordered = sorted(values)
    trimmed = int(TRIMMED * len(ordered))
    kept = ordered[trimmed:len(ordered) - trimmed]
    winsorized = [min(max(value, kept[0]), kept[-1]) for value in ordered]
    centre = _mean(winsorized)
    squares = math.fsum((value - centre) ** 2 for value in winsorized)
    # Resamples' means vary by sqrt(squares) / len(ordered). But only the kept values tell of the centre,
    # which is a factor of len(ordered) / len(kept), and they lose a degree of freedom to it.
    degrees = len(kept) - 1
    return Difference(_mean(kept), math.sqrt(squares / (len(kept) * degrees)), degrees)


def _mean(ordered: Sequence[float]) -> float:
    """Whatever the order was before; equal values have no spread, which rounding must not give them."""
    return ordered[0] if ordered[0] == ordered[-1] else math.fsum(ordered) / len(ordered)


def _exponential(value: float) -> float:
    return math.exp(value) if value < 700 else math.inf
