"""System calls that old kernels do not have and containers refuse: a substitute that the context names, or a reason."""
from __future__ import annotations

import errno
from pathlib import Path
from typing import Callable

import program
import pytest
import surroundings

NAMES = (program.PYTHON_POOLS,)
SUBSTITUTED = {
    "memfd_create": lambda: surroundings.refuse(surroundings.MEMFD_CREATE, errno.ENOSYS),
    "pidfd_open": lambda: surroundings.refuse(surroundings.PIDFD_OPEN, errno.EPERM),
    "MADV_POPULATE_WRITE": lambda: surroundings.refuse(surroundings.MADVISE, errno.EINVAL,
                                                       surroundings.MADV_POPULATE_WRITE),
}


@pytest.mark.parametrize("name", SUBSTITUTED)
def test_a_substitute_measures_too(name: str, tmp_path: Path) -> None:
    ended = program.run("--questions=sizes,python,startup", "--sizes=100", "--workers=2", "--extent=brief",
                        files_in=tmp_path,
                        preexec_fn=SUBSTITUTED[name])
    assert ended.exit_code == 0, [row["error_message"] for row in ended.rows() if row.get("error_occurred")]
    assert program.context_of(ended.out)["missing_system_calls"] == name
    assert any("process_pool" in row["name"] for row in ended.rows())


def test_what_is_there_is_not_said_to_be_missing(tmp_path: Path) -> None:
    ended = program.run("--questions=dispatch", "--strategies=serial", files_in=tmp_path)
    assert program.context_of(ended.out)["missing_system_calls"] == "none"


@pytest.mark.parametrize("name", SUBSTITUTED)
def test_a_dead_worker_is_noticed_without_it(name: str, tmp_path: Path) -> None:
    ended = program.run("--questions=faults", "--strategies=process_pool", "--workers=3",
                        "--workloads=squares,faulty/fault:kill/item:2", program=program.BENCH_WITH_FAULTS,
                        files_in=tmp_path, preexec_fn=SUBSTITUTED[name])
    assert "worker 2 died: signal 9" in ended.row("faulty")["error_message"]


@pytest.mark.parametrize("refuse", [lambda: surroundings.refuse(surroundings.IO_URING_SETUP, errno.EPERM),
                                    lambda: surroundings.refuse(surroundings.IO_URING_SETUP, errno.ENOSYS)])
def test_without_io_uring_its_rows_say_why(refuse: Callable[[], None], tmp_path: Path) -> None:
    ended = program.run("--questions=waiting", "--strategies=serial,io_uring", files_in=tmp_path, preexec_fn=refuse)
    assert ended.exit_code == 0
    rows = [row for row in ended.rows() if "io_uring" in row["name"]]
    assert rows and all(row["unavailable"] and "io_uring" in row["error_message"] for row in rows)
