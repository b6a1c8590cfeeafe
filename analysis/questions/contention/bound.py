"""Workers that share a file: is it the lock, the one file, the device, or are the CPUs busy?"""
from __future__ import annotations

from typing import Dict, Iterator, List, Optional

from analysis.bottleneck.cases import Case, NAME_WIDTH
from analysis.bottleneck.bounds import Collectors
from analysis.bottleneck.busy import busy, idle
from analysis.bottleneck.cause import as_if_alone, Cause, Evidence, LOCK
from analysis.bottleneck.reference import share
from analysis.questions.contention import numbers as contention
from analysis.recording.reader import Key, Measurement, Recording
from analysis.wording.units import percent, printable

OWN_FILE = "own_file"


def evidence(recording: Recording, cell: Measurement) -> Evidence:
    causes = [*_lock(cell), *_one_file(recording, cell), *busy(recording, cell, cell.workers)]
    if cell.keys.get("regime") != contention.CACHED:
        causes += idle(recording, cell, cell.workers, "the device")
    return Evidence(tuple(causes))


def _lock(cell: Measurement) -> List[Cause]:
    waiting = contention.waiting_share(cell)
    if waiting is None or cell.workers < 2:
        return []
    alone = as_if_alone(waiting, cell.workers)
    return [Cause(LOCK, alone, f"workers wait {percent(waiting)} of their time for the lock, as if one at a time "
                               f"worked for {percent(alone)} of the run")]


def _one_file(recording: Recording, cell: Measurement) -> List[Cause]:
    """Without a lock of ours the kernel has its own: held against a file for each worker."""
    own = _with_own_files(recording, cell)
    cpus = int(min(cell.workers, recording.cpus or cell.workers))
    if own is None or cpus < 2:
        return []
    found = share(own, cell)
    alone = as_if_alone(1 - found.value, cpus)
    return [Cause(LOCK, alone, f"with files of their own workers take {found} of its time; the kernel lets one at a "
                               f"time into this file, as if for {percent(alone)} of the run")]


def _with_own_files(recording: Recording, cell: Measurement) -> Optional[Measurement]:
    if cell.keys.get("lock") not in contention.LOCK_FREE or cell.keys["lock"] == OWN_FILE:
        return None
    keys: Dict[str, Key] = {**cell.keys, "lock": OWN_FILE}
    found = recording.find((cell.workload, cell.strategy, frozenset(keys.items())))
    return found if found and found.ok else None


def cases(recording: Recording) -> Iterator[Case]:
    """Each way to share the file, in each regime."""
    contests = {contention.CACHED: contention.contest(recording), **contention.other_regimes(recording)}
    for regime, contest in contests.items():
        for lock, cells in contention.at(contest, contention.usual_workers(contest)).items():
            yield Case(f"file, {printable(lock, NAME_WIDTH)}, {regime}", list(cells.values()))


COLLECTORS: Collectors = {(contention.WORKLOAD, "prepared"): evidence}
