"""How numbers are shown."""
from __future__ import annotations

import pytest

from analysis.wording import units


@pytest.mark.parametrize("value, text", [
    (1.239e-3, "1.24 ms"), (999.6e-6, "1.00 ms"), (99.96e-9, "100 ns"), (2e-9, "2.00 ns"),
    (61, "61.0 s"), (0, "0.00 s"), (5000, "5.00 ks"), (1e-15, "0.00 ps"),
])
def test_seconds_have_three_digits(value, text):
    assert units.seconds(value) == text


@pytest.mark.parametrize("value, text", [
    (7, "7"), (999, "1 k"), (1_000, "1 k"), (12_345, "12 k"), (120_000, "120 k"), (9_999_999, "10 M"),
    (1.26e9, "1.3 G"),
])
def test_sizes_have_two_digits(value, text):
    assert units.rough_count(value) == text


def test_a_range_has_the_unit_of_its_median():
    assert units.span(0.9e-3, 12.34e-3, like=1e-3) == "0.90 .. 12.3"


def test_what_was_not_measured_says_so():
    assert units.times(None) == units.percent(None) == "not measured"
    assert units.percent(0.876) == "88 %"


@pytest.mark.parametrize("share, text", [
    (0.0004, "0.04 %"), (0.0524, "5.24 %"), (0.09994, "9.99 %"), (0.09996, "10 %"), (1.97, "197 %"),
    (None, "not measured")])
def test_small_shares_have_decimals(share, text):
    assert units.fine_percent(share) == text


def test_an_interval_stands_behind_its_value():
    assert units.times_between(0.984, (0.949, 1.02)) == "0.98x [0.95, 1.02]"
    assert units.times_between(2.0, (0.0, float("inf"))) == "2.00x [0.00, >999]"
    assert units.times_between(2.0, None) == "2.00x"
    assert units.times_between(None, None) == "not measured"


def test_text_from_outside_stays_on_its_line():
    assert units.printable("a\nb\x1b[31m\u202e") == "a b [31m"
    assert units.printable("x" * 50, 10) == "x" * 9 + "…"
