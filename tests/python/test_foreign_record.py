"""record.py with programs that have never heard of it: a real one of Google Benchmark, and some that are none."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List, Optional

import pytest

from analysis.recording.reader import load_any, Recording
from analysis.statistics.bootstrap import alone
from analysis.wording.units import seconds
from benchmarks.recorder import foreign_program, foreign_turn
from benchmarks.recorder.foreign_program import ForeignProgram
from benchmarks.recorder.interruption import held, SIGNALS, watch
from benchmarks.recorder.plan import marked
from plots import summary

ROOT = Path(__file__).resolve().parents[2]
RECORD, COMPARE = ROOT / "benchmarks" / "record.py", ROOT / "plots" / "compare.py"
FIGURE = ROOT / "tests" / "foreign" / "ten_percent_slower.py"
BUILD = Path(os.environ.get("CROSSOVER_BUILD", ROOT / "build" / "release"))
THEIRS, SLOWER = BUILD / "foreign_100", BUILD / "foreign_110"
ROWS = {"multiply<std::uint64_t>", "add/2000/real_time"}
TIMEOUT = 120  # seconds

needs_theirs = pytest.mark.skipif(not THEIRS.exists() or not SLOWER.exists(), reason=f"{THEIRS} is not built")


def record(folder: Path, *flags: str, bench: Path = THEIRS, also: str = "", place: Optional[str] = None,
           ) -> subprocess.CompletedProcess:
    """Into one.json, with short turns; `also` asks the program for more than its two rows."""
    command = [sys.executable, str(RECORD), f"--bench={bench}", "--anyway", place or f"--out={folder / 'one.json'}",
               *([] if place and "resume" in place else ["--sample-ms=1"]), *flags]
    return subprocess.run(command, cwd=folder, env={**os.environ, "FOREIGN_ALSO": also}, text=True, capture_output=True,
                          timeout=TIMEOUT, check=False)


def recorded(folder: Path) -> Recording:
    return load_any(folder / "one.json")


def document(folder: Path) -> Dict[str, Any]:
    return json.loads((folder / "one.json").read_text(encoding="utf-8"))


def errors(recording: Recording) -> Dict[str, str]:
    return {cell.title: cell.error for cell in recording.measurements}


def script(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}", encoding="utf-8")
    path.chmod(0o755)
    return path


@needs_theirs
def test_every_row_is_measured_in_every_life_and_twice(tmp_path: Path) -> None:
    result = record(tmp_path, "--lives=4", "--seed=3")
    assert (result.returncode, result.stdout) == (0, f"{tmp_path / 'one.json'}\n"), result.stderr
    found = recorded(tmp_path)
    assert errors(found) == dict.fromkeys(ROWS, "") and found.state == "complete" and not found.is_own
    for cell in (*found.measurements, *(twin for _, twin in found.twins)):
        assert [sample.life for sample in cell.samples] == [0, 1, 2, 3]
    assert len(found.twins) == 2 and found.about("program").startswith("foreign_100 (")
    assert str(tmp_path) not in (tmp_path / "one.json").read_text(encoding="utf-8")


@needs_theirs
def test_the_summary_has_an_interval_for_each_row(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    record(tmp_path, "--lives=5", "--benchmark_filter=add")
    assert summary.main([str(tmp_path / "one.json")]) == 0
    told = " ".join(capsys.readouterr().out.split())
    cell, = recorded(tmp_path).measurements
    low, high = alone(cell).interval()
    assert f"add/2000/real_time {seconds(alone(cell).ratio)} {seconds(low)} .. {seconds(high)} 5 " in told
    assert min(cell.times) <= alone(cell).ratio <= max(cell.times) and low < alone(cell).ratio < high
    assert told.startswith("foreign_100 (") and "Complete recording of 5 lives." in told


@needs_theirs
def test_the_rows_of_a_life_come_in_an_order_of_their_own(tmp_path: Path) -> None:
    record(tmp_path, "--lives=8", "--seed=3")
    orders: List[List[str]] = []
    for row in document(tmp_path)["benchmarks"]:
        orders += [[]] if isinstance(row["life"], dict) else []
        orders[-1].append(row["name"])
    assert len(orders) == 8 and {frozenset(order) for order in orders} == {frozenset(orders[0])}
    assert len(set(map(tuple, orders))) > 1


@needs_theirs
def test_two_builds_are_measured_beside_each_other_and_compared_in_pairs(tmp_path: Path) -> None:
    result = record(tmp_path, "--lives=3", f"--against={SLOWER}")
    assert result.returncode == 0, result.stderr
    names = [row["name"] for row in document(tmp_path)["benchmarks"]]
    for name in ROWS:
        for at, each in enumerate(names):
            if each == marked(name, "program:other"):
                assert name in names[max(0, at - 1):at + 2]
    told = subprocess.run([sys.executable, str(COMPARE), str(tmp_path / "one.json")], text=True, capture_output=True,
                          timeout=TIMEOUT, check=False)
    assert told.returncode in (0, 1) and "2 rows:" in told.stdout and "Traceback" not in told.stderr
    words = " ".join(told.stdout.split())
    assert "both programs were measured in the same lives" in words and "program foreign_100 (" in words
    assert "foreign_110 (" in words and "Geometric mean" not in words


@needs_theirs
def test_rows_that_only_one_build_has_are_named_and_the_others_compared(tmp_path: Path) -> None:
    fewer = script(tmp_path / "fewer", f"FOREIGN_ALSO=another exec {THEIRS} \"$@\"\n")
    more = script(tmp_path / "more", f"FOREIGN_ALSO=repeated exec {THEIRS} \"$@\"\n")
    result = record(tmp_path, "--lives=1", f"--against={more}", bench=fewer)
    assert result.returncode == 0, result.stderr
    assert f"not measured, since only {fewer} has them:\n  another\n" in result.stderr
    assert f"not measured, since only {more} has them:\n  repeated/repeats:3\n" in result.stderr
    assert set(errors(recorded(tmp_path))) == ROWS


@needs_theirs
def test_programs_without_a_common_row_are_refused(tmp_path: Path) -> None:
    alone = script(tmp_path / "alone", f"FOREIGN_ALSO=another,nothing exec {THEIRS} \"$@\"\n")
    result = record(tmp_path, f"--against={alone}")
    assert result.returncode == 2 and "has no row in common with" in result.stderr
    assert list(tmp_path.glob("*.json")) == []


@needs_theirs
@pytest.mark.parametrize("also, why", [
    ("crash", "the process died: SIGSEGV"), ("exit", "the licence has expired"), ("fail", "the file is not there"),
    ("twice", "the program has several rows of this name")])
def test_a_row_that_fails_says_why_and_the_others_are_measured(tmp_path: Path, also: str, why: str) -> None:
    result = record(tmp_path, "--lives=3", also=also)
    assert result.returncode == 1 and why in result.stderr
    assert errors(recorded(tmp_path)) == {**dict.fromkeys(ROWS, ""), also: why}
    assert all(len(cell.samples) == 3 for cell in recorded(tmp_path).measurements if cell.ok)


@needs_theirs
def test_what_a_program_prints_is_neither_a_row_nor_in_the_way(tmp_path: Path) -> None:
    result = record(tmp_path, "--lives=1", also="print")
    assert result.returncode == 0, result.stderr
    assert errors(recorded(tmp_path)) == dict.fromkeys([*ROWS, "print"], "")


@needs_theirs
def test_what_a_program_prints_anew_each_time_is_no_row(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    counting = script(tmp_path / "theirs", f"echo >> {calls}; wc -l < {calls}; exec {THEIRS} \"$@\"\n")
    assert record(tmp_path, "--lives=1", bench=counting).returncode == 0
    assert set(errors(recorded(tmp_path))) == ROWS


@needs_theirs
def test_rows_that_repeat_themselves_have_one_time_for_each_life(tmp_path: Path) -> None:
    assert record(tmp_path, "--lives=2", "--benchmark_filter=repeated|medians", also="repeated,medians").returncode == 0
    cells = {cell.title: cell for cell in recorded(tmp_path).measurements}
    assert [len(sample.seconds) for sample in cells["repeated/repeats:3"].samples] == [3, 3]
    assert [len(sample.seconds) for sample in cells["medians/repeats:3"].samples] == [1, 1]


@needs_theirs
@pytest.mark.parametrize("chosen, rows", [("add", {"add/2000/real_time"}), ("-add", {"multiply<std::uint64_t>"})])
def test_a_filter_chooses_rows(tmp_path: Path, chosen: str, rows: Any) -> None:
    assert record(tmp_path, "--lives=1", f"--benchmark_filter={chosen}").returncode == 0
    assert set(errors(recorded(tmp_path))) == rows


@needs_theirs
def test_a_recording_is_gone_on_with(tmp_path: Path) -> None:
    place = f"--resume={tmp_path / 'one.json'}"
    assert record(tmp_path, "--lives=1", "--benchmark_filter=add").returncode == 0
    result = record(tmp_path, "--lives=3", place=place)
    assert result.returncode == 0, result.stderr
    assert [life.id for life in recorded(tmp_path).lives] == [0, 1, 2]
    assert record(tmp_path, "--until-decided", place=place).returncode == 2
    another = record(tmp_path, "--lives=4", place=place, bench=SLOWER)
    assert another.returncode == 2 and "was recorded with program 'foreign_100 (" in another.stderr


@needs_theirs
def test_a_folder_gets_one_for_the_machine(tmp_path: Path) -> None:
    result = record(tmp_path, "--lives=1", place=f"--dir={tmp_path / 'results'}")
    assert result.returncode == 0, result.stderr
    path = Path(result.stdout.strip())
    machine = load_any(path).context.get("machine", "unknown-machine")  # which ./bench knows, where it is built
    assert path.parent == tmp_path / "results" / machine and path.suffix == ".json"


@needs_theirs
@pytest.mark.parametrize("flags, words", [
    (["--questions=sizes"], "--questions=sizes: is for Crossover's own ./bench"),
    (["--strategies=serial"], "is for Crossover's own ./bench"),
    (["--until-decided"], "--until-decided: is for Crossover's own ./bench"),
    (["--files-in=."], "--files-in: is for Crossover's own ./bench"),
    (["--benchmark_min_time=1"], "--benchmark_min_time=1: is not for recordings"),
    (["--benchmark_filter=nowhere"], "names no row when it is given --benchmark_list_tests=true "
                                     "--benchmark_filter=nowhere"),
    (["--against=/nowhere/theirs"], "/nowhere/theirs: cannot be read"),
    (["stray"], "stray: is not for recordings"),
])
def test_bad_usage_is_one_sentence(tmp_path: Path, flags: List[str], words: str) -> None:
    result = record(tmp_path, *flags)
    assert result.returncode == 2 and words in result.stderr and "Traceback" not in result.stderr
    assert list(tmp_path.glob("*.json")) == []


@needs_theirs
def test_a_program_without_rows_is_a_sentence(tmp_path: Path) -> None:
    result = record(tmp_path, also="nothing")
    assert result.returncode == 2 and "names no row" in result.stderr


@pytest.mark.parametrize("text, words", [
    ("exit 0", "names no row"), ("echo no such flag >&2; exit 3", "is no build of ./bench, and no program of Google "
                                                                 "Benchmark that takes --benchmark_list_tests=true: "
                                                                 "no such flag"),
    ("kill -s SEGV $$", "the process died: SIGSEGV"),
    ("echo \"$@\"", "gave up after 2 lives: the program told nothing of this row"),
    ("case \"$*\" in *out=*) exit 1;; *'^$'*) ;; *) echo row;; esac", "the process ended with exit code 1"),
    ("echo a/twin:1; case \"$*\" in *'^$'*) exec true;; esac; echo b/twin:1", "has a name that recordings use"),
], ids=range(6))
def test_a_program_that_is_none_of_google_benchmark_is_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    result = record(tmp_path, bench=script(tmp_path / "theirs", text))
    assert result.returncode == 2 and words in result.stderr and "Traceback" not in result.stderr


@pytest.fixture
def watched() -> Any:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    watch()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def order(*rows: str, twins: Any = (), against: Optional[Path] = None) -> Dict[str, Any]:
    return {"seed": 1, "rounds": 1, "sample_ms": 1.0, "rows": list(rows), "twins": list(twins),
            "against": str(against) if against else None}


@needs_theirs
def test_a_row_that_hangs_is_ended_and_costs_no_other_row(tmp_path: Path, watched: None,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOREIGN_ALSO", "hang")
    monkeypatch.setattr(foreign_program, "LONGEST_TURN", 3.0)
    with held():
        outcome = ForeignProgram(THEIRS, {}).live(order("hang", *ROWS, twins=["hang"]), (), 60.0)
    told = {row["name"]: row.get("error_message", "") for row in outcome.rows}
    assert {name: told[name] for name in ROWS} == dict.fromkeys(ROWS, "")
    assert sorted([told["hang"], told["hang/twin:1"]]) == ["did not end in its other turn of this life",
                                                           "did not end within 3 s"]
    assert all(row["timed_out"] == 1 and row["lost"] for row in outcome.rows if row["name"].startswith("hang"))
    assert (outcome.problem, outcome.was_asked_to_end) == ("", False)


@needs_theirs
def test_a_life_ends_when_its_time_is_over(tmp_path: Path, watched: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOREIGN_ALSO", "hang")
    with held():
        outcome = ForeignProgram(THEIRS, {}).live(order("hang"), (), 1.0)
        at_once = ForeignProgram(THEIRS, {}).live(order("hang", *ROWS), (), 0.0)
    assert outcome.rows[0]["error_message"] == "did not end within 0.5 s"
    assert (at_once.rows, at_once.problem, at_once.was_asked_to_end) == ([], "asked to end after 0 s", True)


NEW, OLD = "0.001s", "0.001"


@pytest.mark.parametrize("text, spelling", [
    ("exit 0", NEW),  # from 1.8 on
    ("case \"$*\" in *=0.001s*) echo '--benchmark_min_time is expected to be a double' >&2; exit 1;; esac", OLD),
    ("case \"$*\" in *=0.001s*) echo '--benchmark_min_time is expected to be a double' >&2;; esac", OLD),
    ("exit 1", OLD),
], ids=range(4))
def test_the_minimum_time_is_given_in_the_spelling_that_the_program_takes(tmp_path: Path, text: str,
                                                                         spelling: str) -> None:
    assert foreign_turn.minimum_time(script(tmp_path / "theirs", text), 0.001) == f"--benchmark_min_time={spelling}"


@pytest.mark.parametrize("name", ["f<int>(3)", "a.b*c+", "[x]|{y}?", "^$", "a\\b"])
def test_names_are_no_patterns(tmp_path: Path, watched: None, name: str) -> None:
    """What the program is asked for is the name and nothing else."""
    theirs = script(tmp_path / "theirs", "printf '%s\\n' \"$@\" > \"$(dirname \"$0\")/asked\"\n")
    with held():
        foreign_turn.take(foreign_turn.Turn(theirs, name, ""), 0.001, 5.0)
    flag = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()[0]
    pattern = flag.partition("=")[2]
    assert subprocess.run(["grep", "-Ex", pattern], input=f"{name}\nax\n", text=True, capture_output=True,
                          timeout=TIMEOUT, check=False).stdout == f"{name}\n"


@pytest.mark.parametrize("name, twin", [
    ("squares/pool/n:1/real_time", "squares/pool/n:1/twin:1/real_time"), ("add", "add/twin:1"),
    ("copy<int>/8/manual_time", "copy<int>/8/twin:1/manual_time"),
    ("a/real_time/threads:2", "a/real_time/threads:2/twin:1")])
def test_a_mark_stands_before_the_clock(name: str, twin: str) -> None:
    assert marked(name, "twin:1") == twin


@needs_theirs
def test_ctrl_c_leaves_what_was_measured(tmp_path: Path) -> None:
    """Once a life is in the file, and the next one hangs."""
    once = script(tmp_path / "theirs", f"""case "$*" in *benchmark_out=*)
  if [ -e "{tmp_path}/begun" ]; then exec 3> "{tmp_path}/fifo"; exec sleep 600; fi;; esac
