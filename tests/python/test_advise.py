"""The advice: right on both sides of a change, ties told, bad input refused with a sentence."""
from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as draw

import advised
from analysis.advice import changes
from analysis.advice.choice import advise
from analysis.advice.job import Job
from analysis.advice.model import model
from analysis.advice.overview import matrix
from analysis.advice.choice import WORTH
from analysis.recording.reader import load, ResultsError
from plots import advise as program
import recorded

ITEM = 100e-9
POOL = advised.TRUTHS["thread_pool"]


@pytest.fixture(name="known", scope="module")
def fixture_known(tmp_path_factory):
    path = tmp_path_factory.mktemp("known") / "known.json"
    path.write_text(json.dumps(recorded.document(advised.rows(), noise=0.0)), encoding="utf-8")
    return model(load(path), 2)


def job(work, **more):
    return Job(**{"items": work / ITEM, "seconds_per_item": ITEM, "workers": 2, **more})


def chosen(of, *arguments, **more):
    return advise(of, job(*arguments, **more)).advised.strategy


def predicted(of, strategy, *arguments, **more):
    found = advise(of, job(*arguments, **more)).options
    return next(each.prediction for each in found if each.strategy == strategy)


# The work from which on a crew that is called so often saves what it must.
def pays(calls, truth=POOL):
    return (truth.start / calls + truth.hand_off) / (1 / (1 + WORTH) - 1 / truth.parallelism)


@pytest.mark.parametrize("calls", [1, 10, 10_000])
def test_both_sides_of_the_change(known, calls):
    assert chosen(known, 0.9 * pays(calls), calls=calls) == "serial"
    assert chosen(known, 1.1 * pays(calls), calls=calls) == "thread_pool"


@pytest.mark.parametrize("calls", [1, 100])
def test_the_size_at_which_the_answer_changes(known, calls):
    found = changes.changes(known, job(1e-3, calls=calls))
    assert [(each.below, each.above) for each in found] == [("serial", "thread_pool")]
    assert found[0].items == pytest.approx(pays(calls) / ITEM, rel=0.03)
    low, high = found[0].interval
    assert low <= found[0].items <= high


def test_the_interval_of_a_change_is_as_wide_as_the_noise(record_lives):
    widths = []
    for noise in (0.02, 0.1):
        low, high = changes.changes(model(record_lives(advised.rows(), noise=noise), 2), job(1e-3))[0].interval
        widths.append(math.log(high / low))
    assert 0 < 2 * widths[0] < widths[1]


def test_the_time_of_a_job_is_that_of_its_parts(known):
    found = predicted(known, "process_pool_pipe", 1e-3, calls=7)
    truth, amount = advised.TRUTHS["process_pool_pipe"], 8e4
    assert found.seconds == pytest.approx(truth.start + 7 * truth.run(1e-3, amount, 2), rel=0.02)
    assert sum(part[0] for part in found.parts.values()) == pytest.approx(found.seconds)


@pytest.mark.parametrize("strategy, work, more, mostly", [
    ("thread_pool", 1e-5, {}, "start"),
    ("process_pool_pipe", 1e-6, {"calls": 1e6}, "hand-off"),
    ("thread_pool", 1.0, {}, "compute"),
    ("thread_pool", 1.0, {"bytes_per_item": 1e6}, "memory"),
    ("process_pool_pipe", 1.0, {"bytes_per_item": 1e4}, "copying"),
    ("serial", 1e-5, {}, "compute"),
    ("serial", 1e-5, {"bytes_per_item": 1e6}, "memory"),
])
def test_what_the_time_is_mostly(known, strategy, work, more, mostly):
    assert predicted(known, strategy, work, **more).mostly == mostly


def test_memory_binds_at_the_bandwidth_of_the_workers(known):
    crew, loop = (predicted(known, strategy, 1.0, bytes_per_item=1e4) for strategy in ("thread_pool", "serial"))
    assert crew.parts["memory"][0] == pytest.approx(1e11 / advised.FILL[2], rel=0.01)
    assert loop.seconds == pytest.approx(1e11 / advised.FILL[1], rel=0.01)


