"""The chart of scaling: laws where they were fitted, fractions where they mean something."""
from __future__ import annotations

import pytest

pytest.importorskip("matplotlib")

import lawful
import model
from analysis.presentation import looks
from catalogue import KNOWN
from plots import plot_scaling
from plots.drawing import picture, style

CPUS = {"effective_cpus": str(lawful.CPUS), "num_cpus": 64}


@pytest.fixture
def chart(record_lives):
    def chart(*rows, **options):
        return plot_scaling.draw(record_lives(lawful.serial() + sum(rows, []), noise=0.005,
                                               **{**CPUS, **options}))
    return chart


def law_curves(figure):
    return [line for line in figure.axes[0].lines if line.get_linewidth() == plot_scaling.LAW["linewidth"]]


def dots(figure):
    """Of the last panel: what stands for a fraction."""
    return [line for line in figure.axes[-1].lines if line.get_marker() in "o<>"]


def legend(figure):
    return [text.get_text() for text in figure.legends[0].get_texts()]


def words(figure):
    return " ".join(text.get_text() for text in figure.texts)


def test_a_law_is_drawn_within_the_measured_workers_only(chart):
    figure = chart(lawful.rows("async", 0.05, 0.001), lawful.rows("mpi", counts=(1, 2, 3)))
    curve, = law_curves(figure)
    assert (min(curve.get_xdata()), max(curve.get_xdata())) == (1, 13)
    assert curve.get_color() == looks.look(KNOWN["async"]).colour
    assert "scalability law" in legend(figure)
    # It passes where the times lie: 13 workers are 13 / (1 + 12 * (0.05 + 0.013)) times as fast as serial.
    assert curve.get_ydata()[-1] == pytest.approx(13 / (1 + 12 * 0.063), rel=0.03)


def test_without_six_worker_counts_there_is_no_law(chart):
    figure = chart(lawful.rows("async"), effective_cpus="2")
    assert not law_curves(figure) and "scalability law" not in legend(figure)
    assert "No Universal Scalability Law: 2 worker counts" in words(figure)


def test_every_worker_count_within_the_cpus_has_a_dot(chart):
    figure = chart(lawful.rows("async", 0.1))
    assert len(dots(figure)) == 6
    assert [float(dot.get_xdata()[0]) for dot in dots(figure)] == pytest.approx([0.1] * 6, abs=0.02)
    opacities = [dot.get_alpha() for dot in dots(figure)]
    assert opacities == sorted(opacities)
    assert (opacities[0], opacities[-1]) == pytest.approx((plot_scaling.PALEST, 1))
    assert figure.axes[-1].get_ylabel() == "pale to opaque: 2 to 13 workers"
    assert "leave out 19, 28, 32 workers" in words(figure)


def test_intervals_are_drawn_where_there_are_any(chart, record):
    figure = chart(lawful.rows("async", 0.1))
    low, high = figure.axes[-1].collections[0].get_segments()[0][:, 0]
    assert low < 0.1 < high
    plain = plot_scaling.draw(record(lawful.serial() + lawful.rows("async", 0.1), **CPUS))
    low, high = plain.axes[-1].collections[0].get_segments()[0][:, 0]
    assert low == high and "no intervals" in words(plain)


def test_what_is_too_large_is_an_arrow_at_the_edge(chart):
    figure = chart(lawful.rows("async", 3.0), lawful.rows("mpi", 0.1))
    arrows = [dot for dot in dots(figure) if dot.get_marker() == ">"]
    edge = figure.axes[-1].get_xlim()[1]
    assert len(arrows) == 6 and {float(arrow.get_xdata()[0]) for arrow in arrows} == {edge}


def test_crews_that_are_short_are_hollow(chart):
    hollow = [dot.get_markerfacecolor() == "white"
              for dot in dots(chart(lawful.rows("async", workers_observed=4.0)))]
    assert hollow == [False, False, False, True, True, True]


def test_without_one_worker_or_a_second_cpu_there_are_only_lines(chart):
    assert len(chart(lawful.rows("async", counts=(2, 3, 4))).axes) == 2
    one_cpu = chart(lawful.rows("async"), effective_cpus="1")
    assert len(one_cpu.axes) == 2 and "Karp" not in words(one_cpu)


def test_a_strategy_of_one_panel_leaves_its_row_empty_in_the_other(record):
    rows = [each for intensity in (1, 64) for each in lawful.serial(intensity=intensity)]
    figure = plot_scaling.draw(record(rows + lawful.rows("async") + lawful.rows("mpi", intensity=64), **CPUS))
    assert len(figure.axes) == 6
    assert [{float(dot.get_ydata()[0]) for dot in axes.lines if dot.get_marker() == "o"}
            for axes in figure.axes[-2:]] == [{0.0}, {1.0}]


def test_absurd_times_are_drawn_too(chart, tmp_path):
    rows = lawful.rows("async")
    rows[0]["real_time"] = 1e-5  # ns, as short as the reader takes
    rows[3]["real_time"] = 1e17
    assert picture.save(chart(rows, model.unavailable()), tmp_path / "scaling")
