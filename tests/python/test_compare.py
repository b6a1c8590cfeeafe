"""compare.py: its formats, its exit codes, and what it says about a user's mistake."""
from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import partial

import pytest

from analysis.comparison import as_json as comparison_json
from analysis.wording.tables import FORMS
import model
import pairs
from pairs import HOSTILE, OTHER_MACHINE, ROWS, run
import recorded

RAW_TIME = re.compile(r"\d ?(ns|µs|ms|s|ks)\b")
NAN = '{"benchmarks": [{"name": "a/b/n:1", "run_type": "iteration", "real_time": NaN, "time_unit": "ns"}]}'


@pytest.fixture
def files(tmp_path):
    return partial(pairs.files, tmp_path)


def test_different_machines_never_show_raw_times(files, capsys):
    paths = files({"rows": model.everything()}, {"rows": model.everything(), **OTHER_MACHINE})
    for form in FORMS:
        assert run(*paths, "--format", form, "--all") == 0
        told = capsys.readouterr().out
        assert told.startswith("not comparable in raw times")
        assert "async" in told and "From which n on" in told and "speed-up A" in told
        assert not RAW_TIME.search(told.partition("Recordings")[2]), RAW_TIME.search(told)
    assert run(*paths, "--format", "json") == 0
    told, = json.loads(capsys.readouterr().out)["comparisons"]
    assert told["comparable"] is False and told["break_evens"]
    assert all(row["seconds"] is None and len(row["speed_up"]) == 2 for row in told["rows"])
    assert any(row["share_of_ceiling"][0] for row in told["rows"])


def test_markdown_is_tables_that_names_cannot_break(files, capsys):
    rows = [row for each in HOSTILE for row in model.sizes([each], phases=["warm"], ns=[100, 1000])]
    paths = files({"commit": "|a|"}, {"commit": "<b>", "factor": {each: 1.5 for each in HOSTILE}}, rows=rows)
    assert run(*paths, "--format", "markdown") == 0
    told = capsys.readouterr().out
    assert "<" not in told and "0 faster" in told
    for table in re.findall(r"(?:^\|.*\n)+", told, re.MULTILINE):
        assert len({line.replace("\\|", "").count("|") for line in table.splitlines()}) == 1
    assert max(map(len, told.splitlines())) < 400


def test_json_is_what_the_help_says(files, capsys):
    paths = files(second={"factor": {"async": 1.2}})
    assert run(*paths, paths[1], "--format", "json") == 0
    told = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert (told["schema"], told["base"], len(told["comparisons"])) == (1, str(paths[0]), 2)
    each = told["comparisons"][0]
    assert each["comparable"] is True and each["counts"]["slower"] == 3 and each["break_evens"] is None
    row = each["rows"][0]
    assert (row["workload"], row["strategy"], row["verdict"]) == ("squares", "async", "slower")
    assert row["seconds"][1] / row["seconds"][0] == pytest.approx(row["ratio"], rel=0.05)
    assert row["interval"][0] < row["ratio"] < row["interval"][1] and row["speed_up"] is None
    for key in (*told, *each, *row, *each["strategies"][0]):
        assert f'"{key}"' in comparison_json.SCHEMA, key


def test_exit_codes(files, write_document, capsys):
    same, slower = files(), files({"seed": 3}, {"factor": {"async": 1.2}})
    assert run(*slower) == 0 and run(*slower, "--fail-on", "slower") == 1
    faster = reversed(slower)
    assert run(*faster, "--fail-on", "slower") == 0
    assert same == slower  # the same paths, written again
    broken = [*ROWS, model.failed(ROWS[0]["name"], "wrong answer: item 3")]
    failed = write_document(model.document(broken), "failed.json")
    assert run(slower[0], failed) == 0 and run(slower[0], failed, "--fail-on", "slower") == 1
    unavailable = [*ROWS, *model.unavailable()]
    without = [write_document(recorded.document(unavailable, seed=seed), f"{seed}.json") for seed in (4, 5)]
    assert run(slower[0], without[0], "--fail-on", "slower") == 0
    assert run(*without, "--fail-on", "slower", "--margin", "5") == 0
    assert run(*slower, "--fail-on", "slower", "--margin", "50") == 0


@pytest.mark.parametrize("content, words", [
    (b"", "empty"), (b"\x80\x00\xff", "not text"), (b'{"benchmarks": [', "ends too early"),
    (NAN.encode(), "real_time"), (NAN.replace("NaN", "-1").encode(), "real_time"),
    (NAN.replace('"name": "a/b/n:1", ', "").encode(), "name is missing"),
    (NAN.replace("a/b/n:1", "BM_x").replace("NaN", "1").encode(), "no row of it is in"),
    (b'{"context": {}, "context": {}, "benchmarks": []}', "given twice"),
    (b'{"context": {}, "benchmarks": []}', "no row of it is in"),
    (b"[1, 2]", "'benchmarks'"), (b"[" * 100_000, "JSON"),
], ids=range(11))
def test_a_bad_file_is_one_sentence(files, tmp_path, capsys, content, words):
    bad = tmp_path / "bad.json"
    bad.write_bytes(content)
    assert run(files()[0], bad) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1 and words in told.err and str(bad) in told.err


def test_bad_usage_is_one_sentence(files, tmp_path, capsys):
    first, second = files()
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    for arguments, words in (
            ([first], "nothing to be compared with"), ([first, first], "the same recording"),
            ([first, tmp_path / "missing.json"], "No such file"), ([first, tmp_path], "directory"),
            ([first, second, "--output", in_the_way], "choose another place with --output"),
            ([first, second, second, "--output", tmp_path / "a.svg"], "give a folder")):
        assert run(*arguments) == 2
        told = capsys.readouterr().err
        assert told.startswith("compare.py: ") and told.count("\n") == 1 and words in told


@pytest.mark.parametrize("margin", ["0", "-1", "nan", "inf", "100", "three"])
def test_a_margin_is_a_percentage(files, capsys, margin):
    with pytest.raises(SystemExit) as end:
        run(*files(), f"--margin={margin}")
    assert end.value.code == 2 and "percentage" in capsys.readouterr().err


def test_the_program_runs_alone_and_its_reader_may_leave(files, plots):
    program = [sys.executable, str(plots / "compare.py")]
    told = subprocess.run([*program, "--help"], capture_output=True, text=True, timeout=60, check=True).stdout
    assert "exit codes" in told and '"renamed"' in told
    with subprocess.Popen([*program, *map(str, files()), "--all"], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b"" and process.wait(timeout=60) == 0
