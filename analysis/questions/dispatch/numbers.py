"""What a recording says of handing over a run, and of workers while nothing is to be done."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Dict, List, Mapping, Optional

from analysis.ranking import ranking
from analysis.recording.reader import Measurement, Recording

EMPTY, RENDEZVOUS = "empty", "rendezvous"
KINDS = {"empty": (EMPTY, "warm"), "rendezvous": (RENDEZVOUS, "warm")}
IDLE = (EMPTY, "idle")
# Our pools without the placement of their workers, by pool: nobody's choice, but shown beside them.
UNPLACED = {pool: f"unplaced_{pool}" for pool in ("thread_pool", "process_pool")}
WINDOW = 0.1  # seconds: how long an idle row watches the workers wait; its time is the CPU time in there


@dataclass(frozen=True)
class Dispatch:
    """The cells of one strategy by kind; what was not measured is missing."""

    kinds: Mapping[str, Measurement]
    idle: Optional[Measurement]

    def seconds(self, kind: str) -> Optional[float]:
        return self.kinds[kind].median if kind in self.kinds else None

    @property
    def idle_share(self) -> Optional[float]:
        """Of one CPU; above 1 where several workers keep theirs busy."""
        return self.idle.median / WINDOW if self.idle else None

    @property
    def order(self) -> float:
        """Sorts the shortest rendezvous first, since nobody knows who took part in an empty run."""
        met = self.kinds.get("rendezvous")
        return met.median if met and not met.is_unsettled else math.inf


def usual_workers(recording: Recording) -> int:
    return ranking.usual_workers(recording, [cell for workload, phase in (*KINDS.values(), IDLE)
                                             for cell in recording.measured(workload, phase=phase)])


def contestants(recording: Recording, workers: int) -> List[Measurement]:
    """Failed ones too."""
    return [cell for workload, phase in (*KINDS.values(), IDLE)
            for cell in ranking.contestants(recording, workload, phase, workers, n=workers)]


def dispatches(recording: Recording, workers: int) -> Dict[str, Dispatch]:
    """By strategy, in the order of their rendezvous; the unplaced pools among them."""
    best = {kind: ranking.best(ranking.contestants(recording, workload, phase, workers, UNPLACED.values(), n=workers))
            for kind, (workload, phase) in {**KINDS, "idle": IDLE}.items()}
    idle = best.pop("idle")
    strategies = {strategy for cells in (*best.values(), idle) for strategy in cells}
    found = {strategy: Dispatch({kind: cells[strategy] for kind, cells in best.items() if strategy in cells},
                                idle.get(strategy)) for strategy in strategies}
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[1].seconds("empty") or math.inf,
                                                        item[0])))
