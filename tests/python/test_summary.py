"""The table: order, marks, reasons, and that it fits a terminal."""
from __future__ import annotations

import pytest

import model
import ranking
import summary
from results import ResultsError

N = 1_000_000


def cell(strategy, seconds, workers=2, n=N, spread=0.0, **counters):
    name = model.name("squares", strategy, n=n, intensity=1, workers=workers, phase="warm")
    return [model.row(name, seconds * (1 + step * spread), index, **counters)
            for index, step in enumerate((0, -1, 1))]


def row_of(text, strategy):
    return next(line for line in text.splitlines() if strategy in line.split())


def test_fastest_first_and_overlapping_ranges_share_a_rank(record):
    recording = record([*cell("serial", 4e-3, workers=1), *cell("async", 2.1e-3, spread=0.1),
                        *cell("tbb_auto", 2.0e-3, spread=0.1), *cell("mpi", 3e-3)])
    ranked = ranking.rank(recording, N, 2)
    assert [(row.cell.strategy, row.rank) for row in ranked] == [
        ("tbb_auto", 1), ("async", 1), ("mpi", 3), ("serial", 4)]
    assert [row.speed_up for row in ranked] == pytest.approx([2.0, 4 / 2.1, 4 / 3, 1.0])


def test_cpu_cost_is_relative_to_serial(record):
    recording = record([*cell("serial", 4e-3, workers=1, cpu_ns=4e6), *cell("async", 2e-3, cpu_ns=5e6),
                        *cell("mpi", 3e-3)])
    assert [row.cpu_cost for row in ranking.rank(recording, N, 2)] == [1.25, None, 1.0]
    assert "1.25x" in row_of(summary.summarise(recording), "async")
    assert "not measured" in row_of(summary.summarise(recording), "mpi")


def test_too_few_workers_are_marked_and_explained(record):
    recording = record([*cell("serial", 4e-3, workers=1, workers_observed=1),
                        *cell("async", 2e-3, workers_observed=2.0),
                        *cell("tbb_auto", 3e-3, workers_observed=1.03)])
    text = summary.summarise(recording)
    assert "! 1.0 of 2" in row_of(text, "tbb_auto")
    assert "!" not in row_of(text, "async")
    assert "!: fewer workers took part" in text


def test_without_ceilings_and_counters_the_legend_says_so(record):
    text = summary.summarise(record([*cell("serial", 4e-3, workers=1), *cell("async", 2e-3)]))
    assert "ceiling: not measured" in text and "workers: not measured" in text
    assert "CPU cost  " not in text


def test_failed_and_unavailable_strategies_keep_their_reason(record):
    rows = [*cell("serial", 4e-3, workers=1), *cell("async", 2e-3), *cell("stdpar", 2e-3, n=10),
            model.failed(model.name("squares", "process_pool", n=N, intensity=1, workers=2,
                                    phase="warm"), "worker 1 died: signal 9"),
            model.failed("squares/mpi/real_time", "unavailable: not built with MPI")]
    text = summary.summarise(record(rows))
    assert "worker 1 died: signal 9" in row_of(text, "process_pool")
    assert "unavailable: not built with MPI" in row_of(text, "mpi")
    assert "not recorded here" in row_of(text, "stdpar")
    assert text.index("worker 1 died") > text.index("serial")


def test_references_are_not_ranked(record):
    recording = record([*cell("serial", 4e-3, workers=1), *cell("bare_loop", 3e-3, workers=1)])
    assert "bare_loop" not in summary.summarise(recording)


def test_workers_default_to_the_effective_cpus(record):
    rows = [row for workers in (1, 2, 3, 4) for row in cell("async", 1e-3, workers=workers)]
    assert ranking.usual_workers(record(rows, effective_cpus="3")) == 3
    assert ranking.usual_workers(record(rows, effective_cpus="2.5")) == 2
    assert ranking.usual_workers(record(rows, effective_cpus="0.5")) == 1
    assert ranking.usual_workers(record(rows, effective_cpus="not measured", num_cpus=8)) == 4


def test_everything_fits_a_terminal(record):
    rows = [*model.everything(), model.failed(
        model.name("squares", "openmp_guided", n=9_999_999, workers=2), "wrong answer: " + 60 * "item ")]
    text = summary.summarise(record(rows))
    assert max(map(len, text.splitlines())) <= 100
    assert "modelled-2-cpus" in text and "9,999,999" in text
    assert "From which n on" in text


def test_even_what_was_not_measured_fits(record):
    rows = [row for strategy in model.OVERHEAD for row in cell(strategy, 1e-3)]
    rows[0].update(cpu_ns=1.0, workers_observed=2.0)
    assert max(map(len, summary.summarise(record(rows)).splitlines())) <= 100


def test_markdown_is_a_table_that_names_cannot_break(record):
    recording = record([*cell("serial", 4e-3, workers=1), *cell("a|b<i>_x", 2e-3)])
    lines = summary.summarise(recording, form="markdown").splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert len({line.replace("\\|", "").count("|") for line in table}) == 1
    assert "a\\|b&lt;i>\\_x" in table[2]


@pytest.mark.parametrize("choice", [{"n": 7}, {"workers": 9}])
def test_what_was_not_recorded_cannot_be_chosen(record, choice):
    recording = record([*cell("serial", 4e-3, workers=1), *cell("async", 2e-3)])
    with pytest.raises(ResultsError, match="choose --n from 1000000 and --workers from 1, 2"):
        summary.summarise(recording, **choice)


def test_a_recording_of_other_questions_is_no_mistake(write, capsys):
    assert summary.main([str(write(model.imbalance()))]) == 0
    assert "nothing is ranked" in capsys.readouterr().out


def test_a_user_s_mistake_is_one_sentence(tmp_path, capsys):
    assert summary.main([str(tmp_path / "missing.json")]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1 and "missing.json" in captured.err
