"""What bounds a run: every rule on both of its sides, with made-up rows."""
from __future__ import annotations

import pytest

from analysis.bottleneck import bounds
from analysis.bottleneck.cause import as_if_alone, bound, Cause, Evidence, LAUNCH, LEAD, LEAST, NO_SINGLE, UNKNOWN
from analysis.questions.anatomy import numbers as anatomy
from analysis.recording.reader import Measurement
import contended
from made_up import failed, name, repeated
import model
import overheads

N = 1_000_000
MILLISECOND = 1e-3


def squares(strategy="async", seconds=MILLISECOND, n=N, workers=2, phase="warm", **counters):
    return repeated(name("squares", strategy, n=n, intensity=1, workers=workers, slices=workers, phase=phase), seconds,
                    **counters)


def fill(seconds, n=N, workers=2):
    """Writes as many bytes as squares of n do."""
    return repeated(name("ceiling/fill", "thread_pool", n=n, workers=workers, phase="warm"), seconds, bytes=8 * n)


def multiply(seconds, multiplies=N, workers=2):
    return repeated(name("ceiling/multiply", "thread_pool", n=64, workers=workers, phase="warm"), seconds,
                    multiplies=multiplies)


def noted(strategy="async", n=N, workers=2, **nanoseconds):
    """A timeline of these parts."""
    counters = {key: value for key, value in nanoseconds.items() if not key.endswith("_ns")}
    parts = {f"{part}_ns": nanoseconds.get(f"{part}_ns", 0.0) for part in anatomy.PARTS}
    return repeated(name("timeline", strategy, n=n, intensity=1, workers=workers, slices=workers, phase="anatomy"),
                    1e-9 * sum(parts.values()), **parts, **counters)


def found(recording, workload="squares", strategy="async", **keys):
    cell, = recording.measured(workload, strategy, **keys)
    return bounds.bound_of(recording, cell)


def work(**counters):
    return {"bytes": 8 * N, "multiplies": N, **counters}


# The rule itself.

@pytest.mark.parametrize("shares, name_of_bound", [
    ({"launch": LEAST}, "launch-bound"), ({"launch": LEAST - 0.01}, NO_SINGLE),
    ({"launch": 0.6, "bandwidth": 0.3}, "launch-bound"), ({"launch": 0.3, "bandwidth": 0.6}, "bandwidth-bound"),
    ({"bandwidth": 0.9, "compute": 0.9 - LEAD - 0.01}, "bandwidth-bound"),
    ({"bandwidth": 0.9, "compute": 0.9 - LEAD + 0.01}, NO_SINGLE),
    ({"lock": LEAST, "compute": 0.98}, "lock-bound"), ({"lock": LEAST - 0.01, "compute": 0.98}, "compute-bound"),
    ({"imbalance": 0.67, "compute": 0.67}, "imbalance-bound"), ({"wait": 0.52, "compute": 0.48}, NO_SINGLE)])
def test_the_rule(shares, name_of_bound):
    evidence = Evidence(tuple(Cause(cause, share, f"{cause} words") for cause, share in shares.items()))
    assert bound(evidence).name == name_of_bound


def test_no_single_bound_tells_the_two_largest():
    told = bound(Evidence((Cause("copy", 0.1, "a"), Cause("launch", 0.4, "b"), Cause("compute", 0.2, "c"))))
    assert (told.name, told.share) == (NO_SINGLE, 0.4) and told.numbers == "launch 40 % (b); compute 20 % (c)"


def test_what_was_not_recorded_leaves_it_unknown_unless_something_else_explains_enough():
    enough, little = (Evidence((Cause(LAUNCH, share, "words"),), ("ceilings",)) for share in (0.5, 0.4))
    assert bound(enough).name == "launch-bound"
    assert bound(little).name == UNKNOWN and "record --questions=ceilings" in bound(little).numbers
    assert bound(Evidence()).name == UNKNOWN


@pytest.mark.parametrize("waiting, workers, alone", [(0.75, 4, 1.0), (0.5, 2, 1.0), (0.25, 2, 0.5), (0.0, 2, 0.0),
                                                     (0.9, 2, 1.0), (-0.1, 2, 0.0), (0.5, 1, 0.0)])
