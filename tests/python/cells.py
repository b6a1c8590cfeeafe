"""Single cells of given times, and of seeded noise: for tests only, nothing here was measured."""
from __future__ import annotations

import math
from typing import Callable, Iterable, List, Optional, Sequence, Union

import numpy as np

from results import Measurement, Sample

Times = Union[float, Sequence[float]]
Machine = Callable[[np.random.Generator, int], np.ndarray]  # logarithms: a row for each invocation


def cell(invocations: Iterable[Times], blocks: Optional[Iterable[int]] = None,
         error: str = "") -> Measurement:
    """The seconds of each invocation, of one repetition or of several; its block is its number."""
    times = [(each,) if isinstance(each, (int, float)) else tuple(each) for each in invocations]
    samples = tuple(Sample(index, block, seconds)
                    for index, (block, seconds) in enumerate(zip(blocks or range(len(times)), times)))
    return Measurement("squares", "serial", {}, samples, {}, "", error)


def of_logarithms(logarithms: np.ndarray) -> Measurement:
    """One row for each invocation, one column for each repetition."""
    return cell(np.exp(logarithms.reshape(len(logarithms), -1)).tolist())


def quiet(dice: np.random.Generator, invocations: int) -> np.ndarray:
    """The logarithms of times on a machine without neighbours."""
    return dice.normal(0, 0.03, (invocations, 1))


def alike(dice: np.random.Generator, invocations: int) -> np.ndarray:
    """Five repetitions of an invocation resemble each other."""
    return quiet(dice, invocations) + dice.normal(0, 0.01, (invocations, 5))


def unrelated(dice: np.random.Generator, invocations: int) -> np.ndarray:
    """Three repetitions that know nothing of their invocation."""
    return dice.normal(0, 0.03, (invocations, 3))


def busy(dice: np.random.Generator, invocations: int) -> np.ndarray:
    """A tenth of the invocations takes 1.5 to 2 times as long."""
    slowed = dice.random((invocations, 1)) < 0.1
    return quiet(dice, invocations) + slowed * np.log(dice.uniform(1.5, 2, (invocations, 1)))


def heavy_tailed(dice: np.random.Generator, invocations: int) -> np.ndarray:
    return 0.05 * np.exp(dice.normal(0, 1, (invocations, 1)))


MACHINES = [quiet, alike, unrelated, busy, heavy_tailed]


def recorded_pairs(machine: Machine, invocations: int, drift: float = 0.0) -> List[List[Measurement]]:
    """500 times the same program twice, in blocks whose speed differs by `drift`; always the same times."""
    dice = np.random.default_rng(invocations)
    found = []
    for _ in range(500):
        block = dice.normal(0, drift, (invocations, 1)) if drift else math.log(1e-3)
        found.append([of_logarithms(block + machine(dice, invocations)) for _ in range(2)])
    return found
