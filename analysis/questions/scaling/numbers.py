"""What scaling means in a recording: which cells show it, and what they say of each strategy."""
from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Dict, List, Mapping, Optional

from analysis.ranking import ranking
from analysis.recording.once import once
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.scaling_laws import (Cells, fit, Fractions, obstacle, ScalabilityLaw, serial_fraction, Trend,
                                              trend)


@dataclass(frozen=True)
class Panel:
    """One intensity, at the size that was measured with the most worker counts."""

    intensity: int
    n: int
    serial: Measurement
    strategies: Mapping[str, Cells]
    cpus: float  # more workers than that must share them; infinite where nobody knows

    @property
    def workers(self) -> List[int]:
        return sorted({workers for cells in self.strategies.values() for workers in cells})


@dataclass(frozen=True)
class Diagnosis:
    """What keeps more workers of a strategy from helping, as far as there is a CPU for each of them."""

    fractions: Fractions
    oversubscribed: Fractions  # where workers share CPUs, which says nothing of the strategy
    trend: Optional[Trend]  # None: one worker count, or no intervals
    law: Optional[ScalabilityLaw]
    no_law: str  # the reason


@once
def panels(recording: Recording) -> List[Panel]:
    """By intensity; only where some strategy was measured with two worker counts."""
    cells = ranking.of_job(recording, "warm", intensity=None)
    intensities = sorted({cell.number("intensity") for cell in cells if cell.ok})
    return [panel for each in intensities for panel in _panels(each, cells, recording.cpus or math.inf)]


def _panels(intensity: int, cells: List[Measurement], cpus: float) -> List[Panel]:
    """The best panel of this intensity, if there is any."""
    found = []
    size = attrgetter("n")
    cells = [cell for cell in cells if cell.n and cell.number("intensity") == intensity]
    for n, group in groupby(sorted(cells, key=size), key=size):
        by_strategy = ranking.fastest(group, by="workers")
        serial = by_strategy.get("serial", {}).get(1)
        strategies = ranking.with_workers(by_strategy)
        if serial and not serial.is_unsettled:
            found.append(Panel(intensity, n, serial, strategies, cpus))
    found.sort(key=lambda panel: (len(panel.workers), panel.n))
    return [panel for panel in found[-1:] if len(panel.workers) > 1]


def diagnose(panel: Panel) -> Dict[str, Diagnosis]:
    """By strategy. There are no fractions of one that was not measured with one worker."""
    return {strategy: _diagnosis(cells, panel.cpus) for strategy, cells in panel.strategies.items()}


def _diagnosis(cells: Cells, cpus: float) -> Diagnosis:
    cells = {workers: cell for workers, cell in cells.items() if not cell.is_unsettled}
    fractions = {workers: serial_fraction(cells[1], cell)
                 for workers, cell in cells.items() if 1 in cells and workers > 1}
    fitting = {workers: each for workers, each in fractions.items() if workers <= cpus}
    measured = {workers: cell for workers, cell in cells.items() if workers <= cpus}
    no_law = obstacle(measured)
    return Diagnosis(fitting, {workers: each for workers, each in fractions.items() if workers > cpus},
                     trend(fitting), None if no_law else fit(measured), no_law)
