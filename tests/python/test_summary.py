"""The table: order, marks, reasons, and that it fits a terminal."""
from __future__ import annotations

import re
import signal
import subprocess
import sys

import pytest

import model
from analysis.ranking import ranking
from analysis.recording.reader import load, ResultsError
from analysis.statistics.break_even import Verdict
from analysis.summary import summary
from plots import summary as summary_program
import recorded

N = 1_000_000


def cell(strategy, seconds, workers=2, n=N, **counters):
    name = model.name("squares", strategy, n=n, intensity=1, workers=workers, phase="warm")
    return [model.row(name, seconds, index, **counters) for index in range(3)]


def flat(text):
    """Without the line breaks of paragraphs."""
    return " ".join(text.split())


def tables(text):
    """What follows the answer in sentences."""
    return text[text.index(" squares, "):]


def row_of(text, strategy):
    return next(line for line in tables(text).splitlines() if strategy in line.split())


def at_n(*times, **options):
    """Rows of strategies, each with its time and any counters, at the same size."""
    return [row for strategy, seconds in times
            for row in cell(strategy, seconds, workers=1 if strategy == "serial" else 2, **options)]


def test_the_fastest_comes_first_and_ties_share_a_rank(record_lives):
    recording = record_lives(at_n(("serial", 4e-3), ("async", 2.01e-3), ("tbb_auto", 2.0e-3), ("mpi", 3e-3)))
    ranked = {row.cell.strategy: row for row in ranking.rank(recording, N, 2)}
    assert [row.cell.median for row in ranked.values()] == sorted(row.cell.median for row in ranked.values())
    assert {name: row.rank for name, row in ranked.items()} == {
        "tbb_auto": 1, "async": 1, "mpi": 3, "serial": 4}
    text = summary.summarise(recording)
    assert [row_of(text, name).split()[0] for name in ("async", "mpi", "serial")] == ["1", "3", "4"]
    assert "Median of 10 lives" in text and "share the rank (5 %" in flat(text)


def test_a_speed_up_has_an_interval_around_it(record_lives):
    recording = record_lives(at_n(("serial", 4e-3), ("async", 2e-3)), noise=0.02)
    by_strategy = {row.cell.strategy: row for row in ranking.rank(recording, N, 2)}
    low, high = by_strategy["async"].interval
    assert 1.9 < low < by_strategy["async"].speed_up < high < 2.1
    assert low < 2.0 < high
    assert (by_strategy["serial"].speed_up, by_strategy["serial"].interval) == (1.0, None)
    text = summary.summarise(recording)
    assert f"[{low:.2f}, {high:.2f}]" in row_of(text, "async")
    assert "own 95 % interval" in flat(text)


@pytest.mark.parametrize("lives", [None, 1])
def test_one_life_has_an_order_but_no_ranks(record, record_lives, lives):
    rows = at_n(("serial", 4e-3), ("async", 2e-3), ("mpi", 3e-3))
    recording = record_lives(rows, lives=lives) if lives else record(rows)
    assert [(row.cell.strategy, row.rank, row.interval) for row in ranking.rank(recording, N, 2)] == [
        ("async", None, None), ("mpi", None, None), ("serial", None, None)]
    text = flat(summary.summarise(recording))
    assert " # " not in text and "95 %" not in text and "the order is that of the medians" in text
    assert "cannot show how sure the order is" in text


def test_a_plain_file_says_how_to_be_sure(record):
    text = flat(summary.summarise(record(model.sizes())))
    assert "One process cannot show how sure the order is; record with benchmarks/record.py." in text
    assert "By the medians alone" in text and "undecided" not in tables(text)


def test_a_strategy_of_too_few_lives_has_no_rank(write_document):
    document = recorded.document(at_n(("serial", 4e-3), ("async", 2e-3)), lives=3)
    rows = [row for row in document["benchmarks"] if "async" in row["name"]]
    recorded.keep(document, [row for row in document["benchmarks"] if row not in rows[1:]])
    text = summary.summarise(load(write_document(document)))
    assert row_of(text, "async").split()[0] == "?" and row_of(text, "serial").split()[0] == "2"
    assert "?: measured too rarely" in flat(text) and "Median of 1 to 3 lives" in text


