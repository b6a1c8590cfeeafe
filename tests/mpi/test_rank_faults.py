"""A rank throws, hangs or dies: the row says so, nothing hangs, and what was measured is kept."""
from __future__ import annotations

import json
import os
import signal
import socket
from pathlib import Path

import program
import pytest
import ranks

HOST = socket.gethostname()


def faulty(fault: str, item: int, at_run: int, files_in: Path, *flags: str, strategy: str = "mpi") -> program.Ended:
    """Three rows, of which the one in the middle fails; one item for each of three ranks."""
    return ranks.run(3, files_in, "--questions=faults", f"--strategies={strategy}", "--workers=3",
                     f"--workloads=squares,faulty/fault:{fault}/item:{item}/run:{at_run}", *flags,
                     program_file=program.BENCH_WITH_FAULTS)


@pytest.mark.parametrize("strategy", ["mpi", "mpi_keep", "mpi_threads"])
@pytest.mark.parametrize("item", [0, 1, 2])
@pytest.mark.parametrize("at_run", [1, 20])
def test_what_a_rank_throws_is_the_rows_error(at_run: int, item: int, strategy: str, tmp_path: Path) -> None:
    ended = faulty("throw", item, at_run, tmp_path, strategy=strategy)
    assert ended.exit_code == 1
    assert ranks.errors(ended.rows()) == ["cursed"]
    assert ended.row("faulty")["error_message"] == "cursed"


@pytest.mark.parametrize("fault", ["hang", "spin", "stop"])
def test_a_rank_that_does_not_answer_is_named(fault: str, tmp_path: Path) -> None:
    ended = faulty(fault, 1, 1, tmp_path, "--time-limit=2")
    assert ended.exit_code == 1
    before, during, after = ended.rows()
    assert not before.get("error_occurred")
    assert during["error_message"].startswith(f"rank 1 on {HOST} has not answered for 1500 ms")
    assert during["timed_out"] == 1
    assert after["error_message"] == f"the ranks cannot be used: rank 1 on {HOST} has not answered for 1500 ms"


@pytest.mark.parametrize("fault, words", [
    ("kill", "the process died: signal 9"), ("hang", "--time-limit=S gives rows")])
def test_rank_zero_loses_its_process_and_keeps_the_rows(fault: str, words: str, tmp_path: Path) -> None:
    ended = faulty(fault, 0, 1, tmp_path, "--time-limit=1")
    assert ended.exit_code == 1
    before, during, after = ended.rows()
    assert not before.get("error_occurred")
    assert words in during["error_message"]
    assert "the process that speaks for rank 0 was lost: " in after["error_message"]
    assert words in after["error_message"]


def require_kept(result: Path) -> None:
    rows = json.loads(result.read_text())["benchmarks"]
    assert not rows[0].get("error_occurred")
    assert rows[0]["name"].startswith("squares/serial/")
    assert all(row["interrupted"] for row in rows if row.get("error_occurred"))


@pytest.mark.parametrize("count", [2, 4])
@pytest.mark.parametrize("strategies", ["serial,mpi", "serial,mpi,thread_pool"])
def test_a_rank_is_killed(strategies: str, count: int, tmp_path: Path) -> None:
    """The launcher names it; rank 0 writes the rows that it has."""
    result = tmp_path / "result.json"
    run = ranks.start([*ranks.mpirun(count), program.BENCH, f"--files-in={tmp_path}", "--questions=sizes",
                       "--sizes=100,1000", f"--strategies={strategies}", "--workers=2", "--benchmark_filter=warm",
                       "--benchmark_min_time=2", f"--benchmark_out={result}"])
    run.await_said("2 of ")
    (victim,) = ranks.processes_of_rank(run, 1)
    os.kill(victim, signal.SIGKILL)
    ended = run.end()
    assert ended.exit_code != 0
    assert f"process rank 1 with PID 0 on node {HOST} exited on signal 9" in ended.said
    require_kept(result)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_launcher_is_interrupted(number: int, tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    run = ranks.start([*ranks.mpirun(3), program.BENCH, f"--files-in={tmp_path}", "--questions=sizes",
                       "--sizes=100,1000", "--strategies=serial,mpi", "--workers=3", "--benchmark_filter=warm",
                       "--benchmark_min_time=2", f"--benchmark_out={result}"])
    run.await_said("2 of ")
    run.signal(number)
    ended = run.end()
    assert ended.exit_code != 0
    require_kept(result)
