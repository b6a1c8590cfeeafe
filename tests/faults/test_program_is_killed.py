"""SIGKILL of the program that a user has started, at random instants: nobody is left to tidy up but the next run."""
from __future__ import annotations

import signal
from pathlib import Path

import instants
import program


def test_everything_below_it_is_gone_within_a_second(tmp_path: Path) -> None:
    def kill(run: program.Run, _: Path) -> None:
        run.signal(signal.SIGKILL)
        assert run.end().exit_code in (-signal.SIGKILL, 0)

    instants.at_each(instants.random_instants(100, seed=1), tmp_path, kill)
    for folder in tmp_path.iterdir():  # what was left of files goes with the next run
        assert {file.name for file in folder.iterdir() if not file.name.startswith("crossover-temporary-")} <= {
            "result.json", "result.json.partial"}
        (folder / "result.json.partial").unlink(missing_ok=True)
        if list(folder.iterdir()):
            assert program.run("--questions=dispatch", "--strategies=serial", files_in=folder).exit_code == 0


def test_a_life_too(tmp_path: Path) -> None:
    """What record.py has measured by."""
    run = program.Run([program.BENCH, "--life", f"--files-in={tmp_path}", "--extent=brief"],
                      stdin=open(_request(tmp_path), encoding="utf-8"))
    program.await_that(lambda: run.processes_with("--host-of"), "a host")
    run.signal(signal.SIGKILL)
    assert run.end().exit_code == -signal.SIGKILL
    assert program.run("--questions=dispatch", "--strategies=serial", files_in=tmp_path).exit_code == 0


def _request(folder: Path) -> Path:
    file = folder / "request.json"
    file.write_text('{"sample_ms": 1}')
    return file
