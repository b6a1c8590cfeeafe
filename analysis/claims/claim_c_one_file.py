"""Are processes unfit for I/O on one file, since they wait for each other? Against threads under the same lock."""
from __future__ import annotations

from typing import Collection, List, Mapping, Optional

from analysis.claims.claim import Claim, Evidence, Finding, Verdict
from analysis.claims.missing import missing
from analysis.claims.lock_pairs import under_one_lock
from analysis.claims.paired_ratio import is_proven, Pair, PROCESSES, THREADS, together, UNFIT
from analysis.claims.part import conclude, evidence, Part, with_interval
from analysis.questions.contention import numbers as contention
from analysis.questions.contention.numbers import WORKLOAD
from analysis.recording.reader import Measurement, Recording
from analysis.ranking.target import Value
from analysis.wording.units import percent, percent_span

APART = "disjoint"  # each worker has records of its own, so there is no lock
ON_DEVICE = "sync_each"

CLAIM = Claim(
    "c", "Processes are unfit for I/O on one file: while one works, the others wait.",
    "All workers wait for a lock; the question is whether processes wait longer than threads. Holds if processes take "
    f"more than {UNFIT:g} x as long to update one file as the same number of threads under the same lock. Does not "
    "hold if they take less. The whole 95 % interval must lie on one side. The ratio is the geometric mean over the "
    "exclusive locks that both can take.", ("contention",))


def judge(recording: Recording) -> Finding:
    locks = under_one_lock(recording)
    both = together(list(locks.values()))
    if both is None:
        return conclude(CLAIM, (), {}, missing=[missing(
            recording, "time of processes over threads, same lock", WORKLOAD, (PROCESSES, THREADS),
            "contention")])
    workers = both.cell.workers
    part = Part(f"time of {workers} processes over {workers} threads, same lock", both.ratio, UNFIT)
    compared = (f"{workers} processes take {with_interval(part.measured)} as long as {workers} threads under the same "
                "lock.")
    gains = {strategy: gain for strategy in (PROCESSES, THREADS)
             if (gain := _gain_without_lock(recording, strategy, workers))}
    return conclude(
        CLAIM, [part],
        {Verdict.HOLDS: f"Processes do worse: {compared}",
         Verdict.DOES_NOT_HOLD: f"The lock makes threads wait as well: {compared}"},
        facts=_facts(locks.values(), gains, workers),
        beside=[*_each_lock(locks), *_waits(locks), *_gains(gains, workers), *_on_device(recording)])


def _facts(pairs: Collection[Pair], gains: Mapping[str, Value], workers: int) -> str:
    processes, threads = (_share([pair[side] for pair in pairs]) for side in (0, 1))
    facts = []
    if processes and threads:
        facts.append(f"Processes wait {processes} of their time for it, threads {threads}.")
    if PROCESSES in gains:
        facts.append(f"Without a lock, each on its own records, {workers} processes have "
                     f"{with_interval(gains[PROCESSES])} the throughput of one.")
    return " ".join(facts)


def _share(cells: Collection[Measurement]) -> str:
    """Of the time that workers wait: "70 to 75 %"; empty where it was not measured."""
    known = [share for share in map(contention.waiting_share, cells) if share is not None]
    return percent_span(known, " to ") if known else ""


def _each_lock(locks: Mapping[str, Pair]) -> List[Evidence]:
    return [evidence(f"... {lock}", pair.ratio, "part of that mean") for lock, pair in locks.items() if len(locks) > 1]


def _waits(locks: Mapping[str, Pair]) -> List[Evidence]:
    waits = []
    for lock, pair in locks.items():
        for name, cell in zip(("processes", "threads"), pair):
            if share := _share([cell]):
                waits.append(Evidence(f"time that {cell.workers} {name} wait for {lock}", share, "",
                                      f"{percent(contention.alone(cell.workers))} if they only take turns"))
    return waits


def _gain_without_lock(recording: Recording, strategy: str, workers: int) -> Optional[Value]:
    cells = contention.contest(recording).get(APART, {}).get(strategy, {})
    first, cell = cells.get(1), cells.get(workers)
    if first is None or cell is None or first.n != cell.n or not is_proven(cell):
        return None
    return Pair(first, cell).ratio


def _gains(gains: Mapping[str, Value], workers: int) -> List[Evidence]:
    names = {PROCESSES: "processes", THREADS: "threads"}
    return [evidence(f"throughput, {workers} {names[strategy]} over 1 ({APART})", gain,
                     "the gain without a lock") for strategy, gain in gains.items()]


def _on_device(recording: Recording) -> List[Evidence]:
    """The same ratio where every update goes to the device before the lock is released."""
    both = together(list(under_one_lock(recording, ON_DEVICE).values()))
    return [evidence("... where every update goes to the device", both.ratio, "decides nothing")] if both else []
