"""Rows of strategies that obey the model of plots/advice exactly: made up, nothing here was measured."""
from __future__ import annotations

from typing import Any, Dict, Iterable, List, NamedTuple

from made_up import name, repeated

Rows = List[Dict[str, Any]]

CPUS = 2
ITEM, ROUND = 0.5e-9, 2e-9  # seconds of an item alone, and of each multiplication after the first
STEP = 2e-9  # of a grain's chain
FILL = {1: 20e9, 2: 30e9}  # bytes/s by workers
STEPS = (8, 64, 512, 4096, 32768, 262144, 2097152)
SIZES = (100, 1_000, 10_000, 100_000, 1_000_000, 9_999_999)
BYTES = 8


class Truth(NamedTuple):
    """Of one strategy with two workers."""

    hand_off: float
    parallelism: float
    start: float
    copying: float = 0.0
    first_touch: float = 0.0
    imbalance: float = 1.5

    def run(self, work: float, amount: float, workers: int, factor: float = 1.0) -> float:
        """One worker is handed over in half of the time and worth one plain loop."""
        share = self.parallelism if workers == CPUS else min(float(workers), self.parallelism)
        most = FILL[min(workers, CPUS)]
        return self.hand_off * workers / 2 + max(factor * work / share, amount / most) + self.copying * amount

    def life(self, work: float, amount: float, workers: int) -> float:
        return self.run(work, amount, workers) + self.start * workers / 2 + self.first_touch * amount


TRUTHS = {
    "thread_pool": Truth(1e-6, 1.9, 80e-6),
    "tbb_auto": Truth(3e-6, 1.9, 400e-6, imbalance=1.05),
    "process_pool": Truth(1e-6, 1.9, 600e-6, first_touch=0.3e-9),
    "process_pool_pipe": Truth(50e-6, 1.8, 1e-3, copying=0.3e-9),
}


def work_of(n: int, intensity: int) -> float:
    return n * (ITEM + ROUND * (intensity - 1))


def rows(truths: Dict[str, Truth] = TRUTHS, counts: Iterable[int] = (1, CPUS), serial: bool = True) -> Rows:
    """All that a model is made from."""
    found = [*_serial()] if serial else []
    for strategy, truth in truths.items():
        for workers in counts:
            found += _grains(strategy, truth, workers) + _squares(strategy, truth, workers)
        found += _skewed(strategy, truth)
    return found + ceilings()


def ceilings() -> Rows:
    return [row for workers, rate in FILL.items() for n in (100_000, 9_999_999) for row in repeated(
        name("ceiling/fill", "serial" if workers == 1 else "thread_pool", n=n, workers=workers, slices=workers,
             phase="warm"), n * BYTES / rate, bytes=n * BYTES)]


def squares(strategy: str, seconds: float, n: int, intensity: int, workers: int, phase: str) -> Rows:
    return _array("squares", strategy, seconds, n, intensity, workers, workers, phase)


def skewed(strategy: str, seconds: float, n: int, intensity: int, workers: int, phase: str, shape: str) -> Rows:
    return _array("skewed_squares", strategy, seconds, n, intensity, workers, 16 * workers, phase, shape=shape)


def _array(workload: str, strategy: str, seconds: float, n: int, intensity: int, workers: int, slices: int,
           phase: str, **kind: str) -> Rows:
    return repeated(name(workload, strategy, n=n, intensity=intensity, **kind, workers=workers, slices=slices,
                         phase=phase), seconds, bytes=n * BYTES, workers_observed=float(workers))


def _grain(strategy: str, seconds: float, steps: int, workers: int, phase: str) -> Rows:
    return repeated(name("grain", strategy, steps=steps, n=workers, workers=workers, slices=workers, phase=phase),
                    seconds, workers_observed=float(workers))


def _serial() -> Rows:
    """Serial's loop never waits for memory here, so that its times are the work."""
    found = [row for steps in STEPS for row in _grain("serial", steps * STEP, steps, 1, "warm")]
    for n, intensity in [*((n, 1) for n in SIZES), (250_000, 64)]:
        found += squares("serial", work_of(n, intensity), n, intensity, 1, "warm")
    for shape in ("even", "triangular"):
        found += skewed("serial", work_of(20_000, 64), 20_000, 64, 1, "warm", shape)
    return found


def _grains(strategy: str, truth: Truth, workers: int) -> Rows:
    found: Rows = []
    for steps in STEPS:
        found += _grain(strategy, truth.run(workers * steps * STEP, 0, workers), steps, workers, "warm")
        if workers == CPUS:
            found += _grain(strategy, truth.life(workers * steps * STEP, 0, workers), steps, workers, "cold")
    return found


def _squares(strategy: str, truth: Truth, workers: int) -> Rows:
    found: Rows = []
    for n, intensity in [*((n, 1) for n in SIZES), (250_000, 64)]:
        work, amount = work_of(n, intensity), n * BYTES
        found += squares(strategy, truth.run(work, amount, workers), n, intensity, workers, "warm")
        if workers == CPUS and intensity == 1:
            found += squares(strategy, truth.life(work, amount, workers), n, intensity, workers, "cold")
    return found


def _skewed(strategy: str, truth: Truth) -> Rows:
    work, amount = work_of(20_000, 64), 20_000 * BYTES
    return [row for shape, factor in (("even", 1.0), ("triangular", truth.imbalance)) for row in skewed(
        strategy, truth.run(work, amount, CPUS, factor), 20_000, 64, CPUS, "warm", shape)]
