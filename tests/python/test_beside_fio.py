"""Beside fio: what is run, what becomes of the answers, and that nothing is left. Both programs are made up."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List

import pytest

ROOT = Path(__file__).resolve().parents[2]
BESIDE = ROOT / "benchmarks" / "beside_fio.py"
TIMEOUT = 60  # seconds

# Each answers with a rate of the test's choosing and keeps its command line in a log.
BENCH = """
import json, os, sys
flags = dict(flag.partition("=")[::2] for flag in sys.argv[1:])
if "--plan" in flags:
    print(json.dumps({"effective_cpus": 3, "groups": json.loads(os.environ["GROUPS"])}))
    sys.exit()
with open(os.environ["LOG"], "a") as log:
    log.write(json.dumps(["bench", *sys.argv[1:]]) + "\\n")
if os.environ.get("BENCH_SAYS"):
    sys.exit("bench: " + os.environ["BENCH_SAYS"])
reads = flags["--workloads"].rpartition("reads:")[2]
name = (f"shared_file/{flags['--strategies']}/n:77/records:1024/bytes:4096/lock:disjoint/regime:cached/"
        f"reads:{reads}/think_ns:%s/notes:on/workers:{flags['--workers']}/slices:3/phase:prepared/manual_time")
row = {"name": name % 0, "items_per_second": float(os.environ["BENCH_" + reads])}
row.update(json.loads(os.environ.get("BENCH_ROW", "{}")))
others = [{"name": name % 500, "items_per_second": 1.0}, {"name": "ceiling/copy/n:1/real_time"}]
print(json.dumps({"benchmarks": [*others, row]}))
"""
FIO = """
import json, os, sys
with open(os.environ["LOG"], "a") as log:
    log.write(json.dumps(["fio", *sys.argv[1:], os.getcwd(), os.path.getsize("records")]) + "\\n")
if os.environ.get("FIFO"):
    open(os.environ["FIFO"], "w").close()
    import signal
    signal.pause()
print("note: both iodepth >= 1 and synchronous I/O engine are selected")
rate = {"read": {"iops": 600.0}, "write": {"iops": 0.0 if "--rw=read" in sys.argv else 600.0}}
print(os.environ.get("FIO_SAYS") or json.dumps({"jobs": [{"error": int(os.environ.get("FIO_ERROR", 0)), **rate}]}))
"""
ROW_OF_A_PLAN = '[{"group": "contention/thread_pool", "rows": ["shared_file/thread_pool/n:1/manual_time"]}]'


class Beside:
    def __init__(self, folder: Path) -> None:
        self.log, self.files = folder / "log", folder / "two words: files"
        self.files.mkdir()
        self.log.touch()
        self.programs = {"bench": folder / "bench", "fio": folder / "fio"}
        for name, text in (("bench", BENCH), ("fio", FIO)):
            self.programs[name].write_text(f"#!{sys.executable}\n{text}", encoding="utf-8")
            self.programs[name].chmod(0o755)

    def start(self, *flags: str, **environment: str) -> subprocess.Popen:
        command = [sys.executable, str(BESIDE), f"--files-in={self.files}", "--blocks=4", "--anyway",
                   *(f"--{name}={path}" for name, path in self.programs.items()), *flags]
        settings = {"LOG": str(self.log), "GROUPS": ROW_OF_A_PLAN, "BENCH_100": "570", "BENCH_0": "580"}
        return subprocess.Popen(command, env={**os.environ, **settings, **environment}, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *flags: str, **environment: str) -> subprocess.CompletedProcess:
        process = self.start(*flags, **environment)
        out, words = process.communicate(timeout=TIMEOUT)
        assert list(self.files.iterdir()) == []
        assert "Traceback" not in words
        return subprocess.CompletedProcess(process.args, process.returncode, out, words)

    @property
    def calls(self) -> List[List[Any]]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def beside(tmp_path: Path) -> Beside:
    return Beside(tmp_path)


def cells(out: str) -> List[List[str]]:
    """Of the table's lines."""
    return [line.strip("| ").split(" | ") for line in out.splitlines() if "\\_pool" in line]


def test_operations_per_second_are_compared_like_with_like(beside: Beside) -> None:
    result = beside.run("--format=markdown")
    assert result.returncode == 0, result.stderr
    # An update of ours is two of fio's operations: 2 x 580 beside 600 + 600.
    assert cells(result.stdout) == [
        ["reads", "thread\\_pool", "570 op/s", "600 op/s", "0.95x", "0.95x .. 0.95x", "pass"],
        ["reads", "process\\_pool", "570 op/s", "600 op/s", "0.95x", "0.95x .. 0.95x", "pass"],
        ["updates", "thread\\_pool", "1.16 kop/s", "1.20 kop/s", "0.97x", "0.97x .. 0.97x", "pass"],
        ["updates", "process\\_pool", "1.16 kop/s", "1.20 kop/s", "0.97x", "0.97x .. 0.97x", "pass"]]


