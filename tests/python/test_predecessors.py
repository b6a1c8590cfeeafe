"""Whether times depend on who came before: on made-up recordings, and against another implementation."""
from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any, Callable, Dict

import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.stats import kruskal

import made_up
import recorded
from analysis.recording.reader import load
from analysis.statistics.recording_quality import fitness
from analysis.statistics.predecessors import p_value, predecessors

STRATEGIES = ("serial", "thread_pool", "openmp_static", "tbb_static", "process_pool", "openmp_dynamic")
SIZES = (1000, 3000, 10_000, 30_000)
ROWS = len(STRATEGIES) * len(SIZES)


def document(after_openmp: float) -> Dict[str, Any]:
    """Rows in an order of each life's own, which take so many times as long behind an OpenMP strategy."""
    rows = [row for strategy in STRATEGIES for n in SIZES
            for row in made_up.repeated(made_up.name("squares", strategy, n=n), 1e-6 * n)]
    made = recorded.document(rows, lives=60)
    for life in range(60):
        own = sorted((row for row in made["benchmarks"] if _life(row) == life),
                     key=lambda row: row["samples"][0]["at_s"])
        for before, row in zip(own, own[1:]):
            if "/openmp" in before["name"]:
                row["samples"][0]["time_ns"] *= after_openmp
    return made


def _life(row: Dict[str, Any]) -> int:
    life = row["life"]
    return int(life["id"] if isinstance(life, dict) else life)


def test_who_came_before_does_not_matter_where_it_does_not(write_document: Callable[..., Path]) -> None:
    found = predecessors(load(write_document(document(1.0))))
    assert found and found.rows == ROWS and found.dependent <= 4


def test_who_came_before_is_found_where_it_matters(write_document: Callable[..., Path]) -> None:
    recording = load(write_document(document(1.1)))
    found = predecessors(recording)
    assert found and found.rows == ROWS and found.dependent >= ROWS - 1
    assert f"predecessors: the times of {found.dependent} of {ROWS} rows depended on which row ran before" in "; ".join(
        fitness(recording))


def test_a_plain_file_does_not_tell(record: Callable[..., Any]) -> None:
    assert predecessors(record()) is None


@given(some.lists(some.lists(some.integers(0, 9).map(float), min_size=4, max_size=9), min_size=2, max_size=4))
def test_ranks_are_compared_as_scipy_does(groups: Any) -> None:
    if len({value for group in groups for value in group}) > 1:
        assert p_value(groups) == pytest.approx(kruskal(*groups).pvalue, rel=1e-9)


@pytest.mark.parametrize("groups", [[], [[1.0, 2.0]], [[1.0, 1.0], [1.0, 1.0]]])
def test_nothing_to_compare_has_no_p_value(groups: Any) -> None:
    assert p_value(groups) is None


def test_one_row_in_twenty_is_called_by_chance() -> None:
    dice = random.Random(3)
    values = [p_value([[dice.gauss(0, 1) for _ in range(6)] for _ in range(3)]) for _ in range(2000)]
    assert all(each is not None and math.isfinite(each) for each in values)
    assert sum(each < 0.05 for each in values if each is not None) / 2000 == pytest.approx(0.05, abs=0.02)
