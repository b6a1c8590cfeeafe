"""Files that workloads keep and results that are written: errors, short writes, a full disk, folders that vanish."""
from __future__ import annotations

import shutil
from pathlib import Path

import program
import pytest

CONTENTION = ("--questions=contention", "--strategies=serial,thread_pool", "--workers=2",
              "--workloads=shared_file/lock:ofd,shared_file/lock:append")


@pytest.mark.parametrize("call", ["pwrite", "pread", "fdatasync", "ftruncate", "mkdtemp"])
@pytest.mark.parametrize("error, words", [("EIO", "Input/output error"), ("ENOSPC", "No space left on device")])
def test_an_error_is_named_by_the_row(call: str, error: str, words: str, tmp_path: Path) -> None:
    ended = program.run(*CONTENTION, files_in=tmp_path, environment=program.injecting(f"{call},{error},1,host"))
    failed = [row for row in ended.rows() if row.get("error_occurred") and not row.get("unavailable")]
    assert all(words in row["error_message"] for row in failed), [row["error_message"] for row in failed]
    assert ended.exit_code == (1 if failed else 0)
    assert failed or call == "ftruncate"  # which not every workload calls


@pytest.mark.parametrize("call", ["pwrite", "pread", "fdatasync"])
def test_an_interrupted_call_is_made_again(call: str, tmp_path: Path) -> None:
    ended = program.run(*CONTENTION, files_in=tmp_path, environment=program.injecting(f"{call},EINTR,1,host"))
    assert ended.exit_code == 0, [row.get("error_message") for row in ended.rows()]


@pytest.mark.parametrize("call", ["pwrite", "pread"])
def test_a_short_transfer_never_passes_for_a_whole_one(call: str, tmp_path: Path) -> None:
    ended = program.run(*CONTENTION, files_in=tmp_path, environment=program.injecting(f"{call},short,1,host"))
    assert ended.exit_code in (0, 1)
    for row in ended.rows():
        assert row.get("error_occurred") or row["real_time"] > 0


def test_a_folder_that_vanishes_meanwhile(tmp_path: Path) -> None:
    folder = tmp_path / "results"
    run = program.start("--questions=sizes,contention", "--strategies=serial,thread_pool", f"--dir={folder}",
                        files_in=tmp_path)
    run.await_said("9 of 96 rows")
    shutil.rmtree(folder)
    ended = run.end()
    assert ended.exit_code == 2
    assert "cannot" in ended.said.splitlines()[-1] or "could not" in ended.said.splitlines()[-1]


def test_a_disk_that_fills_up_ends_the_run_at_once(tmp_path: Path) -> None:
    """Of rows that would be lost there is no point in more."""
    flags = ("--questions=sizes", "--strategies=serial,thread_pool,async", f"--benchmark_out={tmp_path}/result.json")
    ended = program.start(*flags, files_in=tmp_path, environment=program.injecting("write,ENOSPC,3,program")).end()
    assert ended.exit_code == 2
    assert "completely" in ended.said
    assert not (tmp_path / "result.json").exists()
    assert "interrupted before it was measured" in ended.out
