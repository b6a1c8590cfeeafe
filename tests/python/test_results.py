"""The reader: what it takes apart, what it tolerates, and what it says about a broken file."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.recording import json_file, reader
from analysis.recording.reader import load, ResultsError
from analysis.recording.row_names import take_apart
import model

NAME = "squares/thread_pool/n:100/workers:2/phase:warm/real_time"


def complaint(path: Path) -> str:
    with pytest.raises(ResultsError) as error:
        load(path)
    text = str(error.value)
    assert str(path) in text and "\n" not in text
    return text


@pytest.mark.parametrize("name, workload, strategy, keys", [
    (NAME, "squares", "thread_pool", {"n": 100, "workers": 2, "phase": "warm"}),
    ("ceiling/fill/serial/n:8/real_time", "ceiling/fill", "serial", {"n": 8}),
    ("squares/mpi/real_time", "squares", "mpi", {}),
    ("squares/mpi", "squares", "mpi", {}),
    ("a/b/n:1/min_time:0.020/repeats:3/iterations:5/threads:1/real_time", "a", "b", {"n": 1}),
    ("a/b/n:1/process_time/real_time", "a", "b", {"n": 1}),
    ("a/b/grain:1e3/lock:x:y/real_time", "a", "b", {"grain": "1e3", "lock": "x:y"}),
    ("a/b/n:" + "9" * 5000, "a", "b", {"n": "9" * 5000}),
    ("a/</script>/n:1", "a/<", "script>", {"n": 1}),
], ids=range(9))
def test_names_are_taken_apart(name, workload, strategy, keys):
    assert take_apart(name) == (workload, strategy, keys)


def test_repetitions_become_one_cell_in_seconds(record):
    rows = [{**model.row(NAME, 2e-3, index), "real_time": value, "time_unit": unit}
            for index, (value, unit) in enumerate([(2, "ms"), (1_000, "us"), (4e6, "ns"), (0.003, "s")])]
    other_spelling = NAME.replace("/real_time", "/repeats:3/real_time")
    cells = record(rows + [model.row(other_spelling, 9e-3)]).measurements
    assert [len(cell.times) for cell in cells] == [5]
    assert cells[0].times == pytest.approx((2e-3, 1e-3, 4e-3, 3e-3, 9e-3))
    assert cells[0].median == pytest.approx(3e-3) and cells[0].spread == pytest.approx((1e-3, 9e-3))


def test_counters_are_medians_and_finite(record):
    cell, = record([model.row(NAME, 1, cpu_ns=value, speed=float("inf"), share=float("nan"), note="x")
                    for value in (1, 7, 3)]).measurements
    assert cell.counters == {"cpu_ns": 3}


def test_aggregates_and_unknown_fields_are_ignored(record):
    aggregate = {**model.row(NAME + "_mean", 1), "run_type": "aggregate", "real_time": "none"}
    cell, = record([{**model.row(NAME, 1), "novelty": {"deep": [1]}}, aggregate]).measurements
    assert len(cell.times) == 1


@pytest.mark.parametrize("fields, message", [
    ({"error_occurred": True, "error_message": "wrong answer: item 3"}, "wrong answer: item 3"),
    ({"skipped": True, "skip_message": "no MPI"}, "no MPI"),
    ({"error_occurred": True}, "failed without a message"),
    ({"error_occurred": True, "error_message": "two\nlines\x1b[2J"}, "two lines [2J"),
])
def test_a_failed_row_needs_no_time(record, fields, message):
    cell, = record([{"name": NAME, **fields}]).measurements
    assert (cell.ok, cell.error, cell.times) == (False, message, ())


def test_one_failed_repetition_takes_the_time_from_all(record):
    cell, = record([model.row(NAME, 1), model.failed(NAME, "wrong answer: item 3"),
                    model.row(NAME, 1)]).measurements
    assert not cell.ok and not cell.times and not cell.counters


def test_select_takes_failed_cells_and_measured_does_not(record):
    recording = record([*model.squares("thread_pool", 100), *model.unavailable("mpi")])
    assert {cell.strategy for cell in recording.select("squares", workers=2)} == {"thread_pool", "mpi"}
    assert {cell.strategy for cell in recording.measured("squares", phase="warm")} == {"thread_pool"}
    assert recording.select("squares", "mpi", workers=3) == recording.select("cubes") == []


@pytest.mark.parametrize("observed, short", [(2.0, False), (1.96, False), (1.94, True), (None, False)])
def test_a_crew_is_short_where_the_program_says_so_too(record, observed, short):
    counters = {} if observed is None else {"workers_observed": observed}
    cell, = record([model.row(NAME, 1, **counters)]).measurements
    assert cell.is_short is short


@pytest.mark.parametrize("value, cpus", [("2", 2), ("1.5", 1.5), ("not measured", None), ("", None),
                                         ("-1", None), ("nan", None), ("inf", None), (None, None)])
def test_effective_cpus(record, value, cpus):
    assert record([], effective_cpus=value).effective_cpus == cpus


def test_what_the_context_lacks_is_not_measured(record):
    assert record([], machine="").about("machine") == "not measured"
    assert record([]).about("no_such_key") == "not measured"


@pytest.mark.parametrize("content, words", [
    (b"", "empty"),
    (b" \n", "empty"),
    (b"\x80PNG\x00\xff", "not text"),
    (b"hello", "line 1, column 1"),
    (b'{"context": {},\n "benchmarks": [', "line 2, column 17"),
    (b'{"benchmarks": [{"name": "a/b", ', "ends too early"),
    (b"[1, 2]", "no list called 'benchmarks'"),
    (b'{"context": {}}', "no list called 'benchmarks'"),
    (b'{"benchmarks": {}}', "no list called 'benchmarks'"),
    (b"[" * 100_000, "not usable"),
    (b'{"benchmarks": [' + b"9" * 5_000 + b"]}", "record"),  # the reason depends on the Python version
], ids=range(11))
def test_files_that_are_no_recording(tmp_path, content, words):
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    assert words in complaint(path)


def test_files_that_cannot_be_read(tmp_path):
    assert "No such file" in complaint(tmp_path / "missing.json")
    assert "directory" in complaint(tmp_path)


@pytest.mark.parametrize("change, words", [
    ({"name": None}, ("benchmarks[1]", "name is missing", "text")),
    ({"name": "BM_something"}, ("benchmarks[1]", "BM_something", "<workload>/<strategy>")),
    ({"name": "/n:3/real_time"}, ("benchmarks[1]", "<workload>/<strategy>")),
    ({"real_time": -3}, ("benchmarks[1]", NAME, "real_time is -3")),
    ({"real_time": 0}, ("real_time is 0",)),
    ({"real_time": 5e-324}, ("real_time is 5e-324",)),
    ({"real_time": float("nan")}, ("real_time is nan",)),
    ({"real_time": float("inf")}, ("real_time is inf",)),
    ({"real_time": "3"}, ("real_time is '3'",)),
    ({"real_time": True}, ("real_time is True",)),
    ({"real_time": None}, ("real_time is missing",)),
    ({"real_time": 10**400}, ("real_time is 1000",)),
    ({"time_unit": "h"}, (NAME, "time_unit is 'h'", "ns, us, ms, s")),
    ({"time_unit": ["ns"]}, ("time_unit is ['ns']",)),
])
def test_rows_that_are_broken(write, change, words):
    text = complaint(write([model.row(NAME, 1), {**model.row(NAME, 1), **change}]))
    assert all(word in text for word in words), text


def test_a_row_that_is_no_object(write):
    assert "benchmarks[0]" in complaint(write([3]))


def test_aggregates_only_says_which_flag_to_drop(write):
    assert "aggregates_only" in complaint(write([{**model.row(NAME, 1), "run_type": "aggregate"}]))


def test_a_byte_order_mark_is_tolerated(tmp_path):
    path = tmp_path / "marked.json"
    path.write_text("\ufeff" + json.dumps(model.document([model.row(NAME, 1)])), encoding="utf-8")
    assert len(load(path).measurements) == 1


@pytest.mark.parametrize("section, value", [
    ("context", 7), ("context", []), ("plan", [1]), ("plan", {"hash": 3}), ("plan", {"flags": [1]}),
    ("recording", "complete"), ("recording", {"state": 7})])
def test_sections_of_another_kind_are_named(write_document, section, value):
    path = write_document({**model.document([]), section: value})
    assert f"{path}: {section}" in complaint(path)


@pytest.mark.parametrize("section", ["context", "plan", "recording"])
def test_sections_may_be_missing_or_null(write_document, section):
    assert load(write_document({"benchmarks": []})).measurements == ()
    assert load(write_document({**model.document([]), section: None})).measurements == ()


@pytest.mark.parametrize("content, words", [
    ('{"context": {}, "benchmarks": [], "context": {}}', ("'context'",)),
    ('{"context": {"machine": "a", "machine": "b"}, "benchmarks": []}', ("'machine'",)),
    ('{"benchmarks": [{"name": "a/b", "real_time": 1, "real_time": 2}]}', ("'real_time'", "a/b")),
])
def test_a_key_that_is_given_twice_is_named(tmp_path, content, words):
    path = tmp_path / "twice.json"
    path.write_text(content)
    text = complaint(path)
    assert "given twice" in text and all(word in text for word in words), text


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(json_file.LARGEST_FILE + 1)
    assert "larger than 300 MB" in complaint(path)


def test_every_name_is_taken_apart_once(record, monkeypatch):
    names = []
    monkeypatch.setattr(reader, "take_apart", lambda name: names.append(name) or take_apart(name))
    recording = record([model.row(NAME.replace("100", str(n)), 1, index)
                        for index in range(50) for n in range(1, 6)])
    assert len(recording.measurements) == len(names) == 5


# The peak that getrusage tells is that of the process that started this one, if that was larger.
LOADING = """
import re, sys
from analysis.recording.reader import load
print(len(load(sys.argv[1]).measurements),
      re.search(r"VmHWM:\\s*(\\d+) kB", open("/proc/self/status").read())[1])
"""


def test_many_rows_need_little_memory(tmp_path, plots):
    """A quarter of 100,000 rows in a quarter of 500 MB."""
    path = tmp_path / "many.json"
    lines = (json.dumps({**model.row(NAME.replace("100", str(1 + index % 250)), 1 + index, index),
                         **{f"counter_{at}": index + at / 10 for at in range(12)}})
             for index in range(25_000))
    path.write_text('{"context": {"crossover_version": "0"}, "benchmarks": [\n' + ",\n".join(lines) + "\n]}")
    done = subprocess.run([sys.executable, "-c", LOADING, str(path)], capture_output=True, text=True,
                          timeout=120, check=True, env={**os.environ, "PYTHONPATH": str(plots.parent)})
    cells, kibibytes = map(int, done.stdout.split())
    assert cells == 250 and kibibytes < 125_000
