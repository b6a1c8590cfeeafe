"""What a recording says of small slices: efficiencies and METG of every strategy, warm and cold."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Mapping, Optional, Tuple

from analysis.ranking import ranking
from analysis.recording.once import once
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.metg import Cells, Metg, metg

WORKLOAD = "grain"


@dataclass(frozen=True)
class Rung:
    """Of the ladder: one strategy, warm and cold."""

    warm: Optional[Metg]
    cold: Optional[Metg]


def usual_workers(recording: Recording) -> int:
    return ranking.usual_workers(recording, recording.measured(WORKLOAD))


def worker_counts(recording: Recording) -> List[int]:
    return sorted({cell.workers for cell in recording.measured(WORKLOAD)
                   if cell.workers and not cell.is_serial})


def crowding(recording: Recording, workers: int) -> float:
    """Workers that share a CPU: their slices cannot end sooner than that many after each other."""
    return max(1.0, workers / recording.cpus) if recording.cpus else 1.0


@once
def serial(recording: Recording) -> Cells:
    """By steps, serial's run of the fewest slices: it tells how long one takes."""
    found: Dict[int, Measurement] = {}
    for cell in recording.settled.measured(WORKLOAD, "serial", phase="warm"):
        if steps := cell.number("steps"):
            found[steps] = min(found.get(steps, cell), cell, key=lambda each: each.n)
    return found


def slices(recording: Recording) -> Dict[int, float]:
    """The duration of a slice in seconds, by steps."""
    return {steps: cell.median / (cell.n or 1) for steps, cell in sorted(serial(recording).items())}


def contestants(recording: Recording, phase: str, workers: int) -> List[Measurement]:
    """Failed ones too; without serial, which is what they are measured by."""
    return [cell for cell in ranking.contestants(recording, WORKLOAD, phase, workers, n=workers)
            if not cell.is_serial]


def curves(recording: Recording, phase: str, workers: int) -> Dict[str, Dict[int, Measurement]]:
    """By strategy, then by steps, in ascending order."""
    return ranking.fastest(contestants(recording, phase, workers), by="steps")


@once
def metgs(recording: Recording, phase: str, workers: int) -> Dict[str, Metg]:
    """By strategy, of what settled. Even of the cold ones the work is what a warm slice takes."""
    recording, base = recording.settled, serial(recording)
    found = {strategy: metg(cells, base, crowding(recording, workers))
             for strategy, cells in curves(recording, phase, workers).items()}
    return {strategy: each for strategy, each in found.items() if each}


@once
def ladder(recording: Recording, workers: int) -> Mapping[str, Rung]:
    """By strategy, the least warm METG first."""
    warm, cold = (metgs(recording, phase, workers) for phase in ("warm", "cold"))
    rungs = {strategy: Rung(warm.get(strategy), cold.get(strategy)) for strategy in {**warm, **cold}}
    return dict(sorted(rungs.items(), key=lambda item: (*_order(item[1].warm), *_order(item[1].cold), item[0])))


def _order(found: Optional[Metg]) -> Tuple[bool, float]:
    return (found is None, found.value if found else 0.0)
