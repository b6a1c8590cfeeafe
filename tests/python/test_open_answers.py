"""What a recording leaves open, at which level, and which rows measuring rests from; nothing here was measured."""
from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, Callable, Dict, Iterable, List, Set, cast

import pytest
from hypothesis import given
from hypothesis import strategies as some


import made_up  # noqa: E402
import model  # noqa: E402
from analysis.claims import open_answers  # noqa: E402
from analysis.claims.open_answers import decided_cells, sentences  # noqa: E402
from analysis.recording.reader import Recording  # noqa: E402
from analysis.statistics import significance_level  # noqa: E402
from analysis.statistics.bootstrap import within  # noqa: E402
from analysis.statistics.decision import decide, Verdict  # noqa: E402
import recorded  # noqa: E402
from benchmarks.recorder import resting_rows, self_description  # noqa: E402
from benchmarks.recorder.plan import Plan  # noqa: E402

POOLS = ("thread_pool", "process_pool", "asio_pool")
ALL = ["serial", *POOLS]
NS = [1_000, 10_000]


def sizes(**seconds: float) -> List[Dict[str, Any]]:
    """Ready and fresh, of so many seconds at every size."""
    return [row for strategy, each in seconds.items() for n in NS for phase in ("warm", "cold")
            for row in made_up.repeated(made_up.name("squares", strategy, n=n, intensity=1,
                                                     workers=1 if strategy == "serial" else 2, slices=1, phase=phase),
                                        each)]


def decided(recording: Recording, level: float = significance_level.USUAL) -> Set[str]:
    return {strategy for _, strategy, _ in decided_cells(recording, level)}


def test_told_apart_are_those_that_are_neither_serial_nor_the_best(record_lives: Callable[..., Recording]) -> None:
    recording = record_lives(sizes(serial=1e-3, thread_pool=2e-3, process_pool=3e-3, asio_pool=4e-3))
    assert decided(recording) == {"process_pool", "asio_pool", "thread_pool"}
    best = record_lives(sizes(serial=1e-3, thread_pool=0.5e-3, process_pool=3e-3, asio_pool=0.5e-3))
    assert decided(best) == {"process_pool"}  # the two best may be either, whatever serial takes


def test_who_is_like_serial_is_not_decided(record_lives: Callable[..., Recording]) -> None:
    recording = record_lives(sizes(serial=1e-3, thread_pool=0.5e-3, process_pool=1.002e-3))
    assert decided(recording) == set()


def test_one_life_decides_nothing(record_lives: Callable[..., Recording]) -> None:
    assert decided(record_lives(sizes(serial=1e-3, thread_pool=2e-3, process_pool=3e-3), lives=1)) == set()


def test_each_work_has_a_contest_of_its_own(record_lives: Callable[..., Recording]) -> None:
    rows = [row for row in sizes(serial=1e-3, thread_pool=0.5e-3, process_pool=2e-3)
            if "/process_pool/n:10000/" not in row["name"]]
    cells = decided_cells(record_lives(rows), significance_level.USUAL)
    assert {(strategy, dict(keys)["n"]) for _, strategy, keys in cells} == {("process_pool", 1_000)}


def test_what_does_not_settle_needs_no_more_times(record_lives: Callable[..., Recording]) -> None:
    rows = made_up.settling(sizes(serial=1e-3, thread_pool=0.5e-3, process_pool=0.51e-3), "/process_pool/")
    assert decided(record_lives(rows)) == {"process_pool"}


def test_a_stricter_level_decides_less(record_lives: Callable[..., Recording]) -> None:
    close = sizes(serial=1e-3, thread_pool=0.5e-3, process_pool=0.52e-3)
    counts = [len(decided_cells(record_lives(close, lives=6, noise=0.03), level)) for level in (0.9, 0.05, 1e-6)]
    assert counts[0] > counts[-1] == 0
    assert counts == sorted(counts, reverse=True)


def test_the_level_is_the_usual_one_again_afterwards() -> None:
    assert significance_level.level() == significance_level.USUAL
    with significance_level.at(0.01):
        assert (significance_level.level(), significance_level.confidence()) == (0.01, 0.99)
        with significance_level.at(0.2):
            assert significance_level.level() == 0.2
        assert significance_level.level() == 0.01
    with pytest.raises(ZeroDivisionError), significance_level.at(0.01):
        raise ZeroDivisionError
    assert significance_level.level() == significance_level.USUAL


