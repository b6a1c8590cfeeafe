"""The charts of the questions about small jobs: what they say, and what they make of recordings with gaps."""
from __future__ import annotations

import pytest

pytest.importorskip("matplotlib")

import overheads
from analysis.presentation import looks
from catalogue import KNOWN
from analysis.questions.dispatch import section as dispatch_section
from analysis.questions.granularity import table as small_jobs
from plots import plot_anatomy, plot_dispatch, plot_granularity, plot_startup
from plots.drawing import picture, style
from plots.drawing.chart import NothingToDraw

CHARTS = {"granularity": plot_granularity.draw, "startup": plot_startup.draw, "anatomy": plot_anatomy.draw,
          "dispatch": plot_dispatch.draw}
ROWS = {"granularity": overheads.granularity, "startup": overheads.startup, "anatomy": overheads.anatomy,
        "dispatch": overheads.dispatch}


def words(figure):
    texts = [text for axes in figure.axes for text in axes.texts] + figure.texts
    return " ".join(text.get_text() for text in texts)


def names(axes):
    return [tick.get_text() for tick in axes.get_yticklabels()]


def markers(axes, kind):
    return [line for line in axes.lines if line.get_marker() == kind and len(line.get_xdata())]


def hollow(axes):
    return [line for line in axes.lines if line.get_markerfacecolor() == "white" and len(line.get_xdata())]


@pytest.mark.parametrize("chart", CHARTS)
def test_one_strategy_is_enough(record, tmp_path, chart):
    assert picture.save(CHARTS[chart](record(ROWS[chart](["async"]))), tmp_path / chart)


@pytest.mark.parametrize("chart", CHARTS)
def test_what_failed_stands_beneath(record, chart):
    rows = overheads.failing(ROWS[chart](["async", "mpi"]), "mpi")
    assert "mpi: worker 1 died: signal 9" in words(CHARTS[chart](record(rows)))


@pytest.mark.parametrize("chart", CHARTS)
def test_if_all_failed_there_is_nothing_to_draw(record, chart):
    rows = overheads.failing(ROWS[chart](["async"]), "async")
    with pytest.raises(NothingToDraw):
        CHARTS[chart](record([row for row in rows if "/serial/" not in row["name"]]))


@pytest.mark.parametrize("chart", CHARTS)
def test_absurd_times_are_drawn_too(record, tmp_path, chart):
    rows = ROWS[chart](["serial", "async"])
    rows[0]["real_time"] = 1e-5  # ns, as short as the reader takes
    rows[-1]["real_time"] = rows[-2]["real_time"] = 1e17
    assert picture.save(CHARTS[chart](record(rows)), tmp_path / chart)


def test_the_ladder_begins_with_the_least_metg(record_lives):
    figure = plot_granularity.draw(record_lives(overheads.granularity(["async", "tbb_auto", "thread_pool"])))
    assert names(figure.axes[0]) == ["thread_pool", "tbb_auto", "async"]
    text = words(figure)
    assert "METG" in text and " µs [" in text and " k " in text  # a value, its interval, cycles


def test_what_lies_beyond_the_slices_is_an_arrow_and_words(record):
    rows = [*overheads.slices(), *overheads.grain("async", 1.0), *overheads.grain("mpi", 1e-9)]
    figure = plot_granularity.draw(record(rows))
    assert (len(markers(figure.axes[0], ">")), len(markers(figure.axes[0], "<"))) == (1, 1)
    assert "never up to 10.5 ms" in words(figure) and "below 12.0 ns" in words(figure)
    assert figure.axes[0].get_xlim() == plot_granularity.USUAL
    assert names(figure.axes[0]) == ["mpi", "async"]


def test_warm_is_filled_and_cold_is_open(record):
    rows = [*overheads.slices(), *overheads.grain("async", 1e-5), *overheads.grain("async", 1e-4, phase="cold")]
    axes = plot_granularity.draw(record(rows)).axes[0]
    assert [line.get_xdata()[0] for line in hollow(axes)] == pytest.approx([1e-4], rel=0.02)
    filled = [line for line in markers(axes, "o") if line not in hollow(axes)]
    assert [line.get_xdata()[0] for line in filled] == pytest.approx([1e-5], rel=0.02)


def test_without_serial_no_slice_has_a_duration(record):
    with pytest.raises(NothingToDraw, match="serial"):
        plot_granularity.draw(record(overheads.grain("async", 1e-5)))


def test_one_step_is_on_one_side_of_the_metg(record, tmp_path):
    rows = [*overheads.slices([64]), *overheads.grain("async", 1e-5, steps=[64])]
    figure = plot_granularity.draw(record(rows))
    assert "never up to 82.0 ns" in words(figure)
    assert picture.save(figure, tmp_path / "granularity")


def test_efficiency_allows_for_workers_that_share_a_cpu(record):
    rows = [*overheads.slices(), *overheads.grain("async", 0.0, workers=4)]
    curve, *_ = plot_granularity.draw(record(rows)).axes[2].lines
    assert list(curve.get_ydata()) == pytest.approx([1.0] * len(overheads.STEPS), rel=0.02)


def test_start_first_and_stop_have_one_axis_and_a_sum(record):
    figure = plot_startup.draw(record(overheads.startup(["serial", "async", "process_spawn"])))
    start, first, stop = figure.axes[:3]
    assert [axes.get_title(loc="left") for axes in (start, first, stop)] == ["Start", "First run", "Stop"]
    assert start.get_xlim() == first.get_xlim() == stop.get_xlim()
    assert names(start) == ["serial", "async", "process_spawn"]
    assert "111 µs" in words(figure)  # async: 1.5 * 74 µs and 0.2 µs


