"""Ranks on several hosts: right answers over links of any speed, and a host that is cut off."""
from __future__ import annotations

import json
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import Iterator

import hosts
import program
import pytest
import ranks

SIZES = ("--questions=sizes", "--benchmark_filter=warm")


@pytest.fixture
def three(tmp_path: Path) -> Iterator[hosts.Hosts]:
    with ExitStack() as stack:
        try:
            made = stack.enter_context(hosts.Hosts(3, tmp_path))
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"network namespaces cannot be made here: {getattr(error, 'stderr', None) or error}")
        yield made


def test_rows_say_on_how_many_hosts_they_ran(three: hosts.Hosts, tmp_path: Path) -> None:
    ended = three.start(tmp_path, *SIZES, f"--strategies={','.join(ranks.STRATEGIES)}", "--workers=1,2,3",
                        "--sizes=100,300001", "--benchmark_format=json").end()
    assert ended.exit_code == 0, ended.said
    assert len(ended.rows()) == 24
    for row in ended.rows():
        assert not row.get("error_occurred"), row
        workers = int(row["name"].partition("/workers:")[2].partition("/")[0])
        assert (row["ranks"], row["hosts"]) == (workers, workers)
        assert "n:300001/" not in row["name"] or row["workers_observed"] == workers


def test_over_a_slow_link_too(three: hosts.Hosts, tmp_path: Path) -> None:
    for name in three.names:
        three.limit_rate(name, "100mbit")
    ended = three.start(tmp_path, *SIZES, "--strategies=mpi,mpi_keep", "--workers=3", "--sizes=100000",
                        "--benchmark_format=json").end()
    assert ended.exit_code == 0, ended.said
    assert len(ended.rows()) == 2
    assert not ranks.errors(ended.rows())


def start_to_be_cut_off(three: hosts.Hosts, tmp_path: Path, *flags: str) -> program.Run:
    run = three.start(tmp_path, *SIZES, "--strategies=serial,mpi", "--workers=3", "--sizes=1000,100000",
                      "--benchmark_min_time=3", f"--benchmark_out={tmp_path / 'result.json'}", *flags)
    run.await_said("2 of 4 rows begun")
    three.cut_off("host-2")
    return run


def test_the_launcher_names_a_host_that_is_cut_off(three: hosts.Hosts, tmp_path: Path) -> None:
    """Whatever is on either side of the cut has ended: see program.Run.end."""
    run = start_to_be_cut_off(three, tmp_path)
    out, said = run.process.communicate(timeout=program.LIMIT_SECONDS)
    program.await_that(lambda: not run.processes(), "the end of all on the other side", limit=30)
    assert run.process.returncode != 0
    assert "lost communication with a remote daemon" in said
    assert "on node host-2" in said
    rows = json.loads((tmp_path / "result.json").read_text())["benchmarks"]
    assert not rows[0].get("error_occurred")


def test_the_row_names_it_if_the_launcher_does_not(three: hosts.Hosts, tmp_path: Path) -> None:
    """The limit of the row comes before the launcher has given up."""
    run = start_to_be_cut_off(three, tmp_path, "--time-limit=1.5")
    run.process.communicate(timeout=program.LIMIT_SECONDS)
    program.await_that(lambda: not run.processes(), "the end of all on the other side", limit=30)
    assert run.process.returncode != 0
    rows = json.loads((tmp_path / "result.json").read_text())["benchmarks"]
    assert not rows[0].get("error_occurred")
    assert rows[1]["error_message"].startswith("rank 1 on host-2 has not answered for 1125 ms")
