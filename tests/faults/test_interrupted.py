"""SIGINT, SIGTERM and SIGHUP at random instants, twice, and before anything has begun."""
from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import Sequence

import instants
import program
import pytest

GONE_SECONDS = 2.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def require_good_end(ended: program.Ended, folder: Path, signals: Sequence[int]) -> None:
    """Either it was over, or the signal came before it was looked out for, or it was heeded."""
    assert ended.exit_code in {0, *(-number for number in signals), *(128 + number for number in signals)}, ended
    assert ended.seconds < GONE_SECONDS
    result = folder / "result.json"
    assert not (folder / "result.json.partial").exists()
    if result.exists():
        rows = json.loads(result.read_text())["benchmarks"]
        assert rows
        assert all(row.get("interrupted") for row in rows if row.get("error_occurred"))
    assert not list(folder.glob("crossover-temporary-*"))


def test_at_any_instant_the_finished_rows_are_there(tmp_path: Path) -> None:
    def interrupt(run: program.Run, folder: Path) -> None:
        number = SIGNALS[int(folder.name) % len(SIGNALS)]
        run.signal(number)
        require_good_end(run.end(), folder, [number])

    instants.at_each(instants.random_instants(200, seed=2), tmp_path, interrupt)


def test_twice(tmp_path: Path) -> None:
    def interrupt_twice(run: program.Run, folder: Path) -> None:
        run.signal(signal.SIGINT)
        time.sleep(int(folder.name) / 10_000)
        run.process.send_signal(signal.SIGTERM)
        require_good_end(run.end(), folder, [signal.SIGINT, signal.SIGTERM])

    instants.at_each(instants.random_instants(40, seed=3), tmp_path, interrupt_twice)


def test_within_five_milliseconds_of_the_start(tmp_path: Path) -> None:
    def interrupt(run: program.Run, folder: Path) -> None:
        run.signal(signal.SIGINT)
        require_good_end(run.end(), folder, [signal.SIGINT])

    instants.at_each([number / 8_000 for number in range(40)], tmp_path, interrupt)


@pytest.mark.parametrize("fault", ["hang", "spin", "stop"])
@pytest.mark.parametrize("strategy", ["thread_pool", "process_pool", "openmp_static"])
@pytest.mark.parametrize("number", SIGNALS)
def test_while_a_row_hangs(strategy: str, fault: str, number: int, tmp_path: Path) -> None:
    run = program.start("--questions=faults", f"--strategies={strategy}", "--benchmark_format=json",
                        f"--workloads=squares,faulty/fault:{fault}/item:1",
                        program=program.BENCH_WITH_FAULTS, files_in=tmp_path)
    run.await_said("2 of 3")
    run.signal(number)
    ended = run.end()
    assert (ended.exit_code, ended.seconds < GONE_SECONDS) == (128 + number, True)
    assert [row.get("interrupted", 0) for row in ended.rows()] == [0, 1, 1]


def test_nohup_is_heeded(tmp_path: Path) -> None:
    """Who starts a program with nohup(1) wants it to outlive the terminal."""
    run = program.start("--questions=dispatch", "--strategies=serial", files_in=tmp_path,
                        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    program.await_that(lambda: run.processes_with("--host-of") or run.process.poll() is not None, "a host")
    os.kill(run.process.pid, signal.SIGHUP)
    assert run.end().exit_code == 0
