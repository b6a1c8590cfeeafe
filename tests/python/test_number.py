"""Numbers in tables: what readers see, what tables sort by, what is marked."""
from __future__ import annotations

import math
import pickle
import re
from typing import Any, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as some

from analysis.presentation.sections import all_sections, page_table
from analysis.recording.reader import Recording
from analysis.wording.number import is_doubtful, Number, value_of
from analysis.wording.units import percent, percent_span, quantity, seconds, times_between


def test_a_number_is_its_text_and_keeps_its_value() -> None:
    number = Number("1.24 ms", 1.24e-3, True)
    assert number == "1.24 ms" and (number.value, number.is_doubtful) == (1.24e-3, True)
    assert pickle.loads(pickle.dumps(number)).value == 1.24e-3  # pictures are drawn by other processes
    assert value_of("1.24 ms") is None and not is_doubtful("! 1.24 ms")


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, None])
def test_what_is_no_number_has_no_value(value: Any) -> None:
    assert Number("never", value).value is None


@given(some.floats(1e-12, 1e12))
def test_units_keep_the_value(value: float) -> None:
    for shown in (seconds(value), quantity(value, ""), percent(value), times_between(value, (value, value))):
        assert value_of(shown) == value


@pytest.mark.parametrize("shares, shown", [((0.65, 0.72), "65 to 72 %"), ((0.654, 0.651), "65 %"), ((0.5,), "50 %")])
def test_a_span_of_shares_says_its_unit_once(shares: Any, shown: str) -> None:
    assert percent_span(shares, " to ") == shown and value_of(percent_span(shares, " to ")) == min(shares)


def test_rows_are_marked_by_what_is_doubtful_and_not_by_letters() -> None:
    found = page_table("", ("name", "value"), [("! name", seconds(1.0)), ("name", Number("! 1 s", 1.0, True)),
                                              ("name", "?")], ("name",))
    assert found and [doubtful for doubtful, _ in found.rows] == [False, True, False]


def test_every_cell_of_a_page_that_shows_a_number_has_it(record_lives: Callable[..., Recording]) -> None:
    sections, _ = all_sections(record_lives(lives=3))
    cells = [cell for section in sections for table in section.tables for _, row in table.rows for cell in row
             if not cell.is_word and re.match(r"(! )?\d", cell.text)]
    assert len(cells) > 100 and [cell.text for cell in cells if cell.value is None] == []
