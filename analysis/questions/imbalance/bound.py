"""Items of unequal cost: how much longer a run takes than if its workers had shared them evenly."""
from __future__ import annotations

from typing import Dict, List, Optional

from analysis.bottleneck.cause import as_if_alone, Cause, COMPUTE, Evidence, IMBALANCE
from analysis.bottleneck.reference import share
from analysis.recording.reader import Key, Measurement, Recording
from analysis.wording.units import percent

WORKLOAD, QUESTION = "skewed_squares", "imbalance"
EVEN = "even"
CREW = frozenset({"workers", "slices"})  # serial has one worker, and slices of its own


def evidence(recording: Recording, cell: Measurement) -> Evidence:
    """The multiply ceiling is out of reach for items of unequal cost, so serial's pace stands for the work."""
    if cell.is_serial:
        return Evidence((Cause(COMPUTE, 1.0, "nothing is shared"),))
    alone = serial(recording, cell)
    if alone is None:
        return Evidence(missing=(QUESTION,))
    cpus = max(1, min(cell.workers, int(recording.cpus or cell.workers)))
    pace = share(alone, cell, 1 / cpus)
    work = Cause(COMPUTE, pace.value, f"the work at serial's pace, shared evenly by {cpus}, takes {pace} of its time")
    return Evidence((work, *_imbalance(recording, cell, alone)))


def _imbalance(recording: Recording, cell: Measurement, alone: Measurement) -> List[Cause]:
    """Against its own run of even items, with as much more or less work as serial has."""
    even, even_alone = (_same(recording, each, shape=EVEN) for each in (cell, alone))
    if cell.keys.get("shape") == EVEN or even is None or even_alone is None:
        return []
    balanced = share(even, cell, alone.median / even_alone.median)
    lost = as_if_alone(1 - balanced.value, cell.workers)
    return [Cause(IMBALANCE, lost, f"evenly shared it would take {balanced} of its time, as if one worked alone for "
                                   f"{percent(lost)} of the run")]


def serial(recording: Recording, cell: Measurement) -> Optional[Measurement]:
    """The fastest run of the same items by nobody but the caller."""
    wanted = {key: value for key, value in cell.keys.items() if key not in CREW}
    return min(recording.measured(cell.workload, "serial", **wanted), key=lambda each: each.median, default=None)


def _same(recording: Recording, cell: Measurement, **other: Key) -> Optional[Measurement]:
    keys: Dict[str, Key] = {**cell.keys, **other}
    found = recording.find((cell.workload, cell.strategy, frozenset(keys.items())))
    return found if found and found.ok else None
