"""Standard streams that are closed, full or left by their reader."""
from __future__ import annotations

import subprocess
from pathlib import Path

import program

MANY = ("--questions=sizes", "--strategies=serial,thread_pool,async")


def test_a_reader_that_goes_away_ends_the_run(tmp_path: Path) -> None:
    run = program.start(*MANY, f"--benchmark_out={tmp_path}/result.json", files_in=tmp_path)
    run.process.stdout.readline()
    run.process.stdout.close()
    run.process.stdout = None
    assert run.end().exit_code == 2
    rows = program.rows_of((tmp_path / "result.json").read_text())
    assert rows[-1]["interrupted"] == 1  # the rest was not measured for nobody


def test_a_full_output_ends_the_run(tmp_path: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        ended = program.start(*MANY, files_in=tmp_path, stdout=full).end()
    assert ended.exit_code == 2
    assert "standard output" in ended.said


def test_closed_streams_are_no_descriptors_for_files(tmp_path: Path) -> None:
    ended = program.Run(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", program.BENCH, program.QUICK,
                         "--questions=sizes,contention", "--sizes=100", "--strategies=serial,process_pool",
                         f"--files-in={tmp_path}", f"--benchmark_out={tmp_path}/result.json"]).end()
    assert ended.exit_code in (0, 2)
    if ended.exit_code == 0:
        assert program.rows_of((tmp_path / "result.json").read_text())


def test_words_of_errors_may_be_closed(tmp_path: Path) -> None:
    ended = program.start(*MANY, "--sizes=100", "--benchmark_format=json", files_in=tmp_path,
                          stderr=subprocess.DEVNULL).end()
    assert ended.exit_code == 0
    assert ended.rows()
