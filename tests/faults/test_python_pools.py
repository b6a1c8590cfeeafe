"""Python's pools lose a worker, or whoever started them; nobody waits, and nothing of them is left."""
from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import program
import pytest

NAMES = (program.PYTHON_POOLS,)
POOLS = ("python_pool_fork", "python_pool_spawn")
NOTICED_SECONDS = 2.0


def start(strategy: str, files_in: Path) -> program.Run:
    run = program.start("--questions=python", f"--strategies={strategy}", "--workers=2", "--benchmark_format=json",
                        "--benchmark_min_time=0.2", "--sizes=100", files_in=files_in)
    program.await_that(lambda: len(pool_workers(run)) == 2, "a pool")
    return run


def pool_workers(run: program.Run) -> list[int]:
    """Below the process that is the pool's."""
    pythons = run.processes_with("/fd/") + run.processes_with("spawn_main")
    return [pid for pid in pythons if program.parent_of(pid) in pythons]


@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize("strategy", POOLS)
def test_a_killed_worker_is_noticed(strategy: str, attempt: int, tmp_path: Path) -> None:
    run = start(strategy, tmp_path)
    time.sleep(attempt / 20)
    victim = pool_workers(run)[-1:]
    group = {program.parent_of(pid) for pid in victim}
    for worker in victim:
        program.kill(worker, signal.SIGKILL)
    killed = time.monotonic()
    program.await_that(lambda: not group & set(run.processes()), "the end of the pool")
    assert time.monotonic() - killed < NOTICED_SECONDS
    ended = run.end()
    failed = [row for row in ended.rows() if row.get("error_occurred") and not row.get("unavailable")]
    assert ended.exit_code == (1 if failed else 0)
    assert all("died" in row["error_message"] for row in failed)


@pytest.mark.parametrize("who", ["--host-of", "bench"])
@pytest.mark.parametrize("strategy", POOLS)
def test_nothing_is_left_of_it(strategy: str, who: str, tmp_path: Path) -> None:
    run = start(strategy, tmp_path)
    if who == "bench":
        run.signal(signal.SIGKILL)
    else:
        for host in run.processes_with(who):
            os.kill(host, signal.SIGKILL)
    run.end()
