"""How well a break-even size is known: the crossing once more, in resamples of the lives that measured both curves.

As of METG (`metg`), what is drawn are lives with serial and strategy together, since no formula has the error of a
crossing. Ties play no part in a resample: where its curves cross for the last time is where they cross.
"""
from __future__ import annotations

import math
from typing import Mapping, Optional, Tuple

from analysis.recording.reader import Measurement
from analysis.statistics import resampling, significance_level
from analysis.statistics.scientific import Floats, np

Cells = Mapping[int, Measurement]  # of one strategy, by n


def interval(strategy: Cells, serial: Cells, value: float) -> Optional[Tuple[float, float]]:
    """95 %, around the value that was found; 0 and infinite: beyond the sizes measured.

    None where there are too few lives that measured every size.
    """
    sizes = sorted(n for n in strategy.keys() & serial.keys() if n > 0)
    if len(sizes) < 2:
        return None
    lives = resampling.log_seconds([*(serial[n] for n in sizes), *(strategy[n] for n in sizes)])
    if len(lives) < resampling.FEWEST_LIVES:
        return None
    means = resampling.resampled_means(resampling.winsorized(lives))
    serial_means, strategy_means = np.split(means, 2, axis=1)
    found = _crossings(np.log(sizes), strategy_means - serial_means)
    tail = significance_level.level() / 2
    low, high = np.quantile(found, [tail, 1 - tail], method="nearest")  # some are infinite
    return min(float(low), value), max(float(high), value)


def _crossings(sizes: Floats, ratios: Floats) -> Floats:
    """Where each row of ratios crosses one on its way to its last win, as `break_even` has it; all are logarithms."""
    columns = np.arange(len(sizes))
    wins = ratios < 0
    last_win = np.where(wins, columns, -1).max(axis=1)
    lost = np.where(~wins & (columns < last_win[:, None]), columns, -1).max(axis=1)
    found = np.where(last_win < 0, math.inf, 0.0)  # never, or always
    rows = np.flatnonzero(lost >= 0)
    below = lost[rows]
    loss, win = ratios[rows, below], -ratios[rows, below + 1]
    found[rows] = np.exp(sizes[below] + (sizes[below + 1] - sizes[below]) * loss / (loss + win))
    return found
