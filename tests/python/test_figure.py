"""A figure as data: what is kept of it, which kind it is, its data for the page and for a reader."""
from __future__ import annotations

import math

import pytest

from analysis.presentation import colours
from analysis.presentation.figure import all_drawable, Axis, drawable, Figure, guide, of_strategy, Point
from catalogue import KNOWN
from figured import series, values

PLACES = {"lines": Axis("n"), "ladder": Axis("strategy"), "stack": Axis("strategy")}


def made(*of, kind="lines", unit="s", logarithmic=True, bar="the range"):
    return Figure("A title", kind, PLACES[kind], Axis("time", unit, logarithmic), of, bar)


def line(name, *points, interval=None):
    return of_strategy(KNOWN[name], [Point(place, value, f"{value:g}", interval) for place, value in points])


def test_what_an_axis_has_no_place_for_is_left_out():
    found = drawable(made(line("async", (1, 2.0), (0, 3.0), (2, 0.0), (3, math.nan), (4, math.inf), (5, 6.0))))
    assert values(found, "async") == {1: 2.0, 5: 6.0}
    linear = drawable(made(line("async", ("a", 0.0), ("b", -1.0)), kind="ladder", logarithmic=False))
    assert values(linear, "async") == {"a": 0.0, "b": -1.0}


def test_guides_alone_are_nothing_to_draw():
    assert drawable(made(guide("ideal", [(1, 1.0), (2, 2.0)]))) is None
    assert all_drawable([None, made(), made(line("async", (1, 1.0), (2, 1.0)))]) != []


def test_bars_are_named_where_there_are_any():
    points = ((1, 1.0), (2, 1.0))
    assert drawable(made(line("async", *points))).bar == ""
    assert drawable(made(line("async", *points, interval=(0.5, 2.0)))).bar == "the range"


def test_lines_through_one_place_are_a_ladder():
    found = drawable(made(line("async", (4, 1.0)), line("mpi", (4, 2.0)), guide("ideal", [(1, 9.0), (4, 3.0)])))
    assert (found.kind, found.names, found.title) == ("ladder", ["async", "mpi"], "A title; n: 4")
    assert values(found, "ideal") == {"async": 3.0, "mpi": 3.0} and values(found, "mpi") == {"mpi": 2.0}
    other = drawable(made(line("async", (4, 1.0)), guide("ideal", [(1, 9.0), (8, 3.0)])))
    assert [each.name for each in other.series] == ["async"]


def test_the_page_gets_the_words_of_chart_js():
    figure = made(line("thread_pool_dynamic", (1, 1.0), (2, 2.0), interval=(0.5, math.inf)), guide("ideal", [(1, 1.0)]))
    measured, ideal = figure.data()["series"]
    assert (measured["colour"], measured["shape"], measured["dash"]) == (colours.BLUE, "rect", (6, 3))
    assert measured["points"][0] == [1, 1.0, 0.5, None, "1", ""]
    assert (ideal["guide"], measured["guide"]) == (True, False)


@pytest.mark.parametrize("kind", PLACES)
def test_words_and_data_tell_all_that_is_measured(kind):
    places = (1, 2) if kind == "lines" else ("one", "two")
    figure = made(line("async", (places[0], 1.0), (places[1], 2.0)), guide("ideal", [(places[0], 1.0)]), kind=kind)
    assert "A title: time for " in figure.words and "async" in figure.words and "ideal" not in figure.words
    assert figure.csv().splitlines()[0].startswith(f"series,{PLACES[kind].label},time (s)")
    assert len(figure.csv().splitlines()) == 4 and figure.link.startswith("data:text/csv")
    assert series(figure, "ideal").points[0].words == "ideal: 1.00"
