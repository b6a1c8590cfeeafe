"""Recordings made up by a simple model of a machine: for tests only, nothing here was measured."""
from __future__ import annotations

from typing import Any, Dict, Iterable, List, Optional

import catalogue
import contended
import overheads
from made_up import failed, name, repeated, row

__all__ = ["failed", "name", "repeated", "row"]  # tests take them from here

BYTES_PER_ITEM = 8
FILL = {1: 32e9, 2: 50e9, 3: 50e9, 4: 50e9}  # bytes/s by workers
MULTIPLY = {1: 2.5e9, 2: 5.0e9, 3: 5.0e9, 4: 5.0e9}  # per second by workers
CPUS = 2

# What a strategy spends on a warm and on a cold run, in seconds, before its workers help.
OVERHEAD = {
    "serial": (0.0, 0.0),
    "thread_pool": (0.4e-6, 90e-6),
    "thread_pool_dynamic": (0.8e-6, 95e-6),
    "thread_pool_blocking": (12e-6, 100e-6),
    "asio_pool": (15e-6, 130e-6),
    "thread_per_call": (70e-6, 75e-6),
    "async": (74e-6, 80e-6),
    "openmp_static": (1.4e-6, 120e-6),
    "openmp_dynamic": (2.5e-6, 125e-6),
    "openmp_taskloop": (3.5e-6, 126e-6),
    "tbb_auto": (2.1e-6, 210e-6),
    "tbb_static": (1.7e-6, 200e-6),
    "stdpar": (2.4e-6, 220e-6),
    "process_per_call": (300e-6, 310e-6),
    "process_spawn": (1.3e-3, 1.4e-3),
    "process_pool": (0.6e-6, 650e-6),
    "process_pool_dynamic": (0.9e-6, 660e-6),
    "process_pool_pipe": (130e-6, 800e-6),
}
PIPE_BYTES_PER_SECOND = 1.5e9

CONTEXT = {
    "date": "2030-01-01T00:00:00+00:00", "num_cpus": 4, "library_build_type": "release",
    "machine": "modelled-2-cpus", "cpu_model": "Modelled CPU", "effective_cpus": str(CPUS),
    "crossover_version": "0.0.0", "commit": "0000000", "instruction_set": "model",
    "strategies": catalogue.STRATEGIES, "questions": catalogue.ASKED,
}


def work_seconds(n: int, intensity: int, workers: int) -> float:
    bandwidth = FILL[workers] if n > 1_000_000 else 3.0 * FILL[workers]
    return 2e-8 + max(n * BYTES_PER_ITEM / bandwidth, n * intensity / MULTIPLY[workers])


def squares(strategy: str, n: int, intensity: int = 1, workers: int = CPUS, phase: str = "warm",
            ) -> List[Dict[str, Any]]:
    workers = 1 if strategy == "serial" else workers
    overhead = OVERHEAD.get(strategy, (5e-6, 50e-6))[phase == "cold"]
    piped = n * BYTES_PER_ITEM / PIPE_BYTES_PER_SECOND if strategy.endswith("_pipe") else 0.0
    computing = 1.04 * work_seconds(n, intensity, workers)
    takes_part = 1.03 if strategy == "tbb_auto" and n <= 1000 else float(workers)
    return repeated(
        name("squares", strategy, n=n, intensity=intensity, store="cached", workers=workers,
             slices=workers, phase=phase),
        overhead * (1 + 0.05 * workers) + piped + computing,
        cpu_ns=1e9 * (computing * workers + overhead), workers_observed=takes_part,
        bytes=n * BYTES_PER_ITEM, multiplies=n * intensity)


def sizes(strategies: Iterable[str] = tuple(OVERHEAD), phases: Iterable[str] = ("warm", "cold"),
          ns: Iterable[int] = (100, 1_000, 10_000, 100_000, 1_000_000, 9_999_999),
          ) -> List[Dict[str, Any]]:
    return [each for strategy in strategies for phase in phases for n in ns
            for each in squares(strategy, n, phase=phase)]


def scaling(strategies: Iterable[str] = tuple(OVERHEAD)) -> List[Dict[str, Any]]:
    return [each for strategy in strategies for intensity in (1, 16, 256) for workers in (1, 2, 3, 4)
            if strategy != "serial" or workers == 1
            for each in squares(strategy, 1_000_000, intensity, workers)]


def imbalance(strategies: Iterable[str] = tuple(OVERHEAD)) -> List[Dict[str, Any]]:
    rows: List[Dict[str, Any]] = []
    for strategy in strategies:
        balances = "dynamic" in strategy or strategy in ("tbb_auto", "serial", "stdpar")
        for shape, imbalance_factor in (("even", 1.0), ("triangular", 1.5), ("heavy_tailed", 1.9)):
            workers = 1 if strategy == "serial" else CPUS
            factor = 1.02 if balances else imbalance_factor
            rows += repeated(
                name("skewed_squares", strategy, n=100_000, intensity=64, shape=shape,
                     workers=workers, slices=16 * workers, phase="warm"),
                factor * work_seconds(100_000, 64, workers), workers_observed=float(workers))
    return rows


def ceilings() -> List[Dict[str, Any]]:
    rows: List[Dict[str, Any]] = []
    for workers in (1, CPUS):
        strategy = "serial" if workers == 1 else "thread_pool"
        shape = {"workers": workers, "slices": workers, "phase": "warm"}
        for n in (100_000, 1_000_000, 9_999_999):
            bandwidth = FILL[workers] if n > 1_000_000 else 3.0 * FILL[workers]
            rows += repeated(name("ceiling/fill", strategy, n=n, **shape),
                             n * BYTES_PER_ITEM / bandwidth, bytes=n * BYTES_PER_ITEM)
            rows += repeated(name("ceiling/copy", strategy, n=n, **shape),
                             1.2 * n * BYTES_PER_ITEM / bandwidth, bytes=2 * n * BYTES_PER_ITEM)
        rows += repeated(name("ceiling/multiply", strategy, n=100_000, **shape),
                         100_000 * 64 / MULTIPLY[workers], multiplies=100_000 * 64)
    for slices in (1, 64, 4096):
        rows += repeated(name("ceiling/seam", "serial", n=4096, workers=1, slices=slices,
                              phase="warm"), 1e-8 + slices * 3e-9)
    for n in (1_000, 100_000, 9_999_999):
        for reference, factor in (("bare_loop", 0.99), ("native_loop", 0.95)):
            rows += repeated(name("squares", reference, n=n, intensity=1, store="cached",
                                  workers=1, slices=1, phase="warm"),
                             factor * 1.04 * work_seconds(n, 1, 1))
    return rows


def unavailable(strategy: str = "mpi") -> List[Dict[str, Any]]:
    return [failed(name("squares", strategy, n=9_999_999, intensity=1, store="cached", workers=CPUS,
                        slices=CPUS, phase="warm"), "the library was not found", unavailable=1)]


def everything() -> List[Dict[str, Any]]:
    return [*sizes(), *scaling(), *imbalance(), *ceilings(), *overheads.everything(), *contended.everything(),
            *unavailable()]


def document(rows: Optional[List[Dict[str, Any]]] = None, **context: Any) -> Dict[str, Any]:
    return {"context": {**CONTEXT, **context}, "benchmarks": everything() if rows is None else rows}
