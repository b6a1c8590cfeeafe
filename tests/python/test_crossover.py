"""What to use, by the time of a plain loop: made-up recordings whose curves cross at known sizes."""
from __future__ import annotations

import math

import pytest

from analysis.questions.crossover import numbers as crossover, sentence as crossover_words
from analysis.questions.crossover.numbers import Kind
from analysis.ranking import ranking
from analysis.statistics.break_even import Verdict
from made_up import failed, name, repeated, settling

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
EACH = 1e-9  # seconds of an item in a plain loop: a size of n takes n nanoseconds


def linear(n):
    return EACH * n


def crossing_at(n_equal):
    """Straight on logarithmic axes; below serial's from n_equal items on, and ever more so."""
    return lambda n: EACH * math.sqrt(n * n_equal)


def scaled(factor):
    return lambda n: factor * linear(n)


def by_size(*factors):
    return lambda n: linear(n) * dict(zip(SIZES, factors))[n]


def curve(strategy, of_n, phase="warm", sizes=SIZES, workers=2):
    workers = 1 if strategy == "serial" else workers
    return [row for n in sizes for row in repeated(
        name("squares", strategy, n=n, intensity=1, workers=workers, slices=workers, phase=phase), of_n(n))]


def rows(serial=linear, phase="warm", **strategies):
    return [*curve("serial", serial, phase), *(row for strategy, of_n in strategies.items()
                                               for row in curve(strategy, of_n, phase))]


def kinds(found):
    return [(segment.kind, segment.advised) for segment in found.segments]


def test_a_border_lies_where_the_curves_cross_in_plain_loop_time(record_lives):
    found = crossover.crossover(record_lives(rows(thread_pool=crossing_at(3_000)), noise=0.02), "warm")
    assert kinds(found) == [(Kind.LOOP, "serial"), (Kind.WORKERS, "thread_pool")]
    border = found.segments[0].ends
    assert border is found.segments[1].begins and border.at == pytest.approx(3_000 * EACH, rel=0.1)
    low, high = border.interval
    assert 2_000 * EACH < low < border.at < high < 4_500 * EACH
    assert found.segments[0].begins is None and found.segments[1].ends is None


def test_the_border_is_the_break_even_size_of_the_tables(record_lives):
    recording = record_lives(rows(thread_pool=crossing_at(3_000)), noise=0.02)
    even = ranking.break_evens(ranking.curves(ranking.of_job(recording, "warm")))["thread_pool"]
    serial = {cell.n: cell.median for cell in recording.measured("squares", "serial")}
    below, above = (n for n in (1_000, 10_000))
    way = math.log(even.n / below) / math.log(above / below)
    expected = serial[below] * (serial[above] / serial[below]) ** way
    found = crossover.crossover(recording, "warm")
    assert found.segments[0].ends.at == pytest.approx(expected) == pytest.approx(found.pays[0].begins)
    assert found.segments[0].ends.interval == found.pays[0].interval


def test_the_simplest_of_those_that_cannot_be_told_apart_is_advised(record_lives):
    found = crossover.crossover(record_lives(rows(
        tbb_static=crossing_at(3_000), thread_pool=crossing_at(3_010), process_pool=scaled(3)), noise=0.05), "warm")
    assert kinds(found) == [(Kind.LOOP, "serial"), (Kind.WORKERS, "thread_pool")]
    assert found.segments[1].tied == ("tbb_static",)


def test_the_best_may_change_with_the_size(record_lives):
    found = crossover.crossover(record_lives(rows(
        thread_pool=by_size(3, 0.8, 0.8, 0.8, 0.8), async_=by_size(9, 2, 1.2, 0.4, 0.4)), noise=0.02), "warm")
    assert kinds(found) == [(Kind.LOOP, "serial"), (Kind.WORKERS, "thread_pool"), (Kind.WORKERS, "async_")]
    border = found.segments[2].begins
    assert 10_000 * EACH < border.interval[0] < border.at < border.interval[1] < 100_000 * EACH


def test_workers_that_never_pay_leave_a_plain_loop(record_lives):
    found = crossover.crossover(record_lives(rows(thread_pool=scaled(2)), noise=0.02), "warm")
    assert kinds(found) == [(Kind.LOOP, "serial")]
    assert found.pays[0].even.verdict is Verdict.NEVER and found.pays[0].begins is None
    assert crossover_words.sentence(found) == ("Ready workers: use a plain loop for all jobs measured, which take it "
                                               "100 ns to 1 ms.")


def test_workers_that_always_pay_do_so_from_the_smallest_size_measured_on(record_lives):
    found = crossover.crossover(record_lives(rows(thread_pool=scaled(0.5)), noise=0.02), "warm")
    assert kinds(found) == [(Kind.WORKERS, "thread_pool")] and found.segments[0].begins is None
    assert found.pays[0].begins == pytest.approx(100 * EACH, rel=0.1) and found.pays[0].interval is None


def test_what_chance_may_explain_everywhere_is_not_decided(record_lives):
    found = crossover.crossover(record_lives(rows(thread_pool=scaled(0.995)), noise=0.05), "warm")
    assert {segment.kind for segment in found.segments} <= {Kind.UNDECIDED, Kind.LOOP}
    assert all("thread_pool" in segment.tied for segment in found.segments)


