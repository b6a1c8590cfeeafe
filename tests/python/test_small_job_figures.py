"""The figures of the questions about small jobs: what they say, and what they make of recordings with gaps."""
from __future__ import annotations

import pytest

import overheads
from analysis.questions.anatomy import chart as anatomy
from analysis.questions.dispatch import chart as dispatch, section as dispatch_section
from analysis.questions.granularity import chart as granularity, table as small_jobs
from analysis.questions.startup import chart as startup
from figured import doubtful, series, titled, values

CHARTS = {"granularity": granularity.figures, "startup": startup.figures, "anatomy": anatomy.figures,
          "dispatch": dispatch.figures}
ROWS = {"granularity": overheads.granularity, "startup": overheads.startup, "anatomy": overheads.anatomy,
        "dispatch": overheads.dispatch}


@pytest.mark.parametrize("chart", CHARTS)
def test_one_strategy_is_enough(record, chart):
    assert CHARTS[chart](record(ROWS[chart](["async"])))


@pytest.mark.parametrize("chart", CHARTS)
def test_if_all_failed_there_is_nothing_to_draw(record, chart):
    rows = overheads.failing(ROWS[chart](["async"]), "async")
    assert CHARTS[chart](record([row for row in rows if "/serial/" not in row["name"]])) == []


def test_the_ladder_begins_with_the_least_metg(record_lives):
    ladder = titled(granularity.figures(record_lives(overheads.granularity(["async", "tbb_auto", "thread_pool"]))),
                    "METG: ")
    assert ladder.names == ["thread_pool", "tbb_auto", "async"]
    assert any(point.interval and " µs [" in point.words for point in series(ladder, "warm").points)


def test_what_lies_beyond_the_slices_is_doubtful_at_their_ends(record):
    rows = [*overheads.slices(), *overheads.grain("async", 1.0), *overheads.grain("mpi", 1e-9)]
    ladder = titled(granularity.figures(record(rows)), "METG: ")
    assert doubtful(ladder) == [("warm", "mpi"), ("warm", "async")]
    assert [point.words for point in series(ladder, "warm").points] == ["below 12.0 ns", "never up to 10.5 ms"]
    assert values(ladder, "warm") == pytest.approx({"mpi": overheads.duration(8), "async": overheads.duration(8388608)},
                                                   rel=0.02)


def test_warm_and_cold_are_series_of_one_ladder(record):
    rows = [*overheads.slices(), *overheads.grain("async", 1e-5), *overheads.grain("async", 1e-4, phase="cold")]
    ladder = titled(granularity.figures(record(rows)), "METG: ")
    assert values(ladder, "warm")["async"] == pytest.approx(1e-5, rel=0.02)
    assert values(ladder, "cold")["async"] == pytest.approx(1e-4, rel=0.02)


def test_without_serial_no_slice_has_a_duration(record):
    assert granularity.figures(record(overheads.grain("async", 1e-5))) == []


def test_efficiency_allows_for_workers_that_share_a_cpu(record):
    rows = [*overheads.slices(), *overheads.grain("async", 0.0, workers=4)]
    found = values(titled(granularity.figures(record(rows)), "Efficiency"), "async")
    assert list(found.values()) == pytest.approx([100.0] * len(overheads.STEPS), rel=0.02)


def test_metg_is_drawn_against_workers_where_there_are_two_counts(record):
    by_workers = titled(granularity.figures(record(overheads.granularity(["async"], counts=(1, 2, 4)))),
                        "METG, warm, by workers")
    assert list(values(by_workers, "async")) == [1, 2, 4]
    one = granularity.figures(record(overheads.granularity(["async"], counts=(2,))))
    assert not any(each.title.startswith("METG, warm") for each in one)


def test_start_first_and_stop_are_series_of_one_ladder(record):
    ladder = titled(startup.figures(record(overheads.startup(["serial", "async", "process_spawn"]))), "The life of")
    assert ladder.names == ["async", "process_spawn"] and len(ladder.measured) == 3


