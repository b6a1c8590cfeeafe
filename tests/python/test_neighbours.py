"""Which neighbours in a ranking are neither told apart nor equivalent."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any, List

import pytest

import model
from analysis.ranking import neighbours
from analysis.recording.reader import load
import recorded

ROWS = [*model.squares("serial", 1000), *model.squares("async", 1000), *model.squares("tbb_auto", 1000)]


@pytest.fixture
def open_pairs(tmp_path: Path):
    def open_pairs(rows: recorded.Rows = ROWS, **options: Any) -> List[str]:
        path = tmp_path / "recording.json"
        path.write_text(json.dumps(recorded.document(rows, **options)), encoding="utf-8")
        return [f"{pair.faster.strategy} {pair.slower.strategy}" for pair in neighbours.undecided(load(path))]
    return open_pairs


def test_clear_differences_are_decided(open_pairs) -> None:
    assert open_pairs(noise=0.01) == []


def test_equals_are_open_until_they_are_equivalent(open_pairs) -> None:
    alike = {"tbb_auto": _equal()}
    assert open_pairs(noise=0.1, factor=alike, lives=4) in (["tbb_auto async"], ["async tbb_auto"])
    assert open_pairs(noise=0.0005, factor=alike) == []


def _equal() -> float:
    """What makes tbb_auto take as long as async."""
    times = {strategy: model.squares(strategy, 1000)[0]["real_time"] for strategy in ("async", "tbb_auto")}
    return times["async"] / times["tbb_auto"]


def test_serial_stands_beside_any_number_of_workers_and_references_nowhere(open_pairs) -> None:
    rows = [*model.squares("serial", 1000), *model.squares("bare_loop", 1000, workers=1)]
    assert open_pairs(rows, noise=0.5, lives=3) == []
    two_crews = [*model.squares("serial", 1000), *model.squares("async", 1000, workers=1),
                 *model.squares("async", 1000, workers=2)]
    assert len(open_pairs(two_crews, noise=3.0, lives=3)) == 2


def test_one_block_asks_nothing(open_pairs) -> None:
    assert open_pairs(lives=1) == []