def test_waiting_is_told_as_if_one_worked_alone(waiting, workers, alone):
    assert as_if_alone(waiting, workers) == pytest.approx(alone)


# Squares: ceilings, and what the anatomy says of the strategy.

@pytest.mark.parametrize("fills, multiplies, name_of_bound", [
    (0.93, 0.4, "bandwidth-bound"), (0.3, 0.93, "compute-bound"), (0.45, 0.3, NO_SINGLE), (0.93, 0.9, NO_SINGLE)])
def test_squares_are_held_against_the_plainest_loops(record, fills, multiplies, name_of_bound):
    recording = record([*squares(**work()), *fill(fills * MILLISECOND), *multiply(multiplies * MILLISECOND),
                        *noted(launch_ns=1e3, compute_ns=9e5)])
    told = found(recording)
    assert told.name == name_of_bound and told.share == pytest.approx(max(fills, multiplies))
    assert f"{100 * max(fills, multiplies):.0f} %" in told.numbers


def test_a_share_has_an_interval_where_lives_tell_it_and_no_end_above_all(record_lives, record):
    rows = [*squares(**work()), *fill(0.97 * MILLISECOND), *multiply(1e-5), *noted(launch_ns=1e3, compute_ns=9e5)]
    assert "[" in found(record_lives(rows, noise=0.02)).numbers and ", 100] of its time" in found(
        record_lives(rows, noise=0.05)).numbers
    assert "[" not in found(record(rows)).numbers


def test_of_several_loops_the_fastest_counts_and_one_with_more_workers_does_not(record):
    rows = [*squares(**work()), *multiply(1e-5), *fill(0.9 * MILLISECOND), *fill(0.7 * MILLISECOND, workers=1),
            *fill(0.1 * MILLISECOND, workers=4), *noted(launch_ns=1e3, compute_ns=9e5)]
    assert found(record(rows)).share == pytest.approx(0.7)


def test_more_workers_than_cpus_have_the_ceiling_of_one_for_each(record):
    rows = [*squares(workers=4, **work()), *fill(0.9 * MILLISECOND), *multiply(1e-5)]
    rows += noted(workers=4, launch_ns=1e3, compute_ns=9e5)
    assert found(record(rows, effective_cpus="2")).name == "bandwidth-bound"
    assert found(record(rows, effective_cpus="4")).name == UNKNOWN


@pytest.mark.parametrize("launch, join, name_of_bound", [(400, 200, "launch-bound"), (200, 200, NO_SINGLE)])
def test_starting_and_joining_is_taken_over_in_seconds_from_another_size(record, launch, join, name_of_bound):
    rows = [*squares(seconds=1e-6, n=1000, bytes=8000, multiplies=1000), *fill(1e-8, n=1000), *multiply(1e-5)]
    told = found(record([*rows, *noted(n=10_000, launch_ns=launch, join_ns=join, compute_ns=9e3)]))
    assert told.name == name_of_bound and f"{launch + join} ns" in told.numbers and "n = 10,000" in told.numbers


def test_of_several_notes_those_of_the_nearest_size_count(record):
    rows = [*squares(seconds=1e-6, n=1000, bytes=8000, multiplies=1000), *fill(1e-8, n=1000), *multiply(1e-5)]
    rows += [*noted(n=10_000, launch_ns=600, compute_ns=9e3), *noted(n=N, launch_ns=6e4, compute_ns=9e5)]
    assert "600 ns" in found(record(rows)).numbers


@pytest.mark.parametrize("rendezvous, name_of_bound", [(0.6e-6, "launch-bound"), (0.3e-6, NO_SINGLE)])
def test_without_notes_a_run_without_work_tells_it(record, rendezvous, name_of_bound):
    rows = [*squares(seconds=1e-6, n=1000, bytes=8000, multiplies=1000), *fill(1e-8, n=1000), *multiply(1e-5)]
    rows += overheads.rendezvous("async", "warm", rendezvous) + overheads.empty("async", "warm", 0.55e-6)
    told = found(record(rows))
    assert told.name == name_of_bound and "rendezvous" in told.numbers
    only_empty = [row for row in rows if not row["name"].startswith("rendezvous")]
    assert "'empty'" in found(record(only_empty)).numbers


