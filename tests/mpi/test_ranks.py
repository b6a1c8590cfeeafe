"""Ranks on one machine: what they compute, how many there may be, and who says what."""
from __future__ import annotations

import json
import socket
import subprocess
from pathlib import Path

import program
import pytest
import ranks

SIZES = ("--questions=sizes", "--benchmark_filter=warm")


@pytest.mark.parametrize("strategy", ranks.STRATEGIES)
@pytest.mark.parametrize("count", [2, 3, 4])
def test_each_number_of_ranks_gives_right_answers(count: int, strategy: str, tmp_path: Path) -> None:
    ended = ranks.run(count, tmp_path, *SIZES, f"--strategies={strategy}", "--sizes=1,8,100,300001",
                      f"--workers=1,{count}")
    assert ended.exit_code == 0, ended.said
    assert len(ended.rows()) == 8
    for row in ended.rows():
        assert not row.get("error_occurred"), row
        workers = int(row["name"].partition("/workers:")[2].partition("/")[0])
        assert row["ranks"] == workers
        assert row["hosts"] == 1
        assert row["workers_observed"] == row["workers_expected"]
        assert f"gather:{'no' if 'keep' in strategy else 'yes'}" in row["label"]
        assert "n:300001/" not in row["name"] or row["workers_observed"] == workers


@pytest.mark.parametrize("question, workload, phase", [
    ("granularity", "grain/n:7", "warm"), ("granularity", "grain/n:7", "cold"),
    ("imbalance", "skewed_squares/n:1000", "warm")])
def test_other_workloads_and_whole_lives(question: str, workload: str, phase: str, tmp_path: Path) -> None:
    ended = ranks.run(2, tmp_path, "--strategies=mpi,mpi_keep", f"--questions={question}", "--time-limit=20",
                      f"--workloads={workload}", "--workers=2", f"--benchmark_filter=phase:{phase}.*_time")
    assert ended.exit_code == 0, ended.said
    assert ended.rows()
    assert not ranks.errors(ended.rows())


def test_work_that_needs_one_memory_is_not_theirs(tmp_path: Path) -> None:
    ended = ranks.run(2, tmp_path, "--strategies=mpi,serial", "--questions=dispatch", "--workers=2",
                      "--workloads=rendezvous,empty")
    assert ended.exit_code == 0, ended.said
    assert not [row for row in ended.rows() if "/mpi/" in row["name"]]


def test_threads_inside_are_spread_over_the_ranks(tmp_path: Path) -> None:
    ended = ranks.run(2, tmp_path, *SIZES, "--strategies=mpi_threads,mpi_threads_keep", "--sizes=100000", "--workers=5")
    assert ended.exit_code == 0, ended.said
    for row in ended.rows():
        assert (row["ranks"], row["workers_observed"]) == (2, 5)


def test_ranks_without_a_slice_stay_idle(tmp_path: Path) -> None:
    ended = ranks.run(4, tmp_path, *SIZES, "--strategies=mpi,mpi_keep", "--sizes=8", "--workers=4")
    assert [row["workers_observed"] for row in ended.rows()] == [1, 1]
    assert ended.exit_code == 0


def test_more_workers_than_ranks_say_how_many_are_needed(tmp_path: Path) -> None:
    ended = ranks.run(2, tmp_path, *SIZES, "--strategies=mpi", "--sizes=8", "--workers=3,2")
    assert ended.exit_code == 0
    assert ranks.errors(ended.rows()) == [
        "a row of 3 workers needs as many ranks, and there are 2: start it with mpirun -np 3"]


def test_one_rank_says_what_is_needed(tmp_path: Path) -> None:
    ended = ranks.run(1, tmp_path, *SIZES, "--strategies=serial,mpi", "--sizes=8", "--workers=2")
    assert ended.exit_code == 0
    assert [words.startswith(ranks.ALONE) for words in ranks.errors(ended.rows())] == [True]
    assert ended.row("/mpi/")["unavailable"] == 1


