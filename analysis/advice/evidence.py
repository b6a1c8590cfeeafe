"""Which rows of a recording tell how a strategy does with a job, and what the same job takes serial."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Dict, FrozenSet, Iterable, List, Mapping, Optional, Tuple

from analysis.advice.draws import Draws, Times
from analysis.questions.granularity import numbers as granularity
from analysis.questions.startup import numbers as startup
from analysis.recording.catalogue import SERIAL
from analysis.recording.reader import Key, Measurement, Recording
from analysis.statistics.scientific import np

SQUARES, SKEWED, GRAIN, FILL = "squares", "skewed_squares", granularity.WORKLOAD, "ceiling/fill"
WORKLOADS = (SQUARES, SKEWED, GRAIN, startup.WORKLOAD, FILL)

Work = Tuple[str, FrozenSet[Tuple[str, Key]]]


@dataclass(frozen=True)
class Run:
    """A run of ready workers."""

    source: str  # the workload
    seconds: Draws
    work: Draws  # seconds that the same takes serial
    bytes: float  # of results


@dataclass(frozen=True)
class Life:
    """What a crew's start, first run and stop took beyond a run of ready workers."""

    source: str
    seconds: Draws
    beyond: Draws
    bytes: float


class Evidence:
    """The rows of all strategies that the user may choose."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording = recording.settled
        self._cells = [cell for workload in WORKLOADS for cell in recording.measured(workload) if cell.traits.is_choice]
        self.times = Times(self._cells)

    @cached_property
    def strategies(self) -> List[str]:
        """Serial is none of them. Those that failed are."""
        named = [cell.strategy for workload in (SQUARES, GRAIN) for cell in self.recording.select(workload)
                 if cell.traits.is_choice and not cell.is_serial]
        return list(dict.fromkeys(named))

    @cached_property
    def has_serial(self) -> bool:
        return any(workload in (SQUARES, GRAIN) for workload, _ in self._alone)

    @cached_property
    def worker_counts(self) -> List[int]:
        """Of runs whose work is known."""
        return sorted({workers for _, workers in self._known_runs})

    def run_counts(self, strategy: str) -> List[int]:
        return sorted(workers for name, workers in self._known_runs if name == strategy)

    def runs(self, strategy: str, workers: int) -> List[Run]:
        return [self._run(cell) for cell in self._known_runs.get((strategy, workers), ())]

    def most(self, workers: int) -> float:
        """How many plain loops so many workers can be worth."""
        return min(float(workers), self.recording.cpus or workers)

    def lives(self, strategy: str) -> Mapping[int, List[Life]]:
        """By workers."""
        return self._lives.get(strategy, {})

    def skews(self, strategy: str) -> Mapping[int, Tuple[Run, Run]]:
        """By workers: items of equal cost, and the same of costs that grow along the way."""
        by_workers: Dict[int, Dict[Key, Run]] = {}
        for cell in self._of(SKEWED, strategy):
            if _work(cell) in self._alone:
                by_workers.setdefault(cell.workers, {})[cell.keys.get("shape", "")] = self._run(cell)
        return {workers: (shapes["even"], shapes["triangular"]) for workers, shapes in sorted(by_workers.items())
                if {"even", "triangular"} <= shapes.keys()}

    def fills(self, workers: int) -> Dict[float, List[Measurement]]:
        """By bytes: what as many workers or fewer filled."""
        by_bytes: Dict[float, List[Measurement]] = {}
        for cell in self._of(FILL):
            amount = cell.counters.get("bytes", 0.0)
            if amount > 0 and 0 < cell.workers <= workers:
                by_bytes.setdefault(amount, []).append(cell)
        return dict(sorted(by_bytes.items()))

    def failure(self, strategy: str) -> Optional[str]:
        """Why some row of it has no time."""
        return next((str(cell.reason) for workload in WORKLOADS for cell in self.recording.select(workload, strategy)
                     if not cell.ok), None)

    @cached_property
    def _known_runs(self) -> Dict[Tuple[str, int], List[Measurement]]:
        """By strategy and workers: what serial did too."""
        runs: Dict[Tuple[str, int], List[Measurement]] = {}
        for cell in [*self._of(GRAIN), *self._of(SQUARES)]:
            if cell.workers and not cell.is_serial and _work(cell) in self._alone:
                runs.setdefault((cell.strategy, cell.workers), []).append(cell)
        return runs

    @cached_property
    def _lives(self) -> Dict[str, Dict[int, List[Life]]]:
        lives: Dict[str, Dict[int, List[Life]]] = {}
        warm = {(cell.strategy, cell.workers, _work(cell)): cell for cell in self._cells
                if cell.keys.get("phase") == "warm"}
        for cell in self._cells:
            partner = warm.get((cell.strategy, cell.workers, _work(cell)))
            if cell.keys.get("phase") == "cold" and partner:
                lives.setdefault(cell.strategy, {}).setdefault(cell.workers, []).append(self._life(cell, partner))
        for strategy, workers, life in self._phases(warm):
            lives.setdefault(strategy, {}).setdefault(workers, []).append(life)
        return lives

    def _phases(self, warm: Mapping[Tuple[str, int, Work], Measurement]) -> Iterable[Tuple[str, int, Life]]:
        """The start, the first run and the stop of workers that have nothing to do."""
        parts: Dict[Tuple[str, int, Work], Dict[Key, Draws]] = {}
        for cell in self._of(startup.WORKLOAD, phase=None):
            if cell.keys.get("phase") in startup.PHASES:
                key = (cell.strategy, cell.workers, _work(cell))
                parts.setdefault(key, {})[cell.keys["phase"]] = self.times.of(cell)
        for (strategy, workers, work), phases in parts.items():
            if len(phases) == len(startup.PHASES):
                whole = np.sum(list(phases.values()), axis=0)
                again = warm.get((strategy, workers, work))
                beyond = whole - self.times.of(again) if again else whole
                yield strategy, workers, Life("empty (start, first, stop)", whole, beyond, 0.0)

    def _life(self, cold: Measurement, warm: Measurement) -> Life:
        seconds = self.times.of(cold)
        return Life(f"{cold.workload} (cold)", seconds, seconds - self.times.of(warm), _bytes(cold))

    def _run(self, cell: Measurement) -> Run:
        alone = self._alone[_work(cell)]
        times = cell.n / (alone.n or 1) if cell.workload == GRAIN else 1.0
        return Run(cell.workload, self.times.of(cell), self.times.of(alone) * times, _bytes(cell))

    @cached_property
    def _alone(self) -> Dict[Work, Measurement]:
        """Serial's run of each work; of grains the shortest, since it has all of theirs in it."""
        alone: Dict[Work, Measurement] = {}
        for cell in self._cells:
            if cell.strategy == SERIAL and cell.keys.get("phase") == "warm":
                known = alone.setdefault(_work(cell), cell)
                alone[_work(cell)] = min(known, cell, key=lambda each: each.n)
        return alone

    def _of(self, workload: str, strategy: Optional[str] = None, phase: Optional[str] = "warm") -> List[Measurement]:
        return [cell for cell in self._cells if cell.workload == workload and strategy in (None, cell.strategy)
                and phase in (None, cell.keys.get("phase"))]


def _work(cell: Measurement) -> Work:
    """What is to be done, whoever does it; n grains are n times one."""
    others = {"workers", "slices", "phase", *(("n",) if cell.workload == GRAIN else ())}
    return cell.workload, frozenset((key, value) for key, value in cell.keys.items() if key not in others)


def _bytes(cell: Measurement) -> float:
    return max(0.0, cell.counters.get("bytes", 0.0))
