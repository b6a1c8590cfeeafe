"""Single cells of given times, and of seeded noise: for tests only, nothing here was measured."""
from __future__ import annotations

import math
from typing import Callable, Iterable, List, Optional, Sequence, Union

import numpy as np

from analysis.recording.reader import Measurement, Sample

Times = Union[float, Sequence[float]]
Machine = Callable[[np.random.Generator, int], np.ndarray]  # logarithms: a row for each life


def cell(times: Iterable[Times], lives: Optional[Iterable[int]] = None, error: str = "") -> Measurement:
    """The seconds of each life, of one sample or of several; its id is its number."""
    seconds = [(each,) if isinstance(each, (int, float)) else tuple(each) for each in times]
    samples = tuple(Sample(id, each) for id, each in zip(lives or range(len(seconds)), seconds))
    return Measurement("squares", "serial", {}, samples, {}, "", error)


def of_logarithms(logarithms: np.ndarray) -> Measurement:
    """One row for each life, one column for each sample."""
    return cell(np.exp(logarithms.reshape(len(logarithms), -1)).tolist())


def quiet(dice: np.random.Generator, lives: int) -> np.ndarray:
    """The logarithms of times on a machine without neighbours."""
    return dice.normal(0, 0.03, (lives, 1))


def alike(dice: np.random.Generator, lives: int) -> np.ndarray:
    """Five samples of a life resemble each other."""
    return quiet(dice, lives) + dice.normal(0, 0.01, (lives, 5))


def unrelated(dice: np.random.Generator, lives: int) -> np.ndarray:
    """Three samples that know nothing of their life."""
    return dice.normal(0, 0.03, (lives, 3))


def busy(dice: np.random.Generator, lives: int) -> np.ndarray:
    """A tenth of the lives takes 1.5 to 2 times as long."""
    slowed = dice.random((lives, 1)) < 0.1
    return quiet(dice, lives) + slowed * np.log(dice.uniform(1.5, 2, (lives, 1)))


def heavy_tailed(dice: np.random.Generator, lives: int) -> np.ndarray:
    return 0.05 * np.exp(dice.normal(0, 1, (lives, 1)))


MACHINES = [quiet, alike, unrelated, busy, heavy_tailed]


def recorded_pairs(machine: Machine, lives: int, drift: float = 0.0) -> List[List[Measurement]]:
    """500 times the same program twice, in lives whose speed differs by `drift`; always the same times."""
    dice = np.random.default_rng(lives)
    found = []
    for _ in range(500):
        shared = dice.normal(0, drift, (lives, 1)) if drift else math.log(1e-3)
        found.append([of_logarithms(shared + machine(dice, lives)) for _ in range(2)])
    return found