def test_without_a_launcher_the_rows_say_how_to_start_it(tmp_path: Path) -> None:
    ended = program.run(*SIZES, "--strategies=serial,mpi", "--sizes=8", "--workers=2", files_in=tmp_path)
    assert ended.exit_code == 0
    assert [words.startswith(ranks.ALONE) for words in ranks.errors(ended.rows())] == [True]


def test_a_program_that_is_started_alone_does_not_load_mpi() -> None:
    linked = subprocess.run(["ldd", program.BENCH], check=True, timeout=60, capture_output=True, text=True).stdout
    assert "libc.so" in linked
    assert "mpi" not in linked


@pytest.mark.parametrize("flag, begins", [("--version", "crossover "), ("--list", "strategies"), ("--plan", "{")])
def test_only_rank_zero_speaks(flag: str, begins: str, tmp_path: Path) -> None:
    alone = program.Run([program.BENCH, flag, "--strategies=mpi", "--effective-cpus=2"]).end()
    together = ranks.start([*ranks.mpirun(3), *ranks.bench(tmp_path, flag, "--strategies=mpi",
                                                           "--effective-cpus=2")]).end()
    assert together.exit_code == 0
    assert len(together.out.splitlines()) == len(alone.out.splitlines())
    assert together.out.lower().startswith(begins)


def test_a_mistake_is_told_once(tmp_path: Path) -> None:
    ended = ranks.run(3, tmp_path, "--strategies=mpy")
    assert ended.exit_code == 2
    assert ended.said.count("there is no 'mpy'") == 1


def test_other_strategies_are_measured_as_ever_and_ranks_sleep_meanwhile(tmp_path: Path) -> None:
    """A rank that spun would never be seen asleep."""
    flags = ("--questions=sizes", "--sizes=1000", "--strategies=mpi,serial", "--workers=2",
             "--benchmark_filter=warm", "--benchmark_min_time=5", "--benchmark_format=json")
    run = ranks.start([*ranks.mpirun(2), program.BENCH, f"--files-in={tmp_path}", *flags])
    run.await_said("2 of 2 rows begun")

    def is_asleep() -> bool:
        (process,) = ranks.processes_of_rank(run, 1)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "S"

    program.await_that(is_asleep, "rank 1 asleep", limit=4)
    ended = run.end()
    assert ended.exit_code == 0
    assert not ranks.errors(ended.rows())


def test_a_life_has_their_rows_too(tmp_path: Path) -> None:
    name = "squares/mpi_keep/n:1000/intensity:1/store:ordinary/workers:2/slices:2/phase:warm/real_time"
    request = tmp_path / "request.json"
    request.write_text(json.dumps({"rows": [name], "rounds": 2, "sample_ms": 1.0, "seed": 1}))
    with request.open() as asked:
        ended = ranks.start([*ranks.mpirun(2), program.BENCH, f"--files-in={tmp_path}", "--questions=sizes",
                             "--strategies=mpi_keep", "--sizes=1000", "--workers=2", "--life"], stdin=asked).end()
    assert ended.exit_code == 0, ended.said
    (row,) = ended.rows()
    assert len(row["samples"]) == 2
    assert row["ranks"] == 2


def test_ranks_of_another_version_are_refused(tmp_path: Path) -> None:
    flags = (*SIZES, "--strategies=serial,mpi", "--sizes=8", "--workers=2", "--benchmark_format=json")
    other = program.BUILD / "bench_of_another_version"
    ended = ranks.start([*ranks.mpirun(1), *ranks.bench(tmp_path, *flags), ":", "-np", 1,
                         *ranks.bench(tmp_path, *flags, program_file=other)]).end()
    assert ended.exit_code == 1
    (words,) = ranks.errors(ended.rows())
    assert words.startswith(f"the ranks cannot be used: rank 1 on {socket.gethostname()} is Crossover 0.0.1 (another), "
                            f"and rank 0 on {socket.gethostname()} is ")
    assert words.endswith(": start the same build everywhere")
