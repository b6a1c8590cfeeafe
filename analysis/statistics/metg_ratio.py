"""How many times the METG of one strategy is another's: the bootstrap of `metg`, of the quotient of two.

What is drawn are lives, with both strategies and serial together, so what the machine was like in a life cancels.
Of a METG beyond the slices recorded only the side is known. The interval then reaches as far as that allows.
"""
from __future__ import annotations

from typing import Optional, Tuple

from analysis.statistics import resampling, significance_level
from analysis.statistics.metg import Cells, crossings
from analysis.statistics.scientific import Floats, np

Range = Tuple[float, float]


def metg_ratio(strategy: Cells, base: Cells, serial: Cells, crowding: float) -> Optional[Tuple[float, Optional[Range]]]:
    """The strategy's METG over the base's, and the 95 % interval where there are enough lives for one.

    Where several ratios are possible, the one nearest to 1 is given. Arguments are as in `metg.metg`. None
    without a life in which all three were measured with the same steps.
    """
    steps = sorted(strategy.keys() & base.keys() & serial.keys())
    if not steps:
        return None
    lives = resampling.log_seconds([cells[each] for cells in (serial, strategy, base) for each in steps])
    if not len(lives):
        return None
    lives = resampling.winsorized(lives)
    in_run = np.array([serial[each].n or 1 for each in steps])
    least, most = (float(end[0]) for end in _possible(lives.mean(axis=0, keepdims=True), in_run, crowding))
    value = min(max(1.0, least), most)
    if len(lives) < resampling.FEWEST_LIVES:
        return value, None
    lows, highs = _possible(resampling.resampled_means(lives), in_run, crowding)
    tail = significance_level.level() / 2
    low, high = np.quantile(lows, tail, method="nearest"), np.quantile(highs, 1 - tail, method="nearest")
    return value, (min(float(low), least), max(float(high), most))


def _possible(logarithms: Floats, in_run: Floats, crowding: float) -> Tuple[Floats, Floats]:
    """The least and the greatest that the ratio can be, of each row: the same unless a METG was not met."""
    serial, strategy, base = np.split(np.exp(logarithms), 3, axis=1)
    slices = serial / in_run
    (least, most), (low, high) = (_known(crossings(slices, times, crowding), slices) for times in (strategy, base))
    with np.errstate(divide="ignore"):
        return least / high, most / low


def _known(values: Floats, slices: Floats) -> Tuple[Floats, Floats]:
    """Between what each METG lies."""
    return (np.where(np.isinf(values), slices[:, -1], values), np.where(values == 0, slices[:, 0], values))
