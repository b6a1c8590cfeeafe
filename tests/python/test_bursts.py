"""Bursts after rests: the numbers, the table, the chart, the section, the sentences, and recordings with gaps."""
from __future__ import annotations

import pytest

pytest.importorskip("matplotlib")

from analysis.presentation import looks
from catalogue import KNOWN
from analysis.claims import claim_e_threads
from analysis.presentation.sections import all_sections
from analysis.questions.bursts import numbers as bursts, sentence as first_runs, table as bursts_table
from analysis.recording.measurement import UNSETTLED
from analysis.recording.reader import load
from analysis.summary.headline import by_question, caveats
from made_up import failed, settling
import model
import overheads
from analysis.summary import summary
from plots import plot_bursts
from plots.drawing import picture, style
from plots.drawing.chart import NothingToDraw
import recorded


def words(figure):
    texts = [text for axes in figure.axes for text in axes.texts] + figure.texts
    return " ".join(text.get_text() for text in texts)


def names(axes):
    return [tick.get_text() for tick in axes.get_yticklabels()]


def hollow(axes):
    return [line for line in axes.lines if line.get_markerfacecolor() == "white" and len(line.get_xdata())]


def section_of(recording):
    sections, missing = all_sections(recording)
    return next((each for each in sections if each.name == "bursts"), None), missing


def two(**of_second):
    """Two crews at one size after one rest; the second differs as told."""
    first = {"first": 100e-6, "settled": 5e-6}
    return [*overheads.burst("async", 10_000, 100_000, **first),
            *overheads.burst("mpi", 10_000, 100_000, **{**first, **of_second})]


def test_the_numbers_are_those_of_the_rows(record):
    rows = overheads.burst("async", 10_000, 5_000, 90e-6, 3e-6, until_settled_ns=4e5, rest_cpu_share=0.25)
    cell, = record(rows).measurements
    assert (cell.n, cell.number("rest_us"), cell.keys["phase"]) == (10_000, 5_000, "burst")
    assert bursts.settled_run(cell) == pytest.approx(3e-6) and bursts.until_settled(cell) == pytest.approx(4e-4)
    negative, = record(overheads.burst("async", 10_000, 5_000, 1e-3, 3e-6, until_settled_ns=-1.0)).measurements
    assert bursts.until_settled(negative) is None
    assert bursts.times_settled(cell) == pytest.approx(30) and bursts.rest_cpu(cell) == 0.25


def test_a_share_is_the_mean_and_the_worst_burst_the_worst_of_all_repetitions(record):
    rows = overheads.burst("async", 10_000, 5_000, 90e-6, 3e-6)
    for row, share, ratio in zip(rows, (0.0, 0.0, 0.3), (1.0, 40.0, 1.1)):
        row.update(never_settled_share=share, burst_run_ratio=ratio)
    cell, = record(rows).measurements
    assert bursts.never_settled(cell) == pytest.approx(0.1) and bursts.slowest_burst(cell) == 40.0


@pytest.mark.parametrize("rest, text", [(0, "0 µs"), (100, "100 µs"), (1_000, "1 ms"), (1_500, "1.5 ms"),
                                        (100_000, "100 ms"), (2_000_000, "2 s")])
def test_a_rest_is_named_as_people_do(rest, text):
    assert bursts.named(rest) == text


@pytest.mark.parametrize("value", [0.0, float("nan"), "?"])
def test_what_is_zero_or_no_number_is_unknown(record, tmp_path, value):
    recording = record([{**row, "settled_run_ns": value} for row in two()])
    assert all(bursts.times_settled(cell) is None for cell in recording.measurements)
    assert "(" not in "".join(bursts_table.table(recording).rows[0])
    assert picture.save(plot_bursts.draw(recording), tmp_path / "bursts")
    assert section_of(recording)[0].answers


def test_without_any_counter_the_first_runs_are_left(record, tmp_path):
    told = ("name", "run_name", "run_type", "real_time", "time_unit")
    recording = record([{key: row[key] for key in told} for row in two()])
    assert bursts_table.table(recording).columns == ("strategy", "n = 10 k")
    text = words(plot_bursts.draw(recording))
    assert "stay slow" not in text.replace("Stay slow: share", "")
    assert first_runs.sentences(recording) == [
        "After 100 ms without work the first run of 10,000 squares is shortest with async: 100 µs."]
    section, _ = section_of(recording)
    assert len(section.figures) == 1