def test_the_recording_tells_what_disturbed_it(write_document):
    document = recorded.document(model.sizes(["serial", "async"]), lives=4, twins=["serial"],
                                 state="interrupted")
    entries = recorded.entries(document)
    entries[2]["changed"] = ["load 0.4 -> 7"]
    entries[3]["exit_code"] = 1
    text = flat(summary.summarise(load(write_document(document))))
    assert "Interrupted recording of 4 lives. Surroundings changed in 1 of them (marked 'changed')." in text
    assert "1 of them failed." in text and "of 12 rows measured twice came out different" in text


def test_without_twins_the_noise_floor_is_not_measured(record_lives):
    text = flat(summary.summarise(record_lives(model.sizes(["serial", "async"]), lives=2)))
    assert "Complete recording of 2 lives. Surroundings changed in none of them." in text
    assert "noise floor is not known" in text


def test_sizes_that_chance_may_explain_decide_nothing(record_lives):
    equal = [*cell("serial", 1e-3, workers=1, n=10), *cell("serial", 1e-2, workers=1, n=100)]
    equal += [*cell("async", 1.001e-3, n=10), *cell("async", 0.99e-2, n=100)]
    recording = record_lives(equal, noise=0.05)
    found = ranking.break_evens(ranking.curves(ranking.of_job(recording, "warm")))
    assert found["async"].verdict is Verdict.UNDECIDED
    assert "undecided: tie at n = 100" in summary.summarise(recording)


def test_sizes_that_differ_for_sure_decide(record_lives):
    recording = record_lives(model.sizes(["serial", "thread_per_call"]), noise=0.02)
    found = ranking.break_evens(ranking.curves(ranking.of_job(recording, "warm")))
    assert found["thread_per_call"].verdict is Verdict.FROM
    assert (found["thread_per_call"].loses_at, found["thread_per_call"].wins_at) == (100_000, 1_000_000)
    text = flat(summary.summarise(recording))
    assert "A size where chance may explain the difference decides nothing. In brackets: where the curves cross" in text
    assert re.search(r"n = \d+ k \[\d+ k, \d+ k\]", text)


def test_two_lives_decide_but_have_no_interval(record_lives):
    text = flat(summary.summarise(record_lives(model.sizes(["serial", "thread_per_call"]), noise=0.001, lives=2)))
    assert "(100 k to 1 M)" in text and "In brackets" not in text


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
    assert "! before workers: fewer took part" in flat(text)


def test_without_ceilings_and_counters_the_legend_says_so(record):
    text = flat(summary.summarise(record([*cell("serial", 4e-3, workers=1), *cell("async", 2e-3)])))
    assert "ceiling: not measured" in text and "workers: not measured" in text
    assert "CPU cost  " not in text


def test_failed_and_unavailable_strategies_keep_their_reason(record):
    rows = [*cell("serial", 4e-3, workers=1), *cell("async", 2e-3), *cell("stdpar", 2e-3, n=10),
            model.failed(model.name("squares", "process_pool", n=N, intensity=1, workers=2,
                                    phase="warm"), "worker 1 died: signal 9"),
            model.failed("squares/mpi/real_time", "not built with MPI", unavailable=1)]
    text = summary.summarise(record(rows))
    assert "worker 1 died: signal 9" in row_of(text, "process_pool")
    assert "unavailable: not built with MPI" in row_of(text, "mpi")
    assert "not recorded here" in row_of(text, "stdpar")
    assert tables(text).index("worker 1 died") > tables(text).index("serial")


def test_the_answer_comes_first(record_lives):
    """The crossover, the claims, a sentence for each question, then the tables."""
    text = summary.summarise(record_lives(lives=4))
    order = ["Ready workers: use ", "Workers started for each run: use ", "(a) Splitting", "(e) For I/O",
             "With 2 workers ", " squares, "]
    places = [text.index(each) for each in order]
    assert places[0] == 0 and places == sorted(places)


def test_references_are_not_ranked(record):
    recording = record([*cell("serial", 4e-3, workers=1), *cell("bare_loop", 3e-3, workers=1)])
    assert "bare_loop" not in summary.summarise(recording)


