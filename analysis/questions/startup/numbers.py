"""What a recording says of the life of a crew: start, first run and stop, each timed alone."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Mapping, Optional

from analysis.ranking import ranking
from analysis.recording.reader import Measurement, Recording

WORKLOAD = "empty"
RESIDENT = "resident"
PHASES = ("start", "first", "stop")

Memory = Mapping[str, Mapping[int, Measurement]]  # by kind, then by MiB


@dataclass(frozen=True)
class Life:
    """The cells of one strategy by phase; a phase that was not measured is missing."""

    phases: Mapping[str, Measurement]

    @property
    def total(self) -> Optional[float]:
        """Seconds, as the sum of the medians; None unless all phases were measured."""
        return sum(cell.median for cell in self.phases.values()) if len(self.phases) == len(PHASES) else None


def usual_workers(recording: Recording) -> int:
    cells = [cell for phase in PHASES for cell in recording.measured(WORKLOAD, phase=phase)]
    return ranking.usual_workers(recording, cells + recording.measured(RESIDENT))


def contestants(recording: Recording, workers: int) -> List[Measurement]:
    """Failed ones too, of all phases."""
    return [cell for phase in PHASES
            for cell in ranking.contestants(recording, WORKLOAD, phase, workers, n=workers)]


def lives(recording: Recording, workers: int) -> Dict[str, Life]:
    """By strategy, the shortest first; those that lack a phase last."""
    found: Dict[str, Dict[str, Measurement]] = {}
    for phase in PHASES:
        cells = ranking.contestants(recording, WORKLOAD, phase, workers, n=workers)
        for strategy, cell in ranking.best(cells).items():
            found.setdefault(strategy, {})[phase] = cell
    every = {strategy: Life(phases) for strategy, phases in found.items()}
    return dict(sorted(every.items(), key=lambda item: (item[1].total is None, item[1].total or 0.0, item[0])))


def resident(recording: Recording, workers: int) -> Dict[str, Memory]:
    """By strategy, its cold cells, with more and more memory."""
    cells = ranking.contestants(recording, RESIDENT, "cold", workers)
    found: Dict[str, Dict[str, Dict[int, Measurement]]] = {}
    for cell in sorted(cells, key=lambda each: each.number("mib")):
        if cell.ok and "mib" in cell.keys and "memory" in cell.keys:
            sizes = found.setdefault(cell.strategy, {}).setdefault(str(cell.keys["memory"]), {})
            sizes.setdefault(cell.number("mib"), cell)
    return {**found}
