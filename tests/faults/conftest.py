"""Every fault test begins and ends with the same machine."""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Iterator

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import program  # noqa: E402  (beside this file, whoever runs it)
import surroundings  # noqa: E402

surroundings.adopt_orphans()


@pytest.fixture(autouse=True)
def nothing_is_left(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """No process, shared memory or temporary file that was not there before."""
    kinds = getattr(request.module, "NAMES", ())
    names = program.shared_memory_names(kinds)
    yield
    assert program.shared_memory_names(kinds) <= names
    program.await_that(surroundings.has_no_children, "the end of all below", program.GONE_SECONDS)
    assert not list(tmp_path.glob("**/crossover-temporary-*"))
    assert not list(tmp_path.glob("**/*.partial"))
