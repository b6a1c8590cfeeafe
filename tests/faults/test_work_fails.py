"""A worker dies, stops, leaves or throws while it computes: first, middle and last, at once and later."""
from __future__ import annotations

from pathlib import Path

import pytest
from program import BENCH_WITH_FAULTS, Ended, run

LATE = 20  # while it settles, which takes more runs than that
WORKERS = 3
IN_WORKER_PROCESS = {
    "kill": "died: signal 9", "segv": "died: signal 11", "bus": "died: signal 7", "fpe": "died: signal 8",
    "exit": "died: exit code 0", "throw": "cursed",
}
IN_PROCESS = {  # that measures, with all its threads
    "kill": "the process died: signal 9", "segv": "the process died: signal 11", "bus": "the process died: signal 7",
    "fpe": "the process died: signal 8", "exit": "the process died: exit code 0", "throw": "cursed",
}
FORKED = ("process_pool", "process_pool_pipe", "process_per_call")


def measure(strategy: str, fault: str, item: int, at_run: int, files_in: Path, *flags: str) -> Ended:
    return run(f"--strategies={strategy}", "--questions=faults", f"--workers={WORKERS}",
               f"--workloads=squares,faulty/fault:{fault}/item:{item}/run:{at_run}",
               *flags, program=BENCH_WITH_FAULTS, files_in=files_in)


def require_only_the_faulty_row_failed(ended: Ended, words: str) -> None:
    assert ended.exit_code == 1
    assert [bool(row.get("error_occurred")) for row in ended.rows()] == [False, True, False], ended.said
    assert words in ended.row("faulty")["error_message"]


@pytest.mark.parametrize("at_run", [1, LATE])
@pytest.mark.parametrize("item", range(WORKERS))
@pytest.mark.parametrize("fault", IN_PROCESS)
@pytest.mark.parametrize("strategy", ["process_pool", "thread_pool"])
def test_the_row_names_the_cause_and_the_others_are_there(strategy: str, fault: str, item: int, at_run: int,
                                                          tmp_path: Path) -> None:
    is_forked = strategy in FORKED and item > 0  # the caller computes the first share itself
    words = (IN_WORKER_PROCESS if is_forked else IN_PROCESS)[fault]
    require_only_the_faulty_row_failed(measure(strategy, fault, item, at_run, tmp_path), words)


@pytest.mark.parametrize("fault", ["kill", "throw"])
@pytest.mark.parametrize("strategy", ["serial", "thread_per_call", "async", "thread_pool_dynamic", "asio_pool",
                                      "openmp_static", "openmp_dynamic", "tbb_static", "stdpar",
                                      "process_pool_pipe", "process_per_call", "process_pool_dynamic"])
def test_under_every_strategy(strategy: str, fault: str, tmp_path: Path) -> None:
    ended = measure(strategy, fault, 0, 1, tmp_path)
    assert ended.exit_code in (0, 1)
    failed = [row for row in ended.rows() if row.get("error_occurred") and not row.get("unavailable")]
    assert all("faulty" in row["name"] for row in failed), ended.said
    assert failed or any(row.get("unavailable") for row in ended.rows())


@pytest.mark.parametrize("item", range(WORKERS))
@pytest.mark.parametrize("fault", ["stop", "hang", "spin"])
@pytest.mark.parametrize("strategy", ["process_pool", "thread_pool", "openmp_static"])
def test_who_does_not_go_on_is_ended_at_the_limit(strategy: str, fault: str, item: int, tmp_path: Path) -> None:
    ended = measure(strategy, fault, item, 1, tmp_path, "--time-limit=0.3")
    require_only_the_faulty_row_failed(ended, "not done after")
    assert ended.row("faulty")["timed_out"] == 1