def test_the_table_has_the_shortest_first_run_first(record_lives):
    found = bursts_table.table(record_lives(overheads.bursts(["serial", "async", "thread_pool"]), noise=0.01))
    assert found.columns == ("strategy", "n = 10 k", "n = 1 M", "settles in", "stay slow", "worst", "at rest")
    assert [row[0] for row in found.rows] == ["serial", "thread_pool", "async"]
    assert found.rows[1][1].endswith("x)") and "100 ms" in found.note and UNSETTLED not in found.note


def test_the_table_marks_what_did_not_settle_and_says_what_failed(record):
    rows = overheads.failing(overheads.bursts(["async", "mpi", "thread_pool"], rests=(100_000,)), "mpi")
    rows += overheads.burst("mpi", 1_000_000, 100, 1e-3, 1e-4)
    found = bursts_table.table(record(settling(rows, "/thread_pool/")))
    by_name = {row[0]: row for row in found.rows}
    assert [row[0] for row in found.rows][0] == "async" and by_name["thread_pool"][1].startswith("! ")
    assert by_name["mpi"][1] == bursts_table.UNKNOWN
    assert UNSETTLED in found.note and "unknown: failed or not recorded" in found.note


def test_it_fits_a_terminal_and_stands_in_the_summary(record_lives):
    text = summary.summarise(record_lives([*model.sizes(), *overheads.bursts()], noise=0.3, lives=4))
    assert bursts_table.QUESTION in text and max(map(len, text.splitlines())) <= 100


def test_the_chart_has_a_panel_for_each_size_and_a_mark_for_each_rest(record):
    figure = plot_bursts.draw(record(overheads.bursts(["async", "thread_pool"])))
    assert len(figure.axes) == 2 and names(figure.axes[0]) == ["thread_pool", "async"]
    drawn = [line for line in figure.axes[0].lines if len(line.get_xdata())]
    assert {line.get_marker() for line in drawn} == set(plot_bursts.MARKERS[:4]) and len(drawn) == 8
    text = words(figure)
    assert "stay slow" in text and "CPU at rest" in text and "0.05 %" in text
    assert [each.get_text() for each in figure.legends[0].get_texts()] == [
        "after 100 µs", "after 1 ms", "after 10 ms", "after 100 ms", "settled run"]


def test_marks_of_what_did_not_settle_are_hollow(record):
    axes = plot_bursts.draw(record(settling(two(), "/mpi/"))).axes[0]
    mark, = hollow(axes)
    assert mark.get_color() == looks.look(KNOWN["mpi"]).colour and names(axes) == ["async", "mpi"]


@pytest.mark.parametrize("rests", [(100,), (7,), tuple(range(1, 9))])
def test_any_rests_are_drawn(record, tmp_path, rests):
    recording = record(overheads.bursts(["async"], rests=rests))
    assert picture.save(plot_bursts.draw(recording), tmp_path / "bursts")
    assert bursts.named(rests[-1]) in bursts_table.table(recording).note


def test_absurd_times_are_drawn_too(record, tmp_path):
    rows = overheads.bursts(["serial", "async"])
    rows[0]["real_time"], rows[-1]["real_time"] = 1e-5, 1e17
    rows[3].update(until_settled_ns=-1.0, rest_cpu_share=1e9, burst_run_ratio=1e12)
    recording = record(rows)
    assert picture.save(plot_bursts.draw(recording), tmp_path / "bursts")
    assert bursts_table.table(recording).rows and section_of(recording)[0]


@pytest.mark.parametrize("rows", [[], overheads.dispatch(), overheads.failing(overheads.bursts(["mpi"]), "mpi")])
def test_without_bursts_the_page_says_what_to_record(record, rows):
    recording = record(rows)
    section, missing = section_of(recording)
    assert section is None and any("--questions=bursts" in each.advice for each in missing)
    assert not bursts_table.table(recording).rows and first_runs.sentences(recording) == []
    with pytest.raises(NothingToDraw, match="phase:burst"):
        plot_bursts.draw(recording)