def test_the_level_widens_intervals_and_withholds_verdicts(record_lives: Callable[..., Recording]) -> None:
    recording = record_lives(sizes(serial=1e-3, thread_pool=1.1e-3), noise=0.05)
    first, second = (recording.measured("squares", strategy, n=1_000, phase="warm")[0]
                     for strategy in ("serial", "thread_pool"))
    difference = within(first, second)
    assert difference
    usual = difference.interval()
    assert decide([difference])[0].verdict is Verdict.SLOWER
    with significance_level.at(difference.p_value / 2):
        strict = difference.interval()
        assert strict[0] < usual[0] and usual[1] < strict[1]
        assert strict == pytest.approx(difference.interval(confidence=1 - difference.p_value / 2))
        assert decide([difference])[0].verdict is Verdict.UNDECIDED


def of_sizes(found: List[str]) -> List[str]:
    return [each for each in found if not each.startswith("claim")]


def test_sizes_that_are_tied_are_open(record_lives: Callable[..., Recording]) -> None:
    tied = record_lives(sizes(serial=1e-3, thread_pool=1.001e-3, process_pool=3e-3), noise=0.05)
    assert of_sizes(sentences(tied, significance_level.USUAL)) == [
        "thread_pool, ready: undecided: tie at n = 10,000", "thread_pool, fresh: undecided: tie at n = 10,000"]
    apart = record_lives(sizes(serial=1e-3, thread_pool=0.5e-3, process_pool=3e-3))
    assert sentences(apart, significance_level.USUAL) == []


def test_sizes_may_be_open_at_a_stricter_level_alone(record_lives: Callable[..., Recording]) -> None:
    rows = sizes(serial=1e-3, thread_pool=0.93e-3)
    assert of_sizes(sentences(record_lives(rows, lives=6, noise=0.02), significance_level.USUAL)) == []
    assert len(of_sizes(sentences(record_lives(rows, lives=6, noise=0.02), 1e-6))) == 2


@pytest.mark.parametrize("factor, is_open", [(1.0, False), (1.25, True), (1.5, False)])
def test_claims_that_are_undecided_are_open(record_lives: Callable[..., Recording], factor: float,
                                            is_open: bool) -> None:
    rows = model.scaling(("serial", "thread_pool", "process_pool"))
    found = sentences(record_lives(rows, factor={"process_pool": factor}), significance_level.USUAL)
    assert any(each.startswith("claim (a): ") for each in found) is is_open


def test_the_recorder_rests_rows_by_their_names_in_the_plan(write_document: Callable[..., Path]) -> None:
    rows = sizes(serial=1e-3, thread_pool=0.5e-3, process_pool=3e-3)
    names = sorted({row["name"] for row in rows})
    file = write_document(recorded.document(rows))
    decided = self_description.decided_rows(file, names, resting_rows.LEVEL)
    assert decided == {name for name in names if "/process_pool/" in name}
    assert self_description.open_questions(file, resting_rows.LEVEL) == open_answers.sentences(
        self_description.load(file), resting_rows.LEVEL) == []


def plan_of(rows: Iterable[str], twins: Set[str]) -> Plan:
    return cast(Plan, SimpleNamespace(rows=tuple(rows), twins=tuple(twins)))  # what the recorder's attention reads


@given(some.sets(some.sampled_from("abcdef")), some.integers(0, 100))
def test_decided_rows_rest_but_are_visited(decided: Set[str], life: int) -> None:
    plan = plan_of("abcdef", {"c"})
    due = resting_rows.due(plan, decided, life)
    if life % resting_rows.VISITED_EVERY == 0 or decided == set("abcdef"):
        assert due == set("abcdef")
    else:
        assert due == set("abcdef") - decided | {"c"}


def test_rows_of_another_plan_do_no_harm() -> None:
    assert resting_rows.due(plan_of("ab", set()), {"a", "z"}, 1) == {"b"}


@pytest.mark.parametrize("share, looks", [(0.0, 0), (0.24, 0), (0.25, 1), (0.6, 2), (0.75, 3), (1.0, 3), (7.0, 3)])
def test_looks_are_at_a_quarter_half_and_three_quarters(share: float, looks: int) -> None:
    assert resting_rows.looks_passed(share) == looks


def test_three_looks_and_the_end_find_something_false_in_one_of_twenty() -> None:
    """Where nothing differs: sums of as many values at each look, each look at the level of all."""
    import numpy as np
    from scipy.stats import norm
    looks = len(resting_rows.LOOKS) + 1
    walks = np.random.default_rng(1).normal(size=(200_000, looks)).cumsum(axis=1) / np.sqrt(np.arange(1, looks + 1))
    false = (np.abs(walks) > norm.isf(resting_rows.LEVEL / 2)).any(axis=1).mean()
    assert false == pytest.approx(significance_level.USUAL, abs=0.003)
