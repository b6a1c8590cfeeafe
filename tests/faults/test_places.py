"""Machines and places that nobody expected: each is made here, in namespaces of its own, and builds nothing new."""
from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Dict, List

import program
import pytest

FLAGS = ("--questions=sizes,contention,python", "--sizes=100", "--workers=2", "--extent=brief",
         "--strategies=serial,thread_pool,process_pool,process_spawn,python_serial", program.QUICK,
         "--benchmark_format=json")


def in_mounts_of_its_own(script: str, files_in: Path, *more: object) -> program.Ended:
    """Runs `script`, which ends in `exec "$@"`, where mounts change nothing outside."""
    return program.Run(["unshare", "--mount", "--propagation=private", "sh", "-ec", script, "sh",
                        program.BENCH, f"--files-in={files_in}", *FLAGS, *more]).end()


def namespaces_can_be_made() -> bool:
    return shutil.which("unshare") is not None and subprocess.run(
        ["unshare", "--mount", "true"], capture_output=True, check=False).returncode == 0


needs_namespaces = pytest.mark.skipif(not namespaces_can_be_made(), reason="no mount namespace is to be had here")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


def require_all_measured(ended: program.Ended) -> None:
    assert ended.exit_code == 0, (ended.said, [row.get("error_message") for row in ended.rows()])
    assert ended.rows()


def test_folders_with_spaces_and_umlauts(tmp_path: Path) -> None:
    folder = tmp_path / "Größe und Länge 'x' \"y\""
    folder.mkdir()
    shutil.copy(program.BENCH, folder / "bench ä")
    ended = program.Run([folder / "bench ä", f"--dir={folder}/Ergebnisse", *FLAGS]).end()
    require_all_measured(ended)
    (written,) = folder.glob("Ergebnisse/*/*.json")
    assert program.rows_of(written.read_text())


@needs_root
def test_a_user_without_anything(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o777)
    shutil.copy(program.BENCH, tmp_path / "bench")
    require_all_measured(program.Run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "-i",
                                      f"{program.MARK}=x", "./bench", *FLAGS], cwd=tmp_path).end())


@needs_namespaces
@pytest.mark.parametrize("script", [
    'mount -t tmpfs -o size=64k none /dev/shm; exec "$@"',
    'mount -t tmpfs none /sys; exec "$@"',
    f'cd {program.ROOT}; mount --bind . .; mount -o remount,ro,bind {program.ROOT}; cd {program.ROOT}; exec "$@"',
    'mount -t tmpfs -o ro none /dev/shm; exec "$@"',
], ids=["little shared memory", "no sys", "read-only checkout", "no shared memory"])
def test_without_what_others_have(script: str, tmp_path: Path) -> None:
    require_all_measured(in_mounts_of_its_own(script, tmp_path))


@needs_namespaces
@needs_root
def test_processes_of_others_hidden(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o777)
    shutil.copy(program.BENCH, tmp_path / "bench")
    script = 'mount -o remount,hidepid=2 /proc; exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@"'
    ended = program.Run(["unshare", "--mount", "--propagation=private", "sh", "-ec", script, "sh", "./bench", *FLAGS],
                        cwd=tmp_path).end()
    require_all_measured(ended)


@pytest.mark.parametrize("setting", [{"LC_ALL": "de_DE.UTF-8"}, {"LC_ALL": "C"}, {"TERM": "dumb"}, {"COLUMNS": "40"},
                                     {"TMPDIR": "/nowhere"}, {"HOME": "/nowhere"}, {"PATH": "/nowhere"}])
def test_settings_of_users(setting: Dict[str, str], tmp_path: Path) -> None:
    ended = program.run("--questions=sizes", "--sizes=100", "--strategies=serial,thread_pool,process_pool",
                        files_in=tmp_path, environment=setting)
    require_all_measured(ended)
    assert all(row["real_time"] > 0 for row in ended.rows())  # a comma would not be JSON


def test_a_cpu_that_is_taken_away(tmp_path: Path) -> None:
    """While rows are measured: they are slower then, and right."""
    run = program.start("--questions=sizes", "--sizes=100,10000", "--strategies=serial,thread_pool,process_pool",
                        "--benchmark_format=json", files_in=tmp_path)
    program.await_that(lambda: run.processes_with("--host-of"), "a host")
    taken: List[int] = []
    for process in run.processes():
        try:
            os.sched_setaffinity(process, {min(os.sched_getaffinity(0))})
            taken.append(process)
        except ProcessLookupError:
            pass
    require_all_measured(run.end())
    assert taken


def test_two_at_once(tmp_path: Path) -> None:
    """Their times are worth nothing, but neither spoils the other's files or answers."""
    flags = ("--questions=contention,sizes", "--sizes=100", "--strategies=serial,thread_pool,process_pool",
             "--benchmark_format=json")
    both = [program.start(*flags, files_in=tmp_path) for _ in range(2)]
    for run in both:
        require_all_measured(run.end())


def test_a_source_without_a_history(tmp_path: Path) -> None:
    """As from an archive: the commit is unknown, and that is no error."""
    written = tmp_path / "build_info.hpp"
    subprocess.run(["cmake", "-D", f"source={tmp_path}", "-D", f"output={written}",
                    "-P", program.ROOT / "cmake" / "write_build_info.cmake"], check=True, capture_output=True)
    assert '"unknown"' in written.read_text()
