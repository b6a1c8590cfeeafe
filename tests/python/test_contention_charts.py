"""The charts of locks and of waiting: what they say, and what they make of recordings with gaps."""
from __future__ import annotations

import warnings
import xml.etree.ElementTree as xml

import pytest

pytest.importorskip("matplotlib")

import contended
from analysis.presentation import looks
from catalogue import KNOWN
from analysis.questions.contention import numbers as contention
import overheads
from plots import plot_contention, plot_waiting
from plots.drawing import picture, style
from plots.drawing.chart import NothingToDraw
from contended import PROCESSES, THREADS
from made_up import failed

CHARTS = {"contention": plot_contention.draw, "waiting": plot_waiting.draw}
ROWS = {"contention": contended.contention, "waiting": contended.waiting}


def words(figure):
    from_top = sorted(figure.texts, key=lambda text: -text.get_position()[1])
    texts = [text for axes in figure.axes for text in axes.texts] + from_top
    return " ".join(text.get_text() for text in texts)


def titled(figure, title):
    return next(axes for axes in figure.axes if axes.get_title(loc="left") == title)


def titles(figure):
    return [axes.get_title(loc="left") for axes in figure.axes]


def coloured(axes, strategy):
    """The lines of a strategy that join its cells, and no whisker."""
    return [line for line in axes.lines if line.get_color() == looks.look(KNOWN[strategy]).colour
            and line.get_linestyle() != "None" and len(line.get_xdata())]


def without(rows, *counters):
    return [{key: value for key, value in row.items() if key not in counters} for row in rows]


@pytest.mark.parametrize("chart", CHARTS)
def test_one_strategy_is_enough(record, tmp_path, chart):
    assert picture.save(CHARTS[chart](record(ROWS[chart](["async"]))), tmp_path / chart)


@pytest.mark.parametrize("chart", CHARTS)
def test_what_failed_stands_beneath(record, chart):
    rows = overheads.failing(ROWS[chart](["async", "mpi"]), "mpi")
    assert " mpi: worker 1 died: signal 9" in words(CHARTS[chart](record(rows)))


@pytest.mark.parametrize("chart", CHARTS)
def test_if_all_failed_there_is_nothing_to_draw(record, chart):
    with pytest.raises(NothingToDraw):
        CHARTS[chart](record(overheads.failing(ROWS[chart](["async"]), "async")))


@pytest.mark.parametrize("chart", CHARTS)
def test_absurd_times_are_drawn_too(record, tmp_path, chart):
    rows = ROWS[chart](["thread_pool", "async"])
    rows[0]["real_time"] = 1e-5  # ns, as short as the reader takes
    rows[-1]["real_time"] = rows[-2]["real_time"] = 1e17
    assert picture.save(CHARTS[chart](record(rows)), tmp_path / chart)


@pytest.mark.parametrize("chart", CHARTS)
def test_absurd_counters_are_drawn_too(record, tmp_path, chart):
    rows = ROWS[chart]()
    for row, value in zip(rows, (0.0, -1.0, 1e300, 1e-300) * len(rows)):
        row.update({name: value for name in row if name.endswith("_bytes") or "latency" in name or "share" in name
                    or name in ("fairness", "context_switches")})
    assert picture.save(CHARTS[chart](record(rows)), tmp_path / chart)


@pytest.mark.parametrize("chart, rows", [
    ("contention", contended.locks((PROCESSES,), (2,))), ("contention", contended.locks((THREADS,), (1,), ("ofd",))),
    ("waiting", contended.waiting(["async"], (16,))), ("waiting", contended.waiting(["serial"], (1,), ("timer",)))])
def test_one_worker_count_is_enough(record, tmp_path, chart, rows):
    assert picture.save(CHARTS[chart](record(rows)), tmp_path / chart)


def test_fewer_workers_than_asked_for_are_hollow(record):
    rows = [{**row, "workers_observed": 1.0} for row in contended.locks((THREADS,), (4,), ("ofd",))]
    figure = plot_contention.draw(record(rows))
    assert "Hollow marker" in words(figure) and "share their hand-off" not in words(figure)
    assert any(line.get_markerfacecolor() == "white" for line in titled(figure, "ofd").lines if len(line.get_xdata()))
    text = words(plot_contention.draw(record(contended.locks())))
    assert "Hollow" not in text and "share their hand-off" in text and "think" not in text
    assert "think for 500 ns" in words(plot_contention.draw(record(contended.locks(think_ns=500))))


def test_every_lock_has_a_panel_with_threads_and_processes_on_one_axis(record):
    figure = plot_contention.draw(record(contended.contention()))
    panels = [titled(figure, lock) for lock in contention.LOCKS]
    assert len({axes.get_ylim() for axes in panels}) == 1
    for strategy, drawn in ((THREADS, "shared_mutex"), (PROCESSES, "shared_mutex"), (THREADS, "mutex")):
        line, = coloured(titled(figure, drawn), strategy)
        assert list(line.get_xdata()) == [1, 2, 4]
    assert not coloured(titled(figure, "mutex"), PROCESSES) and not coloured(titled(figure, "file_lock"), THREADS)
    line, = coloured(titled(figure, "own_file"), PROCESSES)
    assert list(line.get_ydata()) == pytest.approx([500e3, 952e3, 952e3], rel=0.01)


