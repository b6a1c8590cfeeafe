"""The process that measures is killed, stopped or ended, wherever it is."""
from __future__ import annotations

import os
import signal
from pathlib import Path

import program
import pytest


def test_a_runtime_that_ends_the_program_costs_one_row(tmp_path: Path) -> None:
    """libgomp ends the program if it gets no thread: here for want of memory for their stacks."""
    ended = program.Run(["bash", "-c", 'ulimit -v 900000 && exec "$@"', "bash", program.BENCH, program.QUICK,
                         f"--files-in={tmp_path}", "--questions=sizes", "--sizes=100", "--workers=8",
                         "--strategies=serial,openmp_static,thread_pool", "--benchmark_format=json"],
                        {"OMP_STACKSIZE": "500M"}).end()
    assert ended.exit_code == 1
    failed = [row for row in ended.rows() if row.get("error_occurred")]
    assert {row["name"].split("/")[1] for row in failed} == {"openmp_static"}
    assert all("exit code 1" in row["error_message"] and "libgomp" in row["error_message"] for row in failed)


@pytest.mark.parametrize("call, effect", [
    ("prctl", "kill"), ("prctl", "exit"), ("mkdtemp", "kill"), ("pwrite", "kill"), ("pwrite", "stop"),
    ("fcntl", "kill"), ("fdatasync", "exit"), ("exit", "kill")])
def test_at_named_points(call: str, effect: str, tmp_path: Path) -> None:
    """When it starts, makes its files, writes to them, has a lock, makes them durable, ends."""
    ended = program.run("--questions=contention", "--strategies=serial,thread_pool", "--workers=2", "--time-limit=0.5",
                        files_in=tmp_path, environment=program.injecting(f"{call},{effect},1,host"))
    assert ended.exit_code in (0, 1)
    for row in ended.rows():
        assert not row.get("error_occurred") or any(
            words in row["error_message"] for words in ("the process died", "not done after", "not measured"))


def test_by_others_again_and_again(tmp_path: Path) -> None:
    run = program.start("--questions=sizes", "--sizes=100,1000,10000", "--strategies=serial,thread_pool,process_pool",
                        "--benchmark_format=json", files_in=tmp_path)
    killed = set()
    while run.process.poll() is None and len(killed) < 5:
        for host in set(run.processes_with("--host-of")) - killed:
            try:
                os.kill(host, signal.SIGKILL)
                killed.add(host)
            except ProcessLookupError:
                pass
    ended = run.end()
    assert ended.exit_code in (0, 1)
    assert all("the process died: signal 9" in row["error_message"]
               for row in ended.rows() if row.get("error_occurred"))
    assert killed
