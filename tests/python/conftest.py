"""Lets the tests import the programs in plots/, and makes recordings for them."""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

import pytest

PLOTS = Path(__file__).resolve().parents[2] / "plots"
sys.path.insert(0, str(PLOTS))

import model  # noqa: E402
from results import Recording, load  # noqa: E402

Rows = List[Dict[str, Any]]


@pytest.fixture
def plots() -> Path:
    """The folder of the programs."""
    return PLOTS


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """write(rows, **context) -> a JSON file; None for rows means a bit of everything."""
    def write(rows: Optional[Rows] = None, **context: Any) -> Path:
        path = tmp_path / "recording.json"
        path.write_text(json.dumps(model.document(rows, **context)), encoding="utf-8")
        return path
    return write


@pytest.fixture
def record(write: Callable[..., Path]) -> Callable[..., Recording]:
    """The same, loaded."""
    return lambda rows=None, **context: load(write(rows, **context))