def test_an_older_recording_is_told_what_it_lacks(record):
    old = overheads.rendezvous("async", "rested", 1e-3)
    assert any("bursts" in text for text in caveats(record(overheads.dispatch(["async"]) + old)))
    assert not any("bursts" in text for text in caveats(record(overheads.bursts())))


def test_what_failed_stands_beneath(record):
    rows = overheads.failing(overheads.bursts(["async", "mpi"]), "mpi")
    assert "mpi: worker 1 died: signal 9" in words(plot_bursts.draw(record(rows)))
    assert [each.strategy for each in section_of(record(rows))[0].failures] == ["mpi"]


def test_a_strategy_that_failed_after_one_rest_is_shown_after_the_others(record, tmp_path):
    rows = overheads.bursts(["async", "thread_pool"])
    rows = [failed(row["name"], "timeout") if "async" in row["name"] and "rest_us:100000" in row["name"] else row
            for row in rows]
    recording = record(rows)
    assert picture.save(plot_bursts.draw(recording), tmp_path / "bursts")
    found = bursts_table.table(recording)
    assert [row[0] for row in found.rows] == ["thread_pool", "async"] and found.rows[1][1] == bursts_table.UNKNOWN


def test_serial_alone_is_drawn_but_says_nothing_of_strategies(record, tmp_path):
    recording = record(overheads.bursts(["serial"]))
    assert picture.save(plot_bursts.draw(recording), tmp_path / "bursts")
    section, _ = section_of(recording)
    assert not section.answers and section.tables and by_question(recording) == {}


def test_the_sentences_name_who_is_quick_who_stays_slow_and_who_burns(record_lives):
    text = " ".join(first_runs.sentences(record_lives(overheads.bursts(), noise=0.01)))
    assert "After 100 ms without work the first run of 10,000 squares is shortest with openmp_static" in text
    assert "A plain loop's first run takes" in text and "times its own" in text
    assert "40 % of process_pool_pipe's bursts of 10 ms end before its runs are as fast as settled ones" in text
    assert "the workers of openmp_static burn 97 % of a CPU, those of openmp_dynamic more than 1 % as well" in text


def test_the_sentences_say_so_where_nobody_is_slow_or_awake(record_lives):
    text = " ".join(first_runs.sentences(record_lives(two(first=101e-6))))
    assert "Every burst of 10 ms became as fast as settled runs are" in text
    assert "no strategy's workers burn more than 1 % of a CPU" in text
    assert "1 other cannot be told apart from it" in text


def test_what_did_not_settle_is_in_no_sentence(record_lives):
    rows = settling(overheads.bursts(["async", "openmp_static"]), "/openmp_static/")
    text = " ".join(first_runs.sentences(record_lives(rows)))
    assert "async" in text and "openmp_static" not in text
    assert first_runs.sentences(record_lives(settling(rows, "/"))) == []


def test_processes_and_threads_are_compared_by_their_first_runs(record_lives):
    quick = overheads.burst("thread_pool", 10_000, 100_000, 100e-6, 5e-6)
    slow = overheads.burst("process_pool", 10_000, 100_000, 150e-6, 5e-6)
    finding = claim_e_threads.judge(record_lives([*quick, *slow], noise=0.01))
    assert finding.verdict.value == "holds here" and "first run after 100 ms of rest 1." in finding.sentence
    assert ("After 100 ms of rest the first run takes threads 20 times and processes 30 times as long as a settled one"
            in finding.sentence)


def test_bursts_of_other_sizes_do_not_answer_other_questions(record):
    lacking = " ".join(caveats(record(overheads.bursts(["serial", "async"]))))
    assert "sizes" in lacking and "scaling" in lacking
    assert "openmp_passive  not recorded" not in summary.summarise(record([*model.sizes(["serial", "async"]),
                                                                            *overheads.bursts(["openmp_passive"])]))
    assert "nothing is ranked" in summary.summarise(record(overheads.bursts(["serial", "async"])))


def test_twins_of_bursts_are_read(write_document):
    rows = overheads.bursts(["serial", "async"])
    recording = load(write_document(recorded.document(rows, twins=["serial"], lives=3)))
    assert len(recording.twins) == 8
