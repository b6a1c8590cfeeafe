"""The break-even size: pure functions, so plain numbers."""
from __future__ import annotations

import pytest

from analysis.statistics.break_even import break_even, Verdict

SERIAL = {10: 1.0, 100: 10.0, 1000: 100.0, 10_000: 1000.0}


def test_crossing_lies_where_both_lines_meet_on_logarithmic_axes():
    # Flat at 31.6..., which serial reaches at the geometric middle of 100 and 1000.
    flat = 1000**0.5
    found = break_even({n: flat for n in SERIAL}, SERIAL)
    assert found.verdict is Verdict.FROM
    assert found.n == pytest.approx(flat * 10)
    assert (found.loses_at, found.wins_at) == (100, 1000)


def test_crossing_is_found_whatever_the_slopes():
    # Both straight on logarithmic axes: 20 * n^0.5 meets 0.1 * n at n = 40,000.
    sizes = [10**power for power in range(2, 8)]
    found = break_even({n: 20 * n**0.5 for n in sizes}, {n: 0.1 * n for n in sizes})
    assert found.n == pytest.approx(40_000)


def test_a_win_that_is_lost_again_does_not_count():
    found = break_even({10: 0.5, 100: 5.0, 1000: 200.0, 10_000: 500.0}, SERIAL)
    assert (found.loses_at, found.wins_at) == (1000, 10_000)


def test_equal_is_no_win_and_crosses_right_there():
    found = break_even({10: 1.0, 100: 10.0, 1000: 50.0, 10_000: 500.0}, SERIAL)
    assert (found.verdict, found.n) == (Verdict.FROM, pytest.approx(100))
    assert break_even(SERIAL, SERIAL).verdict is Verdict.NEVER


def test_faster_everywhere():
    found = break_even({n: time / 2 for n, time in SERIAL.items()}, SERIAL)
    assert (found.verdict, found.n) == (Verdict.ALWAYS, 10)
    assert str(found) == "from the smallest n measured (10)"


def test_slower_at_the_end():
    found = break_even({10: 2.0, 100: 5.0, 1000: 50.0, 10_000: 2000.0}, SERIAL)
    assert (found.verdict, found.loses_at, found.wins_at) == (Verdict.BETWEEN, 10, 100)
    assert found.until == pytest.approx(10**3.5)
    assert str(found) == "n = 32 to 3.2 k only"


def test_slower_everywhere():
    found = break_even({n: time * 2 for n, time in SERIAL.items()}, SERIAL)
    assert (found.verdict, found.n) == (Verdict.NEVER, 10_000)
    assert str(found) == "never up to n = 10,000"


def test_a_tie_neither_wins_nor_loses():
    strategy = {10: 2.0, 100: 5.0, 1000: 50.0, 10_000: 1001.0}
    found = break_even(strategy, SERIAL, tied={10_000})
    assert (found.verdict, found.wins_at) == (Verdict.FROM, 100)
    undecided = break_even(strategy, SERIAL, tied={100, 1000})
    assert (undecided.verdict, undecided.n, undecided.brief) == (Verdict.UNDECIDED, 1000, "undecided")
    assert str(undecided) == "undecided: tie at n = 1,000"
    assert break_even(SERIAL, SERIAL, tied=set(SERIAL)).verdict is Verdict.UNDECIDED
    below = break_even({10: 0.9, 100: 5.0, 1000: 50.0, 10_000: 500.0}, SERIAL, tied={10})
    assert (below.verdict, below.n) == (Verdict.FROM, pytest.approx(10))


def test_the_break_even_lies_between_a_sure_loss_and_a_sure_win():
    found = break_even({10: 2.0, 100: 9.0, 1000: 101.0, 10_000: 500.0}, SERIAL, tied={100, 1000})
    assert (found.verdict, found.loses_at, found.wins_at) == (Verdict.FROM, 10, 10_000)
    assert 1000 < found.n < 10_000


def test_only_sizes_measured_for_both_count():
    found = break_even({10: 2.0, 50: 99.0, 100: 5.0, 99_999: 1e9}, SERIAL)
    assert (found.loses_at, found.wins_at) == (10, 100)


@pytest.mark.parametrize("strategy", [{}, {10: 0.1}, {20: 0.1, 30: 0.1}, {0: 1.0, 10: 0.1}])
def test_one_size_is_no_trend(strategy):
    assert break_even(strategy, {0: 2.0, **SERIAL}) is None


def test_the_text_shows_both_neighbours_and_no_false_digits():
    found = break_even({n: 30.0 for n in SERIAL}, SERIAL)
    assert str(found) == "n = 300 (100 to 1 k)"
    assert found.brief == "300"


def test_the_earliest_comes_first():
    early = break_even({10: 2.0, 100: 5.0}, SERIAL)
    late = break_even({1000: 200.0, 10_000: 500.0}, SERIAL)
    never = break_even({10: 2.0, 100: 20.0}, SERIAL)
    assert early.order < late.order < never.order