def test_skewed_jobs_go_to_those_that_balance(known):
    assert chosen(known, 1.0) == "thread_pool"
    assert chosen(known, 1.0, spread="skewed") == "tbb_auto"
    loss = predicted(known, "thread_pool", 1.0, spread="skewed").parts
    assert loss["imbalance"][0] == pytest.approx(0.5 * loss["compute"][0], rel=0.02)


def test_the_longest_share_is_what_writing_is_compared_with(known):
    """Memory would bind if the shares were even: 0.65 s of writing, 0.53 s of computing, 0.79 s in the longest."""
    parts = predicted(known, "thread_pool", 1.0, bytes_per_item=1950, spread="skewed").parts
    assert parts["memory"][0] == 0
    assert parts["compute"][0] + parts["imbalance"][0] == pytest.approx(1.5 / 1.9, rel=0.02)


def test_without_skewed_rows_skewed_jobs_are_not_predicted(record_lives):
    rows = [row for row in advised.rows() if not row["name"].startswith("skewed_squares/tbb_auto")]
    found = advise(model(record_lives(rows), 2), job(1.0, spread="skewed"))
    assert found.unpredicted == {"tbb_auto": "imbalance: no skewed rows (question imbalance)"}
    assert "tbb_auto" not in [each.strategy for each in found.options]


def test_isolated_jobs_go_to_processes(known):
    found = advise(known, job(1.0, isolated=True))
    assert {each.strategy for each in found.options} == {"process_pool", "process_pool_pipe"}
    assert found.advised.strategy == "process_pool"
    truth = advised.TRUTHS["process_pool"]
    assert found.advised.speed_up == pytest.approx(1 / truth.life(1.0, 8e7, 2), rel=0.02)
    assert found.unpredicted == {}


def test_equal_strategies_are_ties_and_the_simplest_is_advised(record_lives):
    truths = {name: POOL for name in ("zzz_unheard_of", "tbb_static", "openmp_static", "thread_pool")}
    found = advise(model(record_lives(advised.rows(truths), noise=0.02, seed=2), 2), job(1e-2))
    assert sorted(found.ties) == sorted(truths)
    assert found.advised.strategy == "thread_pool"
    serial = next(each for each in found.options if each.strategy == "serial")
    assert serial.rank == 5


def test_a_surely_slower_strategy_is_no_tie(known):
    assert advise(known, job(1e-3)).ties == ["thread_pool"]


def test_differences_below_the_noise_floor_are_ties(record_lives):
    rows = advised.rows({"thread_pool": POOL, "tbb_auto": POOL._replace(parallelism=1.7)})
    quiet = model(record_lives(rows, noise=0.003), 2)
    assert quiet.noise is None
    assert advise(quiet, job(1.0)).ties == ["thread_pool"]
    assert advise(replace(quiet, noise=0.2), job(1.0)).ties == ["thread_pool", "tbb_auto"]


def test_the_noise_floor_is_that_of_the_twins(record_lives):
    assert model(record_lives(advised.rows(), noise=0.02, twins=["thread_pool"]), 2).noise > 0.01


def test_one_strategy(record_lives):
    found = advise(model(record_lives(advised.rows({"thread_pool": POOL})), 2), job(1.0))
    assert [each.strategy for each in found.options] == ["thread_pool", "serial"]


def test_the_matrix_has_the_advice_of_each_job(known):
    table = matrix(known.recording)
    assert [len(row) for row in table.rows] == [len(table.columns)] * 7
    assert table.rows[0] == ("1.00 µs", "plain loop", "plain loop", "plain loop")
    assert table.rows[-1][1:] == ("thread_pool 1.90x",) * 3
    assert [row[3].split()[0] for row in table.rows[1:3]] == ["thread_pool", "thread_pool"]


def run(*arguments):
    return program.main([str(argument) for argument in arguments])


