"""The machine's states: one is not split by chance, two that are apart are found, and nothing is made of unrest."""
from __future__ import annotations

import math

import numpy as np
import pytest

import model
import recorded
from analysis.recording.reader import load
from analysis.recording.states import Course, course, limits, Probe

NEAR, FAR = 0.22e-6, 0.85e-6
ROWS = model.sizes(["serial", "thread_pool"], phases=["warm"], ns=[100, 1000])


def around(dice: np.random.Generator, hand_over: float, count: int, spread: float = 0.08) -> np.ndarray:
    return hand_over * np.exp(dice.normal(0, spread, count))


def probes(*stretches: np.ndarray) -> list:
    """One after the other, a hundredth of a second apart."""
    return [Probe(at / 100, float(hand_over)) for at, hand_over in enumerate(np.concatenate(stretches))]


def split(hand_overs: np.ndarray) -> int:
    return len(limits(np.log(hand_overs).tolist()))


@pytest.mark.parametrize("spread", [0.03, 0.1, 0.2, 0.3])
@pytest.mark.parametrize("count", [30, 100, 1000])
def test_one_state_is_hardly_ever_split(count, spread):
    draws = [split(around(np.random.default_rng(seed), NEAR, count, spread)) for seed in range(200)]
    assert sum(map(bool, draws)) <= 10


@pytest.mark.parametrize("count", [300, 1000])
def test_a_tenth_that_was_disturbed_is_hardly_ever_a_state(count):
    def drawn(seed: int) -> np.ndarray:
        dice = np.random.default_rng(seed)
        return around(dice, NEAR, count) * np.exp(dice.exponential(0.7, count) * (dice.random(count) < 0.1))
    assert sum(bool(split(drawn(seed))) for seed in range(100)) <= 5


@pytest.mark.parametrize("share", [0.08, 0.2, 0.5, 0.9])
@pytest.mark.parametrize("times", [2.5, 4.0, 20.0])
def test_two_states_that_are_apart_are_found(times, share):
    def drawn(seed: int) -> np.ndarray:
        dice = np.random.default_rng(seed)
        return np.where(dice.random(1000) < share, times, 1.0) * around(dice, NEAR, 1000)
    assert sum(split(drawn(seed)) == 1 for seed in range(100)) >= 95


def test_two_groups_that_are_too_near_or_too_small_are_none():
    dice = np.random.default_rng(1)
    assert split(np.concatenate([around(dice, NEAR, 500, 0.01), around(dice, 1.8 * NEAR, 500, 0.01)])) == 0
    assert split(np.concatenate([around(dice, NEAR, 970), around(dice, FAR, 30)])) == 0
    assert split(np.array([])) == split(np.array([NEAR])) == 0


def test_a_small_group_between_two_states_belongs_to_the_nearer():
    dice = np.random.default_rng(2)
    between = around(dice, 2.1 * NEAR, 20, 0.01)
    found, = limits(np.log(np.concatenate([around(dice, NEAR, 490), between, around(dice, 8 * NEAR, 490)])).tolist())
    assert 2.2 * NEAR < math.exp(found) < 7 * NEAR


def test_each_state_has_its_share_of_the_time():
    dice = np.random.default_rng(3)
    found = course(probes(around(dice, FAR, 300), around(dice, NEAR, 600), around(dice, FAR, 100)))
    assert [state.hand_over for state in found.states] == pytest.approx([NEAR, FAR], rel=0.02)
    assert [state.share for state in found.states] == pytest.approx([0.6, 0.4], abs=0.01)
    assert found.changes == 2 and found.seconds == pytest.approx(9.99)
    near, far = found.states
    assert near.holds(NEAR) and not near.holds(FAR) and far.holds(FAR) and not far.holds(None)
    assert str(near).startswith("hand-off 2") and near.heading.endswith("(60 % of the time)")
    assert "2 states" in str(found) and "(2 changes in 10 s)" in str(found)


def test_a_sample_tells_of_the_time_until_the_next():
    dice = np.random.default_rng(4)
    near, far = around(dice, NEAR, 50), around(dice, FAR, 50)
    found = course([*(Probe(at / 10, each) for at, each in enumerate(near)),
                    *(Probe(5 + at / 100, each) for at, each in enumerate(far))])
    assert found.states[0].share == pytest.approx(5 / 5.5, abs=0.01)


