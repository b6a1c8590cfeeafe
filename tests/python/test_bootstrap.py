"""How much two cells differ: against SciPy where it has an answer, else against simulated machines."""
from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats

import cells
from analysis.statistics.bootstrap import between, Difference, within
from cells import cell, of_logarithms, recorded_pairs

SIZES = [3, 5, 10, 20]


def drawn(seed: int, lives: int, spread: float = 0.03) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, spread, lives)


# What it says.

def test_a_ratio_below_one_means_that_second_is_faster():
    found = between(cell([2.0, 2.2, 2.1]), cell([1.0, 1.1, 1.05]))
    assert found.ratio == pytest.approx(0.5)
    assert found.log_ratio == pytest.approx(math.log(0.5))
    assert within(cell([2.0, 2.2, 2.1]), cell([1.0, 1.1, 1.04])).ratio == pytest.approx(0.5, rel=0.01)


def test_what_is_missing_has_no_difference():
    twice, once, failed = cell([1.0, 1.1]), cell([1.0]), cell([], error="unavailable")
    for compare in (between, within):
        assert compare(twice, twice) is not None
        for other in (once, failed, cell([1.0, 1.1], error="wrong result")):
            assert compare(twice, other) is None and compare(other, twice) is None
    assert within(twice, cell([1.0, 1.1], lives=[1, 2])) is None


@pytest.mark.parametrize("time", [0.1, 0.41, 0.62, 3e-7])  # some of whose logarithms floats add up wrongly
def test_the_same_times_are_no_difference(time):
    same = between(cell([time] * 3), cell([[time] * 7] * 12))
    assert (same.log_ratio, same.error, same.p_value, same.interval()) == (0, 0, 1, (1, 1))
    assert same.detectable() == 0


def test_other_times_without_any_spread_are_a_certain_difference():
    other = between(cell([0.1] * 3), cell([0.2] * 4))
    assert (other.error, other.p_value) == (0, 0)
    assert other.interval() == pytest.approx((2, 2))


def test_more_confidence_takes_a_wider_interval():
    found = between(of_logarithms(drawn(1, 5)), of_logarithms(drawn(2, 5)))
    (low, high), (lower, higher) = found.interval(0.9), found.interval(0.99)
    assert lower < low < found.ratio < high < higher
    assert found.detectable(0.95) < found.detectable(0.99)
    assert found.detectable(power=0.8) < found.detectable(power=0.95)


def test_hopeless_noise_has_no_end():
    hopeless = Difference(0.0, 700.0, 1.0)
    assert hopeless.interval() == (0, math.inf)
    assert hopeless.detectable() == math.inf


# Which values count.

def test_one_slow_repetition_of_three_does_not_count():
    steady = [[1.0, 1.01, 1.02], [1.03, 1.01, 1.0], [1.04, 1.02, 1.03]]
    disturbed = [[1.0, 1.01, 9.0], [1.03, 1.01, 1.0], [1.04, 1.02, 1.03]]
    assert between(cell(steady), cell(disturbed)).log_ratio == 0


def test_each_life_counts_the_same_whatever_its_repetitions():
    assert between(cell([1.0, 2.0, 4.0]), cell([[1.0] * 9, [2.0], [4.0] * 2])).log_ratio == 0


def test_one_busy_neighbour_in_a_run_of_three_does_not_count():
    times = drawn(3, 12)
    slowed = times.copy()
    slowed[4] = max(times) + math.log(3)
    times[4] = max(times[3:6])
    reference = of_logarithms(drawn(4, 12))
    assert between(reference, of_logarithms(slowed)) == between(reference, of_logarithms(times))
    four, disturbed = of_logarithms(np.zeros(4)), of_logarithms(np.array([0, 0, math.log(3), 0]))
    assert between(four, disturbed).ratio == pytest.approx(3 ** (1 / 4))


def test_one_busy_neighbour_in_ten_lives_does_not_count():
    times = drawn(3, 10)
    times[4] = max(times) + 0.01
    slowed = times.copy()
    slowed[4] = times[4] + math.log(3)
    same = of_logarithms(np.zeros(10))
    assert within(same, of_logarithms(slowed)) == within(same, of_logarithms(times))
    nine = within(of_logarithms(times[:9]), of_logarithms(slowed[:9]))
    assert nine.ratio == pytest.approx(3 ** (1 / 9))


def test_what_a_block_does_to_both_cells_is_not_their_difference():
    lives = drawn(5, 8, spread=0.5)
    one, other = (of_logarithms(lives + drawn(seed, 8, spread=0.001)) for seed in (6, 7))
    assert within(one, other).error < 0.001 < 0.1 < between(one, other).error


def test_only_lives_that_measured_both_count():
    one = cell([1.0, 2.0, 3.0, 99.0], lives=[0, 1, 2, 7])
    other = cell([0.01, 2.2, 3.1, 1.3], lives=[5, 1, 2, 0])
    found = within(one, other)
    assert found.ratio == pytest.approx((1.3 * 1.1 * 3.1 / 3) ** (1 / 3))
    assert found.degrees == 2


