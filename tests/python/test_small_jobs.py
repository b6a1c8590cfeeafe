"""The table of small jobs: only what was recorded, in order, and that it fits a terminal."""
from __future__ import annotations

import pytest

import model
import overheads
from analysis.questions.granularity import table as small_jobs
from analysis.summary import summary


def test_the_table_has_the_least_metg_first_and_only_what_was_recorded(record_lives):
    found = small_jobs.table(record_lives(overheads.granularity(["async", "thread_pool"], counts=(2,))))
    assert found.columns == ("strategy", "METG warm", "METG cold")
    assert [row[0] for row in found.rows] == ["thread_pool", "async"]
    assert "[" in found.rows[0][1] and "dispatch" not in found.note and "METG" in found.note
    found = small_jobs.table(record_lives(overheads.dispatch(["serial", "async", "mpi"])))
    assert found.columns == ("strategy", "dispatch", "idle")
    assert [row[0] for row in found.rows] == ["mpi", "async"] and "METG" not in found.note


def test_the_table_says_what_is_unknown(record):
    rows = overheads.failing(overheads.dispatch(["async", "mpi"]), "mpi") + overheads.granularity(["mpi"], counts=(2,))
    found = small_jobs.table(record(rows))
    assert {row[0]: row.count(small_jobs.UNKNOWN) for row in found.rows} == {"mpi": 2, "async": 2}
    assert "unknown: failed or not recorded" in found.note


@pytest.mark.parametrize("rows", [[], overheads.empty("async", "warm", 1e-6), overheads.slices(), model.sizes()])
def test_there_is_no_table_without_its_rows(record, rows):
    assert not small_jobs.table(record(rows)).rows
    assert small_jobs.QUESTION not in summary.summarise(record(rows))


def test_the_summary_has_the_table_and_it_fits_a_terminal(record_lives):
    wide = [*model.sizes(["serial", "async"]), *overheads.slices(), *overheads.grain("x" * 300, 1e-8),
            *overheads.grain("mpi", 1.0), *overheads.grain("mpi", 1.0, phase="cold"), *overheads.dispatch()]
    for rows in (model.everything(), wide):
        text = summary.summarise(record_lives(rows, noise=0.3, lives=4))
        assert small_jobs.QUESTION in text
        assert max(map(len, text.splitlines())) <= 100
