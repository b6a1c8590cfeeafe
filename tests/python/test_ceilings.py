"""The roofline: which rows make it, and which share of it a run reached."""
from __future__ import annotations

import pytest

from analysis.questions.ceilings import chart
from figured import values
import model
import recorded
from analysis.ranking.ceilings import ceiling, share_of_ceiling, worker_counts
from analysis.recording.reader import load


def fill(n, workers, bandwidth, strategy="thread_pool"):
    return model.row(model.name("ceiling/fill", strategy, n=n, workers=workers, phase="warm"),
                     8 * n / bandwidth, bytes=8 * n)


def multiply(workers, rate):
    return model.row(model.name("ceiling/multiply", "serial", n=64, workers=workers),
                     1e6 / rate, multiplies=1e6)


def work(n, seconds, workers=2, **counters):
    return model.row(model.name("squares", "thread_pool", n=n, intensity=1, workers=workers,
                                phase="warm"), seconds, **counters)


def test_the_fastest_fill_of_the_nearest_size_counts(record):
    recording = record([fill(1_000, 2, 9e11), fill(1_000_000, 2, 4e10),
                        fill(1_000_000, 2, 5e10, "serial"), fill(1_000_000, 1, 3e10)])
    assert ceiling(recording, 2).bandwidth == pytest.approx(5e10)
    assert ceiling(recording, 2, 1_000_000).bandwidth == pytest.approx(5e10)
    assert ceiling(recording, 2, 300_000).bandwidth == pytest.approx(5e10)
    assert ceiling(recording, 2, 2_000).bandwidth == pytest.approx(9e11)


def test_a_fill_of_another_magnitude_is_no_ceiling(record):
    recording = record([fill(9_999_999, 2, 5e10)])
    assert ceiling(recording, 2, 1_000_000).bandwidth is not None
    assert ceiling(recording, 2, 100_000).bandwidth is None


def test_more_workers_never_lower_the_ceiling(record):
    recording = record([fill(1_000, 1, 9e10), fill(1_000, 2, 4e9), fill(1_000, 4, 2e11), multiply(2, 1e9),
                        multiply(1, 2e9)])
    assert ceiling(recording, 2, 1_000).bandwidth == pytest.approx(9e10)
    assert ceiling(recording, 2).multiply_rate == pytest.approx(2e9)


def test_of_the_repetitions_of_a_process_the_median_counts(record):
    recording = record([fill(1_000, 2, bandwidth) for bandwidth in (4e10, 9e10, 1e10)])
    assert ceiling(recording, 2).bandwidth == pytest.approx(4e10)


def test_of_the_lives_the_fastest_counts(write_document):
    rates = [(4e10, 9e10, 1e10), (5e10, 5e10, 5e10), (3e10, 3e10, 3e10)]
    document = model.document([{**fill(1_000, 2, rate), "life": id if at else recorded.life(id)}
                               for id, times in enumerate(rates) for at, rate in enumerate(times)])
    document["recording"] = {"state": "complete"}
    assert ceiling(load(write_document(document)), 2).bandwidth == pytest.approx(5e10)


def test_another_worker_count_is_no_ceiling(record):
    recording = record([fill(1_000, 1, 5e10), multiply(1, 2e9)])
    assert (ceiling(recording, 2).bandwidth, ceiling(recording, 2).multiply_rate) == (None, None)
    assert worker_counts(recording) == [1]


@pytest.mark.parametrize("multiplies, share", [(1e6, 0.8), (2e7, 1.0)])
def test_share_is_bound_by_the_scarcer_of_both(record, multiplies, share):
    # 8 MB at 10 GB/s take 0.8 ms; 2e7 multiplications at 2e10 a second take 1 ms.
    recording = record([fill(1_000_000, 2, 1e10), multiply(2, 2e10),
                        work(1_000_000, 1e-3, bytes=8e6, multiplies=multiplies)])
    cell, = recording.measured("squares")
    assert share_of_ceiling(recording, cell) == pytest.approx(share)


@pytest.mark.parametrize("ceilings", [[], [fill(1_000, 2, 1e10)], [multiply(2, 1e9)]])
def test_no_share_without_every_ceiling_that_the_work_may_hit(record, ceilings):
    recording = record([*ceilings, work(1_000, 1e-3, bytes=8e3, multiplies=1e3)])
    cell, = recording.measured("squares")
    assert share_of_ceiling(recording, cell) is None


def test_no_share_of_work_that_does_not_say_what_it_does(record):
    recording = record([fill(1_000, 2, 1e10), work(1_000, 1e-3)])
    assert share_of_ceiling(recording, recording.measured("squares")[0]) is None


def test_a_failed_ceiling_is_none(record):
    name = model.name("ceiling/fill", "thread_pool", n=1_000, workers=2)
    assert ceiling(record([model.failed(name, "timeout")]), 2, 1_000).bandwidth is None


def test_figures_have_the_rates_of_the_loops_and_what_a_slice_costs(record):
    seam = model.row(model.name("ceiling/seam", "serial", n=1_000, workers=1, slices=1_000), 2e-6)
    found = chart.figures(record([fill(1_000, 1, 4e9), fill(1_000, 2, 8e9), multiply(1, 2e9), seam]))
    memory, cores, slices = found
    assert values(memory, "fill") == pytest.approx({"1 k items, 1 worker": 4e9, "1 k items, 2 workers": 8e9})
    assert list(values(cores, "multiply").values()) == pytest.approx([2e9])
    assert values(slices, "seam") == pytest.approx({"1,000 slices": 2e-9})


@pytest.mark.parametrize("beside", ["serial", "native_loop"])
def test_the_interface_is_held_against_a_bare_loop(record, beside):
    def loop(strategy, n, seconds):
        return model.row(model.name("squares", strategy, n=n, intensity=1, workers=1, phase="warm"), seconds)
    rows = [loop("bare_loop", 100, 1e-6), loop("bare_loop", 1_000, 1e-5), loop(beside, 100, 2e-6)]
    figure, = chart.figures(record([*rows, loop(beside, 1_000, 1e-5), loop(beside, 10_000, 1.0)]))
    assert values(figure, beside) == pytest.approx({100: 2.0, 1_000: 1.0})
    assert chart.figures(record(rows[:2])) == []
