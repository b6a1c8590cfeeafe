"""Can processes share data? Results in shared memory against those of threads, and against results copied home."""
from __future__ import annotations

from operator import attrgetter
from typing import Mapping, Optional

from analysis.claims.claim import Claim, Finding, Verdict
from analysis.claims.missing import missing
from analysis.claims.paired_ratio import AS_GOOD, beside, over_threads, Pair, PROCESSES, THREADS
from analysis.claims.part import conclude, evidence, Part, with_interval
from analysis.ranking import ranking
from analysis.recording.reader import Recording

COPYING = "process_pool_pipe"
RATIO = "time of processes over that of threads"

CLAIM = Claim(
    "b", "Processes can share data.",
    f"Holds if a ready pool of processes that leaves its results in shared memory takes less than {AS_GOOD:.2f}x as "
    "long as a pool of threads, for the largest job recorded. Does not hold if it takes longer. The whole 95 % "
    "interval must lie on one side.", ("sizes",))


def judge(recording: Recording) -> Finding:
    largest = _largest(recording)
    if largest is None:
        return conclude(CLAIM, (), {}, missing=[missing(
            recording, RATIO, recording.job.name, (PROCESSES, THREADS), "sizes")])
    processes, job = largest.cell, recording.job.counted(largest.cell.n)
    part = Part(RATIO, largest.ratio, AS_GOOD, claimed_above=False)
    sharing = (f"{processes.workers} processes take {with_interval(part.measured)} as long as threads for {job} in "
               "shared memory.")
    copying = beside(recording, processes, COPYING)
    row = "time through pipes over shared memory"
    if copying is None:
        return conclude(CLAIM, [part], _conclusions(sharing),
                        beside=[missing(recording, row, recording.job.name, (COPYING,), "sizes")])
    cost = Pair(copying, processes).ratio
    return conclude(CLAIM, [part], _conclusions(sharing),
                    facts=f"If results are copied through pipes instead, it takes {with_interval(cost)} as long.",
                    beside=[evidence(row, cost, "what copying costs")])


def _conclusions(sharing: str) -> Mapping[Verdict, str]:
    return {Verdict.HOLDS: f"Sharing costs little or nothing: {sharing}",
            Verdict.DOES_NOT_HOLD: f"Sharing costs: {sharing}"}


def _largest(recording: Recording) -> Optional[Pair]:
    cells = [cell for cell in ranking.of_job(recording, "warm") if cell.strategy == PROCESSES and cell.ok and cell.n]
    workers = ranking.usual_workers(recording, cells)
    found = [over_threads(recording, cell) for cell in cells if cell.workers == workers]
    return max((each for each in found if each), key=attrgetter("cell.n"), default=None)
