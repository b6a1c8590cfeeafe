"""The model: parameters that a recording was made up from come back, and what is missing is said."""
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as draw
from hypothesis.extra.numpy import arrays
from scipy.optimize import nnls

import advised
import recorded
from analysis.advice.model import model, Model
from analysis.recording.reader import ResultsError
from analysis.statistics.least_squares import non_negative_least_squares
from made_up import failed, name


def values(of: Model, strategy: str) -> dict:
    return {parameter: each.value[0] for parameter, each in of.parameters[strategy].by_name.items()}


def unavailable(strategy):
    return failed(name("squares", strategy, n=100, intensity=1, workers=2, slices=2, phase="warm"),
                  "no library", unavailable=1)


def without(rows, *parts):
    return [row for row in rows if not all(part in row["name"] for part in parts)]


@pytest.fixture(name="known")
def fixture_known(record_lives):
    return record_lives(advised.rows(), noise=0.0)


@pytest.mark.parametrize("strategy", advised.TRUTHS)
def test_parameters_come_back(known, strategy):
    found, truth = values(model(known, 2), strategy), advised.TRUTHS[strategy]
    assert found["hand_off"] == pytest.approx(truth.hand_off, rel=0.05)
    assert found["parallelism"] == pytest.approx(truth.parallelism, rel=0.02)
    assert found["start"] == pytest.approx(truth.start, rel=0.02)
    assert found["copying"] == pytest.approx(truth.copying, rel=0.05, abs=0.01e-9)
    assert found["first_touch"] == pytest.approx(truth.first_touch, rel=0.05, abs=0.01e-9)
    assert found["imbalance"] == pytest.approx(truth.imbalance, rel=0.02)


def test_noise_leaves_the_truth_in_the_intervals(record_lives):
    found = model(record_lives(advised.rows(), noise=0.05), 2)
    truth = advised.TRUTHS["thread_pool"]
    inside = 0
    for parameter in ("hand_off", "parallelism", "start", "imbalance"):
        low, high = found.parameters["thread_pool"].by_name[parameter].interval
        assert low < high
        inside += low <= getattr(truth, parameter) <= high
    assert inside >= 3


def test_the_same_recording_gives_the_same_intervals(record_lives):
    one, other = (model(record_lives(advised.rows(), noise=0.05), 2) for _ in range(2))
    for parameter, each in one.parameters["tbb_auto"].by_name.items():
        assert np.array_equal(each.value, other.parameters["tbb_auto"].by_name[parameter].value)


def test_between_two_recorded_numbers_of_workers(record_lives):
    truth = advised.Truth(4e-6, 4.0, 80e-6)
    recording = record_lives(advised.rows({"pool": truth}, counts=(2, 4)), noise=0.0, effective_cpus="4")
    low, middle, high = (values(model(recording, workers), "pool") for workers in (2, 3, 4))
    for parameter in ("hand_off", "parallelism"):
        assert middle[parameter] == pytest.approx((low[parameter] + high[parameter]) / 2)
    assert middle["start"] == pytest.approx(1.5 * low["start"])


@pytest.mark.parametrize("workers, factor", [(2, 1.5), (4, 1.75)])
def test_more_workers_lose_more_to_skewed_items(record_lives, workers, factor):
    """Equal shares of costs that grow along the way: the last of w shares takes 2 - 1/w times the mean."""
    recording = record_lives(advised.rows({"pool": advised.TRUTHS["thread_pool"]}, counts=(2, 4)), noise=0.0)
    assert values(model(recording, workers), "pool")["imbalance"] == pytest.approx(factor, rel=0.02)


@pytest.mark.parametrize("workers", [3, 64])
def test_other_numbers_of_workers_are_refused(known, workers):
    with pytest.raises(ResultsError, match=f"{workers} workers cannot be predicted, since 1 and 2 were recorded"):
        model(known, workers)


def test_one_number_of_workers_is_enough_for_itself(record_lives):
    recording = record_lives(advised.rows(counts=(2,)), noise=0.0)
    assert set(model(recording, 2).parameters) == set(advised.TRUTHS)
    with pytest.raises(ResultsError, match="since 2 were recorded; choose --workers=2"):
        model(recording, 1)


def test_serial_missing(record_lives):
    with pytest.raises(ResultsError, match="no warm row of serial"):
        model(record_lives(advised.rows(serial=False)), 2)


def test_serial_alone(record_lives):
    with pytest.raises(ResultsError, match="no strategy with workers"):
        model(record_lives(advised.rows({})), 2)


@pytest.mark.parametrize("left_out, reason", [
    (("/tbb_auto/", "phase:cold"), "start-up: no cold row"),
    (("/tbb_auto/", "steps:"), "parallelism: no long run"),
])
def test_what_is_missing_is_said_and_the_others_are_predicted(record_lives, left_out, reason):
    rows = without(without(advised.rows(), *left_out), "/tbb_auto/", "intensity:64/workers")
    found = model(record_lives(rows), 2)
    assert reason in found.missing["tbb_auto"]
    assert set(found.parameters) == set(advised.TRUTHS) - {"tbb_auto"}


def test_without_short_runs_nobody_knows_what_handing_over_costs(record_lives):
    long = [row for row in advised.rows() if "/tbb_auto/" not in row["name"] or "intensity:64" in row["name"]]
    assert "hand-off: no short run" in model(record_lives(long), 2).missing["tbb_auto"]


def test_a_strategy_that_failed_says_why(record_lives):
    rows = [*advised.rows(), unavailable("mpi"), unavailable("python_threads")]
    found = model(record_lives(rows), 2)
    assert found.missing == {"mpi": "unavailable: no library"}


def test_nothing_can_be_predicted(record_lives):
    with pytest.raises(ResultsError, match="no strategy can be predicted: .*start-up: no cold row"):
        model(record_lives(without(advised.rows(), "phase:cold")), 2)


def test_other_peoples_loops_and_references_are_left_out(record_lives):
    truth = advised.TRUTHS["thread_pool"]
    recording = record_lives(advised.rows({"thread_pool": truth, "python_threads": truth, "bare_loop": truth}))
    assert set(model(recording, 2).parameters) == {"thread_pool"}


def test_plain_files_have_no_intervals(record):
    found = model(record(advised.rows(), effective_cpus="2"), 2)
    assert found.draws == 1
    assert values(found, "thread_pool")["parallelism"] == pytest.approx(1.9, rel=0.02)
    assert found.parameters["thread_pool"].start.interval is None


def test_one_busy_row_does_not_move_the_rest(record_lives):
    rows = advised.rows()
    for row in rows:
        if "squares/thread_pool/n:100/" in row["name"]:
            recorded.take(row, 100)
    assert values(model(record_lives(rows, noise=0.0), 2), "thread_pool")["hand_off"] == pytest.approx(1e-6, rel=0.25)


NUMBERS = draw.floats(-1, 1, allow_subnormal=False).map(lambda value: round(value, 3))


@given(arrays(float, (4, 5, 3), elements=NUMBERS), arrays(float, (4, 5), elements=NUMBERS))
def test_least_squares_are_those_of_scipy(columns, wanted):
    found = non_negative_least_squares(columns, wanted)
    assert (found >= 0).all()
    for system, target, factors in zip(columns, wanted, found):
        best = nnls(system, target)[1]
        assert np.linalg.norm(system @ factors - target) == pytest.approx(best, abs=1e-4)
