"""Resamples of whole lives, for what no formula has the error of: a fit, or where a curve crosses a line.

Cells stand side by side in a matrix, a row for each life that has all of them, so a resample keeps together
what was measured together. Like the errors of `bootstrap` the spread is widened, and for the same reasons.
"""
from __future__ import annotations

import math
from typing import Collection

from analysis.recording.reader import Measurement
from analysis.statistics import bootstrap, significance_level
# Quantiles of the normal distribution and of Student's t: ndtri, stdtrit.
from analysis.statistics.scientific import Floats, ndtri, np, stdtrit

FEWEST_LIVES = 3  # with two, the intervals would miss more often than they promise
RESAMPLES = 1000
SEED = 1990  # the same recording gives the same intervals


def log_seconds(cells: Collection[Measurement]) -> Floats:
    """A row for each life that has every cell, with a column for each of them."""
    columns = [cell.logarithms for cell in cells]
    lives = sorted(set(columns[0]).intersection(*columns[1:]))
    return np.array([[column[life] for column in columns] for life in lives])


def winsorized(lives: Floats) -> Floats:
    """The outermost tenth of each column pulled in, so that one busy neighbour does not count."""
    trimmed = _trimmed(lives)
    ordered = np.sort(lives, axis=0)
    return np.clip(lives, ordered[trimmed], ordered[-1 - trimmed])


def resampled_means(lives: Floats) -> Floats:
    """Of winsorized lives: a row for each resample."""
    count = len(lives)
    kept = count - 2 * _trimmed(lives)
    tail = (1 + significance_level.confidence()) / 2
    widening = count / kept * math.sqrt(kept / (kept - 1)) * stdtrit(kept - 1, tail) / ndtri(tail)
    chosen = np.random.default_rng(SEED).integers(count, size=(RESAMPLES, count))
    mean = lives.mean(axis=0)
    return np.asarray(mean + widening * (lives[chosen].mean(axis=1) - mean))


def _trimmed(lives: Floats) -> int:
    """Lives on each side."""
    return int(bootstrap.TRIMMED * len(lives))
