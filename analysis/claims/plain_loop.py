"""Speed-ups: work as a plain loop does it, over the same work under a strategy."""
from __future__ import annotations

import math
from typing import Dict, FrozenSet, List, Optional, Tuple

from analysis.claims.paired_ratio import is_proven, Pair
from analysis.questions.granularity import numbers as granularity
from analysis.ranking.relative import CREW_KEYS, of_lives
from analysis.recording.reader import Key, Measurement, Recording
from analysis.ranking import target
from analysis.wording.units import count, seconds

CPU_BOUND = 8  # multiplications for each item, from which on they take longer than to write the results
LONG = 1e-3  # seconds of a slice, beside which handing it over does not count

SpeedUps = Dict[str, Pair]  # by what the work is; the ratio of each pair is a speed-up


def computing(recording: Recording, strategy: str, workers: int) -> SpeedUps:
    """CPU-bound work: the job with the most multiplications, and slices too long for their hand-over to count."""
    found = {}
    for cell, pair in _of_job(recording, strategy, workers)[-1:]:
        if (intensity := cell.number("intensity")) >= CPU_BOUND:
            found[f"{count(cell.n)} x {count(intensity)} multiplications"] = pair
    durations, serial = granularity.slices(recording), granularity.serial(recording)
    for steps, cell in granularity.curves(recording, "warm", workers).get(strategy, {}).items():
        if durations.get(steps, 0.0) >= LONG and is_proven(cell):
            found[f"slices of {seconds(durations[steps])}"] = Pair(_as_many(serial[steps], workers), cell)
    return found


def writing(recording: Recording, strategy: str, workers: int) -> SpeedUps:
    """The largest job with one multiplication for each item."""
    plain = [(cell, pair) for cell, pair in _of_job(recording, strategy, workers) if cell.number("intensity") == 1]
    return {f"{count(cell.n)} plain {recording.job.items}": pair for cell, pair in plain[-1:]}


def _of_job(recording: Recording, strategy: str, workers: int) -> List[Tuple[Measurement, Pair]]:
    """Those with the most multiplications for each item last, and of these the largest."""
    cells = [cell for cell in recording.measured(recording.job.name, strategy, phase="warm", workers=workers)
             if is_proven(cell)]
    return [(cell, Pair(loop, cell)) for cell in sorted(cells, key=lambda each: (each.number("intensity"), each.n))
            for loop in [_loop(recording, cell)] if loop]


def _loop(recording: Recording, cell: Measurement) -> Optional[Measurement]:
    return target.best(each for each in recording.measured(cell.workload, "serial") if _work(each) == _work(cell))


def _work(cell: Measurement) -> FrozenSet[Tuple[str, Key]]:
    return frozenset(item for item in cell.keys.items() if item[0] not in CREW_KEYS)


def _as_many(serial: Measurement, n: int) -> Measurement:
    """n slices, each of which takes as long as any other."""
    longer = math.log(n / (serial.n or 1))
    return of_lives(serial, {life: value + longer for life, value in serial.logarithms.items()})
