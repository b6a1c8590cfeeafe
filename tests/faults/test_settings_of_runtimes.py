"""What changes who works is refused or stands in the row: never a smaller crew that nobody knows of."""
from __future__ import annotations

from pathlib import Path
from typing import Dict

import program
import pytest

OPENMP = ("--questions=sizes", "--sizes=100000", "--workers=2",
          "--strategies=serial,openmp_static,openmp_dynamic,openmp_taskloop,thread_pool")


@pytest.mark.parametrize("setting", [
    {"OMP_PROC_BIND": "true"}, {"OMP_PROC_BIND": "spread,close"}, {"OMP_PLACES": "cores"}, {"OMP_PLACES": "{0},{1}"},
    {"GOMP_CPU_AFFINITY": "0"}, {"GOMP_CPU_AFFINITY": "0-1"}])
def test_what_pins_everything_is_refused_by_its_name(setting: Dict[str, str], tmp_path: Path) -> None:
    ended = program.run(*OPENMP, files_in=tmp_path, environment=setting)
    assert (ended.exit_code, ended.out) == (2, "")
    assert next(iter(setting)) in ended.said and "taskset" in ended.said


@pytest.mark.parametrize("setting", [
    {"OMP_NUM_THREADS": "1"}, {"OMP_NUM_THREADS": "4,2"}, {"OMP_DYNAMIC": "true"}, {"OMP_THREAD_LIMIT": "1"},
    {"OMP_STACKSIZE": "16M"}, {"OMP_SCHEDULE": "dynamic"}, {"OMP_PROC_BIND": "FALSE"}, {"OMP_MAX_ACTIVE_LEVELS": "1"},
    {"OMP_NESTED": "true"}, {"GOMP_SPINCOUNT": "0"}, {"KMP_BLOCKTIME": "0"}, {"KMP_AFFINITY": "disabled"}])
def test_what_is_accepted_is_in_the_context_and_a_smaller_crew_in_the_row(setting: Dict[str, str],
                                                                          tmp_path: Path) -> None:
    ended = program.run(*OPENMP, files_in=tmp_path, environment=setting)
    ((name, value),) = setting.items()
    assert f"{name}={value}" in program.context_of(ended.out)["runtime_environment"]
    for row in ended.rows():
        if not row.get("error_occurred") and row["workers_observed"] < 0.97 * row["workers_expected"]:
            assert "workers computed" in row["label"], row


def test_without_any_there_is_none(tmp_path: Path) -> None:
    ended = program.run("--questions=dispatch", "--strategies=serial", files_in=tmp_path)
    assert program.context_of(ended.out)["runtime_environment"] == "none set"
