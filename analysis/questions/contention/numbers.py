"""What a recording says of workers that share a file: how much they do, how long they wait, whose turn it is."""
from __future__ import annotations

from typing import Dict, List, Mapping, Optional, Tuple

from analysis.ranking import ranking
from analysis.recording import usual_settings as settings
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.bootstrap import within

WORKLOAD, PHASE = "shared_file", "prepared"
CACHED, WRITES = "cached", 0  # a regime, and a share of reads in per cent: the case that is compared first
COLD = "cold"
REGIMES = (CACHED, "sync_each", "sync_end", COLD)
EXCLUSIVE = ("mutex", "shared_mutex", "ofd", "file_lock")  # one lock around all records
LOCK_FREE = ("append", "disjoint", "own_file")
LOCKS = (*EXCLUSIVE, "rw", *LOCK_FREE)
THREADS, PROCESSES = "thread_pool", "process_pool"  # the same hand-off
VARIED = frozenset({"lock", "workers", "slices"})
USUAL_WORKERS = 4
NANOSECOND = 1e-9

Curves = Mapping[str, Mapping[int, Measurement]]  # by strategy, then by workers
Contest = Mapping[str, Curves]  # by lock


def contestants(recording: Recording) -> List[Measurement]:
    """Failed ones too, of all locks and regimes."""
    return ranking.contestants(recording, WORKLOAD, PHASE)


def contest(recording: Recording, regime: str = CACHED, reads: int = WRITES) -> Contest:
    """The locks as in LOCKS, others behind them; of each the threads, then the processes, then the others."""
    cells = settings.usual(ranking.contestants(recording, WORKLOAD, PHASE, regime=regime, reads=reads), VARIED)
    by_lock: Dict[str, List[Measurement]] = {}
    for cell in sorted(cells, key=_order):
        if cell.ok and cell.n and "lock" in cell.keys:
            by_lock.setdefault(str(cell.keys["lock"]), []).append(cell)
    return {lock: curves for lock, each in by_lock.items() if (curves := ranking.fastest(each, by="workers"))}


def other_regimes(recording: Recording) -> Dict[str, Contest]:
    """Those that were measured. Cold are reads, unless only updates were recorded."""
    found = {}
    for regime in REGIMES[1:]:
        shares = (100, WRITES) if regime == COLD else (WRITES,)
        contests = [each for share in shares if (each := contest(recording, regime, share))]
        found.update({regime: each for each in contests[:1]})
    return found


def _order(cell: Measurement) -> Tuple[object, ...]:
    lock = str(cell.keys.get("lock", ""))
    strategies = (THREADS, PROCESSES)
    return (LOCKS.index(lock) if lock in LOCKS else len(LOCKS), lock,
            strategies.index(cell.strategy) if cell.strategy in strategies else len(strategies), cell.strategy)


def by_reads(recording: Recording, workers: int) -> Dict[str, Dict[str, Dict[int, Measurement]]]:
    """By lock and strategy, then by the share of reads in per cent: cached, where two shares or more were measured."""
    cells = [cell for cell in contestants(recording) if cell.keys.get("regime") == CACHED and cell.workers == workers]
    found: Dict[str, Dict[str, Dict[int, Measurement]]] = {}
    for share in sorted({cell.number("reads") for cell in cells if "reads" in cell.keys}):
        for lock, strategies in at(contest(recording, CACHED, share), workers).items():
            for strategy, cell in strategies.items():
                found.setdefault(lock, {}).setdefault(strategy, {})[share] = cell
    return {lock: curves for lock, curves in found.items() if any(len(shares) > 1 for shares in curves.values())}


def usual_workers(*found: Contest) -> int:
    """Four where they were measured, or else the most; 0 where nothing was."""
    counts = {workers for each in found for curves in each.values() for cells in curves.values() for workers in cells}
    return USUAL_WORKERS if USUAL_WORKERS in counts else max(counts, default=0)


def at(found: Contest, workers: int) -> Dict[str, Dict[str, Measurement]]:
    """The cells with so many workers: by lock, then by strategy."""
    chosen = {lock: {strategy: cells[workers] for strategy, cells in curves.items() if workers in cells}
              for lock, curves in found.items()}
    return {lock: cells for lock, cells in chosen.items() if cells}


def alone(workers: int) -> float:
    """The share of their time that workers wait if they do nothing but what one at a time can do."""
    return (workers - 1) / workers


def waiting_share(cell: Measurement) -> Optional[float]:
    """Of the workers' time; None without a lock, or where it was not measured."""
    return cell.counters.get("lock_wait_share")


def latency(cell: Measurement, which: str) -> Optional[float]:
    """Seconds that an operation takes, waiting included; which: "p50", "p99" or "max"."""
    value = cell.counters.get(f"latency_{which}_ns")
    return None if value is None else NANOSECOND * value


def throughput_ratio(cell: Measurement, base: Measurement) -> Tuple[float, Optional[Tuple[float, float]]]:
    """How many times the operations of base are done, with the 95 % interval where lives tell it."""
    difference = within(cell, base)
    if difference is None:
        return base.median / cell.median, None
    return difference.ratio, difference.interval()