def test_waiting_shares_stand_beside_those_of_one_at_a_time(record):
    figure = plot_contention.draw(record(contended.locks()))
    locks = len(contention.LOCKS)
    guide, *_ = figure.axes[locks].lines
    assert list(guide.get_ydata()) == [0, 50, 75]
    line, = coloured(figure.axes[locks], THREADS)
    assert list(line.get_ydata()) == pytest.approx([0, 48.5, 72.75])
    assert words(figure).count("takes\nno lock") == len(contention.LOCK_FREE)
    assert figure.axes[0].get_xlim() == figure.axes[locks].get_xlim()


def test_latencies_and_their_words_have_a_row_for_each_strategy_under_each_lock(record_lives):
    figure = plot_contention.draw(record_lives(contended.locks(chosen=("mutex", "ofd", "own_file"))))
    ladder = titled(figure, "Time of an operation, 4 workers, cached")
    assert [tick.get_text() for tick in ladder.get_yticklabels()] == ["mutex", "ofd", "", "own_file", ""]
    for marker in ("o", "|", "x"):
        assert len([line for line in ladder.lines if line.get_marker() == marker]) == 5
    text = words(figure)
    assert text.count("x [") == 2 and "73 %" in text and "0.81" in text  # a ratio each for ofd and own_file


def test_other_regimes_and_reads_are_drawn_if_they_were_recorded(record):
    further = ["sync_each, 4 workers", "sync_end, 4 workers", "cold, 4 workers", "ofd, reads", "rw, reads"]
    figure = plot_contention.draw(record(contended.contention()))
    assert titles(figure)[-5:] == further
    line, = coloured(titled(figure, "rw, reads"), THREADS)
    assert list(line.get_xdata()) == [0, 50, 100] and line.get_ydata()[0] < line.get_ydata()[-1]
    assert "every operation reaches the disk" in words(figure)
    assert not {*further} & {*titles(plot_contention.draw(record(contended.locks())))}


def test_another_regime_alone_is_drawn(record):
    figure = plot_contention.draw(record(contended.locks(regime="cold")))
    assert titles(figure) == ["cold, 4 workers"]


def test_without_counters_only_rates_are_drawn(record):
    rows = without(contended.locks(), "lock_wait_share", "fairness", *(f"latency_{which}_ns" for which in
                                                                        ("p50", "p99", "max")))
    figure = plot_contention.draw(record(rows))
    assert titles(figure) == list(contention.LOCKS) and "Fair" not in words(figure)
    figure = plot_waiting.draw(record(without(contended.waiting(), "pss_bytes", "context_switches")))
    assert len(figure.axes) == 3 and "emory" not in words(figure)


def test_what_failed_in_places_says_where(record):
    rows = contended.locks((PROCESSES,), chosen=("ofd", "rw")) + contended.waiting([PROCESSES], (4, 64), ("timer",))
    rows = [failed(row["name"], "timeout") if "lock:rw" in row["name"] or "workers:64" in row["name"] else row
            for row in rows]
    for chart, place in (("contention", "lock: rw"), ("waiting", "workers: 64")):
        assert f" {PROCESSES} ({place}): timeout" in words(CHARTS[chart](record(rows)))


def test_hostile_locks_and_waits_are_drawn_as_they_are(record, tmp_path):
    names = ("$x^$", "_hidden", "100%s{}", "x" * 300, ".", "", "\t", "<&>")
    rows = contended.locks(counts=(4,)) + contended.waiting(counts=(1, 4))
    rows += [{**row, "name": row["name"].replace("lock:ofd", f"lock:{name}").replace("wait:read", f"wait:{name}")}
             for name in names for row in contended.locks(counts=(1, 4), chosen=("ofd",))
             + contended.waiting(["async"], (1, 4), ("read",))]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for chart, draw in CHARTS.items():
            svg, _ = picture.save(draw(record(rows)), tmp_path / chart)
            xml.parse(svg)


def test_each_wait_has_its_items_a_second_beside_the_ideal(record):
    figure = plot_waiting.draw(record(contended.waiting(["thread_pool"])))
    timer, file = titled(figure, "Waiting for a timer"), titled(figure, "Waiting for a file")
    guide, line = timer.lines[0], coloured(timer, "thread_pool")[0]
    assert list(guide.get_ydata()) == [1e3 * workers for workers in contended.WAITERS]
    assert all(below < above for below, above in zip(line.get_ydata(), guide.get_ydata()))
    assert not len(file.lines[0].get_xdata())  # nobody knows how long a file takes
    beside = figure.axes[1]
    assert beside.get_ylim() == timer.get_ylim()
    assert list(coloured(beside, "thread_pool")[0].get_ydata()) == list(line.get_ydata())


def test_memory_that_no_worker_adds_is_an_arrow(record):
    figure = plot_waiting.draw(record(contended.waiting(["io_uring", "process_pool"], kinds=("timer",))))
    axes = titled(figure, "Memory of each further worker")
    arrow, = (line for line in axes.lines if line.get_marker() == "<")
    assert arrow.get_color() == looks.look(KNOWN["io_uring"]).colour and "Arrow: less than 1.00 kB" in words(figure)
    dot, = (line for line in axes.lines if line.get_marker() == "o")
    assert dot.get_xdata()[0] == pytest.approx(210e3)
