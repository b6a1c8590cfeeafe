"""Every test of ranks begins and ends with the same machine."""
from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Iterator

import pytest

FAULTS = Path(__file__).resolve().parents[1] / "faults"
sys.path[:0] = [str(Path(__file__).parent), str(FAULTS)]

import program  # noqa: E402  (of the fault tests)
import surroundings  # noqa: E402

surroundings.adopt_orphans()


@pytest.fixture(autouse=True)
def a_launcher_is_there() -> None:
    if shutil.which("mpirun") is None:
        pytest.skip("there is no mpirun: ./setup.sh ci installs it")


@pytest.fixture(autouse=True)
def nothing_is_left(tmp_path: Path) -> Iterator[None]:
    names = program.shared_memory_names()
    yield
    program.await_that(surroundings.has_no_children, "the end of all below")
    assert program.shared_memory_names() <= names
    assert not list(tmp_path.glob("**/crossover-temporary-*"))
    assert not list(tmp_path.glob("**/*.partial"))
