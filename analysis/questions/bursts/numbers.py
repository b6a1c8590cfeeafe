"""What a recording says of bursts: the first run after a rest, how soon runs settle, and what resting costs."""
from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import mean
from typing import Dict, Iterable, List, Mapping, Optional

from analysis.ranking import ranking
from analysis.recording import usual_settings as settings
from analysis.recording.reader import Measurement, Recording

PHASE = ranking.BURST
VARIED = frozenset({"n", "workers", "slices", "rest_us"})
BAD = 3.0  # times the settled run: a burst whose median run takes longer is a bad one
LENGTH = "10 ms"  # of a burst
NANOSECOND, MICROSECOND = 1e-9, 1e-6
UNITS = ((1_000_000, "s"), (1_000, "ms"), (1, "µs"))  # microseconds of each

Rests = Mapping[int, Measurement]  # of one strategy at one size, by microseconds of rest


@dataclass(frozen=True)
class Bursts:
    """Of one strategy; what was not measured is missing."""

    sizes: Mapping[int, Rests]  # by n

    @property
    def cells(self) -> List[Measurement]:
        return [cell for rests in self.sizes.values() for cell in rests.values()]

    def after(self, rest: int) -> List[Measurement]:
        """One of each size, the smallest first."""
        return [rests[rest] for _, rests in sorted(self.sizes.items()) if rest in rests]

    def until_settled(self, rest: int) -> Optional[float]:
        """Seconds, at the size where it takes longest."""
        return _most(until_settled(cell) for cell in self.after(rest))

    def rest_cpu(self, rest: int) -> Optional[float]:
        """Of one CPU, at the size where it is most."""
        return _most(rest_cpu(cell) for cell in self.after(rest))

    @property
    def never_settled(self) -> Optional[float]:
        """Share of the bursts, at the size and after the rest where it is highest."""
        return _most(never_settled(cell) for cell in self.cells)

    @property
    def slowest_burst(self) -> Optional[float]:
        """Of all sizes and rests."""
        return _most(slowest_burst(cell) for cell in self.cells)


def usual_workers(recording: Recording) -> int:
    return ranking.usual_workers(recording, recording.measured(recording.job.name, phase=PHASE))


def contestants(recording: Recording, workers: int) -> List[Measurement]:
    """Failed ones too."""
    return settings.usual(ranking.contestants(recording, recording.job.name, PHASE, workers), VARIED)


def sizes(recording: Recording, workers: int) -> List[int]:
    """The smallest and the largest."""
    found = sorted({cell.n for cell in contestants(recording, workers) if cell.ok and cell.n})
    return list(dict.fromkeys([*found[:1], *found[-1:]]))


def rests(by_strategy: Mapping[str, Bursts]) -> List[int]:
    """Those that any strategy was measured after, in microseconds."""
    return sorted({rest for each in by_strategy.values() for rests in each.sizes.values() for rest in rests})


def bursts(recording: Recording, workers: int) -> Dict[str, Bursts]:
    """By strategy, the shortest first run after the longest rest at the smallest size first."""
    found: Dict[str, Dict[int, Rests]] = {}
    chosen = sizes(recording, workers)
    for n in chosen:
        cells = [cell for cell in contestants(recording, workers) if cell.n == n]
        for strategy, by_rest in ranking.fastest(cells, by="rest_us").items():
            found.setdefault(strategy, {})[n] = by_rest
    every = {strategy: Bursts(by_size) for strategy, by_size in found.items()}
    longest = max(rests(every), default=0)
    return dict(sorted(every.items(), key=lambda item: (_order(item[1], chosen[0], longest), item[0])))


def _order(each: Bursts, n: int, rest: int) -> float:
    cell = each.sizes.get(n, {}).get(rest)
    return cell.median if cell and not cell.is_unsettled else math.inf


def settled_run(cell: Measurement) -> Optional[float]:
    """Seconds."""
    return _seconds(cell, "settled_run_ns")


def until_settled(cell: Measurement) -> Optional[float]:
    """Seconds from the begin of a burst until runs are as fast as settled."""
    return _seconds(cell, "until_settled_ns")


def times_settled(cell: Measurement) -> Optional[float]:
    """How many settled runs the first one takes, each held against those of its own row."""
    share = cell.shares.get("settled_run_ns", 0.0)
    return 1 / share if share > 0 else None


def never_settled(cell: Measurement) -> Optional[float]:
    """Share of the bursts that end before their runs are as fast as settled."""
    values = cell.values.get("never_settled_share")
    return mean(values) if values else None


def slowest_burst(cell: Measurement) -> Optional[float]:
    """Its median run over the settled one; of all bursts of the recording."""
    return max(cell.values.get("burst_run_ratio", ()), default=None)


def rest_cpu(cell: Measurement) -> Optional[float]:
    """CPU time of the waiting workers over the time of the rest: 1 is one CPU."""
    return cell.counters.get("rest_cpu_share")


def named(rest: int) -> str:
    """Microseconds: 100000 -> "100 ms"."""
    scale, unit = next((each for each in UNITS if rest >= each[0]), UNITS[-1])
    return f"{rest / scale:g} {unit}"


def _seconds(cell: Measurement, counter: str) -> Optional[float]:
    value = cell.counters.get(counter)
    return NANOSECOND * value if value is not None and value >= 0 else None


def _most(values: Iterable[Optional[float]]) -> Optional[float]:
    return max((value for value in values if value is not None), default=None)
