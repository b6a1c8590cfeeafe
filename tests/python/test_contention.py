"""Contention: what a recording says of locks, and the table of it."""
from __future__ import annotations

import pytest

import contended
from analysis.questions.contention import numbers as contention, table as contention_table
from analysis.recording import usual_settings as settings
import model
import overheads
from analysis.summary import summary
from contended import PROCESSES, THREADS


def row_of(found, lock, strategy):
    return next(dict(zip(found.columns, row)) for row in found.rows if row[:2] == (lock, strategy))


def test_locks_come_in_their_order_and_threads_before_processes(record):
    found = contention.contest(record(contended.locks((PROCESSES, "async", THREADS))))
    assert tuple(found) == contention.LOCKS
    assert list(found["rw"]) == [THREADS, PROCESSES, "async"]
    assert list(found["rw"][THREADS]) == [1, 2, 4]
    assert list(found["mutex"]) == [THREADS, "async"] and list(found["file_lock"]) == [PROCESSES]


def test_only_one_regime_and_share_of_reads_is_compared(record):
    recording = record(contended.contention())
    for regime in contention.REGIMES:
        for curves in contention.contest(recording, regime).values():
            for cells in curves.values():
                assert {(cell.keys["regime"], cell.keys["reads"]) for cell in cells.values()} == {(regime, 0)}


def test_one_setting_is_compared_where_several_were_recorded(record):
    rows = contended.locks() + contended.shared_file(THREADS, "ofd", 4, think_ns=5, factor=0.01)
    recording = record([*rows, model.failed("shared_file/mpi/manual_time", "no MPI", unavailable=1)])
    cell = contention.contest(recording)["ofd"][THREADS][4]
    assert cell.keys["think_ns"] == 0
    kept = settings.usual(contention.contestants(recording), (*contention.VARIED, "regime", "reads"))
    assert any(each.strategy == "mpi" for each in kept)
    assert not any(each.keys.get("think_ns") == 5 for each in kept)


def test_references_do_not_compete(record):
    recording = record(contended.locks(("bare_file_loop", THREADS)))
    assert all(list(curves) == [THREADS] for curves in contention.contest(recording).values())


@pytest.mark.parametrize("counts, usual", [((1, 2, 4, 8), 4), ((1, 2), 2), ((8, 16), 16), ((1,), 1)])
def test_four_workers_are_compared_or_else_the_most(record, counts, usual):
    assert contention.usual_workers(contention.contest(record(contended.locks(counts=counts)))) == usual


def test_without_rows_nobody_is_compared(record):
    assert contention.usual_workers(contention.contest(record([]))) == 0


def test_shares_of_reads_are_there_where_they_were_varied(record):
    found = contention.by_reads(record(contended.contention()), 4)
    assert list(found) == ["ofd", "rw"]
    assert {tuple(cells) for curves in found.values() for cells in curves.values()} == {(0, 50, 100)}
    assert not contention.by_reads(record(contended.locks()), 4)


def test_the_ratio_is_of_throughput_and_has_an_interval(record_lives):
    rows = [row for strategy, factor in ((THREADS, 1.0), (PROCESSES, 2.0))
            for row in contended.shared_file(strategy, "own_file", 4, factor=factor)]
    recording = record_lives(rows, noise=0.02)
    cells = contention.at(contention.contest(recording), 4)["own_file"]
    ratio, (low, high) = contention.throughput_ratio(cells[PROCESSES], cells[THREADS])
    assert low < ratio < high and ratio == pytest.approx(0.5, rel=0.05)
    shown = row_of(contention_table.table(recording), "own_file", PROCESSES)["of threads"]
    assert shown == f"{ratio:.2f}x [{low:.2f}, {high:.2f}]"


def test_the_table_has_both_under_every_lock(record):
    found = contention_table.table(record(contended.locks()))
    assert found.columns == ("lock", "strategy", "operations/s", "of threads", "waits", "fair", "p99", "speed-up")
    assert len(found.rows) == 2 * len(contention.LOCKS) - 2
    ofd = row_of(found, "ofd", PROCESSES)
    assert ofd["operations/s"] == "218 k" and ofd["of threads"] == "0.93x" and ofd["waits"] == "68 %"
    assert ofd["fair"] == "0.79" and ofd["speed-up"] == "0.44x" and ofd["p99"].endswith(" µs")
    assert row_of(found, "ofd", THREADS)["of threads"] == ""
    assert row_of(found, "own_file", THREADS)["waits"] == contention_table.NO_LOCK
    assert row_of(found, "own_file", THREADS)["speed-up"] == "1.90x"
    assert row_of(found, "file_lock", PROCESSES)["of threads"] == contention_table.NO_THREADS
    assert "75 % if they only take turns" in found.note and "workers: 4." in found.note
    assert "mutex, shared_mutex, ofd, file_lock" in found.note and "95 %" not in found.note


def test_the_table_is_of_cached_changes_only(record):
    other = contended.locks(regime="cold") + contended.locks(reads=50)
    assert not contention_table.table(record(other)).rows
    everything = contention_table.table(record(contended.contention()))
    assert everything == contention_table.table(record(contended.locks()))


def test_columns_that_nobody_measured_are_left_out(record):
    rows = contended.locks((THREADS,), (2,), ("own_file",))
    for row in rows:
        for counter in ("fairness", "latency_p50_ns", "latency_p99_ns", "latency_max_ns"):
            del row[counter]
    found = contention_table.table(record(rows))
    assert found.columns == ("lock", "strategy", "operations/s")
    assert found.note == "Records of one file, changed in memory; workers: 2."


def test_what_one_row_lacks_is_unknown(record):
    rows = contended.locks(chosen=("ofd",))
    for row in rows:
        if f"/{PROCESSES}/" in row["name"]:
            del row["lock_wait_share"]
    found = contention_table.table(record(rows))
    assert row_of(found, "ofd", PROCESSES)["waits"] == contention_table.UNKNOWN
    assert "unknown: failed or not recorded" in found.note


@pytest.mark.parametrize("rows", [[], contended.waiting(), model.sizes(["async"]), overheads.failing(
    contended.locks((THREADS,)), THREADS)])
def test_there_is_no_table_without_its_rows(record, rows):
    assert not contention_table.table(record(rows)).rows
    assert contention_table.QUESTION not in summary.summarise(record(rows))


def test_the_summary_has_the_table_and_it_fits_a_terminal(record_lives):
    rows = contended.locks((THREADS, PROCESSES, "x" * 300, "$a|b$"))
    recording = record_lives(rows, noise=0.3, lives=4)
    text = summary.summarise(recording)
    assert max(map(len, text.split(contention_table.QUESTION)[1].splitlines())) <= 110
    assert "\\|b$" in summary.summarise(recording, form="markdown")


def test_failures_name_the_locks_that_failed_for_the_same_reason(record):
    rows = contended.locks((PROCESSES,), (2, 4), ("ofd", "rw", "append"))
    rows = [model.failed(row["name"], "timeout") if "/lock:append/" not in row["name"] else row for row in rows]
    rows += overheads.failing(contended.locks(("async",), (2, 4)), "async")
    rows += [model.failed("shared_file/mpi/manual_time", "no MPI", unavailable=1)]
    assert settings.failures(contention.contestants(record(rows)), "lock") == {
        "mpi": "unavailable: no MPI", f"{PROCESSES} (lock: ofd, rw)": "timeout", "async": "worker 1 died: signal 9"}