@pytest.mark.parametrize("rates, code, verdicts", [
    ({"BENCH_100": "541"}, 0, ["pass"] * 4), ({"BENCH_100": "539"}, 1, ["short"] * 2 + ["pass"] * 2),
    ({"BENCH_0": "539"}, 1, ["pass"] * 2 + ["short"] * 2)])
def test_nine_tenths_are_enough(beside: Beside, rates: Dict[str, str], code: int, verdicts: List[str]) -> None:
    result = beside.run("--format=markdown", **rates)
    assert (result.returncode, [row[-1] for row in cells(result.stdout)]) == (code, verdicts)


def test_both_are_told_the_same(beside: Beside) -> None:
    beside.run("--seconds=0.25")
    ours = [call for call in beside.calls if call[0] == "bench"]
    fios = [call for call in beside.calls if call[0] == "fio"]
    assert len(ours) == len(fios) == 4 * 4
    for call in ours:
        assert {"--questions=contention", "--workers=3", "--benchmark_min_time=0.25"} <= set(call)
        place = next(flag for flag in call if flag.startswith("--files-in=")).partition("=")[2]
        assert Path(place).parent == beside.files.resolve()
    for call in fios:
        assert {"--ioengine=psync", "--bs=4096", "--numjobs=3", "--runtime=250ms", "--direct=0"} <= set(call)
        assert Path(call[-2]).parent == beside.files.resolve()
        assert call[-1] == 1024 * 4096
        assert not any(str(beside.files) in flag for flag in call[:-2])  # fio parts names at colons


def test_they_take_turns_and_cases_match(beside: Beside) -> None:
    beside.run()
    calls = beside.calls
    cases = [("reads:100", "--rw=read", "thread_pool"), ("reads:100", "--rw=read", "process_pool"),
             ("reads:0", "--rw=rw", "thread_pool"), ("reads:0", "--rw=rw", "process_pool")]
    first = [pair[0][0] for pair in zip(calls[::2], calls[1::2])]
    assert first == 4 * ["fio"] + 4 * ["bench"] + 4 * ["fio"] + 4 * ["bench"]
    for at, pair in enumerate(zip(calls[::2], calls[1::2])):
        ours, fios = sorted(pair)
        reads, way, strategy = cases[at % 4]
        assert any(flag.startswith("--workloads=shared_file/") and flag.endswith(reads) for flag in ours)
        assert f"--strategies={strategy}" in ours
        assert way in fios
        assert ("--thread" in fios) == (strategy == "thread_pool")


@pytest.mark.parametrize("environment, words", [
    ({"GROUPS": "[]"}, "plans no row for reads under thread_pool"),
    ({"BENCH_SAYS": "there is no 'contention'"}, "bench: there is no 'contention'"),
    ({"BENCH_ROW": '{"error_occurred": true, "error_message": "wrong answer: item 7"}'}, "wrong answer: item 7"),
    ({"BENCH_ROW": '{"name": "shared_file/other/n:1"}'}, "has 0 rows for reads under thread_pool with 3 workers"),
    ({"BENCH_ROW": '{"items_per_second": 0}'}, "tells no number where one must be, but [0]"),
    ({"BENCH_ROW": '{"items_per_second": null}'}, "tells no number where one must be"),
    ({"FIO_ERROR": "28"}, "No space left on device"),
    ({"FIO_SAYS": '{"jobs": [{}]}'}, "answers otherwise than fio 3 does"),
    ({"FIO_SAYS": '{"jobs": []}'}, "tells no number where one must be"),
    ({"FIO_SAYS": "fio: bad option"}, "fio: bad option"),
])
def test_what_cannot_be_measured_is_a_sentence(beside: Beside, environment: Dict[str, str], words: str) -> None:
    result = beside.run(**environment)
    assert result.returncode == 2
    assert words in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("flags, words", [
    (["--fio=/nowhere/fio"], "there is no /nowhere/fio; on Debian and Ubuntu: apt-get install fio"),
    (["--bench=/nowhere/bench"], "/nowhere/bench: cannot be run: No such file or directory"),
    (["--files-in=/nowhere"], "--files-in=/nowhere: no file can be kept there: No such file or directory"),
    (["--files-in=/dev/null"], "--files-in=/dev/null: no file can be kept there: Not a directory"),
    (["--blocks=1"], "invalid number of blocks (2 or more) value: '1'"),
    (["--seconds=0"], "invalid number of seconds value: '0'"),
    (["--secods=1"], "unrecognized arguments: --secods=1"),
])
def test_bad_usage_is_a_sentence(beside: Beside, flags: List[str], words: str) -> None:
    result = beside.run(*flags)
    assert result.returncode == 2
    assert words in result.stderr
    assert beside.calls == []


@pytest.mark.parametrize("number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_nothing_is_left_where_it_is_interrupted(beside: Beside, number: int, code: int, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    process = beside.start(FIFO=str(fifo))
    with open(fifo, encoding="utf-8"):  # opens once fio runs
        process.send_signal(number)
        process.communicate(timeout=TIMEOUT)
    assert process.returncode == code
    assert list(beside.files.iterdir()) == []
