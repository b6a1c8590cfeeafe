"""Serial fractions and the Universal Scalability Law: what was put into a recording is found again."""
from __future__ import annotations

import math
import random

import pytest

pytest.importorskip("scipy")

from hypothesis import example, given, settings
from hypothesis import strategies as some

from analysis.recording.reader import Measurement, Sample
from analysis.statistics import bootstrap
from analysis.statistics.scaling_laws import (Estimate, FEWEST_COUNTS, fit, karp_flatt, obstacle, serial_fraction,
                                              Trend, trend)

COUNTS = (1, 2, 3, 4, 6, 9, 13)
WORKERS = some.integers(2, 4096)
SHARES = some.floats(0, 1)


def measured(workers, lives):
    """A cell with one time in each life."""
    return Measurement("squares", "thread_pool", {"workers": workers},
                       tuple(Sample(life, (seconds,)) for life, seconds in enumerate(lives)),
                       {}, "", "")


def lawful(contention, coherency, counts=COUNTS, lives=10, noise=0.01, seed=1):
    """Cells that obey the law but for noise; the whole of a life may be slow, too."""
    dice = random.Random(seed)
    slow = [math.exp(dice.gauss(0, 5 * noise)) for _ in range(lives)]
    return {workers: measured(workers, [
        1e-3 * (1 + (workers - 1) * (contention + coherency * workers)) / workers
        * factor * math.exp(dice.gauss(0, noise)) for factor in slow]) for workers in counts}


def fractions(cells):
    return {workers: serial_fraction(cells[1], cell) for workers, cell in cells.items() if workers > 1}


def holds(interval, value):
    return interval[0] - 1e-9 <= value <= interval[1] + 1e-9


@given(SHARES, WORKERS)
def test_amdahls_serial_part_is_found_at_every_worker_count(share, workers):
    assert karp_flatt(share + (1 - share) / workers, workers) == pytest.approx(share, abs=1e-12)


@given(WORKERS)
def test_perfect_division_has_no_serial_part_and_no_gain_has_nothing_else(workers):
    assert karp_flatt(1 / workers, workers) == 0
    assert karp_flatt(1, workers) == 1
    assert karp_flatt(0.9 / workers, workers) < 0 and karp_flatt(1.1, workers) > 1


@pytest.mark.parametrize("share", [0.0, 0.05, 0.6])
def test_the_interval_is_that_of_the_time_and_holds_the_serial_part(share):
    cells = lawful(share, 0.0)
    for workers, found in fractions(cells).items():
        assert holds(found.interval, share) and found.interval[0] < found.value < found.interval[1]
        low, high = bootstrap.within(cells[1], cells[workers]).interval()
        assert found.interval == (karp_flatt(low, workers), karp_flatt(high, workers))


def test_the_fraction_is_over_one_worker_of_the_same_strategy():
    # Against serial, whatever costs 10 % on any number of workers would look like a shrinking part.
    slower = {workers: measured(workers, [1.1 * seconds for seconds in cell.times])
              for workers, cell in lawful(0.05, 0.0).items()}
    assert [each.value for each in fractions(slower).values()] == pytest.approx(
        [each.value for each in fractions(lawful(0.05, 0.0)).values()])


def test_one_life_has_a_fraction_without_interval():
    cells = lawful(0.2, 0.0, lives=1, noise=0)
    assert [each.value for each in fractions(cells).values()] == pytest.approx([0.2] * 6)
    assert all(each.interval is None for each in fractions(cells).values())
    assert trend(fractions(cells)) is None


@pytest.mark.parametrize("contention, coherency, noise, expected", [
    (0.05, 0.0, 0.002, Trend.CONSTANT), (0.05, 0.0, 0.0, Trend.CONSTANT), (0.0, 0.0, 0.0, Trend.CONSTANT),
    (0.05, 0.01, 0.002, Trend.GROWS), (0.05, 0.01, 0.2, Trend.UNDECIDED), (0.05, 0.0, 0.05, Trend.UNDECIDED),
    (0.05, -0.003, 0.002, Trend.FALLS)])
def test_a_trend_is_told_where_the_intervals_tell_it(contention, coherency, noise, expected):
    assert trend(fractions(lawful(contention, coherency, noise=noise))) is expected


def test_intervals_that_touch_are_no_trend_and_neither_are_wide_ones():
    def of(*intervals):
        return trend({2**at: Estimate(sum(each) / 2, each) for at, each in enumerate(intervals, 1)})

    assert of((0.1, 0.2), (0.21, 0.3)) is Trend.GROWS
    assert of((0.21, 0.3), (0.1, 0.2)) is Trend.FALLS
    assert of((0.1, 0.2), (0.2, 0.3)) is Trend.UNDECIDED
    assert of((0.10, 0.11), (0.10, 0.11)) is Trend.CONSTANT
    assert of((0.10, 0.11), (0.30, 0.31), (0.10, 0.11)) is Trend.UNDECIDED
    assert of((0.1, 0.2)) is None