def test_workers_default_to_the_effective_cpus(record):
    rows = [row for workers in (1, 2, 3, 4) for row in cell("async", 1e-3, workers=workers)]
    assert ranking.usual_workers(record(rows, effective_cpus="3")) == 3
    assert ranking.usual_workers(record(rows, effective_cpus="2.5")) == 2
    assert ranking.usual_workers(record(rows, effective_cpus="0.5")) == 1
    assert ranking.usual_workers(record(rows, effective_cpus="not measured", num_cpus=8)) == 4


def test_everything_fits_a_terminal(record, record_lives):
    rows = [*model.everything(), model.failed(
        model.name("squares", "openmp_guided", n=9_999_999, workers=2), "wrong answer: " + 60 * "item ")]
    for recording in (record(rows), record_lives(rows, lives=2, noise=0.5, twins=["serial"])):
        text = summary.summarise(recording)
        assert max(map(len, text.splitlines())) <= 100
        assert "modelled-2-cpus" in text and "9,999,999" in text
        assert "From which n on" in text


def test_even_what_was_not_measured_fits(record, record_lives):
    rows = [row for strategy in model.OVERHEAD for row in cell(strategy, 1e-3)]
    rows[0].update(cpu_ns=1.0, workers_observed=2.0)
    for recording in (record(rows), record_lives(rows, lives=2, noise=0.5)):
        assert max(map(len, summary.summarise(recording).splitlines())) <= 100


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
    assert summary_program.main([str(write(model.imbalance()))]) == 0
    assert "nothing is ranked" in capsys.readouterr().out


def test_a_user_s_mistake_is_one_sentence(tmp_path, capsys):
    assert summary_program.main([str(tmp_path / "missing.json")]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1 and "missing.json" in captured.err


def test_a_reader_who_leaves_early_ends_it_without_a_word(write, plots):
    program = subprocess.Popen([sys.executable, plots / "summary.py", write()], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    program.stdout.close()
    with program:
        assert (program.stderr.read(), program.wait(60)) == (b"", 128 + signal.SIGPIPE)


# The machine's states.

NEAR_AND_FAR = {"hand_overs": [220.0, 220.0, 850.0, 850.0], "lives": 24, "noise": 0.005}


def in_states(record_lives, **slower):
    rows = [row for n in (1000, N) for strategy, seconds in (("serial", 4e-3), ("async", 2e-3), ("mpi", 3e-3))
            for row in cell(strategy, seconds * n / N, workers=1 if strategy == "serial" else 2, n=n)]
    return record_lives(rows, slower=slower, **NEAR_AND_FAR)


def test_where_the_ranks_differ_each_state_has_its_own_table(record_lives):
    recording = in_states(record_lives, **{"async": 3.0})
    text = flat(summary.summarise(recording))
    near, far = recording.states
    assert text.count("# strategy") == 2 and f"W{near.heading[1:]}" in text and f"W{far.heading[1:]}" in text
    assert text.index(near.heading[1:]) < text.index(far.heading[1:]) and "% of the time):" in text
    assert [row.cell.strategy for row in ranking.rank(recording.in_state(near), N, 2)] == ["async", "mpi", "serial"]
    assert [row.cell.strategy for row in ranking.rank(recording.in_state(far), N, 2)] == ["mpi", "serial", "async"]
    assert text.count("From which n on does each strategy beat serial?") == 2
    assert "The machine had 2 states, which differ in hand-off latency: 2" in text


def test_where_all_states_tell_the_same_there_is_one_table(record_lives):
    text = flat(summary.summarise(in_states(record_lives, **{"async": 1.3})))
    assert text.count("# strategy") == 1 and text.count("From which n on") == 1
    assert "The machine had 2 states" in text


def test_a_machine_that_changed_all_the_time_is_said_to(write_document):
    document = recorded.document(at_n(("serial", 4e-3), ("async", 2e-3)), lives=30)
    for at, row in enumerate(document["benchmarks"]):
        row["samples"][0]["core_to_core_ns"] = 100.0 * 20.0 ** ((at * 0.618034) % 1)
    text = flat(summary.summarise(load(write_document(document))))
    assert "The machine's state kept changing (" in text and text.count("# strategy") == 1
