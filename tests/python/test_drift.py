"""What changes between two recordings although the program does not: the clock's pace, and slow drift."""
from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats

from analysis.recording.reader import Measurement
from analysis.statistics.bootstrap import between
from analysis.statistics.drift import at_one_pace, runs
from cells import cell, of_logarithms


def at_pace(times: np.ndarray, paces: np.ndarray) -> Measurement:
    """Logarithms of each life's time and of the fixed work around it."""
    measured = cell(np.exp(times).tolist())
    samples = tuple(sample._replace(fixed_work=math.exp(pace)) for sample, pace in zip(measured.samples, paces))
    return Measurement("squares", "serial", {}, samples, {}, "", "")


def clocks(seed: int, lives: int = 20) -> np.ndarray:
    """Of two recordings: the second one's is 20 % slower, and each changes by some percent."""
    return np.random.default_rng(seed).normal(0, 0.03, (2, lives)) + [[0.0], [math.log(1.2)]]


@pytest.mark.parametrize("count, lengths", [(1, [1]), (2, [1, 1]), (4, [1] * 4), (5, [1, 1, 1, 2]),
                                            (20, [5] * 4), (60, [8, 9, 8, 9, 9, 8, 9])])
def test_runs_are_few_and_of_one_length(count, lengths):
    values = [float(value) for value in range(count)]
    found = runs(values)
    assert len(found) == len(lengths)
    begins = np.cumsum([0, *lengths])
    if count != 60:
        assert found == [np.median(values[begin:end]) for begin, end in zip(begins, begins[1:])]
    assert found == sorted(found)
    gaps = {round(2 * (later - earlier)) for earlier, later in zip(found, found[1:])}
    assert not gaps or max(gaps) - min(gaps) <= 2


def test_work_in_the_core_follows_the_clock_and_does_not_differ():
    paces = clocks(1)
    found = between(*(at_pace(0.7 + each, each) for each in paces))
    assert found.log_ratio == pytest.approx(0, abs=1e-9)
    assert found.error == pytest.approx(0, abs=1e-9)


def test_work_that_waits_for_memory_takes_no_notice_of_the_clock():
    dice = np.random.default_rng(102)
    found = between(*(at_pace(dice.normal(0, 0.01, 20), each) for each in clocks(2)))
    low, high = found.interval()
    assert low < 1 < high
    assert abs(found.log_ratio) < 0.03 < math.log(1.2)


def test_a_true_difference_remains():
    dice = np.random.default_rng(103)
    first, second = (at_pace(each + dice.normal(0, 0.002, 20) + slower, each)
                     for each, slower in zip(clocks(3), (0, 0.1)))
    found = between(first, second)
    assert found.log_ratio == pytest.approx(0.1, abs=0.01)
    assert found.p_value < 0.01


def test_a_clock_that_changed_only_between_the_recordings_explains_nothing():
    paces = np.zeros((2, 20)) + [[0.0], [0.2]]
    times = np.random.default_rng(4).normal(0, 0.01, (2, 20))
    first, second = map(at_pace, times, paces)
    assert at_one_pace(first, second).error == 0
    assert at_one_pace(first, second).first == pytest.approx(times[0].tolist())


def test_a_slope_that_is_hardly_known_makes_the_difference_unsure():
    dice = np.random.default_rng(5)
    paces = dice.normal(0, 1e-4, (2, 20)) + [[0.0], [0.2]]
    times = dice.normal(0, 0.01, (2, 20))
    assert at_one_pace(*map(at_pace, times, paces)).error > 1


@pytest.mark.parametrize("unknown", [0, 1])
def test_without_every_pace_times_stay_as_measured(unknown):
    paces = clocks(6)
    measured = [at_pace(each, each) for each in paces]
    samples = measured[unknown].samples
    broken = (samples[0]._replace(fixed_work=None), *samples[1:])
    measured[unknown] = Measurement("squares", "serial", {}, broken, {}, "", "")
    found = at_one_pace(*measured)
    assert (found.first, found.second, found.error) == (
        pytest.approx(paces[0].tolist()), pytest.approx(paces[1].tolist()), 0)


def drifting(dice: np.random.Generator, lives: int = 20) -> np.ndarray:
    """Each life is like the one before, by seven tenths."""
    state, found = dice.normal(0, 0.05), []
    for step in dice.normal(0, 0.05 * math.sqrt(1 - 0.7**2), lives):
        state = 0.7 * state + step
        found.append(state)
    return np.array(found) + dice.normal(0, 0.01, lives)


def test_slow_drift_is_seldom_called_a_difference():
    dice = np.random.default_rng(7)
    pairs = [[drifting(dice), drifting(dice)] for _ in range(400)]
    called = np.mean([between(*map(of_logarithms, pair)).p_value < 0.05 for pair in pairs])
    naive = np.mean([scipy.stats.ttest_ind(*pair).pvalue < 0.05 for pair in pairs])
    assert called < 0.14 < 0.3 < naive