@pytest.mark.parametrize("carried, name_of_bound", [(3e6, "copy-bound"), (1e4, "bandwidth-bound")])
def test_carrying_is_taken_over_by_the_byte(record, carried, name_of_bound):
    """Its notes are of a tenth of the items, so it carries ten times as long."""
    rows = [*squares(seconds=40 * MILLISECOND, n=10 * N, bytes=80 * N, multiplies=10 * N), *multiply(1e-5),
            *fill(25 * MILLISECOND, n=10 * N), *noted(carry_ns=carried, compute_ns=4e5, bytes=8 * N)]
    told = found(record(rows))
    assert told.name == name_of_bound
    if name_of_bound == "copy-bound":
        assert told.share == pytest.approx(0.75) and "30.0 ms of 40.0 ms" in told.numbers


@pytest.mark.parametrize("faults, name_of_bound", [(2000, "first-touch-bound"), (100, NO_SINGLE)])
def test_page_faults_are_what_computing_takes_beyond_that_of_others(record, faults, name_of_bound):
    """Notes of a million items: 2.2 ms more than a pool's computing, in 2000 faults."""
    rows = [*squares(seconds=26 * MILLISECOND, n=10 * N, bytes=80 * N, multiplies=10 * N, page_faults=10 * faults),
            *fill(2 * MILLISECOND, n=10 * N), *multiply(1e-5),
            *noted("thread_pool", compute_ns=3e5, bytes=8 * N),
            *noted(launch_ns=1e5, compute_ns=2.5e6, bytes=8 * N, page_faults=faults)]
    told = found(record(rows))
    assert told.name == name_of_bound
    if name_of_bound == "first-touch-bound":
        assert told.share == pytest.approx(22 / 26) and "20,000 page faults" in told.numbers


def test_without_ceilings_or_notes_it_says_what_to_record(record):
    told = found(record(squares(**work())))
    assert told.name == UNKNOWN and told.numbers == "record --questions=anatomy,ceilings"
    told = found(record([*squares(**work()), *noted(launch_ns=1e3, compute_ns=9e5)]))
    assert told.numbers.startswith("record --questions=ceilings;")


def test_serial_hands_nothing_over(record):
    rows = [*squares("serial", workers=1, **work()), *fill(0.9 * MILLISECOND, workers=1), *multiply(1e-5, workers=1)]
    assert found(record(rows), strategy="serial").name == "bandwidth-bound"


@pytest.mark.parametrize("warm, name_of_bound", [(0.3, "launch-bound"), (0.7, "bandwidth-bound")])
def test_cold_runs_are_held_against_warm_ones(record, warm, name_of_bound):
    rows = [*squares(phase="cold", **work()), *squares(seconds=warm * MILLISECOND, **work()),
            *fill(0.95 * warm * MILLISECOND), *multiply(1e-5)]
    told = found(record(rows), phase="cold")
    assert told.name == name_of_bound
    assert told.share == pytest.approx(0.7 if warm == 0.3 else 0.665)


def test_a_cold_run_without_a_warm_one_is_unknown(record):
    rows = [*squares(phase="cold", **work()), *fill(0.2 * MILLISECOND), *multiply(1e-5)]
    assert "record --questions=sizes" in found(record(rows), phase="cold").numbers


# Timelines: their own parts.

@pytest.mark.parametrize("parts, name_of_bound", [
    ({"launch_ns": 500, "join_ns": 300, "compute_ns": 700}, "launch-bound"),
    ({"launch_ns": 300, "join_ns": 300, "compute_ns": 700}, NO_SINGLE),
    ({"wait_ns": 300, "compute_ns": 700}, "imbalance-bound"), ({"wait_ns": 200, "compute_ns": 800}, NO_SINGLE),
    ({"carry_ns": 600, "compute_ns": 400}, "copy-bound"), ({"carry_ns": 400, "compute_ns": 600}, NO_SINGLE)])
def test_a_timeline_is_bound_by_its_parts(record, parts, name_of_bound):
    rows = [*noted(**parts, bytes=8 * N, multiplies=N), *fill(1e-12), *multiply(1e-12)]
    assert found(record(rows), "timeline").name == name_of_bound