# What others say.

@pytest.mark.parametrize("lives_in_a_run", [1, 2, 3, 5])
def test_agrees_with_welch_on_the_medians_of_runs(lives_in_a_run):
    first, second = drawn(8, 4 * lives_in_a_run), 0.02 + drawn(9, 4 * lives_in_a_run, spread=0.05)
    found = between(of_logarithms(first), of_logarithms(second))
    medians = [np.median(each.reshape(4, -1), axis=1) for each in (first, second)]
    expected = scipy.stats.ttest_ind(medians[1], medians[0], equal_var=False)
    assert found.log_ratio == pytest.approx(medians[1].mean() - medians[0].mean())
    assert found.log_ratio / found.error == pytest.approx(expected.statistic)
    assert found.p_value == pytest.approx(expected.pvalue)


@pytest.mark.parametrize("lives", [2, 3])
def test_agrees_with_welch_where_there_are_too_few_for_runs(lives):
    first, second = drawn(8, lives), 0.02 + drawn(9, lives + 1, spread=0.05)
    expected = scipy.stats.ttest_ind(second, first, equal_var=False)
    assert between(of_logarithms(first), of_logarithms(second)).p_value == pytest.approx(expected.pvalue)


@pytest.mark.parametrize("lives", [2, 3, 5, 9])
def test_agrees_with_the_paired_t_test_below_ten_lives(lives):
    first, second = drawn(10, lives), 0.01 + drawn(11, lives)
    found = within(of_logarithms(first), of_logarithms(second))
    expected = scipy.stats.ttest_rel(second, first)
    assert found.p_value == pytest.approx(expected.pvalue)
    low, high = scipy.stats.t.interval(0.95, lives - 1, (second - first).mean(),
                                       scipy.stats.sem(second - first))
    assert found.interval() == pytest.approx((math.exp(low), math.exp(high)))


@pytest.mark.parametrize("lives", [10, 20, 40])
def test_agrees_with_tukey_and_mclaughlin_from_ten_lives_on(lives):
    first, second = drawn(12, lives), 0.01 + drawn(13, lives)
    expected = scipy.stats.mstats.trimmed_stde(second - first, limits=(0.1, 0.1))
    left = 0.8 * lives  # they correct for the size of the whole sample, we like Yuen for what is left
    correction = math.sqrt(left / (left - 1) / (lives / (lives - 1)))
    assert within(of_logarithms(first), of_logarithms(second)).error == pytest.approx(expected * correction)


@pytest.mark.parametrize("lives", SIZES)
def test_is_what_drawing_resamples_gives(lives):
    values = drawn(14, lives)
    left = lives - 2 * (lives // 10)
    winsorized = np.asarray(scipy.stats.mstats.winsorize(values, limits=(0.1, 0.1)))
    drawn_error = scipy.stats.bootstrap((winsorized,), np.mean, n_resamples=20_000, method="percentile",
                                        random_state=1).standard_error
    expected = drawn_error * lives / left * math.sqrt(left / (left - 1))
    found = within(cell([1.0] * lives), of_logarithms(values))
    assert found.error == pytest.approx(expected, rel=0.02)
    assert found.degrees == left - 1


# Simulated machines. The share of 500 pairs has a standard error of 1 %.

simulated = pytest.mark.parametrize("compare, drift", [(between, 0.0), (within, 0.1)])


@simulated
@pytest.mark.parametrize("machine", cells.MACHINES)
@pytest.mark.parametrize("lives", SIZES)
def test_intervals_and_detectable_differences_keep_their_promise(machine, lives, compare, drift):
    found = [compare(*pair) for pair in recorded_pairs(machine, lives, drift=drift)]
    intervals = [each.interval() for each in found]
    assert 0.925 < np.mean([low <= 1 <= high for low, high in intervals]) < 0.995
    slower = [Difference(each.log_ratio + math.log1p(each.detectable()), each.error, each.degrees)
              for each in found]
    assert np.mean([each.p_value < 0.05 for each in slower]) > 0.93


def test_repetitions_taken_as_lives_would_find_what_is_not_there():
    def mistaken(measurement):
        return cell([seconds for sample in measurement.samples for seconds in sample.seconds])

    intervals = [within(mistaken(first), mistaken(second)).interval()
                 for first, second in recorded_pairs(cells.alike, 5)]
    assert np.mean([low <= 1 <= high for low, high in intervals]) < 0.8


@pytest.mark.parametrize("lives", SIZES[1:])
def test_what_one_recording_can_detect_the_next_one_detects(lives):
    found = [between(*pair) for pair in recorded_pairs(cells.quiet, lives)]
    typical = np.median([each.detectable() for each in found])
    slower = [Difference(each.log_ratio + math.log1p(typical), each.error, each.degrees) for each in found]
    assert np.mean([each.p_value < 0.05 for each in slower]) > 0.91
