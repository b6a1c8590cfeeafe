"""The METG of one strategy over another's, of made-up recordings whose law is known."""
from __future__ import annotations

import math

import numpy as np
import pytest

import cells
import overheads
from analysis.statistics.metg_ratio import metg_ratio

STEPS = overheads.STEPS
WORK = {steps: overheads.duration(steps) for steps in STEPS}
SHORTEST, LONGEST = WORK[STEPS[0]], WORK[STEPS[-1]]


def exact(overhead):
    return {steps: cells.cell([work + overhead]) for steps, work in WORK.items()}


def noisy(dice, overhead, lives=10, noise=0.03, shared=0.0):
    return {steps: cells.cell(((work + overhead) * np.exp(shared + dice.normal(0, noise, lives))).tolist())
            for steps, work in WORK.items()}


@pytest.mark.parametrize("times", [0.1, 1.0, 3.0, 500.0])
def test_of_constant_overheads_it_is_their_ratio(times):
    ratio, interval = metg_ratio(exact(1e-6 * times), exact(1e-6), exact(0), 1)
    assert ratio == pytest.approx(times) and interval is None


def test_its_interval_holds_the_truth():
    """Nominally 95 % of 60: fewer than 52 would come once in 400 sets of seeds."""
    hits = 0
    for seed in range(60):
        dice = np.random.default_rng(seed)
        ratio, (low, high) = metg_ratio(noisy(dice, 3e-6), noisy(dice, 1e-6), noisy(dice, 0), 1)
        assert low <= ratio <= high < 2 * low
        hits += low <= 3.0 <= high
    assert 52 <= hits <= 60


def test_what_the_lives_share_cancels():
    widths = []
    for turned in (0, 5):
        dice = np.random.default_rng(3)
        drift = dice.normal(0, 0.3, 10)
        serial = noisy(dice, 0, noise=0.01, shared=drift)
        base = noisy(dice, 1e-6, noise=0.01, shared=drift)
        _, (low, high) = metg_ratio(noisy(dice, 2e-6, noise=0.01, shared=np.roll(drift, turned)), base, serial, 1)
        widths.append(math.log(high / low))
    assert widths[0] < 0.5 * widths[1]


@pytest.mark.parametrize("lives, has_interval", [(1, False), (2, False), (3, True)])
def test_two_lives_are_too_few(lives, has_interval):
    dice = np.random.default_rng(1)
    _, interval = metg_ratio(*(noisy(dice, overhead, lives) for overhead in (2e-6, 1e-6, 0)), 1)
    assert (interval is not None) is has_interval


@pytest.mark.parametrize("strategy, base, value, low, high", [
    (1.0, 1e-6, LONGEST / 1e-6, 9e3, math.inf),  # never: at least so many times
    (1e-6, 1.0, 1e-6 / LONGEST, 0.0, 2e-4),
    (1e-9, 1e-6, SHORTEST / 1e-6, 0.0, 0.02),  # below: at most so many times
    (1e-6, 1e-9, 1e-6 / SHORTEST, 60.0, math.inf),
    (1e-9, 1e-9, 1.0, 0.0, math.inf), (1.0, 1.0, 1.0, 0.0, math.inf)])  # both beyond: anything
def test_beyond_what_was_recorded_only_the_side_is_known(strategy, base, value, low, high):
    ratio, _ = metg_ratio(exact(strategy), exact(base), exact(0), 1)
    assert ratio == pytest.approx(value)
    dice = np.random.default_rng(2)
    _, found = metg_ratio(noisy(dice, strategy), noisy(dice, base), noisy(dice, 0), 1)
    assert (found[0] == 0) is (low == 0) and (found[1] == math.inf) is (high == math.inf)
    assert found[0] >= low and found[1] <= high


def test_without_steps_or_lives_in_common_there_is_none():
    assert metg_ratio(exact(1e-6), {7: cells.cell([1.0])}, exact(0), 1) is None
    assert metg_ratio({}, exact(1e-6), exact(0), 1) is None
    apart = {steps: cells.cell([work], lives=[5]) for steps, work in WORK.items()}
    assert metg_ratio(apart, exact(1e-6), exact(0), 1) is None