def test_a_phase_that_is_missing_leaves_the_others(record):
    rows = [row for row in overheads.startup(["async", "mpi"])
            if not ("/mpi/" in row["name"] and "/phase:stop/" in row["name"])]
    start, first, stop = titled(startup.figures(record(rows)), "The life of").measured
    assert [len(each.points) for each in (start, first, stop)] == [2, 2, 1]


def test_private_memory_is_solid_and_shared_dashed(record):
    figure, = startup.figures(record(overheads.resident("process_pool", 1e-3)))
    private, shared = figure.measured
    assert (private.look.line, shared.look.line) == ("-", "--") and private.look.colour == shared.look.colour
    assert [point.place for point in private.points] == [startup.NOTHING, *overheads.MEBIBYTES[1:]]
    assert private.points[-1].value > 20 * shared.points[-1].value


def test_anatomy_has_a_figure_for_each_size_and_all_parts_as_shares(record):
    found = anatomy.figures(record(overheads.anatomy(["serial", "process_pool_pipe"], ns=(1_000, 100_000))))
    assert [each.title for each in found] == ["n = 1 k, 2 workers", "n = 100 k, 2 workers"]
    for each in found:
        assert [name.split(",")[0] for name in each.names] == ["serial", "process_pool_pipe"]
        for name in each.names:
            assert sum(values(each, part.name)[name] for part in each.series) == pytest.approx(100, abs=1)
        assert not doubtful(each)


def test_anatomy_doubts_parts_that_do_not_add_up_and_leaves_out_missing_ones(record):
    rows = overheads.anatomy(["serial"], ns=(1_000,)) + overheads.anatomy(["async"], ns=(1_000,), missing=0.2)
    rows += [{key: value for key, value in row.items() if key != "wait_ns"}
             for row in overheads.anatomy(["mpi"], ns=(1_000,))]
    figure, = anatomy.figures(record(rows))
    assert {name.split(",")[0] for name in figure.names} == {"serial", "async"}
    assert {name.split(",")[0] for _, name in doubtful(figure)} == {"async"}
    assert "80 %" in series(figure, "compute").points[-1].doubt


def test_dispatch_is_in_the_order_of_rendezvous(record):
    rows = [*overheads.empty("async", "warm", 1e-9), *overheads.rendezvous("async", "warm", 1e-5),
            *overheads.empty("mpi", "warm", 1e-6), *overheads.rendezvous("mpi", "warm", 1e-6),
            *overheads.empty("serial", "warm", 1e-9)]
    figure, = dispatch.figures(record(rows))
    assert figure.names == ["mpi", "async"]


def test_idle_workers_burn_shares_of_a_cpu(record):
    figure, = dispatch.figures(record(overheads.empty("async", "idle", 150e-3) + overheads.empty("mpi", "idle", 4e-5)))
    assert values(figure, "async")["async"] == pytest.approx(150)
    assert values(figure, "mpi")["mpi"] == pytest.approx(0.04)
    assert series(figure, "mpi").points[0].words.startswith("0.04 %")


def test_an_empty_run_of_fewer_workers_is_doubtful(record):
    figure = titled(dispatch.figures(record(overheads.dispatch(["tbb_auto", "async"]))), "A run without work")
    assert [(name.split(":")[0], place) for name, place in doubtful(figure)] == [("empty", "tbb_auto")]


def test_pools_without_placement_stand_beside_and_win_nothing(record):
    rows = overheads.dispatch(["thread_pool"]) + overheads.rendezvous("unplaced_thread_pool", "warm", 0.1e-6)
    recording = record(rows)
    shown = dispatch_section.section(recording)
    assert "unplaced_thread_pool" in titled(dispatch.figures(recording), "A run without work").names
    assert shown.answers[0].startswith("The lowest hand-off latency is that of thread_pool: ")
    assert "Without that it takes: thread_pool 100 ns instead of" in shown.answers[1]
    assert all(row[0] != "unplaced_thread_pool" for row in small_jobs.table(recording).rows)


def test_nothing_is_said_of_placement_where_it_was_not_measured(record):
    assert len(dispatch_section.section(record(overheads.dispatch(["thread_pool"]))).answers) == 1
