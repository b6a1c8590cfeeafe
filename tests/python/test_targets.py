"""The table of promises: right ratios, right verdicts, and words where something is missing."""
from __future__ import annotations

from typing import Any, Callable, Dict, List

import pytest

import made_up
import overheads
from analysis.recording.reader import load, Recording
from analysis.targets import targets
from plots import targets as targets_program

Rows = List[Dict[str, Any]]
CONTEXT = {"date": "2030-01-01T00:00:00+00:00", "num_cpus": 2, "effective_cpus": "2", "machine": "imagined",
           "library_build_type": "release", "crossover_version": "0.0.0"}


def cells(overrides: Dict[str, float]) -> Rows:
    """Every promise kept with room to spare, but for the rows whose time is given."""
    times = {
        "rendezvous/thread_pool/2/warm": 100e-9, "rendezvous/process_pool/2/warm": 100e-9,
        "rendezvous/openmp_static/2/warm": 1e-6, "rendezvous/spinning_pool/2/warm": 100e-9,
        "rendezvous/thread_pool/2/burst": 40e-6, "rendezvous/process_pool/2/burst": 40e-6,
        "rendezvous/futex_round_trip/2/burst": 50e-6,
        "empty/thread_pool/2/idle": 100e-6, "empty/process_pool/2/idle": 100e-6,
        "rendezvous/thread_pool/8/warm": 80e-6, "rendezvous/process_pool/8/warm": 80e-6,
        "rendezvous/thread_pool_blocking/8/warm": 90e-6, "rendezvous/async/8/warm": 500e-6,
        "empty/pinned_thread_pool/2/each": 9e-6, "empty/pinned_process_pool/2/each": 9e-6,
        "empty/pinned_futex_round_trip/2/each": 8e-6,
        "empty/process_per_call/2/warm": 800e-6, "empty/bare_fork/1/warm": 400e-6,
        "empty/process_spawn/2/warm": 3e-3, "empty/bare_spawn/1/warm": 3e-3,
        "empty/process_pool/2/warm": 100e-9, "empty/python_pool_fork/2/warm": 300e-6, **overrides}
    rows = []
    for name, seconds in times.items():
        workload, strategy, workers, phase = name.split("/")
        rests = [{"rest_us": rest} for rest in targets.RESTS] if phase == "burst" else [{}]
        rows += [made_up.row(made_up.name(workload, strategy, n=workers, workers=workers, slices=workers, phase=phase,
                                          **rest), seconds, longest_ns=seconds * 3e9) for rest in rests]
    return rows


def squares(first: float = 60e-6, strategy: str = "", **counters: float) -> Rows:
    """Bursts with every promise kept, but of the strategy, whose first run takes so long."""
    return [row for name in (*targets.POOLS, "tbb_static") for n in targets.BURST_SIZES for rest in targets.RESTS
            for row in overheads.burst(name, n, rest, first if name == strategy else 60e-6, 10e-6,
                                       **(counters if name == strategy else {}))]


@pytest.fixture
def found(write_document: Callable[..., Any]) -> Callable[[Rows], Dict[str, targets.Target]]:
    def of(rows: Rows) -> Dict[str, targets.Target]:
        recording: Recording = load(write_document({"context": CONTEXT, "benchmarks": rows}))
        return {f"{each.what} / {each.against}": each for each in targets.targets(recording)}
    return of


def test_ratios_are_of_the_cells_that_they_name(found) -> None:
    table = found(cells({}))
    assert table["thread_pool, rendezvous / openmp_static"].measured.ratio == pytest.approx(0.1)
    assert table["thread_pool, 4 workers a CPU / thread_pool_blocking"].measured.ratio == pytest.approx(8 / 9)
    assert table["process_per_call / 2 x fork and wait"].measured.ratio == pytest.approx(1.0)
    assert table["thread_pool, CPU time without work / one CPU"].measured.ratio == pytest.approx(0.001)
    assert table["Python's Pool.map, empty / process_pool"].measured.ratio == pytest.approx(3000)
    assert table["thread_pool, all on one CPU / a round trip there, a worker"].measured.ratio == pytest.approx(9 / 16)
    kept = {each.verdict for each in table.values() if each.measured}
    assert kept == {"pass"}


