"""Numbers that are known as well as a recording allows: an estimate, and what each resample makes of it.

The resamples are of whole lives (resampling.py), the same for all cells, so whatever is computed from several
cells, draw by draw, keeps together what was measured together.
"""
from __future__ import annotations

import math
from typing import Collection, Dict, Optional, Tuple

from analysis.recording.reader import Identity, Measurement
from analysis.statistics import resampling, significance_level
from analysis.statistics.scientific import Floats, np

Draws = Floats  # the estimate first, then the resamples; the estimate alone where there are too few lives


class Times:
    """The seconds of cells, from the lives that have them all."""

    def __init__(self, cells: Collection[Measurement]) -> None:
        lives = [{sample.life for sample in cell.samples} for cell in cells]
        self._lives = sorted(set.intersection(*lives)) if lives else []
        self._known: Dict[Identity, Draws] = {}

    @property
    def have_intervals(self) -> bool:
        return len(self._lives) >= resampling.FEWEST_LIVES

    @property
    def count(self) -> int:
        """Numbers in a draw."""
        return 1 + resampling.RESAMPLES if self.have_intervals else 1

    def of(self, cell: Measurement) -> Draws:
        if cell.identity not in self._known:
            self._known[cell.identity] = self._drawn(cell)
        return self._known[cell.identity]

    def _drawn(self, cell: Measurement) -> Draws:
        if not self.have_intervals:
            return np.array([math.exp(np.mean(list(cell.logarithms.values())))])
        values = resampling.winsorized(np.array([[cell.logarithms[life]] for life in self._lives]))
        drawn: Draws = np.exp(np.append(values.mean(), resampling.resampled_means(values)))
        return drawn


def interval(draws: Draws) -> Optional[Tuple[float, float]]:
    """95 %; None where the recording allows none."""
    if len(draws) == 1:
        return None
    tail = significance_level.level() / 2
    low, high = np.quantile(draws[1:], [tail, 1 - tail])
    return min(float(low), float(draws[0])), max(float(high), float(draws[0]))
