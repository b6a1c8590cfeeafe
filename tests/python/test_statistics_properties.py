"""Differences and verdicts, whatever the times."""
from __future__ import annotations

import math

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as some

from analysis.statistics.bootstrap import between, Difference, within
from analysis.statistics.decision import decide, holm, Verdict
from analysis.statistics.noise import rate_interval
from cells import cell

reasonable = settings(deadline=None, max_examples=100, derandomize=True)
# Seconds with few digits: equal ones are equal, and others differ by more than rounding.
time = some.integers(1, 10**7).map(lambda nanoseconds: nanoseconds * 1e-9)
lives = some.lists(some.lists(time, min_size=1, max_size=4), min_size=2, max_size=25)
factor = some.floats(1e-3, 1e3)
p_values = some.lists(some.floats(0, 1), max_size=30)
differences = some.lists(some.none() | some.builds(
    Difference, some.floats(-2, 2), some.floats(0, 1), some.floats(1, 40)), max_size=30)


def with_order(lists):
    """A list, and its indices in another order."""
    return lists.flatmap(lambda values: some.tuples(some.just(values), some.permutations(range(len(values)))))


def scaled(times, by):
    return [[seconds * by for seconds in repetitions] for repetitions in times]


def same(one: Difference, other: Difference) -> bool:
    return all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
               for a, b in ((one.log_ratio, other.log_ratio), (one.error, other.error)))


@given(lives, lives)
@reasonable
def test_swapped_cells_are_a_mirror_image(first, second):
    for compare in (between, within):
        forth, back = compare(cell(first), cell(second)), compare(cell(second), cell(first))
        assert (back.log_ratio, back.error) == (-forth.log_ratio, forth.error)
        assert back.degrees == pytest.approx(forth.degrees)
        low, high = back.interval()
        assert forth.interval() == pytest.approx((1 / high, 1 / low))


@given(lives, lives, factor)
@reasonable
def test_another_unit_of_time_changes_nothing(first, second, by):
    for compare in (between, within):
        assert same(compare(cell(first), cell(second)),
                    compare(cell(scaled(first, by)), cell(scaled(second, by))))


@given(lives, lives, factor)
@reasonable
def test_a_slower_second_cell_shifts_the_ratio_by_as_much(first, second, by):
    for compare in (between, within):
        plain, shifted = compare(cell(first), cell(second)), compare(cell(first), cell(scaled(second, by)))
        assert same(Difference(plain.log_ratio + math.log(by), plain.error, plain.degrees), shifted)


@given(lives, with_order(lives))
@reasonable
def test_order_does_not_matter(first, second_and_order):
    second, order = second_and_order
    shuffled = [second[at][::-1] for at in order]
    assert between(cell(first), cell(shuffled, lives=order)) == between(cell(first), cell(second))
    assert within(cell(second), cell(shuffled, lives=order)).log_ratio == 0
    assert within(cell(first), cell(shuffled, lives=order)) == within(cell(first), cell(second))


@given(lives)
@reasonable
def test_a_cell_does_not_differ_from_itself(times):
    for compare in (between, within):
        assert compare(cell(times), cell(times)).log_ratio == 0
        assert compare(cell(times), cell(times)).p_value == 1


@given(lives, lives, some.floats(0.5, 0.999))
@reasonable
def test_the_interval_contains_the_ratio_and_agrees_with_the_p_value(first, second, confidence):
    found = between(cell(first), cell(second))
    low, high = found.interval(confidence)
    assert 0 <= low <= found.ratio <= high
    assert 0 <= found.p_value <= 1
    if abs(found.p_value - (1 - confidence)) > 1e-6:
        assert (low <= 1 <= high) == (found.p_value > 1 - confidence)


@given(lives, lives, some.floats(0.5, 0.999), some.floats(0.5, 0.999))
@reasonable
def test_what_can_be_detected_is_larger_than_what_is_not_found(first, second, confidence, power):
    found = between(cell(first), cell(second))
    detectable = found.detectable(confidence, power)
    assert detectable >= 0
    if found.p_value > 1 - confidence + 1e-6:
        assert abs(found.ratio - 1) <= detectable


@given(with_order(p_values))
@reasonable
def test_holm_adjusts_upwards_and_keeps_the_order(raw_and_order):
    raw, order = raw_and_order
    adjusted = holm(raw)
    assert all(p <= each <= 1 for p, each in zip(raw, adjusted))
    assert [each for _, each in sorted(zip(raw, adjusted))] == sorted(adjusted)
    assert holm([raw[at] for at in order]) == [adjusted[at] for at in order]


@given(p_values, some.floats(0, 1), some.floats(0, 1))
@reasonable
def test_a_further_question_helps_none_of_the_others(raw, further, level):
    assert all(fewer <= more for fewer, more in zip(holm(raw), holm([*raw, further])))
    bonferroni = [min(1, len(raw) * p) for p in raw]
    assert all(each <= alone for each, alone in zip(holm(raw), bonferroni))


@given(differences, some.floats(0, 0.5))
@reasonable
def test_verdicts_do_not_contradict_their_differences(rows, margin):
    decisions = decide(rows, margin)
    assert [decision.difference for decision in decisions] == rows
    for decision in decisions:
        if decision.difference is None:
            assert (decision.verdict, decision.detectable) == (Verdict.UNDECIDED, None)
            continue
        low, high = decision.difference.interval()
        if decision.verdict is Verdict.EQUIVALENT:
            assert 1 / (1 + margin) <= low <= high <= 1 + margin
        elif decision.verdict is Verdict.UNDECIDED:
            assert abs(math.expm1(decision.difference.log_ratio)) <= decision.detectable
        else:
            assert high <= 1 if decision.verdict is Verdict.FASTER else low >= 1


@given(with_order(differences))
@reasonable
def test_verdicts_do_not_depend_on_the_order_of_rows(rows_and_order):
    rows, order = rows_and_order
    decisions = decide(rows)
    assert decide([rows[at] for at in order]) == [decisions[at] for at in order]


@given(differences)
@reasonable
def test_swapped_recordings_swap_the_verdicts(rows):
    mirrored = {Verdict.FASTER: Verdict.SLOWER, Verdict.SLOWER: Verdict.FASTER}
    back = decide([each and Difference(-each.log_ratio, each.error, each.degrees) for each in rows])
    for one, other in zip(decide(rows), back):
        assert other.verdict is mirrored.get(one.verdict, one.verdict) and other.detectable == one.detectable


@given(some.integers(1, 200).flatmap(lambda rows: some.tuples(some.integers(0, rows), some.just(rows))))
@reasonable
def test_the_interval_of_a_rate_contains_it_and_is_symmetric(found):
    called, rows = found
    low, high = rate_interval(called, rows)
    assert 0 <= low <= called / rows <= high <= 1
    assert rate_interval(rows - called, rows) == pytest.approx((1 - high, 1 - low))
