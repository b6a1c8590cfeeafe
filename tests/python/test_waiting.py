"""Waiting: what a recording says of items that only wait, and the table of it."""
from __future__ import annotations

import pytest

import contended
import model
import overheads
from analysis.questions.waiting import numbers as waiting, table as waiting_table
from analysis.summary import summary


def rows_of(found, kind):
    return {row[1]: dict(zip(found.columns, row)) for row in found.rows if row[0] == kind}


def test_kinds_come_in_their_order_and_serial_first(record):
    rows = contended.waiting(["thread_pool", "serial", "async"], (4, 1), ("read", "pipe", "timer"))
    found = waiting.kinds(record(rows))
    assert list(found) == ["timer", "pipe", "read"]
    assert [(strategy, list(cells)) for strategy, cells in found["pipe"].items()] == [
        ("serial", [1]), ("async", [1, 4]), ("thread_pool", [1, 4])]


def test_the_ideal_is_workers_over_delay_where_the_delay_is_known(record):
    found = waiting.kinds(record(contended.waiting(["async"], (4,))))
    ideals = [waiting.ideal(curves["async"][4]) for curves in found.values()]
    assert ideals == [pytest.approx(4000), pytest.approx(4000), None]


def test_memory_is_of_each_further_worker(record):
    cells = waiting.kinds(record(contended.waiting(["process_pool"], (1, 4, 64))))["timer"]["process_pool"]
    assert waiting.memory_per_worker(cells) == pytest.approx(210e3)
    assert waiting.memory_per_worker({4: cells[4], 64: cells[64]}) is None
    assert waiting.memory_per_worker({1: cells[1]}) is None


def test_one_delay_is_compared_where_several_were_recorded(record):
    rows = contended.waiting(["async"], (1, 4), ("timer",)) + contended.blocking("async", "timer", 4, delay_us=1)
    cells = waiting.kinds(record(rows))["timer"]["async"]
    assert {cell.keys["delay_us"] for cell in cells.values()} == {1000}


def test_rates_are_compared_not_times(record):
    """Sixteen workers have sixteen times the items, so their run takes longer."""
    cells = waiting.kinds(record(contended.waiting(["async"], (1, 16), ("timer",))))["timer"]["async"]
    assert cells[16].median > cells[1].median and cells[16].rate > 10 * cells[1].rate


def test_the_table_has_the_most_items_a_second_first(record):
    found = waiting_table.table(record(contended.waiting()))
    assert found.columns == ("wait", "strategy", "workers", "items/s", "of ideal", "memory/worker", "switches/item")
    timer = rows_of(found, "timer")
    assert list(timer)[-2:] == ["process_pool", "serial"]
    assert timer["thread_pool"]["of ideal"] == "44 %" and timer["thread_pool"]["memory/worker"] == "17.0 kB"
    assert (timer["serial"]["workers"], timer["serial"]["memory/worker"]) == ("1", "")
    assert timer["io_uring"]["memory/worker"] == "none" and timer["io_uring"]["switches/item"] == "0.10"
    assert {row["of ideal"] for row in rows_of(found, "read").values()} == {""}
    assert "workers / delay" in found.note and "unknown" not in found.note and waiting.IN_FLIGHT in found.note


def test_columns_that_nobody_measured_are_left_out(record):
    lacking = dict.fromkeys(("pss_bytes", "context_switches"))
    rows = [row for workers in (1, 4) for row in contended.blocking("async", "read", workers, **lacking)]
    found = waiting_table.table(record(rows))
    assert found.columns == ("wait", "strategy", "workers", "items/s") and found.note == waiting_table.WAITS
    rows += contended.waiting(["serial", "mpi"], (1, 4), ("read",))
    found = waiting_table.table(record(rows))
    assert rows_of(found, "read")["async"]["memory/worker"] == waiting_table.UNKNOWN
    assert "unknown: not recorded" in found.note


@pytest.mark.parametrize("rows", [[], contended.locks(), overheads.failing(contended.waiting(["mpi"]), "mpi"), [
    model.row(model.name("blocking", "async", n=3, workers=2, phase="warm"), 1.0)]])
def test_there_is_no_table_without_its_rows(record, rows):
    assert not waiting_table.table(record(rows)).rows
    assert waiting_table.QUESTION not in summary.summarise(record(rows))


def test_the_summary_has_the_table_and_it_fits_a_terminal(record_lives):
    rows = contended.waiting(["serial", "x" * 300, "$a|b$"])
    text = summary.summarise(record_lives(rows, noise=0.3, lives=3))
    assert max(map(len, text.split(waiting_table.QUESTION)[1].splitlines())) <= 100
