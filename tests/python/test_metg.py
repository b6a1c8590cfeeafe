"""METG of made-up recordings whose law is known: time = work + overhead."""
from __future__ import annotations

import math

import numpy as np
import pytest

import cells
from analysis.questions.granularity import numbers as granularity
from analysis.statistics.metg import EFFICIENCY, Metg, metg
import overheads

STEPS = overheads.STEPS
WORK = {steps: overheads.duration(steps) for steps in STEPS}


def exact(times):
    """Cells of one life each, by steps."""
    return {steps: cells.cell([seconds]) for steps, seconds in times.items()}


def with_overhead(overhead, crowding=1.0):
    return exact({steps: crowding * work + overhead for steps, work in WORK.items()})


def noisy(dice, times, lives=10, noise=0.03, shared=None):
    """Cells with a time of their own in each life; `shared` is what all of a life have in common."""
    life = np.zeros(lives) if shared is None else shared
    return {steps: cells.cell((seconds * np.exp(life + dice.normal(0, noise, lives))).tolist())
            for steps, seconds in times.items()}


@pytest.mark.parametrize("overhead", [3e-8, 1e-7, 1e-6, 4.2e-5, 1e-3, 9e-3])
def test_of_a_constant_overhead_it_is_the_overhead(overhead):
    found = metg(with_overhead(overhead), exact(WORK), 1)
    assert found.value == pytest.approx(overhead)
    assert found.interval is None and str(found) == found.with_interval


def test_workers_that_share_a_cpu_have_longer_runs_at_best():
    assert metg(with_overhead(1e-4, crowding=2), exact(WORK), 2).value == pytest.approx(0.5e-4)


def test_efficient_everywhere_is_below_the_shortest():
    found = metg(with_overhead(1e-9), exact(WORK), 1)
    assert (found.value, found.cycles, str(found)) == (0, None, "below 12.0 ns")


def test_efficient_nowhere_is_never():
    found = metg(with_overhead(1.0), exact(WORK), 1)
    assert (found.value, found.cycles, str(found)) == (math.inf, None, "never up to 10.5 ms")


def test_it_must_stay_efficient():
    times = {steps: work + 1e-7 for steps, work in WORK.items()}
    longest = STEPS[-1]
    assert metg(exact({**times, longest: 3 * WORK[longest]}), exact(WORK), 1).value == math.inf
    relapse = metg(exact({**times, STEPS[-3]: 3 * WORK[STEPS[-3]]}), exact(WORK), 1)
    assert WORK[STEPS[-3]] < relapse.value < WORK[STEPS[-2]]


@pytest.mark.parametrize("share, value", [(1.01 * EFFICIENCY, 0), (0.99 * EFFICIENCY, math.inf)])
def test_half_is_the_line(share, value):
    assert metg(exact({steps: work / share for steps, work in WORK.items()}), exact(WORK), 1).value == value


def test_cycles_rest_on_four_for_each_step():
    found = metg(with_overhead(1e-5), exact(WORK), 1)
    assert found.cycles == pytest.approx(4 * 1e-5 / overheads.STEP, rel=1e-3)


@pytest.mark.parametrize("steps, value", [((8,), math.inf), ((8388608,), 0.0)])
def test_one_step_tells_on_which_side_it_is(steps, value):
    strategy = {each: cell for each, cell in with_overhead(1e-5).items() if each in steps}
    assert metg(strategy, exact(WORK), 1).value == value


def test_without_steps_or_lives_in_common_there_is_none():
    assert metg(with_overhead(1e-5), {}, 1) is None
    assert metg({7: cells.cell([1.0])}, exact(WORK), 1) is None
    apart = {steps: cells.cell([work], lives=[5]) for steps, work in WORK.items()}
    assert metg(apart, exact(WORK), 1) is None


def test_serial_may_compute_several_slices_in_a_run(record):
    rows = [row for row in overheads.slices() if "/n:1/" not in row["name"]]
    rows += overheads.grain("async", 1e-5)
    assert granularity.metgs(record(rows), "warm", 2)["async"].value == pytest.approx(1e-5, rel=0.02)


@pytest.mark.parametrize("overhead", [1e-6, 3e-4])
def test_its_interval_holds_the_truth(overhead):
    """Nominally 95 % of 60: fewer than 52 would come once in 400 sets of seeds."""
    times = {steps: work + overhead for steps, work in WORK.items()}
    hits = 0
    for seed in range(60):
        dice = np.random.default_rng(seed)
        low, high = metg(noisy(dice, times), noisy(dice, WORK), 1).interval
        hits += low <= overhead <= high
    assert 52 <= hits <= 60


def test_its_interval_is_no_wider_than_the_noise_makes_it():
    dice = np.random.default_rng(1)
    found = metg(noisy(dice, {steps: work + 1e-5 for steps, work in WORK.items()}), noisy(dice, WORK), 1)
    low, high = found.interval
    assert low < found.value < high < 1.2 * low


def test_what_the_lives_share_cancels_from_its_efficiencies():
    """The same times once more, but serial's lives are no longer those of the strategy."""
    widths = []
    for turned in (0, 5):
        dice = np.random.default_rng(3)
        drift = dice.normal(0, 0.2, 10)
        strategy = noisy(dice, {steps: work + 1e-5 for steps, work in WORK.items()}, noise=0.01, shared=drift)
        low, high = metg(strategy, noisy(dice, WORK, noise=0.01, shared=np.roll(drift, turned)), 1).interval
        widths.append(math.log(high / low))
    assert widths[0] < 0.6 * widths[1]


def test_the_same_recording_gives_the_same_interval():
    def found():
        dice = np.random.default_rng(1)
        return metg(noisy(dice, {steps: 2 * work for steps, work in WORK.items()}), noisy(dice, WORK), 1)
    assert found() == found()


@pytest.mark.parametrize("lives, has_interval", [(1, False), (2, False), (3, True)])
def test_two_lives_are_too_few(lives, has_interval):
    dice = np.random.default_rng(1)
    found = metg(noisy(dice, {steps: work + 1e-5 for steps, work in WORK.items()}, lives),
                 noisy(dice, WORK, lives), 1)
    assert (found.interval is not None) is has_interval


def test_an_interval_is_open_where_resamples_leave_what_was_recorded():
    dice = np.random.default_rng(1)
    shortest, longest = WORK[STEPS[0]], WORK[STEPS[-1]]
    low, _ = metg(noisy(dice, {steps: work + shortest for steps, work in WORK.items()}), noisy(dice, WORK), 1).interval
    _, high = metg(noisy(dice, {steps: work + longest for steps, work in WORK.items()}), noisy(dice, WORK), 1).interval
    assert (low, high) == (0, math.inf)


@pytest.mark.parametrize("value, interval, text", [
    (1.234e-6, (1.1e-6, 1.4e-6), "1.23 µs [1.10 .. 1.40]"), (1.234e-6, (0, 1.4e-6), "1.23 µs [below .. 1.40 µs]"),
    (1.234e-6, (2e-9, 3e-3), "1.23 µs [2.00 ns .. 3.00 ms]"),
    (1.234e-6, (9e-7, math.inf), "1.23 µs [900 ns .. never]"), (0, (0, 2e-8), "below 10.0 ns"),
    (math.inf, (5e-3, math.inf), "never up to 10.0 ms"), (1.234e-6, None, "1.23 µs")])
def test_as_text(value, interval, text):
    assert Metg(value, interval, 1e-8, 1e-2, 1e-9).with_interval == text