def test_three_states_are_three():
    dice = np.random.default_rng(5)
    found = course(probes(*(around(dice, factor * NEAR, 300) for factor in (1, 16, 4))))
    assert [state.hand_over / NEAR for state in found.states] == pytest.approx([1, 4, 16], rel=0.02)


def restless(found: Course) -> bool:
    return found.is_restless and not found.states and "kept changing (" in str(found)


def test_a_machine_that_never_stays_as_it_is_has_no_states():
    dice = np.random.default_rng(6)
    four = course(probes(*(around(dice, 4.0**power * NEAR, 300) for power in range(4))))
    every_sample = course(probes(np.where(dice.random(1000) < 0.5, 4.0, 1.0) * around(dice, NEAR, 1000)))
    spread = course(probes(NEAR * np.exp(dice.uniform(0, 3, 1000))))
    assert restless(four) and restless(every_sample) and restless(spread)
    assert every_sample.changes > 400 and spread.changes > 300


def test_one_state_or_none_is_nothing_to_tell():
    dice = np.random.default_rng(7)
    for found in (course(probes(around(dice, NEAR, 1000))), course([]), course([Probe(0, NEAR)])):
        assert found.states == () and not found.is_restless and str(found) == ""


def test_a_recording_is_restricted_to_the_samples_of_a_state(record_lives):
    recording = record_lives(ROWS, lives=30, hand_overs=[220.0, 220.0, 850.0], slower={"thread_pool": 3.0},
                             twins=["serial"], other={}, noise=1e-3)
    near, far = recording.states
    assert (near.share, far.share) == (pytest.approx(2 / 3, abs=0.03), pytest.approx(1 / 3, abs=0.03))
    for state, lives, times in ((near, 20, 1.0), (far, 10, 3.0)):
        part = recording.in_state(state)
        assert part is recording.in_state(state) and not part.states
        for cell in part.measurements:
            as_before = recording.in_state(near).find(cell.identity).median
            assert len(cell.samples) == lives
            assert cell.median / as_before == pytest.approx(times if "pool" in cell.strategy else 1, rel=1e-2)
            assert cell.counters == recording.find(cell.identity).counters
        assert all(len(own.samples) == len(other.samples) == lives for own, other in (*part.twins, *part.other))


def test_a_life_may_have_samples_in_each_state(write_document):
    document = recorded.document(ROWS, lives=30, samples=2, hand_overs=[220.0])
    for row in document["benchmarks"]:
        row["samples"][1].update(core_to_core_ns=850.0, at_s=2.0 + row["samples"][0]["at_s"] / 2)
        row["samples"][0]["at_s"] /= 2
    recording = load(write_document(document))
    assert [[len(cell.samples) for cell in recording.in_state(state).measurements] for state in recording.states] == [
        [30] * 4] * 2
    assert all(len(cell.times) == 30 for state in recording.states for cell in recording.in_state(state).measurements)


def test_what_was_not_measured_in_a_state_says_so(write_document):
    document = recorded.document(ROWS, lives=30, hand_overs=[220.0, 220.0, 850.0, 850.0])
    recorded.keep(document, [row for row in document["benchmarks"]
                             if recorded.id_of(row) % 4 < 2 or "/thread_pool/n:100/" not in row["name"]])
    far = (recording := load(write_document(document))).states[1]
    failed = [cell for cell in recording.in_state(far).measurements if not cell.ok]
    assert [(cell.strategy, cell.n, cell.error) for cell in failed] == [
        ("thread_pool", 100, f"not measured {far.condition}")]


def test_a_plain_file_may_have_samples(write_document):
    document = recorded.document(ROWS, lives=1)
    rows = [{key: value for key, value in row.items() if key != "life"} for row in document["benchmarks"]]
    assert load(write_document({"context": model.CONTEXT, "benchmarks": rows})).states == ()


def test_a_machine_without_probes_has_no_states(record):
    assert record(ROWS).states == ()
