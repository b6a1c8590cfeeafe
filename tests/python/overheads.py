"""Rows of strategies that obey time = work + overhead: made up, nothing here was measured."""
from __future__ import annotations

from typing import Any, Dict, Iterable, List

from made_up import failed, name, repeated

Rows = List[Dict[str, Any]]

CPUS = 2
BEGIN, STEP = 2e-9, 1.25e-9  # seconds: what any slice begins and ends with, and a step of its chain
STEPS = (8, 64, 512, 4096, 32768, 262144, 2097152, 8388608)
MEBIBYTES = (0, 64, 256, 1024)

# Of a run of ready workers, of their start and of their stop, in seconds.
OVERHEAD = {
    "thread_pool": (0.4e-6, 80e-6, 30e-6),
    "thread_pool_dynamic": (0.5e-6, 82e-6, 31e-6),
    "thread_pool_blocking": (12e-6, 81e-6, 30e-6),
    "asio_pool": (15e-6, 110e-6, 40e-6),
    "thread_per_call": (70e-6, 0.1e-6, 0.1e-6),
    "async": (74e-6, 0.1e-6, 0.1e-6),
    "openmp_static": (1.4e-6, 110e-6, 2e-6),
    "openmp_dynamic": (2.5e-6, 115e-6, 2e-6),
    "openmp_taskloop": (3.5e-6, 116e-6, 2e-6),
    "openmp_passive": (12e-6, 112e-6, 2e-6),
    "tbb_auto": (2.1e-6, 200e-6, 20e-6),
    "tbb_static": (1.7e-6, 190e-6, 20e-6),
    "stdpar": (2.4e-6, 210e-6, 1e-6),
    "process_per_call": (300e-6, 0.3e-6, 0.2e-6),
    "process_spawn": (1.3e-3, 1e-6, 0.4e-6),
    "process_pool": (0.6e-6, 500e-6, 150e-6),
    "process_pool_dynamic": (0.7e-6, 510e-6, 152e-6),
    "process_pool_pipe": (30e-6, 520e-6, 160e-6),
    "python_threads": (90e-6, 150e-6, 60e-6),
    "python_pool_fork": (110e-6, 9e-3, 4e-3),
    "python_pool_spawn": (120e-6, 45e-3, 12e-3),
}


def duration(steps: int) -> float:
    """Of a slice, in seconds."""
    return BEGIN + STEP * steps


def slices(steps: Iterable[int] = STEPS) -> Rows:
    """Serial's: one alone, and one for each CPU."""
    return [row for each in steps for n in (1, CPUS) for row in repeated(
        name("grain", "serial", steps=each, n=n, workers=1, slices=n, phase="warm"), n * duration(each),
        workers_observed=1.0)]


def grain(strategy: str, overhead: float, workers: int = CPUS, steps: Iterable[int] = STEPS,
          phase: str = "warm") -> Rows:
    return [row for each in steps for row in repeated(
        name("grain", strategy, steps=each, n=workers, workers=workers, slices=workers, phase=phase),
        duration(each) * max(1.0, workers / CPUS) + overhead, workers_observed=float(workers))]


def granularity(strategies: Iterable[str] = tuple(OVERHEAD), counts: Iterable[int] = (1, CPUS, 2 * CPUS)) -> Rows:
    rows = slices()
    for strategy in strategies:
        run, start, stop = OVERHEAD.get(strategy, (5e-6, 50e-6, 5e-6))
        for workers in counts:
            rows += grain(strategy, run * (0.5 + workers / 4), workers)
            rows += grain(strategy, run + start + stop, workers, phase="cold")
    return rows


def empty(strategy: str, phase: str, seconds: float, **counters: float) -> Rows:
    return _run("empty", strategy, phase, seconds, {}, **counters)


def rendezvous(strategy: str, phase: str, seconds: float) -> Rows:
    return _run("rendezvous", strategy, phase, seconds, {"limit_ms": 500}, workers_observed=float(CPUS))


def _run(workload: str, strategy: str, phase: str, seconds: float, keys: Dict[str, int], **counters: float) -> Rows:
    workers = 1 if strategy == "serial" else CPUS
    return repeated(name(workload, strategy, n=CPUS, **keys, workers=workers, slices=CPUS, phase=phase), seconds,
                    **{"workers_observed": float(workers), **counters})


def startup(strategies: Iterable[str] = ("serial", *OVERHEAD)) -> Rows:
    rows: Rows = []
    for strategy in strategies:
        run, start, stop = OVERHEAD.get(strategy, (0.02e-6, 0.05e-6, 0.05e-6))
        for phase, seconds in (("start", start), ("first", 1.5 * run), ("stop", stop)):
            rows += empty(strategy, phase, seconds)
        if strategy.startswith("process") or strategy == "thread_pool":
            rows += resident(strategy, run + start + stop)
    return rows


