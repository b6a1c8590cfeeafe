"""The check of compare.py itself, on made-up pairs."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from plots import check_compare
import model
import recorded

ROWS = model.sizes(["serial", "async", "tbb_auto"], phases=["warm"], ns=[100, 1_000, 10_000])


def write_pairs(folder: Path, count: int = 3, **second: object) -> Path:
    for number in range(count):
        for side, options in (("a", {}), ("b", second)):
            document = recorded.document(ROWS, lives=20, noise=0.01, seed=2 * number + (side == "b"), **options)
            (folder / f"{number}-{side}.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def test_equal_pairs_pass_and_what_is_added_is_found(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert check_compare.main([str(write_pairs(tmp_path))]) == 0
    told = capsys.readouterr().out
    assert "3 pairs of recordings of the same build, 0 of them not compared" in told
    assert "called faster or slower, falsely:          0 of 27 rows (0.0 %)" in told
    assert "found: 27 of 27 rows (100.0 %)" in told


def test_pairs_that_differ_do_not_pass(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert check_compare.main([str(write_pairs(tmp_path, factor={"async": 1.3}))]) == 1
    assert "falsely:          9 of 27 rows (33.3 %)" in capsys.readouterr().out


def test_no_pairs_are_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert check_compare.main([str(tmp_path)]) == 2
    assert "there is no NAME-a.json" in capsys.readouterr().err
