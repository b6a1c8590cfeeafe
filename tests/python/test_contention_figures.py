"""The figures of locks and of waiting: what they say, and what they make of recordings with gaps."""
from __future__ import annotations

import pytest

import contended
import overheads
from analysis.questions.contention import chart as contention_chart, numbers as contention
from analysis.questions.waiting import chart as waiting_chart
from contended import PROCESSES, THREADS
from figured import doubtful, titled, values, without

CHARTS = {"contention": contention_chart.figures, "waiting": waiting_chart.figures}
ROWS = {"contention": contended.contention, "waiting": contended.waiting}


@pytest.mark.parametrize("chart", CHARTS)
def test_one_strategy_is_enough(record, chart):
    assert CHARTS[chart](record(ROWS[chart](["async"])))


@pytest.mark.parametrize("chart", CHARTS)
def test_if_all_failed_there_is_nothing_to_draw(record, chart):
    assert CHARTS[chart](record(overheads.failing(ROWS[chart](["async"]), "async"))) == []


@pytest.mark.parametrize("chart, rows", [
    ("contention", contended.locks((PROCESSES,), (2,))), ("contention", contended.locks((THREADS,), (1,), ("ofd",))),
    ("waiting", contended.waiting(["async"], (16,))), ("waiting", contended.waiting(["serial"], (1,), ("timer",)))])
def test_one_worker_count_makes_a_ladder(record, chart, rows):
    assert {each.kind for each in CHARTS[chart](record(rows))} == {"ladder"}


def test_fewer_workers_than_asked_for_are_doubtful(record):
    rows = [{**row, "workers_observed": 1.0} for row in contended.locks((THREADS,), (4,), ("ofd",))]
    assert doubtful(titled(contention_chart.figures(record(rows)), "Operations a second"))
    assert not any(map(doubtful, contention_chart.figures(record(contended.locks()))))


def test_every_lock_has_a_line_for_threads_and_one_for_processes(record):
    figure = titled(contention_chart.figures(record(contended.contention())), "Operations a second")
    names = {each.name: each for each in figure.series}
    assert {name.split(",")[0] for name in names} == set(contention.LOCKS)
    threads, processes = names[f"shared_mutex, {THREADS}"], names[f"shared_mutex, {PROCESSES}"]
    assert threads.look.colour == processes.look.colour and threads.look.line != processes.look.line
    assert f"mutex, {PROCESSES}" not in names and f"file_lock, {THREADS}" not in names
    assert list(values(figure, f"own_file, {PROCESSES}").values()) == pytest.approx([500e3, 952e3, 952e3], rel=0.01)


def test_looks_of_locks_differ(record):
    figure = titled(contention_chart.figures(record(contended.locks())), "Operations a second")
    assert len({each.look for each in figure.series}) == len(figure.series)


def test_waiting_shares_stand_beside_those_of_one_at_a_time(record):
    figure = titled(contention_chart.figures(record(contended.locks())), "Waiting for the lock")
    assert values(figure, "one at a time") == {1: 0, 2: 50, 4: 75}
    assert list(values(figure, f"mutex, {THREADS}").values()) == pytest.approx([0, 48.5, 72.75])
    assert not any(each.name.split(",")[0] in contention.LOCK_FREE for each in figure.series)


def test_latencies_have_a_row_for_each_strategy_under_each_lock(record_lives):
    found = contention_chart.figures(record_lives(contended.locks(chosen=("mutex", "ofd", "own_file"))))
    ladder = titled(found, "Time of an operation")
    assert ladder.names == ["mutex, thread_pool", "ofd, thread_pool", "ofd, process_pool", "own_file, thread_pool",
                            "own_file, process_pool"]
    assert [each.name.split(":")[0] for each in ladder.series] == ["p50", "p99", "max"]


def test_other_regimes_and_reads_are_there_if_they_were_recorded(record):
    further = {"Each operation", "All reach", "What was not", "With reads"}
    titles = [each.title for each in contention_chart.figures(record(contended.contention()))]
    assert all(any(title.startswith(start) for title in titles) for start in further)
    titles = [each.title for each in contention_chart.figures(record(contended.locks()))]
    assert not any(title.startswith(start) for title in titles for start in further)


def test_operations_by_share_of_reads_rise_where_readers_share_the_lock(record):
    figure = titled(contention_chart.figures(record(contended.contention())), "With reads")
    by_share = values(figure, f"rw, {THREADS}")
    assert list(by_share) == [0, 50, 100] and by_share[0] < by_share[100]


def test_another_regime_alone_is_drawn(record):
    assert [each.title for each in contention_chart.figures(record(contended.locks(regime="cold")))] == [
        "What was not in memory, 4 workers"]


def test_without_counters_only_rates_are_left(record):
    rows = without(contended.locks(), "lock_wait_share", "fairness", *(f"latency_{which}_ns" for which in
                                                                        ("p50", "p99", "max")))
    assert [each.title for each in contention_chart.figures(record(rows))] == ["Operations a second"]
    found = waiting_chart.figures(record(without(contended.waiting(), "pss_bytes", "context_switches")))
    assert len(found) == 3 and not any("memory" in each.title for each in found)


def test_each_wait_has_its_items_a_second_beside_the_ideal(record):
    found = waiting_chart.figures(record(contended.waiting(["thread_pool"])))
    timer, memory, read = (titled(found, start) for start in ("timer: items", "timer: what", "read: items"))
    ideal, drawn = values(timer, "workers / delay"), values(timer, "thread_pool")
    assert ideal == {workers: 1e3 * workers for workers in contended.WAITERS}
    assert all(drawn[workers] < ideal[workers] for workers in drawn)
    assert [each.name for each in read.series] == ["thread_pool"]  # nobody knows how long a file takes
    assert list(values(memory, "thread_pool").values()) == list(drawn.values())