def resident(strategy: str, cold: float, memory: Iterable[str] = ("private", "shared"),
             mebibytes: Iterable[int] = MEBIBYTES) -> Rows:
    """Forking copies page tables, of private memory only."""
    each_mebibyte = 25e-6 if strategy.startswith("process") and strategy != "process_spawn" else 0.0
    return [row for kind in memory for mib in mebibytes for row in repeated(
        name("resident", strategy, mib=mib, memory=kind, workers=CPUS, slices=CPUS, phase="cold"),
        cold + each_mebibyte * mib * (kind == "private"))]


def anatomy(strategies: Iterable[str] = ("serial", *OVERHEAD), ns: Iterable[int] = (1_000, 100_000, 9_999_999),
            missing: float = 0.0) -> Rows:
    """`missing` is the share of the wall time that no part accounts for."""
    rows: Rows = []
    for strategy in strategies:
        run = OVERHEAD.get(strategy, (0.02e-6, 0, 0))[0]
        workers = 1 if strategy == "serial" else CPUS
        for n in ns:
            carry = n * 5e-9 if strategy.endswith("_pipe") else 0.0
            parts = {"launch_ns": 0.5 * run, "compute_ns": n * 2e-9 / workers, "wait_ns": 0.1 * n * 2e-9 / workers,
                     "join_ns": 0.5 * run, "carry_ns": carry}
            rows += repeated(name("timeline", strategy, n=n, intensity=1, workers=workers, slices=workers,
                                  phase="anatomy"), sum(parts.values()) / (1 - missing),
                             workers_observed=float(workers),
                             **{part: 1e9 * seconds for part, seconds in parts.items()})
    return rows


def dispatch(strategies: Iterable[str] = ("serial", *OVERHEAD)) -> Rows:
    rows: Rows = []
    for strategy in strategies:
        run = OVERHEAD.get(strategy, (0.02e-6, 0, 0))[0]
        observed = {"workers_observed": 1.1} if strategy == "tbb_auto" else {}
        rows += empty(strategy, "warm", run, **observed)
        rows += empty(strategy, "idle", 0.1 if strategy.startswith("openmp_") and strategy != "openmp_passive"
                      else 20e-6)
        if strategy == "serial":
            rows.append(failed(rows[-1]["name"].replace("empty", "rendezvous").replace("idle", "warm"),
                               "its slices do not run at the same time on shared memory", unavailable=1))
            continue
        rows += rendezvous(strategy, "warm", 1.3 * run)
    return rows


RESTS = (100, 1_000, 10_000, 100_000)  # microseconds
AWAKE = ("openmp_static", "openmp_dynamic")  # whose workers spin while they rest


def burst(strategy: str, n: int, rest_us: int, first: float, settled: float, workload: str = "squares",
          **counters: float) -> Rows:
    """`first` and `settled` are seconds of a run."""
    workers = 1 if strategy == "serial" else CPUS
    keys = {"intensity": 1, "store": "ordinary"} if workload == "squares" else {"limit_ms": 500}
    told = {"settled_run_ns": 1e9 * settled, "until_settled_ns": 5e9 * first, "never_settled_share": 0.0,
            "burst_run_ratio": 1.2, "rest_cpu_share": 0.0005, "longest_ns": 1e9 * first, "settled": 1.0,
            "settling_ns": 2e6, "workers_observed": float(workers), "workers_expected": float(workers), **counters}
    row_name = name(workload, strategy, n=n, **keys, workers=workers, slices=workers, phase="burst", rest_us=rest_us,
                    iterations=3)
    return repeated(row_name.replace("real_time", "manual_time"), first, **told)


def bursts(strategies: Iterable[str] = ("serial", *OVERHEAD), ns: Iterable[int] = (10_000, 1_000_000),
           rests: Iterable[int] = RESTS) -> Rows:
    """The longer the rest, the longer workers take to wake up; those that spin need not."""
    rows: Rows = []
    for strategy in strategies:
        run = OVERHEAD.get(strategy, (0.02e-6, 0, 0))[0]
        for n in ns:
            settled = n * 1e-9 / (1 if strategy == "serial" else CPUS) + run
            for rest in rests:
                wake = 0.0 if strategy == "serial" or strategy in AWAKE else 20e-6 + 0.3e-6 * rest**0.5
                rows += burst(strategy, n, rest, settled + wake, settled,
                              rest_cpu_share=0.97 if strategy in AWAKE else 0.0005,
                              never_settled_share=0.4 if strategy == "process_pool_pipe" and rest > 1_000 else 0.0,
                              burst_run_ratio=4.0 if strategy == "process_pool_pipe" else 1.2)
    return rows


def failing(rows: Rows, strategy: str) -> Rows:
    """The same, but those of one strategy have no time."""
    return [failed(row["name"], "worker 1 died: signal 9") if f"/{strategy}/" in row["name"] else row for row in rows]


def everything() -> Rows:
    return [*granularity(), *startup(), *anatomy(), *dispatch(), *bursts()]