@pytest.mark.parametrize("name, seconds, what", [
    ("rendezvous/thread_pool/2/warm", 401e-9, "thread_pool, rendezvous / openmp_static"),
    ("rendezvous/process_pool/2/burst", 56e-6, "process_pool, after 5 ms without work / a futex round trip"),
    ("empty/process_pool/2/idle", 1.1e-3, "process_pool, CPU time without work / one CPU"),
    ("rendezvous/async/8/warm", 50e-6, "thread_pool, 4 workers a CPU / async"),
    ("empty/python_pool_fork/2/warm", 9e-6, "Python's Pool.map, empty / process_pool"),
])
def test_a_promise_that_is_not_kept_is_short(found, name: str, seconds: float, what: str) -> None:
    assert found(cells({name: seconds}))[what].verdict == "short"


def test_bursts_that_keep_every_promise_pass(found) -> None:
    table = found([*cells({}), *squares()])
    bursts = {what: each for what, each in table.items() if "squares after" in what or "slowest burst" in what}
    assert len(bursts) == 4 * 2 + 2 * 4 and {each.verdict for each in bursts.values()} == {"pass"}
    woken = table["thread_pool, first run of 10,000 squares after 5 ms / a futex round trip and the job"]
    assert woken.measured.ratio == pytest.approx(60 / (50 + 10), rel=0.03)


@pytest.mark.parametrize("strategy, first, counters, what", [
    ("thread_pool_dynamic", 70e-6, {}, "thread_pool_dynamic, first run of 1,000,000 squares after 100 ms / tbb_static"),
    ("thread_pool", 85e-6, {}, "thread_pool, first run of 10,000 squares after 5 ms / a futex round trip and the job"),
    ("process_pool_dynamic", 60e-6, {"burst_run_ratio": 3.1},
     "process_pool_dynamic, slowest burst of 10,000 squares / its settled run")])
def test_a_burst_that_breaks_a_promise_is_short(found, strategy: str, first: float, counters: Dict[str, float],
                                                what: str) -> None:
    assert found([*cells({}), *squares(first, strategy, **counters)])[what].verdict == "short"


def test_one_bad_burst_of_many_is_too_many(found) -> None:
    rows = squares()
    bad = next(row for row in rows if "squares/process_pool/n:10000/" in row["name"])
    bad["burst_run_ratio"] = 40.0
    slowest = "process_pool, slowest burst of 10,000 squares / its settled run"
    assert found([*cells({}), *rows])[slowest].verdict == "short"


def test_the_rows_of_older_recordings_are_left_out(found) -> None:
    old = [made_up.row(made_up.name("rendezvous", "thread_pool", n=2, workers=2, slices=2, phase="rested"), 1e-6)]
    assert {each.verdict for what, each in found(old).items() if "after" in what} == {"not measured"}


def test_what_is_missing_or_failed_is_not_measured(found) -> None:
    rows = [row for row in cells({}) if "openmp_static" not in row["name"]]
    rows.append(made_up.failed(made_up.name("rendezvous", "openmp_static", n=2, workers=2, slices=2, phase="warm"),
                               "built without OpenMP", unavailable=1))
    table = found(rows)
    assert table["thread_pool, rendezvous / openmp_static"].verdict == "not measured"
    assert table["Python's loop, 10 M squares / serial"].verdict == "not measured"


def test_the_report_shows_every_promise(write_document, capsys) -> None:
    path = write_document({"context": CONTEXT, "benchmarks": cells({})})
    assert targets_program.main([str(path)]) == 0
    text = capsys.readouterr().out
    assert text.count("pass") >= 10 and "at most 0.40x" in text and "not measured" in text


def test_a_recording_of_something_else_is_refused_in_words(write_document, capsys) -> None:
    rows = [made_up.row("squares/serial/n:1/phase:warm/real_time", 1.0)]
    path = write_document({"context": CONTEXT, "benchmarks": rows})
    assert targets_program.main([str(path)]) == 2
    assert "--questions=targets" in capsys.readouterr().err
