"""Figures as a picture: each kind, doubt and guides, one entry of the legend for each series, no words on others."""
from __future__ import annotations

import warnings
import xml.etree.ElementTree as xml
from itertools import combinations

import pytest

pytest.importorskip("matplotlib")

from analysis.presentation.figure import Axis, drawable, Figure, guide, of_part, of_strategy, Point
from catalogue import KNOWN
from plots.drawing import picture, still

HOSTILE = ["</script>&", "$x^$", "a$b", r"\frac{1}{2}$_$", "_hidden", "100%s{}", "tab\there", "x" * 300, ""]
NAMES = ("serial", "thread_pool", "process_pool")


def lines(*names, title="Lines", unit="s", logarithmic=True, places=(1, 10, 100), doubt=""):
    return Figure(title, "lines", Axis("n, items", logarithmic=logarithmic), Axis("time", unit, logarithmic),
                  (*(of_strategy(KNOWN[name], [Point(place, at + place, "", (place, 2 + at + place), doubt)
                                               for place in places]) for at, name in enumerate(names)),
                   guide("ideal", [(place, place) for place in places])),
                  "from the least to the most")


def ladder(*names, title="Ladder", rows=NAMES, logarithmic=True, doubt="", interval=(0.5, 4.0)):
    return Figure(title, "ladder", Axis("strategy"), Axis("share", "%", logarithmic),
                  (*(of_strategy(KNOWN[name], [Point(row, 1 + at, "", interval, doubt) for row in rows])
                     for at, name in enumerate(names)), guide("at best", [(row, 0.7) for row in rows])))


def stack(*parts, title="Stack", rows=NAMES, doubt=""):
    return Figure(title, "stack", Axis("strategy"), Axis("share of the time", "%", False),
                  tuple(of_part(at, [Point(row, 30.0, "", None, doubt) for row in rows], part)
                        for at, part in enumerate(parts)))


KINDS = {"lines": lines, "ladder": ladder, "stack": stack}


@pytest.fixture
def draw(record):
    return lambda *figures: still.draw("A question?", figures, record([]))


def panels(drawn):
    return [axes for axes in drawn.axes if axes.axison]


def legends(drawn):
    return [[text.get_text() for text in axes.get_legend().get_texts()] for axes in drawn.axes if axes.get_legend()]


def ticks(axis):
    """Labels of those in view."""
    low, high = sorted(axis.get_view_interval())
    shown = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
    return [tick.label1 for tick in shown if tick.label1.get_visible()]


def texts(drawn):
    """All that is written, with the box in which it lies."""
    drawn.canvas.draw()
    found = list(drawn.texts)
    for axes in panels(drawn):
        found += [axes._left_title, axes.xaxis.label, axes.yaxis.label, *ticks(axes.xaxis), *ticks(axes.yaxis)]
    found += [text for axes in drawn.axes if axes.get_legend() for text in axes.get_legend().get_texts()]
    return [(text.get_text(), text.get_window_extent()) for text in found if text.get_text().strip()]


def inside(box, drawn):
    return box.x0 >= 0 and box.y0 >= 0 and box.x1 <= drawn.bbox.x1 + 1 and box.y1 <= drawn.bbox.y1 + 1


@pytest.mark.parametrize("figures", [
    [lines(*NAMES)], [ladder(*NAMES)], [stack("compute", "wait")], [lines(*NAMES), lines(*NAMES)],
    [ladder(*NAMES), ladder(*NAMES), ladder("async", rows=["a much longer name", "b"]), lines("async")],
    [ladder(*NAMES, rows=("x" * 40,)), ladder(*NAMES, rows=("y" * 40,))],
    [stack("compute"), stack("compute"), lines(*(f"{name}, a long name" for name in NAMES), title="Word " * 30)],
], ids=["lines", "ladder", "stack", "two", "four", "long names", "long titles"])
def test_no_words_lie_on_others_or_outside(draw, figures):
    drawn = draw(*figures)
    found = texts(drawn)
    assert len(found) >= 8
    assert [text for text, box in found if not inside(box, drawn)] == []
    assert [(one, other) for (one, box), (other, another) in combinations(found, 2)
            if one != other and box.padded(-1).overlaps(another.padded(-1))] == []


