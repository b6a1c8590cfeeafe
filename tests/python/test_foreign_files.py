"""compare.py and summary.py with files that other programs of Google Benchmark wrote."""
from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import pytest

import google_files as google
import model
from analysis.recording.reader import load, load_any, ResultsError
from pairs import run
from plots import summary
import recorded

NAMES = ("BM_copy<int>/8", "BM_sort/n:1024/real_time/threads:4", "Suite/Case/manual_time")


def pair(folder: Path, before: List[google.Row], after: List[google.Row], **more: Any) -> Tuple[Path, Path]:
    """B of another program's build, whose context has more."""
    return (google.write(folder / "before.json", before),
            google.write(folder / "after.json", after, google.context(executable="./theirs-now", **more)))


def sides(folder: Path, files: int, slower: float = 1.0, repetitions: int = 3) -> Tuple[List[Path], List[Path]]:
    """Files of processes that differ by 1 %, whose repetitions hardly do."""
    dice = random.Random(7)
    found: Tuple[List[Path], List[Path]] = ([], [])
    for side, factor in enumerate((1.0, slower)):
        for at in range(files):
            rows = [each for name in NAMES for process in [100 * factor * dice.gauss(1, 0.01)]
                    for each in google.repeated(name, [process * dice.gauss(1, 1e-4) for _ in range(repetitions)])]
            found[side].append(google.write(folder / f"{'ab'[side]}{at}.json", rows,
                                            google.context(date=f"2030-01-01T00:0{at}:0{side}+00:00")))
    return found


def told(capsys: pytest.CaptureFixture) -> str:
    return " ".join(capsys.readouterr().out.split())


def comparison(capsys: pytest.CaptureFixture, *arguments: object) -> Dict[str, Any]:
    assert run(*arguments, "--format=json") == 0
    return json.loads(capsys.readouterr().out)["comparisons"][0]


@pytest.mark.parametrize("version", google.VERSIONS)
def test_one_file_a_side_gives_ratios_and_no_verdict(tmp_path: Path, capsys: pytest.CaptureFixture,
                                                     version: str) -> None:
    before, after = pair(tmp_path, *([row for name in NAMES for row in google.repeated(name, times, version)]
                                     for times in ([100, 101, 102], [150, 151.5, 153])))
    assert run(before, after, "--fail-on=slower") == 0
    words = told(capsys)
    assert "no verdict is possible; give several files a side (--against)" in words
    assert words.count("1 independent unit: one process, whose 3 repetitions are not independent of each other") == 2
    assert "0 slower, 0 faster, 3 undecided, 0 equivalent" in words and "interval" not in words
    found = comparison(capsys, before, after)
    assert {row["name"] for row in found["rows"]} == set(NAMES)
    assert all(row["ratio"] == pytest.approx(1.5) and row["interval"] is None for row in found["rows"])


