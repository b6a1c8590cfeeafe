"""How well a break-even size is known: the crossing once more, in resamples of the blocks that measured both curves.

As of METG (`metg`), what is drawn are blocks with serial and strategy together, since no formula has the error of a
crossing. Ties play no part in a resample: where its curves cross for the last time is where they cross.
"""
from __future__ import annotations

import math
from typing import Dict, List, Mapping, Optional, Tuple

import numpy as np

import resampling
from break_even import Verdict, break_even
from results import Measurement

Cells = Mapping[int, Measurement]  # of one strategy, by n


def interval(strategy: Cells, serial: Cells, value: float) -> Optional[Tuple[float, float]]:
    """95 %, around the value that was found; 0 and infinite: beyond the sizes measured.

    None where there are too few blocks that measured every size.
    """
    sizes = sorted(n for n in strategy.keys() & serial.keys() if n > 0)
    if len(sizes) < 2:
        return None
    blocks = resampling.log_seconds([*(serial[n] for n in sizes), *(strategy[n] for n in sizes)])
    if len(blocks) < resampling.FEWEST_BLOCKS:
        return None
    found: List[float] = [_crossing(sizes, *np.split(means, 2))
                          for means in resampling.resampled_means(resampling.winsorized(blocks))]
    tail = (1 - resampling.CONFIDENCE) / 2
    low, high = np.quantile(found, [tail, 1 - tail], method="nearest")  # some are infinite
    return min(float(low), value), max(float(high), value)


def _crossing(sizes: List[int], serial: np.ndarray, strategy: np.ndarray) -> float:
    found = break_even(_times(sizes, strategy), _times(sizes, serial))
    if found is None or found.verdict is Verdict.NEVER:
        return math.inf
    return 0.0 if found.verdict is Verdict.ALWAYS else found.n


def _times(sizes: List[int], logarithms: np.ndarray) -> Dict[int, float]:
    return dict(zip(sizes, np.exp(logarithms).tolist()))
