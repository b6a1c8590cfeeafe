"""What two machines may be compared in: what each recording says relative to itself."""
from __future__ import annotations

import math
from dataclasses import replace
from typing import Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple

from analysis.ranking import ranking
from analysis.ranking.ceilings import Ceiling, ceiling
from analysis.recording.catalogue import SERIAL
from analysis.recording.row_pairs import Pair
from analysis.recording.measurement import Measurement, Sample
from analysis.recording.reader import Recording

CREW_KEYS = frozenset({"workers", "slices"})  # serial has one worker, and slices of its own

Work = Tuple[str, FrozenSet[Tuple[str, object]]]


def of_lives(cell: Measurement, logarithms: Mapping[int, float]) -> Measurement:
    """The cell as if it had been measured once in each of these lives, with these logarithms of time."""
    paces = {sample.life: sample.fixed_work for sample in cell.samples}
    return replace(cell, samples=tuple(Sample(life, (math.exp(value),), paces.get(life))
                                       for life, value in sorted(logarithms.items())))


class OwnSerial:
    """Relates the cells of two recordings to the serial ones beside them, the same in both."""

    def __init__(self, measured: Sequence[Pair]) -> None:
        self._candidates: Dict[Work, List[Pair]] = {}
        for pair in measured:
            if pair[0].strategy == SERIAL:
                self._candidates.setdefault(_work(pair[0]), []).append(pair)

    def relate(self, pair: Pair) -> Optional[Pair]:
        """Both cells in units of serial's time in the same life; None for serial or where it is missing."""
        candidates = self._candidates.get(_work(pair[0]))
        if pair[0].strategy == SERIAL or not candidates:
            return None
        alike = [each for each in candidates if each[0].keys.get("slices") == pair[0].keys.get("slices")]
        serial = min(alike or candidates, key=lambda each: each[0].median)
        base, other = (_over(cell, own) for cell, own in zip(pair, serial))
        return (base, other) if base.samples and other.samples else None


def _work(cell: Measurement) -> Work:
    return cell.workload, frozenset(item for item in cell.keys.items() if item[0] not in CREW_KEYS)


def _over(cell: Measurement, serial: Measurement) -> Measurement:
    times, base = cell.logarithms, serial.logarithms
    return of_lives(cell, {life: times[life] - base[life] for life in times.keys() & base.keys()})


class OwnCeiling:
    """The share of the own machine's ceiling that a cell reaches."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._known: Dict[Tuple[int, int], Ceiling] = {}

    def share(self, cell: Measurement) -> Optional[float]:
        work = (cell.workers, cell.n)
        if work not in self._known:
            self._known[work] = ceiling(self._recording, *work)
        return self._known[work].share(cell)


def break_evens(recording: Recording) -> Dict[Tuple[str, str], str]:
    """By strategy and phase, with as many workers as the machine has CPUs for."""
    workers = ranking.usual_workers(recording)
    return {(strategy, phase): str(verdict) for phase in ranking.PHASES
            for strategy, verdict in ranking.break_evens_of(recording, phase, workers).items()}
