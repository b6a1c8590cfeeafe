"""Lets the tests import the programs in plots/, and makes recordings for them."""
from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Callable

import pytest
from hypothesis import settings

PLOTS = Path(__file__).resolve().parents[2] / "plots"

# The same examples every time, and no limit on the time of one: other tests may keep the machine busy.
settings.register_profile("crossover", deadline=None, derandomize=True)
settings.load_profile("crossover")

import model  # noqa: E402
import recorded  # noqa: E402
from analysis.recording.reader import load, Recording  # noqa: E402


@pytest.fixture
def plots() -> Path:
    """The folder of the programs."""
    return PLOTS


@pytest.fixture
def house(plots: Path, tmp_path: Path) -> Path:
    """A copy of the packages and programs, for tests that add a file to them."""
    root = tmp_path / "house"
    for folder in ("analysis", "plots"):
        shutil.copytree(plots.parent / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return root


@pytest.fixture
def write_document(tmp_path: Path) -> Callable[..., Path]:
    """write_document(anything, name) -> a JSON file."""
    def write_document(document: Any, name: str = "recording.json") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(document), encoding="utf-8")
        return path
    return write_document


@pytest.fixture
def write(write_document: Callable[..., Path]) -> Callable[..., Path]:
    """write(rows, **context) -> the file of a plain ./bench; None for rows means a bit of everything."""
    return lambda rows=None, **context: write_document(model.document(rows, **context))


@pytest.fixture
def record(write: Callable[..., Path]) -> Callable[..., Recording]:
    """The same, loaded."""
    return lambda rows=None, **context: load(write(rows, **context))


@pytest.fixture
def record_lives(write_document: Callable[..., Path]) -> Callable[..., Recording]:
    """record_lives(rows, lives=10, ...) -> a recording with lives, loaded."""
    return lambda rows=None, **options: load(write_document(recorded.document(rows, **options)))
