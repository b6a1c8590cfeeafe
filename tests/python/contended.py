"""Rows of workers that share a file, and of workers that wait: made up, nothing here was measured."""
from __future__ import annotations

from typing import Any, Dict, Iterable, List

from made_up import name, repeated

Rows = List[Dict[str, Any]]

CPUS = 2
COUNTS, WAITERS = (1, 2, 4), (1, 4, 16, 64, 256)
OPERATION = 2e-6  # seconds of an operation in memory, all of it under the lock
THREADS, PROCESSES = "thread_pool", "process_pool"

# What taking over from another worker costs, in seconds.
HAND_OVER = {"mutex": 0.5e-6, "shared_mutex": 0.6e-6, "ofd": 3e-6, "file_lock": 3.2e-6, "rw": 4e-6}
LOCK_FREE = {"append": 0.9, "disjoint": 0.3, "own_file": 0.05}  # the share that only one at a time can do
THREADS_ONLY, PROCESSES_ONLY = ("mutex",), ("file_lock",)
SYNCHRONISED = {"cached": 0.0, "sync_each": 900e-6, "sync_end": 2e-6, "cold": 60e-6}  # seconds that it adds

# Of the first worker and of each further one, in bytes.
MEMORY = {"serial": (4e6, 0.0), THREADS: (4.1e6, 17e3), PROCESSES: (5e6, 210e3), "openmp_static": (4.6e6, 19e3),
          "tbb_static": (5.2e6, 24e3), "io_uring": (4.2e6, -10.0)}


def shared_file(strategy: str, lock: str, workers: int, regime: str = "cached", reads: int = 0, n: int = 2000,
                think_ns: int = 0, factor: float = 1.0) -> Rows:
    """`factor` multiplies the time of the run."""
    processes = 1.15 if strategy == PROCESSES else 1.0
    row_name = name("shared_file", strategy, n=n, records=1024, bytes=4096, lock=lock, regime=regime, reads=reads,
                    think_ns=think_ns, notes="on", workers=workers, slices=workers, phase="prepared")
    changes = 1 - 0.9 * reads / 100 if lock == "rw" else 1.0
    alone = LOCK_FREE[lock] if lock in LOCK_FREE else changes
    operation = OPERATION + SYNCHRONISED[regime]
    handing_over = HAND_OVER.get(lock, 0.0) * processes * (1 - 1 / workers)
    each = operation * (alone + (1 - alone) / min(workers, CPUS)) + handing_over
    counters = {"workers_observed": float(workers), "fairness": 1 - (0.12 * workers - 0.11) * processes / 2,
                "latency_p50_ns": 1e9 * each * workers * 0.8, "latency_p99_ns": 4e9 * each * workers * processes,
                "latency_max_ns": 3e10 * each * workers, "cpu_ns": 1e9 * n * each, "context_switches": n * 0.2,
                "items_per_second": 1 / each / factor}
    if lock not in LOCK_FREE:
        others = 1 - 1 / workers
        counters.update(lock_wait_share=(0.97 if strategy == THREADS else 0.9) * alone * others, hand_overs=n * others)
    return [{**row, "name": row["name"].replace("/real_time", "/manual_time")}
            for row in repeated(row_name, n * each * factor, **counters)]


def locks(strategies: Iterable[str] = (THREADS, PROCESSES), counts: Iterable[int] = COUNTS,
          chosen: Iterable[str] = (*HAND_OVER, *LOCK_FREE), **case: Any) -> Rows:
    """All locks that a strategy can take."""
    return [row for strategy in strategies for lock in chosen for workers in counts
            if lock not in (THREADS_ONLY if strategy == PROCESSES else PROCESSES_ONLY)
            for row in shared_file(strategy, lock, workers, **case)]


def contention(strategies: Iterable[str] = (THREADS, PROCESSES)) -> Rows:
    """All regimes, and three shares of reads."""
    rows = locks(strategies)
    for regime in ("sync_each", "sync_end", "cold"):
        rows += locks(strategies, (4,), n=200, regime=regime)
    return rows + [row for reads in (50, 100) for row in locks(strategies, (4,), ("rw", "ofd"), reads=reads)]


def blocking(strategy: str, kind: str, workers: int, delay_us: int = 1000, **left_out: None) -> Rows:
    """`left_out` names counters that the row lacks."""
    n = 8 * workers
    first, further = MEMORY.get(strategy, (4e6, 50e3))
    switching = 8e-6 if strategy == PROCESSES else 5e-6
    shared = min(workers, CPUS) if kind == "read" else workers  # a disk serves a few at a time
    counters = {"workers_observed": float(workers), "pss_bytes": first + further * (workers - 1),
                "context_switches": n * (0.1 if strategy == "io_uring" else 1.05), "cpu_ns": 1e9 * n * switching,
                "items_per_second": 1.0}
    row_name = name("blocking", strategy, n=n, wait=kind, delay_us=delay_us, mib=64, workers=workers, slices=workers,
                    phase="warm")
    seconds = n / shared * (1e-4 if kind == "read" else 1e-6 * delay_us) + n * switching
    return repeated(row_name, seconds, **{key: value for key, value in counters.items() if key not in left_out})


def waiting(strategies: Iterable[str] = tuple(MEMORY), counts: Iterable[int] = WAITERS,
            kinds: Iterable[str] = ("timer", "pipe", "read")) -> Rows:
    return [row for strategy in strategies for kind in kinds for workers in counts
            if strategy != "serial" or workers == 1 for row in blocking(strategy, kind, workers)]


def everything() -> Rows:
    """A bit of it."""
    regimes = [row for regime in ("sync_each", "cold") for row in locks(counts=(4,), chosen=("ofd",), regime=regime)]
    return [*locks(counts=(1, 4)), *regimes, *locks(counts=(4,), chosen=("ofd",), reads=50),
            *waiting(("serial", THREADS, PROCESSES, "io_uring"), (1, 64))]