def test_a_phase_that_is_missing_leaves_no_sum(record):
    rows = [row for row in overheads.startup(["async", "mpi"])
            if not ("/mpi/" in row["name"] and "/phase:stop/" in row["name"])]
    figure = plot_startup.draw(record(rows))
    assert names(figure.axes[0]) == ["async", "mpi"] and "not measured" in words(figure)


def test_private_memory_is_solid_and_shared_dashed(record):
    figure = plot_startup.draw(record(overheads.resident("process_pool", 1e-3)))
    solid, dashed = (line for line in figure.axes[0].lines if len(line.get_xdata()))
    assert (solid.get_linestyle(), dashed.get_linestyle()) == ("-", "--")
    assert list(solid.get_xdata()) == list(overheads.MEBIBYTES)
    assert solid.get_ydata()[-1] > 20 * dashed.get_ydata()[-1]
    assert "2 workers" in words(figure) and "sum" not in words(figure)


def test_anatomy_has_a_panel_for_each_size_and_all_parts_as_shares(record):
    figure = plot_anatomy.draw(record(overheads.anatomy(["serial", "process_pool_pipe"], ns=(1_000, 100_000))))
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["n = 1 k", "n = 100 k"]
    for axes in figure.axes:
        ends = [max(bar.get_x() + bar.get_width() for bar in axes.patches if round(bar.get_y() + 0.35) == at)
                for at in (0, 1)]
        assert ends == pytest.approx([100, 100], abs=1)
        assert not [bar for bar in axes.patches if bar.get_hatch()]
    assert "do not add up" not in words(figure)


def test_anatomy_says_which_parts_do_not_add_up(record):
    rows = overheads.anatomy(["serial"], ns=(1_000,)) + overheads.anatomy(["async"], ns=(1_000,), missing=0.2)
    figure = plot_anatomy.draw(record(rows))
    assert len([bar for bar in figure.axes[0].patches if bar.get_hatch()]) == 5
    assert "do not add up to the wall time within 5 %, but to 80 % of it" in words(figure)
    assert words(figure).count(" !") == 2  # at the wall time and where it is explained


def test_parts_that_are_too_long_are_cut_and_missing_ones_named(record):
    rows = overheads.anatomy(["serial", "async", "mpi"], ns=(1_000,))
    for row in rows:
        if "/async/" in row["name"]:
            row["carry_ns"] = 1e9
        if "/mpi/" in row["name"]:
            del row["wait_ns"]
    figure = plot_anatomy.draw(record(rows))
    assert figure.axes[0].get_xlim()[1] == 125
    assert names(figure.axes[0]) == ["serial", "async"] and "mpi: its rows lack the counters" in words(figure)


def test_anatomies_of_four_sizes_fill_two_rows(record, tmp_path):
    figure = plot_anatomy.draw(record(overheads.anatomy(["async"], ns=(10, 100, 1_000, 10_000))))
    assert len(figure.axes) == 4 and picture.save(figure, tmp_path / "anatomy")


def test_dispatch_is_in_the_order_of_rendezvous(record):
    rows = [*overheads.empty("async", "warm", 1e-9), *overheads.rendezvous("async", "warm", 1e-5),
            *overheads.empty("mpi", "warm", 1e-6), *overheads.rendezvous("mpi", "warm", 1e-6),
            *overheads.empty("serial", "warm", 1e-9)]
    figure = plot_dispatch.draw(record(rows))
    assert names(figure.axes[0]) == ["mpi", "async", "serial"]
    assert len(figure.axes) == 1 and "rested" not in words(figure)


def test_idle_workers_burn_shares_of_a_cpu(record):
    figure = plot_dispatch.draw(record(overheads.empty("async", "idle", 150e-3) + overheads.empty("mpi", "idle", 4e-5)))
    axes, = figure.axes
    assert [bar.get_width() for bar in axes.patches] == pytest.approx([150, 0.04])
    assert "150 %" in words(figure) and "0.04 %" in words(figure)


def test_an_empty_run_of_fewer_workers_is_hollow(record):
    axes = plot_dispatch.draw(record(overheads.dispatch(["tbb_auto", "async"]))).axes[0]
    short, = hollow(axes)
    assert short.get_marker() == plot_dispatch.MARKERS["empty"]
    assert short.get_color() == looks.look(KNOWN["tbb_auto"]).colour


def test_pools_without_placement_stand_beside_and_win_nothing(record):
    rows = overheads.dispatch(["thread_pool"]) + overheads.rendezvous("unplaced_thread_pool", "warm", 0.1e-6)
    recording = record(rows)
    shown = dispatch_section.section(recording)
    assert "unplaced_thread_pool" in names(CHARTS["dispatch"](recording).axes[0])
    assert shown.answers[0].startswith("With thread_pool all 2 workers meet")
    assert "Without that they take: thread_pool 100 ns instead of" in shown.answers[1]
    assert all(row[0] != "unplaced_thread_pool" for row in small_jobs.table(recording).rows)


def test_nothing_is_said_of_placement_where_it_was_not_measured(record):
    assert len(dispatch_section.section(record(overheads.dispatch(["thread_pool"]))).answers) == 1
