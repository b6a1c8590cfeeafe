"""No more processes, descriptors or memory: rows name it, and those that need none are there."""
from __future__ import annotations

import os
import resource
from pathlib import Path
from typing import Callable

import program
import pytest

NOBODY = 65_534
FLAGS = ("--questions=sizes", "--sizes=100", "--workers=4")


def as_nobody_with_processes(count: int) -> Callable[[], None]:
    def limit() -> None:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)  # root is exempt from the limit
        resource.setrlimit(resource.RLIMIT_NPROC, (count, count))

    return limit


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become another user")


@needs_root
@pytest.mark.parametrize("count", [0, 1, 2])
def test_processes_and_threads(count: int, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    for parent in tmp_path.parents[:2]:
        parent.chmod(0o755)
    ended = program.run(*FLAGS, "--strategies=serial,thread_pool,process_pool,openmp_static,tbb_static",
                        "--time-limit=1", files_in=tmp_path, preexec_fn=as_nobody_with_processes(count))
    assert ended.exit_code == 1
    for row in ended.rows():
        assert "serial" not in row["name"] or not row.get("error_occurred"), row
    failed = {row["name"].split("/")[1] for row in ended.rows() if row.get("error_occurred")}
    assert {"thread_pool", "process_pool"} <= failed
    if count == 0:
        assert "this one measures" in ended.said
        assert "cannot start a process that measures" in ended.said


@pytest.mark.parametrize("count", range(5, 40, 5))
def test_descriptors(count: int, tmp_path: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))

    ended = program.run("--questions=sizes,contention", "--sizes=100", "--workers=4",
                        "--strategies=serial,thread_pool,process_pool,process_pool_pipe",
                        files_in=tmp_path, preexec_fn=limit)
    assert ended.exit_code in (0, 1, 2, 127)
    if ended.exit_code == 1:
        for row in ended.rows():
            assert not row.get("error_occurred") or "Too many open files" in row["error_message"] or row.get(
                "unavailable"), row["error_message"]


@pytest.mark.parametrize("megabytes", [120, 200, 400])
def test_memory(megabytes: int, tmp_path: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    ended = program.run(*FLAGS, "--sizes=100,20000000", "--strategies=serial,thread_pool,process_pool",
                        files_in=tmp_path, preexec_fn=limit)
    assert ended.exit_code in (0, 1, 2)
    if ended.exit_code != 2:
        for row in ended.rows():
            assert not row.get("error_occurred") or any(words in row["error_message"] for words in (
                "Cannot allocate memory", "are available", "temporarily")), row