USUAL = ("--items", "1e5", "--ns-per-item", "100")


def test_the_program_prints_answer_ranking_and_change(write_document, capsys):
    file = write_document(recorded.document(advised.rows(), noise=0.02, twins=["thread_pool"]))
    assert run(file, *USUAL, "--explain") == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Use thread_pool: 5.3" in out and "as fast as a plain loop" in out
    assert "use a plain loop (serial)." in out and "Below n = 1." in out
    assert "1 thread_pool 5.3" in out and "noise floor is" in out
    assert "parallelism 1." in out and "grain, squares with 2 workers" in out


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_strange_names_are_made_printable(write_document, capsys, form):
    file = write_document(recorded.document(advised.rows({"\x1b[2J\u2028" + "x" * 300: POOL}), noise=0.02))
    assert run(file, *USUAL, "--format", form, "--explain") == 0
    out = capsys.readouterr().out
    assert not any(part in out for part in ("\x1b", "\u2028", "x" * 41))


def test_a_plain_file_says_that_it_has_no_intervals(write, capsys):
    assert run(write(advised.rows(), effective_cpus="2"), *USUAL) == 0
    out = capsys.readouterr().out
    assert "No intervals" in out and ".." not in out


@pytest.mark.parametrize("flag, value", [
    *(("--items", value) for value in ("0", "-5", "nan", "inf", "1e300", "ten")),
    *(("--ns-per-item", value) for value in ("0", "-1", "nan", "inf", "1e30")),
    *(("--workers", value) for value in ("0", "-2", "2.5", "nan", "99999", "9" * 50)),
    *(("--calls", value) for value in ("0", "-1", "nan", "1e13")),
    *(("--bytes-per-item", value) for value in ("-1", "nan", "1e10")),
    ("--spread", "uneven"),
])
def test_bad_numbers_are_refused(write, capsys, flag, value):
    flags = dict(zip(USUAL[::2], USUAL[1::2]))
    flags[flag] = value
    with pytest.raises(SystemExit) as end:
        run(write(advised.rows()), *(f"{name}={word}" for name, word in flags.items()))
    assert end.value.code == 2
    assert flag in capsys.readouterr().err


def test_more_work_than_anybody_waits_for_is_refused(write, capsys):
    with pytest.raises(SystemExit) as end:
        run(write(advised.rows()), "--items=1e15", "--ns-per-item=1e18")
    assert end.value.code == 2
    assert "30 years" in capsys.readouterr().err


@pytest.mark.parametrize("rows, words", [
    ([], "no warm row of serial"),
    (advised.rows(serial=False), "no warm row of serial"),
    (advised.rows({}), "no strategy with workers"),
    (advised.ceilings(), "no warm row of serial"),
])
def test_recordings_that_cannot_tell_are_refused(write, capsys, rows, words):
    assert run(write(rows), *USUAL) == 2
    assert words in capsys.readouterr().err


def test_workers_that_were_not_recorded_are_refused(write, capsys):
    assert run(write(advised.rows()), *USUAL, "--workers=7") == 2
    assert "1 and 2 were recorded" in capsys.readouterr().err


def test_the_matrix_of_nothing_is_refused(record):
    with pytest.raises(ResultsError, match="no warm row of serial"):
        matrix(record([]))


@given(draw.floats(1, 1e9), draw.floats(1e-10, 1e-3), draw.floats(1, 1e6), draw.floats(0, 1e6),
       draw.sampled_from(["even", "skewed"]))
def test_more_items_and_more_calls_never_take_less(known, items, seconds_per_item, calls, size, spread):
    base = Job(items, seconds_per_item, 2, calls, size, spread)
    totals = [{each.strategy: each.prediction.seconds for each in advise(known.estimates, each).options}
              for each in (base, replace(base, items=1.1 * items), replace(base, calls=1.1 * calls))]
    for strategy, seconds in totals[0].items():
        assert 0 < seconds < math.inf
        assert all(more[strategy] >= seconds for more in totals[1:])
