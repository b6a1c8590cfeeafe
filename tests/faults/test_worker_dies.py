"""A worker process is killed, stopped or leaves at the points between computing."""
from __future__ import annotations

from pathlib import Path

import program
import pytest

POINTS = ["prctl,kill,1", "prctl,exit,1", "futex,kill,1", "futex,stop,1", "futex,exit,1", "exit,kill,1"]


@pytest.mark.parametrize("worker", ["worker1", "worker2", "worker3"])
@pytest.mark.parametrize("point", POINTS)
def test_while_it_starts_waits_and_stops(point: str, worker: str, tmp_path: Path) -> None:
    ended = program.run("--questions=sizes", "--sizes=100", "--strategies=serial,process_pool", "--workers=4",
                        "--time-limit=0.5", files_in=tmp_path, environment=program.injecting(f"{point},{worker}"))
    assert ended.exit_code in (0, 1)
    for row in ended.rows():
        is_allowed_to_fail = "process_pool" in row["name"]
        assert not row.get("error_occurred") or is_allowed_to_fail, row
        if row.get("error_occurred"):
            assert any(words in row["error_message"] for words in ("died", "not done after")), row
    if point.startswith("prctl"):
        assert ended.exit_code == 1


@pytest.mark.parametrize("lock", ["file_lock", "ofd", "mutex", "shared_mutex"])
@pytest.mark.parametrize("point", ["pwrite,kill,1", "pwrite,stop,1", "pwrite,exit,3"])
def test_while_it_has_the_shared_lock(point: str, lock: str, tmp_path: Path) -> None:
    """In the middle of a file operation, so that whoever waits for the lock must hear of it."""
    ended = program.run("--questions=contention", "--strategies=process_pool,thread_pool", "--workers=3",
                        f"--workloads=shared_file/lock:{lock}", "--time-limit=0.5", files_in=tmp_path,
                        environment=program.injecting(f"{point},worker2"))
    assert ended.exit_code in (0, 1)
    for row in ended.rows():
        if row.get("error_occurred") and not row.get("unavailable"):
            assert "process_pool" in row["name"], row
            assert any(words in row["error_message"] for words in ("died", "not done after", "not measured")), row
