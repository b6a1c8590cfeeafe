"""What twins say about a recording."""
from __future__ import annotations

from pathlib import Path

import pytest
import scipy.stats

import cells
import model
from analysis.recording.reader import Recording
from analysis.statistics.bootstrap import within
from analysis.statistics.noise import noise_floor, NoiseFloor, rate_interval
from cells import cell, recorded_pairs

STEADY = [1.0, 1.01, 1.02, 1.0, 1.01]
SLOWER = [1.2, 1.21, 1.23, 1.2, 1.21]
SIMILAR = [1.01, 1.0, 1.01, 1.01, 1.0]


def recording(*twins) -> Recording:
    return Recording(Path("recording.json"), {}, (), tuple(twins))


def test_counts_what_is_called_different():
    floor = noise_floor(recording((cell(STEADY), cell(SIMILAR)), (cell(STEADY), cell(SLOWER)),
                                  (cell(STEADY), cell(STEADY)), (cell(STEADY), cell(SIMILAR[::-1]))))
    assert (floor.twin_rows, floor.called_different, floor.false_positive_rate) == (4, 1, 0.25)
    assert floor.rate_interval == rate_interval(1, 4)


def test_the_smallest_detectable_difference_is_that_of_a_typical_row():
    twins = [(cell(STEADY), cell([time * factor for time in SIMILAR[:4]] + [last]))
             for factor, last in ((1.0, 1.0), (1.0, 1.1), (1.0, 3.0))]
    detectable = [within(*pair).detectable() for pair in twins]
    assert detectable == sorted(detectable)
    assert noise_floor(recording(*twins)).smallest_detectable_difference == detectable[1]


def test_rows_without_two_lives_say_nothing():
    once, failed = cell([1.0]), cell([], error="unavailable")
    assert noise_floor(recording()) is None
    assert noise_floor(recording((once, once), (cell(STEADY), failed))) is None
    floor = noise_floor(recording((once, once), (cell(STEADY), cell(SLOWER))))
    assert (floor.twin_rows, floor.false_positive_rate) == (1, 1)


def test_is_read_off_a_file(record_lives):
    rows = model.sizes(["serial", "thread_pool"], phases=["warm"])
    floor = noise_floor(record_lives(rows, twins=["serial"]))
    assert floor.twin_rows == 6
    assert 0.01 < floor.smallest_detectable_difference < 0.1  # 10 lives of 2 % noise
    assert noise_floor(record_lives(rows)) is None


@pytest.mark.parametrize("called, rows", [(0, 1), (0, 28), (1, 28), (14, 28), (27, 28), (28, 28)])
def test_the_interval_of_the_rate_agrees_with_scipy(called, rows):
    expected = scipy.stats.binomtest(called, rows).proportion_ci(0.95, "exact")
    assert rate_interval(called, rows) == pytest.approx((expected.low, expected.high))


@pytest.mark.parametrize("machine", cells.MACHINES)
def test_twins_are_called_different_as_rarely_as_they_should_be(machine):
    floor = noise_floor(recording(*recorded_pairs(machine, 10, drift=0.1)))
    assert floor.twin_rows == 500
    assert floor.rate_interval[0] < 0.05


def test_says_it_in_a_sentence():
    assert str(NoiseFloor(28, 1, 1 / 28, rate_interval(1, 28), 0.0412)) == (
        "twins: 1 of 28 rows measured twice came out different (4 %, 95 % interval 0 to 18 %); "
        "the smallest detectable difference is 4.1 % (median over those rows)")
