"""Is it the work itself? What the plainest loops need for as many bytes and multiplications, in the same lives.

`ceilings` tells which share of the machine's best moment a run reached. Here the question is what kept it: the
plainest loop typically had the same neighbours as the run, so it is compared in the same lives.
"""
from __future__ import annotations

from typing import List, Optional

from analysis.bottleneck.bounds import Collectors, JOB
from analysis.bottleneck.cause import BANDWIDTH, Cause, COMPUTE, Evidence
from analysis.bottleneck.reference import share
from analysis.ranking import ceilings
from analysis.recording.reader import Measurement, Recording

QUESTION = "ceilings"
KINDS = {BANDWIDTH: ("fill", "bytes", "writing as many bytes takes {} of its time"),
         COMPUTE: ("multiply", "multiplies", "as many multiplications take {} of its time")}


def evidence(recording: Recording, cell: Measurement) -> Evidence:
    causes: List[Cause] = []
    missing = False
    for name, (kind, amount, words) in KINDS.items():
        if not cell.counters.get(amount):
            continue
        loop = _plainest(recording, kind, amount, cell)
        if loop is None:
            missing = True
            continue
        found = share(loop, cell, cell.counters[amount] / loop.counters[amount])
        causes.append(Cause(name, found.value, words.format(found)))
    return Evidence(tuple(causes), (QUESTION,) if missing else ())


def _plainest(recording: Recording, kind: str, amount: str, cell: Measurement) -> Optional[Measurement]:
    """The loop with the highest typical rate."""
    loops = ceilings.loops(recording, kind, _workers(recording, cell), cell.n if kind == "fill" else None)
    def rate(loop: Measurement) -> float:
        return loop.counters[amount] / loop.median

    known = sorted((loop for loop in loops if loop.counters.get(amount)), key=rate)
    return known[-1] if known else None


def _workers(recording: Recording, cell: Measurement) -> int:
    """More workers than CPUs can do no more than one for each CPU."""
    counts = ceilings.worker_counts(recording)
    enough = [count for count in counts if recording.cpus and recording.cpus <= count <= cell.workers]
    return cell.workers if cell.workers in counts else max(enough, default=cell.workers)


COLLECTORS: Collectors = {(workload, phase): evidence for workload, phase in (
    (JOB, "warm"), (JOB, "cold"), ("timeline", "anatomy"))}
