"""What a recording says of where a run's time goes: the parts of a worker's share of it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Mapping, Optional

from analysis.ranking import ranking
from analysis.recording.once import once
from analysis.recording.reader import Measurement, Recording

WORKLOAD, PHASE = "timeline", "anatomy"
PARTS = ("launch", "compute", "wait", "join", "carry")
TOLERANCE = 0.05  # of the wall time; parts that miss it by more leave something unexplained


@dataclass(frozen=True)
class Anatomy:
    """Of one strategy at one size."""

    cell: Measurement
    shares: Mapping[str, float]  # of the wall time, by part

    @property
    def accounted(self) -> float:
        return sum(self.shares.values())

    @property
    def adds_up(self) -> bool:
        return abs(self.accounted - 1) <= TOLERANCE


def usual_workers(recording: Recording) -> int:
    return ranking.usual_workers(recording, recording.measured(WORKLOAD, phase=PHASE))


def contestants(recording: Recording, workers: int) -> List[Measurement]:
    """Failed ones too."""
    return ranking.contestants(recording, WORKLOAD, PHASE, workers)


@once
def anatomies(recording: Recording, workers: int) -> Dict[int, Dict[str, Anatomy]]:
    """By n, then by strategy."""
    found: Dict[int, Dict[str, Anatomy]] = {}
    for strategy, sizes in ranking.curves(contestants(recording, workers)).items():
        for n, cell in sizes.items():
            if each := of(cell):
                found.setdefault(n, {})[strategy] = each
    return dict(sorted(found.items()))


def of(cell: Measurement) -> Optional[Anatomy]:
    """Of a run with notes; None where a part was not measured or makes no sense."""
    shares = {part: cell.shares.get(f"{part}_ns", -1.0) for part in PARTS}
    return Anatomy(cell, shares) if min(shares.values()) >= 0 else None