def test_what_workers_wait_for_is_not_taken_over_by_other_runs(record):
    rows = [*squares(**work()), *fill(1e-12), *multiply(1e-12), *noted(wait_ns=5e5, compute_ns=5e5)]
    assert found(record(rows)).name == NO_SINGLE
    assert found(record(rows), "timeline").name != NO_SINGLE


# Slices, items of unequal cost.

@pytest.mark.parametrize("overhead, name_of_bound", [(2.0, "launch-bound"), (0.5, "compute-bound"), (1.0, NO_SINGLE)])
def test_slices_are_bound_by_what_takes_more(record, overhead, name_of_bound):
    slice_ = overheads.duration(4096)
    rows = overheads.slices((4096,)) + overheads.grain("async", overhead * slice_, steps=(4096,))
    told = found(record(rows), "grain", steps=4096)
    assert told.name == name_of_bound and "a slice of 5.12 µs" in told.numbers


@pytest.mark.parametrize("cpus, name_of_bound", [("2", "compute-bound"), ("4", NO_SINGLE)])
def test_slices_of_workers_that_share_cpus_take_turns(record, cpus, name_of_bound):
    """Four workers on two CPUs take twice as long as a slice at best."""
    rows = overheads.slices((4096,)) + overheads.grain("async", 1e-9, workers=4, steps=(4096,))
    assert found(record(rows, effective_cpus=cpus), "grain").name == name_of_bound


def test_slices_without_serial_are_unknown(record):
    recording = record(overheads.grain("async", 1e-6, steps=(4096,)))
    assert found(recording, "grain").numbers == "record --questions=granularity"


def skewed(strategy, shape, seconds, workers=2):
    return repeated(name("skewed_squares", strategy, n=20_000, intensity=64, shape=shape, workers=workers,
                         slices=16 * workers, phase="warm"), seconds)


@pytest.mark.parametrize("factor, name_of_bound", [(1.9, "imbalance-bound"), (1.1, "compute-bound")])
def test_items_of_unequal_cost_are_held_against_even_ones(record, factor, name_of_bound):
    """The skewed work is 0.8 of the even one, which serial shows."""
    rows = [*skewed("serial", "even", 2e-3, 1), *skewed("serial", "heavy_tailed", 1.6e-3, 1),
            *skewed("async", "even", 1e-3), *skewed("async", "heavy_tailed", factor * 0.8e-3)]
    told = found(record(rows), "skewed_squares", shape="heavy_tailed")
    assert told.name == name_of_bound
    expected = 2 * (1 - 1 / factor) if name_of_bound == "imbalance-bound" else 1 / factor
    assert told.share == pytest.approx(expected)
    assert found(record(rows), "skewed_squares", shape="even").name == "compute-bound"


def test_without_serial_items_of_unequal_cost_are_unknown(record):
    told = found(record(skewed("async", "heavy_tailed", 1e-3)), "skewed_squares")
    assert told.name == UNKNOWN and "imbalance" in told.numbers


# Files and waiting.

def operations(lock, seconds, regime="cached", strategy="process_pool", workers=4, **counters):
    return repeated(name("shared_file", strategy, n=2000, lock=lock, regime=regime, reads=0, workers=workers,
                         phase="prepared"), seconds, **counters)


@pytest.mark.parametrize("waiting, name_of_bound", [(0.74, "lock-bound"), (0.30, "compute-bound")])
def test_a_lock_bounds_who_wait_for_it(record, waiting, name_of_bound):
    told = found(record(operations("ofd", 0.02, lock_wait_share=waiting, cpu_ns=0.036e9)), "shared_file",
                 "process_pool")
    assert told.name == name_of_bound
    if name_of_bound == "lock-bound":
        assert "74 % of their time" in told.numbers and "99 % of the run" in told.numbers


@pytest.mark.parametrize("own, name_of_bound", [(0.6, "lock-bound"), (0.9, "compute-bound")])
def test_one_file_without_a_lock_of_ours_is_held_against_a_file_for_each(record, own, name_of_bound):
    recording = record([*operations("append", 0.01, cpu_ns=0.0185e9), *operations("own_file", own * 0.01,
                                                                                   cpu_ns=0.01e9)])
    told = found(recording, "shared_file", "process_pool", lock="append")
    assert told.name == name_of_bound
    if name_of_bound == "lock-bound":
        assert told.share == pytest.approx(0.8) and "60 % of its time" in told.numbers