case "$*" in *benchmark_out=*) touch "{tmp_path}/begun";; esac
exec {THEIRS} "$@"
""")
    os.mkfifo(tmp_path / "fifo")
    command = [sys.executable, str(RECORD), f"--bench={once}", "--anyway", f"--out={tmp_path / 'one.json'}",
               "--sample-ms=1", "--benchmark_filter=add", "--lives=5"]
    process = subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with open(tmp_path / "fifo", encoding="utf-8") as hanging:  # opens once the other side does
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=TIMEOUT)
        assert hanging.read() == ""  # returns when the program has ended
    assert process.returncode == 130 and f"--bench {once} --resume" in words
    found = recorded(tmp_path)
    assert found.state == "interrupted" and len(found.lives) == 1


def figure(folder: Path, build: Path) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, str(FIGURE), str(folder / "tries"), "--tries=1", "--minutes=0.01",
                           f"--build={build}", "--sample-ms=1", "--anyway"], text=True, capture_output=True,
                          timeout=TIMEOUT, check=False)


@needs_theirs
def test_the_figure_tells_of_each_try(tmp_path: Path) -> None:
    result = figure(tmp_path, BUILD)
    assert result.returncode in (0, 1), result.stderr
    assert sorted(path.name for path in (tmp_path / "tries").iterdir()) == ["01-same.json", "01-slower.json"]
    for words in ("01-slower.json: ", "10 % slower, found:", "the same build, called different:"):
        assert words in result.stdout


def test_no_programs_are_a_sentence(tmp_path: Path) -> None:
    result = figure(tmp_path, tmp_path)
    assert result.returncode == 2 and "was not recorded" in result.stderr and "Traceback" not in result.stderr