@given(SHARES, some.floats(0, 0.1))
@example(0.0, 0.0)
@settings(deadline=None, max_examples=40)
def test_a_law_without_noise_is_found_exactly(contention, coherency):
    law = fit(lawful(contention, coherency, lives=3, noise=0))
    assert (law.contention.value, law.coherency.value) == pytest.approx((contention, coherency), abs=1e-6)
    assert law.rate == pytest.approx(1e3) and law.misfit == pytest.approx(0, abs=1e-6)
    assert [1 / law.throughput(workers) for workers in COUNTS] == pytest.approx(
        [cell.median for cell in lawful(contention, coherency, lives=1, noise=0).values()])


@pytest.mark.parametrize("lives", [5, 10])
@pytest.mark.parametrize("contention, coherency", [(0.03, 0.001), (0.2, 0.01), (0.0, 0.002), (0.1, 0.0)])
def test_the_intervals_hold_what_was_put_in_about_as_often_as_they_say(contention, coherency, lives):
    laws = [fit(lawful(contention, coherency, lives=lives, noise=0.02, seed=seed)) for seed in range(60)]
    peak = math.sqrt((1 - contention) / coherency) if coherency else math.inf
    for hits in (sum(holds(law.contention.interval, contention) for law in laws),
                 sum(holds(law.coherency.interval, coherency) for law in laws),
                 sum(holds(law.peak.interval, peak) for law in laws)):
        assert hits >= 0.9 * len(laws)


def test_intervals_are_no_wider_than_needed():
    law = fit(lawful(0.03, 0.002, noise=0.02))
    assert law.contention.interval[1] - law.contention.interval[0] < 0.03
    assert law.coherency.interval[1] - law.coherency.interval[0] < 0.002
    assert not law.contention.is_zero and not law.coherency.is_zero


def test_one_busy_neighbour_does_not_count():
    quiet = lawful(0.05, 0.004)
    busy = dict(quiet)
    busy[9] = measured(9, [10 * quiet[9].times[0], *quiet[9].times[1:]])
    assert fit(busy).coherency.value == pytest.approx(fit(quiet).coherency.value, rel=0.1)


def test_what_is_not_there_is_indistinguishable_from_nothing():
    law = fit(lawful(0.05, 0.0, noise=0.02))
    assert law.coherency.is_zero and not law.contention.is_zero
    assert law.peak.interval[1] == math.inf
    assert fit(lawful(0.0, 0.005, noise=0.02)).contention.is_zero


def test_work_that_only_loses_peaks_at_one_worker():
    law = fit(lawful(1.5, 0.01))
    assert law.peak == (1, (1, 1)) and law.contention.value == pytest.approx(1.5, rel=0.1)


def test_what_does_not_obey_the_law_misfits():
    bumpy = {workers: measured(workers, [seconds * (1.5 if workers == 4 else 1) for seconds in cell.times])
             for workers, cell in lawful(0.05, 0.001).items()}
    assert fit(bumpy).misfit > 0.2 > fit(lawful(0.05, 0.001)).misfit


def test_the_same_cells_give_the_same_law():
    assert fit(lawful(0.05, 0.001)) == fit(lawful(0.05, 0.001))


def test_six_worker_counts_are_needed():
    assert obstacle(lawful(0.1, 0.0, COUNTS[:FEWEST_COUNTS])) == ""
    assert obstacle(lawful(0.1, 0.0, COUNTS[:5])) == (
        "5 worker counts measured within the CPUs; a fit needs 6 or more")
    assert obstacle(lawful(0.1, 0.0, COUNTS[:1])).startswith("1 worker count measured")


def test_one_worker_and_some_lives_are_needed():
    assert obstacle(lawful(0.1, 0.0, range(2, 9))) == "one worker was not measured"
    assert "1 life with every" in obstacle(lawful(0.1, 0.0, lives=1))
    cells = lawful(0.1, 0.0, lives=5)
    cells[13] = measured(13, cells[13].times[:2])
    assert "2 lives with every worker count" in obstacle(cells)
    cells[13] = measured(13, lawful(0.1, 0.0, lives=5)[13].times[:3])
    assert obstacle(cells) == ""


@given(some.lists(some.lists(some.floats(1e-15, 1e9), min_size=7, max_size=7), min_size=3, max_size=6))
@settings(deadline=None, max_examples=60)
def test_no_times_that_the_reader_takes_are_too_odd(lives):
    cells = {workers: measured(workers, times) for workers, times in zip(COUNTS, zip(*lives))}
    assert obstacle(cells) == ""
    law = fit(cells)
    assert law.rate > 0 and law.misfit >= 0
    for estimate in (law.contention, law.coherency, law.peak):
        assert 0 <= estimate.interval[0] <= estimate.interval[1] and estimate.value >= 0
    assert trend(fractions(cells)) in set(Trend)