@pytest.mark.parametrize("regime, cpu_ns, name_of_bound", [
    ("cold", 0.4e9, "wait-bound"), ("cold", 1.6e9, "compute-bound"), ("cold", 1.0e9, NO_SINGLE),
    ("cached", 0.4e9, NO_SINGLE), ("cached", 1.9e9, "compute-bound")])
def test_a_device_is_waited_for_where_cpus_are_idle(record, regime, cpu_ns, name_of_bound):
    told = found(record(operations("own_file", 1.0, regime, cpu_ns=cpu_ns)), "shared_file", "process_pool")
    assert told.name == name_of_bound


def waits(strategy, seconds, kind="timer", workers=64, **counters):
    return repeated(name("blocking", strategy, n=8 * workers, wait=kind, delay_us=1000, workers=workers, phase="warm"),
                    seconds, **counters)


@pytest.mark.parametrize("strategy, seconds, cpu_ns, name_of_bound", [
    ("thread_pool", 0.010, 0.008e9, "wait-bound"), ("thread_pool", 0.020, 0.038e9, "compute-bound"),
    ("thread_pool", 0.015, 0.014e9, NO_SINGLE), ("io_uring", 0.020, 0.019e9, "compute-bound"),
    ("io_uring", 0.020, 0.009e9, NO_SINGLE)])
def test_waiting_is_bound_by_delays_or_by_busy_cpus(record, strategy, seconds, cpu_ns, name_of_bound):
    """Eight delays of a millisecond each, one after the other; one thread alone has one CPU."""
    assert found(record(waits(strategy, seconds, cpu_ns=cpu_ns)), "blocking", strategy).name == name_of_bound


def test_reads_wait_while_cpus_are_idle(record):
    told = found(record(waits("thread_pool", 0.01, "read", cpu_ns=0.005e9)), "blocking", "thread_pool")
    assert told.name == "wait-bound" and "75 %" in told.numbers


# The whole recording.

def test_failed_cells_and_other_workloads_have_no_bound(record):
    recording = record([*overheads.empty("async", "warm", 1e-6), *squares(phase="start"),
                        failed(name("squares", "mpi", n=N, workers=2, phase="warm"), "timeout")])
    assert [bounds.bound_of(recording, cell) for cell in recording.measurements] == [None] * 3


def test_every_setting_of_a_recording_is_there(record):
    recording = record(model.everything() + contended.contention())
    told = bounds.bounds(recording)
    settings = list(dict.fromkeys(each.what for each in told))
    for what in ("squares, n = 9,999,999", "squares, intensity 256", "slices of 5.12 µs", "timeline, n = 1,000",
                 "items, even", "items, heavy_tailed", "file, ofd, cached", "file, ofd, sync_each", "waiting, timer"):
        assert what in settings
    assert "squares, intensity 1" not in settings
    assert all(isinstance(each.cell, Measurement) and each.workers and each.n for each in told)
    assert {each.workers for each in told if each.what.startswith("squares") and each.strategy != "serial"} == {2}


def test_the_table_groups_strategies_and_fits_a_terminal(record_lives):
    rows = model.everything() + contended.contention() + model.squares("x" * 300, 9_999_999)
    recording = record_lives(rows, lives=4)
    found_table = bounds.table(recording)
    assert found_table.columns == ("work", "bound", "of the time", "strategies")
    widths = [max(map(len, column)) for column in zip(found_table.columns, *found_table.rows)]
    assert sum(widths) + 2 * (len(widths) - 1) <= 100
    ofd = [row for row in found_table.rows if row[0] == "file, ofd, cached"]
    assert [row[1] for row in ofd] == ["lock-bound"] and set(ofd[0][3].split(", ")) == {"process_pool", "thread_pool"}
    assert "50 %" in found_table.note


@pytest.mark.parametrize("rows", [[], overheads.startup(["async"]), model.unavailable()])
def test_there_is_no_table_without_its_rows(record, rows):
    assert bounds.bounds(record(rows)) == [] and bounds.table(record(rows)).rows == []