def test_where_certainty_ends_the_border_is_between_two_sizes(record_lives):
    found = crossover.crossover(record_lives(rows(
        thread_pool=by_size(3, 0.5, 0.5, 0.5, 0.99)), noise=0.05), "warm")
    assert [kind for kind, _ in kinds(found)] == [Kind.LOOP, Kind.WORKERS, Kind.UNDECIDED]
    border = found.segments[2].begins
    assert border.interval is None and not border.is_crossing and border.between[0] < border.at < border.between[1]
    assert "Use thread_pool for longer jobs up to a limit between " in (text := crossover_words.sentence(found))
    assert text.endswith(". Nothing is decided for longer jobs: thread_pool cannot be told apart from a plain loop.")


def test_what_is_undecided_within_a_borders_interval_is_told_by_it(record_lives):
    found = crossover.crossover(record_lives(rows(
        thread_pool=by_size(3, 0.99, 0.5, 0.5, 0.5)), noise=0.05), "warm")
    assert [kind for kind, _ in kinds(found)] == [Kind.LOOP, Kind.WORKERS]
    low, high = found.segments[0].ends.interval
    assert low <= 1_000 * EACH * 1.1 and high < 10_000 * EACH


def test_workers_that_lose_again_end_in_a_plain_loop(record_lives):
    found = crossover.crossover(record_lives(rows(thread_pool=by_size(3, 0.5, 0.5, 2, 3)), noise=0.02), "warm")
    assert kinds(found) == [(Kind.LOOP, "serial"), (Kind.WORKERS, "thread_pool"), (Kind.LOOP, "serial")]
    again = found.segments[2].begins
    assert 10_000 * EACH < again.at < 100_000 * EACH and again.interval[0] < again.at < again.interval[1]
    assert found.pays[0].ends == pytest.approx(again.at, rel=0.01)


def test_fresh_workers_are_measured_by_the_loop_alone(record_lives):
    """A plain loop's own cold runs, which have a start in them, are no measure of the job."""
    recording = record_lives([*rows(), *rows(lambda n: linear(n) + 1e-6, "cold", thread_pool=crossing_at(30_000))])
    [cold] = crossover.every_phase(recording)
    assert "no strategy" in crossover.crossover(recording, "warm").problem
    assert cold.measured[0] == pytest.approx(100 * EACH, rel=0.1) and len(cold.segments) == 2
    assert [text.split(":")[0] for text in crossover_words.sentences(recording)] == ["Workers started for each run"]


@pytest.mark.parametrize("lacking, problem", [
    (curve("thread_pool", linear), "no plain loop"), (curve("serial", linear), "no strategy"), ([], "no plain loop"),
    ([*curve("serial", linear, sizes=(100,)), *curve("thread_pool", linear, sizes=(100,))], "one size"),
    ([*curve("serial", linear), *curve("thread_pool", linear, sizes=(7,))], "one size"),
    ([*curve("serial", linear), failed(name("squares", "mpi", n=100, workers=2, phase="warm"), "died")],
     "no strategy")],
    ids=["no serial", "serial alone", "nothing", "one size", "no size in common", "only failures"])
def test_what_is_too_little_says_so(record_lives, lacking, problem):
    found = crossover.crossover(record_lives(lacking, lives=3), "warm")
    assert not found.segments and not found.pays and problem in found.problem


def test_a_plain_file_goes_by_the_medians_and_says_so(record):
    found = crossover.crossover(record(rows(thread_pool=crossing_at(3_000), async_=crossing_at(3_010))), "warm")
    assert not found.is_sure and kinds(found) == [(Kind.LOOP, "serial"), (Kind.WORKERS, "thread_pool")]
    assert found.segments[0].ends.interval is None and found.segments[1].tied == ()
    assert crossover_words.sentence(found) == ("Ready workers: use a plain loop for jobs that take it less than 3 µs. "
                                               f"Use thread_pool for longer jobs. {crossover_words.ONCE}")


def test_a_sentence_has_one_interval_for_each_border(record_lives):
    text = crossover_words.sentence(crossover.crossover(
        record_lives(rows(thread_pool=crossing_at(3_000)), noise=0.02), "warm"))
    assert text.startswith("Ready workers: use a plain loop for jobs that take it less than ")
    assert text.endswith(". Use thread_pool for longer jobs.") and text.count("[") == 1


def test_rows_that_did_not_settle_and_foreign_loops_decide_nothing(record_lives):
    unsettled = settling(rows(thread_pool=crossing_at(3_000), async_=scaled(0.1)), "/async_/")
    found = crossover.crossover(record_lives([*unsettled, *curve("python_threads", scaled(0.01))]), "warm")
    assert kinds(found) == [(Kind.LOOP, "serial"), (Kind.WORKERS, "thread_pool")]
    assert {each.strategy for each in found.pays} == {"thread_pool"}


def test_the_same_recording_gives_the_same_crossover(record_lives):
    found, again = (crossover.crossover(record_lives(rows(thread_pool=crossing_at(3_000))), "warm") for _ in range(2))
    assert found.segments == again.segments and found.pays == again.pays


def test_where_the_machine_s_states_differ_each_has_its_own(record_lives):
    recording = record_lives(rows(thread_pool=by_size(3, 0.9, 0.5, 0.5, 0.5)), lives=20, hand_overs=(80.0, 900.0),
                             slower={"thread_pool": 3.0})
    near, far = crossover.every_phase(recording)
    assert "80.0 ns" in near.when and "900 ns" in far.when
    assert kinds(near)[-1] == (Kind.WORKERS, "thread_pool") and kinds(far) == [(Kind.LOOP, "serial")]
    assert crossover_words.sentences(recording)[0].startswith("Ready workers, while the hand-off latency is 80")
    same = record_lives(rows(thread_pool=by_size(3, 0.5, 0.3, 0.3, 0.3)), lives=20, hand_overs=(80.0, 900.0))
    assert [each.when for each in crossover.every_phase(same)] == [""]
