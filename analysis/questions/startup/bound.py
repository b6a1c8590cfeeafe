"""What start and stop take of a cold run: held against a warm run of the same work, in the same lives."""
from __future__ import annotations

from typing import Dict, Optional

from analysis.bottleneck.bounds import Collectors, JOB
from analysis.bottleneck.cause import Cause, Evidence, LAUNCH
from analysis.bottleneck.reference import share
from analysis.recording.reader import Key, Measurement, Recording


def evidence(recording: Recording, cell: Measurement) -> Evidence:
    warm = _warm(recording, cell)
    if warm is None:
        return Evidence(missing=("sizes",))
    found = share(warm, cell)
    return Evidence((Cause(LAUNCH, 1 - found.value, "starting and stopping workers takes the rest of its time: a run "
                                                    f"of ready ones takes {found}"),))


def _warm(recording: Recording, cell: Measurement) -> Optional[Measurement]:
    keys: Dict[str, Key] = {**cell.keys, "phase": "warm"}
    found = recording.find((cell.workload, cell.strategy, frozenset(keys.items())))
    return found if found and found.ok else None


COLLECTORS: Collectors = {(JOB, "cold"): evidence}