@pytest.mark.parametrize("kind", KINDS)
def test_panels_lie_on_no_others(draw, kind):
    drawn = draw(*(KINDS[kind](*NAMES) for _ in range(3)))
    boxes = [axes.get_position() for axes in drawn.axes]
    assert len(panels(drawn)) == 3 and not any(one.overlaps(other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize("kind", KINDS)
def test_axes_have_labels_with_units(draw, kind):
    axes, = panels(draw(KINDS[kind](*NAMES)))
    labels = (axes.get_xlabel(), axes.get_ylabel())
    assert labels == {"lines": ("n, items", "time (s)"), "ladder": ("share (%)", ""),
                      "stack": ("share of the time (%)", "")}[kind]


def test_ticks_have_prefixes_and_units(draw):
    axes, = panels(draw(lines(*NAMES, places=(1e-6, 1e-3, 1.0))))
    drawn = [tick.get_text() for tick in axes.get_yticklabels()]
    assert {"1 s", "10 s"} & set(drawn)
    axes, = panels(draw(ladder(*NAMES)))
    assert "1 %" in [tick.get_text() for tick in axes.get_xticklabels()]


@pytest.mark.parametrize("logarithmic", [True, False])
def test_the_axes_are_what_the_figure_says_and_reach_all_bars(draw, logarithmic):
    scale = "log" if logarithmic else "linear"
    axes, = panels(draw(ladder(*NAMES, logarithmic=logarithmic)))
    assert axes.get_xscale() == scale and axes.get_xlim()[0] <= 0.5 and axes.get_xlim()[1] >= 4.0
    axes, = panels(draw(lines(*NAMES, logarithmic=logarithmic)))
    assert axes.get_xscale() == axes.get_yscale() == scale and axes.get_ylim()[1] >= 104


@pytest.mark.parametrize("kind", KINDS)
def test_a_legend_has_each_series_once(draw, kind):
    found, = legends(draw(KINDS[kind]("serial", "async"), KINDS[kind]("async", "mpi")))
    guides = {"lines": ["ideal"], "ladder": ["at best"], "stack": []}[kind]
    assert sorted(found) == sorted(["serial", "async", "mpi", *guides])


def test_figures_that_share_no_series_have_a_legend_each(draw):
    assert legends(draw(lines("serial"), ladder("mpi"), lines("async"))) == [
        ["serial", "ideal"], ["mpi", "at best"], ["async", "ideal"]]


def test_a_series_that_its_row_names_needs_no_legend(draw):
    series = tuple(of_strategy(KNOWN[name], [Point(name, 1.0, "")]) for name in NAMES)
    assert legends(draw(Figure("Title", "ladder", Axis("strategy"), Axis("time", "s"), series))) == []


@pytest.mark.parametrize("kind", ["lines", "ladder"])
def test_doubt_is_hollow_and_explained(draw, kind):
    def hollow(drawn):
        return [line for line in panels(drawn)[0].lines if line.get_markerfacecolor() == "white" and line.get_marker()]
    sure, doubtful = draw(KINDS[kind]("async")), draw(KINDS[kind]("async", doubt="not sure: 1.2 of 2"))
    assert not hollow(sure) and len(hollow(doubtful)[0].get_xdata()) == 3
    assert any("Hollow: not sure." in text.get_text() for text in doubtful.texts)
    assert not any("Hollow" in text.get_text() for text in sure.texts)


def test_doubtful_parts_are_hatched_and_explained(draw):
    bars = panels(draw(stack("compute", doubt="not sure")))[0].patches
    assert all(bar.get_hatch() for bar in bars) and not any(
        bar.get_hatch() for bar in panels(draw(stack("compute")))[0].patches)
    assert any("Hatched: not sure." in text.get_text() for text in draw(stack("compute", doubt="not sure")).texts)


def test_stacked_parts_begin_where_the_last_one_ends(draw):
    ends = {(round(bar.get_x()), round(bar.get_x() + bar.get_width()))
            for bar in panels(draw(stack("a", "b", "c")))[0].patches}
    assert ends == {(0, 30), (30, 60), (60, 90)}


def test_what_bars_span_is_said(draw):
    assert any("Bar: from the least to the most." in text.get_text() for text in draw(lines("async")).texts)


def test_guides_are_lines_beneath_or_a_tick_in_each_row(draw):
    axes, = panels(draw(lines("async")))
    dashed, = (line for line in axes.lines if line.get_linestyle() == "--" and not line.get_marker().strip("None"))
    assert list(dashed.get_ydata()) == [1, 10, 100]
    axes, = panels(draw(ladder("async")))
    ticks = [segment for each in axes.collections for segment in each.get_segments()
             if segment[0][0] == segment[1][0] == 0.7]
    assert len(ticks) == 3


def test_series_that_share_a_row_lie_beneath_each_other(draw):
    heights = [line.get_ydata()[0] for line in panels(draw(ladder(*NAMES)))[0].lines]
    assert len(set(heights)) == 3 and max(map(abs, heights)) < 0.5
    assert [line.get_ydata()[0] for line in panels(draw(ladder("async")))[0].lines] == [0]


def test_panels_beside_each_other_say_their_names_once(draw):
    one, other = panels(draw(ladder("async"), ladder("async")))
    assert [tick.get_text() for tick in one.get_yticklabels()] == list(NAMES)
    assert not any(tick.get_visible() and tick.get_text() for tick in other.get_yticklabels())


def test_an_end_that_nobody_knows_is_no_bar(draw):
    axes, = panels(draw(ladder("async", interval=(0.5, float("inf")))))
    assert not any(segment[0][1] == segment[1][1] for each in axes.collections for segment in each.get_segments())


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_names_are_drawn_as_they_are(draw, tmp_path, kind):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for figure in (KINDS[kind](*HOSTILE, title="$\\bad$ <svg>"), KINDS[kind](*HOSTILE, title="_")):
            svg, png = picture.save(draw(drawable(figure)), tmp_path / kind)
            xml.parse(svg)
            assert png.read_bytes().startswith(b"\x89PNG")


def test_hostile_rows_are_drawn_as_they_are(draw, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg, _ = picture.save(draw(ladder("async", rows=HOSTILE), stack("async", rows=HOSTILE)), tmp_path / "rows")
    xml.parse(svg)


@pytest.mark.parametrize("values", [(1e-300, 1e300), (1e-14, 1e8), (5.0, 5.0)])
@pytest.mark.parametrize("logarithmic", [True, False])
def test_absurd_values_are_drawn_too(draw, tmp_path, values, logarithmic):
    figures = [lines("async", places=values, logarithmic=logarithmic),
               Figure("Ladder", "ladder", Axis("strategy"), Axis("time", "s", logarithmic),
                      (of_strategy(KNOWN["async"], [Point(str(at), value, "") for at, value in enumerate(values)]),))]
    assert picture.save(draw(*figures), tmp_path / "absurd")


def test_the_same_figures_give_the_same_bytes(draw, tmp_path):
    first, second = ([path.read_bytes() for path in picture.save(draw(lines(*NAMES), stack("a", "b")), tmp_path / name)]
                     for name in ("first", "second"))
    assert first == second