def test_several_files_a_side_give_verdicts(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    before, after = sides(tmp_path, files=6, slower=1.1)
    assert run(*before, "--against", *after, "--fail-on=slower") == 1
    words = told(capsys)
    assert words.count("6 independent units: each file is one process, whose 3 repetitions are not") == 2
    assert "3 slower, 0 faster, 0 undecided, 0 equivalent" in words and "Geometric mean" not in words


def test_repetitions_are_never_independent(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    """Thousands of them do not make two processes a side surer."""
    few, many = (comparison(capsys, *before, "--against", *after)["rows"]
                 for repetitions in (1, 300) for before, after in [sides(tmp_path, 2, 1.02, repetitions)])
    assert {row["verdict"] for row in (*few, *many)} == {"undecided"}
    assert min(row["interval"][1] / row["interval"][0] for row in many) > 1.02


def test_processes_that_do_not_differ_are_not_called_different(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    before, after = sides(tmp_path, files=8)
    found = comparison(capsys, *before, "--against", *after)
    assert found["counts"]["slower"] == found["counts"]["faster"] == 0


def test_of_a_file_of_aggregates_the_median_counts(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    for version in google.VERSIONS:
        rows = (google.aggregates("BM_x/8", times, version) for times in ([1, 2, 9], [3, 4, 5]))
        before, after = pair(tmp_path, *rows)
        assert run(before, after) == 0
        assert "in A and B, of 1 row only aggregates are known: the median of the repetitions is taken" in told(capsys)
        row, = comparison(capsys, before, after)["rows"]
        assert (row["name"], row["ratio"]) == ("BM_x/8", pytest.approx(2.0))


def test_aggregates_without_a_median_are_no_times(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    means = [google.aggregate("BM_x", "mean", 1.0)]
    before, after = pair(tmp_path, [google.row("BM_y", 1.0), *means],
                         [google.row("BM_y", 1.0), google.row("BM_x", 1.0)])
    assert run(before, after) == 0
    assert "in A, left out, since they are no times: BM_x_mean" in told(capsys)
    assert run(google.write(tmp_path / "means.json", means), after) == 2
    assert "all rows are aggregates, and none is a median" in capsys.readouterr().err


def test_curves_are_left_out_and_named(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    rows = [google.row("BM_x/8", 1.0), google.row("BM_x/64", 8.0), *google.complexity("BM_x")]
    assert run(*pair(tmp_path, rows, [google.row("BM_x/8", 2.0), google.row("BM_x/64", 9.0), rows[-1]]), "--all") == 0
    words = told(capsys)
    assert "in A, left out, since they are no times: BM_x_BigO and BM_x_RMS" in words
    assert "in B, left out, since they are no times: BM_x_RMS" in words and "2 rows:" in words


def test_rows_that_failed_or_were_skipped_say_why(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    rows = [google.row("BM_x", 1.0), google.failed("BM_bad", "no such file"), google.skipped("BM_gpu", "no GPU here")]
    files = pair(tmp_path, [google.row(each["name"], 1.0) for each in rows], rows)
    assert run(*files) == 0
    words = told(capsys)
    assert "BM_bad in B: no such file" in words and "BM_gpu in B: unavailable: no GPU here" in words
    assert run(*files, "--fail-on=slower") == 1


def test_units_of_time_are_converted(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    before, after = pair(tmp_path, [google.row(unit, 3.0, unit=unit) for unit in ("ns", "us", "ms", "s")],
                         [google.row("ns", 3e-9, unit="s"), google.row("us", 3e3), google.row("ms", 3e3, unit="us"),
                          google.row("s", 3e3, unit="ms")])
    assert all(row["ratio"] == pytest.approx(1.0) for row in comparison(capsys, before, after)["rows"])


@pytest.mark.parametrize("change", [
    {"name": ["x"]}, {"run_name": {}}, {"run_type": []}, {"aggregate_name": []}, {"run_type": "aggregate", "name": 3},
    {"run_type": "aggregate", "aggregate_name": {}, "run_name": ["x"]}, {"skipped": 1}, {"real_time": None}])
def test_a_row_that_is_broken_is_a_sentence_or_left_out(tmp_path: Path, change: Dict[str, Any]) -> None:
    path = google.write(tmp_path / "broken.json", [google.row("BM_x", 1.0), {**google.row("BM_y", 1.0), **change}])
    try:
        assert load_any(path).measurements[0].title == "BM_x"
    except ResultsError as error:
        assert str(path) in str(error)


@pytest.mark.parametrize("how", [{"ends": "\r\n"}, {"mark": "\ufeff"}, {"ends": "\r\n", "mark": "\ufeff"}])
def test_files_of_windows_are_read(tmp_path: Path, how: Dict[str, str]) -> None:
    cell, = load_any(google.write(tmp_path / "windows.json", [google.row("BM_x", 1.0)], **how)).measurements
    assert (cell.title, cell.median) == ("BM_x", 1e-9)


def test_a_name_is_a_name_whatever_it_says(tmp_path: Path) -> None:
    """Threads and clocks are part of it, and so is what would be a mark in a recording."""
    names = ["BM_x/threads:1", "BM_x/threads:2", "BM_x/real_time", "BM_x", "BM_x/twin:1", "/n:3", "a b"]
    recording = load_any(google.write(tmp_path / "names.json", [google.row(name, 1.0) for name in names]))
    assert [cell.title for cell in recording.measurements] == names and not recording.twins


@pytest.mark.parametrize("counter", ["life", "samples", "lost", "unavailable", "timed_out", "settled", "bytes", "n"])
def test_counters_may_be_called_anything(tmp_path: Path, counter: str) -> None:
    cell, = load_any(google.write(tmp_path / "counters.json", [google.row("BM_x", 1.0, **{counter: 0.5})])).measurements
    assert cell.ok and not cell.is_unsettled and 0.5 in cell.counters.values()


def test_a_time_of_nothing_is_no_time(tmp_path: Path) -> None:
    nothing, x = load_any(google.write(tmp_path / "zero.json", [google.row("BM_nothing", 0.0), google.row("BM_x", 1.0)],
                                       )).measurements
    assert "its time is 0" in nothing.error and x.ok


def test_two_machines_get_no_verdicts(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    rows = [google.row("BM_x", 1.0)]
    for change in ({"num_cpus": 4}, {"caches": []}):
        assert run(*pair(tmp_path, rows, [google.row("BM_x", 2.0)], **change)) == 2
        assert told(capsys).startswith(f"not comparable: they are of two machines: {next(iter(change))} differs")
    assert run(*pair(tmp_path, rows, [google.row("BM_x", 2.0)], host_name="another")) == 0
    assert "host_name differs (box -> another)" in told(capsys)
    assert run(*pair(tmp_path, rows, [google.row("BM_x", 2.0)], host_name="not told", machine="known")) == 0
    assert "warning: host_name" not in told(capsys)


def test_rows_that_one_side_lacks_are_named(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert run(*pair(tmp_path, [google.row(name, 1.0) for name in "ab"], [google.row(name, 2.0) for name in "bc"])) == 0
    words = told(capsys)
    assert "Missing in B (1 row) a" in words and "New in B (1 row) c" in words and "1 row:" in words


@pytest.mark.parametrize("mistake, words", [
    ("twice", "this is the same recording as"), ("both sides", "this is the same recording as"),
    ("machine", "is of another machine than"), ("ours", "is of another program than"),
    ("lives", "has several lives already"), ("none", "no row of it is in"), ("broken", "ends too early")])
def test_files_that_make_no_side_are_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture, write_document: Any,
                                                  mistake: str, words: str) -> None:
    before, after = sides(tmp_path, files=2)
    if mistake == "twice":
        before.append(before[0])
    elif mistake == "both sides":
        after = before
    elif mistake == "machine":
        before.append(google.write(tmp_path / "m.json", [google.row(NAMES[0], 9.0)], google.context(num_cpus=1)))
    elif mistake == "ours":
        before.append(write_document({**model.document([]), "context": {"crossover_version": "0", "date": "2031"}}))
    elif mistake == "lives":
        before.append(write_document(recorded.document()))
    elif mistake == "none":
        after = [google.write(tmp_path / "other.json", [google.row("BM_other", 1.0)])]
    else:
        after[0].write_text('{"benchmarks": [')
    assert run(*before, "--against", *after) == 2
    error = capsys.readouterr().err
    assert words in error and error.count("\n") == 1


def test_what_answers_our_questions_refuses_them_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="is of a program that is not Crossover's; plots/summary.py lists its rows"):
        load(google.write(tmp_path / "x.json", [google.row("BM/x/n:3", 1.0)]))


@pytest.mark.parametrize("flag", [None, "--n=3", "--workers=2"])
def test_the_summary_lists_rows(tmp_path: Path, capsys: pytest.CaptureFixture, flag: Optional[str]) -> None:
    path = google.write(tmp_path / "x.json", [google.row("BM_x", 3.0, label="fast"), google.failed("BM_bad", "no file"),
                                              *google.complexity("BM_x")])
    if flag:
        assert summary.main([str(path), flag]) == 2
        assert "whose rows have neither --workers nor --n" in capsys.readouterr().err
        return
    assert summary.main([str(path)]) == 0
    words = told(capsys)
    assert words.startswith("./theirs 1 independent unit: one process")
    assert "BM_x 3.00 ns not measured 1 3.00 ns .. 3.00 ns fast" in words and "no file" in words
    assert "Left out, since they are no times: BM_x_BigO and BM_x_RMS." in words
