"""The answer in sentences: what is said on both sides of each decision, and what is not said without its rows."""
from __future__ import annotations

import re

import math

import pytest

import contended
from analysis.questions.contention import sentence as locks
from analysis.questions.granularity import sentence as small_slices
from analysis.questions.imbalance import sentence as uneven_items
from analysis.questions.scaling import sentence as gains
from analysis.questions.sizes import sentence as paying
from analysis.questions.waiting import sentence as waits
from analysis import discovery
from analysis.summary import headline, missing
from contended import PROCESSES, THREADS
from made_up import failed, name, repeated
import model
import overheads

SIZES = (100, 1_000, 10_000, 100_000)
QUESTIONS = tuple(discovery.name(each) for each in discovery.questions() if hasattr(each, "is_recorded"))


def squares(strategy, seconds, n=SIZES[-1], workers=2, phase="warm", **keys):
    workers = 1 if strategy == "serial" else workers
    return repeated(name("squares", strategy, n=n, **{"intensity": 1, **keys}, workers=workers, slices=workers,
                         phase=phase), seconds)


def curve(strategy, of_n, phase="warm", sizes=SIZES):
    return [row for n in sizes for row in squares(strategy, of_n(n), n, phase=phase)]


def linear(n):
    return 1e-9 * n


def crossing_at(n_equal):
    return lambda n: 1e-9 * math.sqrt(n * n_equal)


def said(part, recording):
    return " ".join(part.sentences(recording))


# From what size on.

def test_the_first_to_pay_is_named_with_the_interval(record_lives):
    text = said(paying, record_lives([*curve("serial", linear), *curve("async", crossing_at(3_000)),
                                       *curve("mpi", crossing_at(50_000))]))
    assert text.startswith("Ready workers beat a plain loop from n = 3,") and "mpi" not in text
    assert " to 3," in text and text.endswith("] on; the earliest is async.")


def test_strategies_whose_intervals_overlap_are_first_together(record_lives):
    text = said(paying, record_lives([*curve("serial", linear), *curve("async", crossing_at(3_000)),
                                       *curve("mpi", crossing_at(3_010))], noise=0.05))
    assert ("the earliest is async (not significantly later: mpi)" in text
            or "the earliest is mpi (not significantly later: async)" in text)


def test_an_interval_that_leaves_the_sizes_is_told_in_words(record_lives):
    text = said(paying, record_lives([*curve("serial", linear), *curve("async", crossing_at(110))], noise=0.1))
    assert "below 100 to" in text


@pytest.mark.parametrize("factor, words", [
    (2.0, "ready workers never beat"), (1.0, "1 of 1 strategies do not differ significantly"),
    (0.5, "the smallest size")])
def test_never_and_undecided_and_always(record_lives, factor, words):
    rows = [*curve("serial", linear), *curve("async", lambda n: factor * linear(n))]
    assert words in said(paying, record_lives(rows, noise=0.05))


def test_where_the_largest_sizes_are_ties_it_says_up_to_where_it_is_certain(record_lives):
    gain = {100: 2.0, 1_000: 0.5, 10_000: 0.5, 100_000: 1.0}
    rows = [*curve("serial", linear), *curve("async", lambda n: gain[n] * linear(n))]
    assert "significantly up to n = 10,000;" in said(paying, record_lives(rows, noise=0.05))
    rows = [*curve("serial", linear), *curve("async", crossing_at(300))]
    assert "significantly up to" not in said(paying, record_lives(rows))


def test_cold_runs_have_a_sentence_of_their_own(record_lives):
    rows = [*curve("serial", linear), *curve("serial", linear, "cold"), *curve("async", crossing_at(300)),
            *curve("async", lambda n: 1.0, "cold")]
    warm, cold = paying.sentences(record_lives(rows))
    assert "Ready workers" in warm and cold == ("Up to n = 100,000 workers that are started for each run never beat a "
                                                "plain loop.")


# The gain.

@pytest.mark.parametrize("seconds, words", [
    (5e-4, "With 2 workers async computes 100,000 squares 2.0"),
    (1.001e-3, "No strategy is significantly faster than a plain loop"),
    (2e-3, "A plain loop is fastest for 100,000 squares: with 2 workers async takes ")])
def test_a_gain_is_one_only_where_chance_does_not_explain_it(record_lives, seconds, words):
    text = said(gains, record_lives([*squares("serial", 1e-3), *squares("async", seconds)], noise=0.02))
    assert words in text and ("No strategy" in text) is (seconds == 1.001e-3)


def test_all_strategies_are_asked_at_once(record_lives):
    """Each interval alone excludes no gain in some of sixty; together they are no evidence."""
    rows = [*squares("serial", 1e-3), *(row for at in range(60) for row in squares(f"s{at}", 1e-3))]
    text = said(gains, record_lives(rows, noise=0.05, lives=5))
    assert text.startswith("No strategy is significantly faster than a plain loop for 100,000 squares: s")


def test_ties_of_the_best_are_counted(record_lives):
    rows = [*squares("serial", 4e-3), *squares("a", 2e-3), *squares("b", 2e-3), *squares("c", 3e-3)]
    assert "plain loop. 1 other does not differ significantly." in said(gains, record_lives(rows))


def test_the_gain_of_intense_work_and_its_bound(record_lives):
    rows = model.scaling(["serial", "thread_pool"]) + model.ceilings() + overheads.anatomy(["thread_pool"])
    text = said(gains, record_lives(rows))
    assert "1,000,000 squares with 256 multiplications each" in text
    assert "The run of thread_pool is compute-bound: as many multi" in text


def test_an_unknown_bound_is_left_out(record_lives):
    assert "unknown" not in said(gains, record_lives([*squares("serial", 1e-3), *squares("async", 5e-4)]))


# Small slices.

@pytest.mark.parametrize("overhead, words", [
    (1.00e-6, "; ready threads do not differ significantly."),
    (3.0e-6, "; ready threads need shorter ones."), (0.3e-6, "; ready threads need longer ones.")])
def test_processes_against_threads(record_lives, overhead, words):
    rows = overheads.slices() + overheads.grain(THREADS, 1e-6) + overheads.grain(PROCESSES, overhead)
    rows += overheads.grain("process_spawn", 1e-3)
    text = said(small_slices, record_lives(rows, noise=0.05))
    assert text.startswith("Ready processes need slices of ") and words in text
    assert re.search(r"New workers \(process_spawn\) need slices of (1\.0|9\d\d)", text)
    factor = float(text.split("at least ")[1].split(" times")[0].replace(",", ""))
    assert 0.5 * 1e-3 / max(1e-6, overhead) < factor < 1e-3 / max(1e-6, overhead)


def test_no_factor_without_a_gap_between_the_intervals(record_lives):
    rows = overheads.slices() + overheads.grain(THREADS, 1e-6) + overheads.grain(PROCESSES, 1e-6)
    assert "times as long" not in said(small_slices, record_lives(rows + overheads.grain("process_spawn", 1e-6)))


def test_without_both_pools_the_least_is_told(record_lives):
    text = said(small_slices, record_lives(overheads.slices() + overheads.grain("async", 1e-6)))
    assert re.match(r"The shortest efficient slices \(METG\) are those of async: (1\.0\d µs|99\d ns) \[", text)


# Items of unequal cost.

def test_who_pays_for_items_of_unequal_cost(record_lives):
    text = said(uneven_items, record_lives(model.imbalance(["serial", "async", "thread_pool", "tbb_auto"])))
    assert "(heavy_tailed)" in text and "1 other loses time to load imbalance too." in text
    assert re.search(r"At best, tbb_auto takes (0\.9|1\.0)\dx \[", text)


def test_nobody_pays(record_lives):
    text = said(uneven_items, record_lives(model.imbalance(["serial", "tbb_auto"]), noise=0.05))
    assert text.startswith("Load imbalance costs no strategy significantly more")


# Locks.

def test_processes_and_threads_wait_for_the_same_lock(record_lives):
    told = locks.sentences(record_lives(contended.locks(), noise=0.2))
    assert told[0] == "4 processes that share a file wait 68 % of their time for its lock."
    assert told[1:4] == ["4 threads wait 73 % of theirs.", "If they only took turns, it would be 75 %.",
                         "Under the same lock (shared_mutex, ofd) their throughput does not differ significantly."]
    assert [text.split(" is ")[0] for text in told[4:]] == ["With a file each, the throughput of 4 processes",
                                                            "With a file each, the throughput of 4 threads"]


def test_locks_under_which_they_differ_are_told_one_by_one(record_lives):
    rows = contended.locks(chosen=("ofd",)) + contended.locks((THREADS,), chosen=("shared_mutex",))
    rows += [row for workers in (1, 2, 4)
             for row in contended.shared_file(PROCESSES, "shared_mutex", workers, factor=2)]
    text = said(locks, record_lives(rows, noise=0.02))
    assert "Under shared_mutex the throughput of processes is 0.4" in text and "significantly" not in text


def test_who_gains_nothing_from_a_file_of_its_own_is_not_told(record_lives):
    rows = contended.locks(chosen=("ofd",))
    rows += [{**row, "name": row["name"].replace("lock:ofd", "lock:own_file")} for row in rows]
    rows = [{key: value for key, value in row.items() if key != "lock_wait_share" or "own_file" not in row["name"]}
            for row in rows]
    assert "With a file each" not in said(locks, record_lives(rows))


# Waiting.

@pytest.mark.parametrize("noise, words", [(0.3, "does not differ significantly ("), (0.005, "that of as many threads")])
def test_who_waits_best(record_lives, noise, words):
    text = said(waits, record_lives(contended.waiting(["serial", THREADS, PROCESSES]), noise=noise))
    assert text.startswith("The highest throughput of items that wait 1.00 ms each is ")
    assert " a second, with thread_pool and 256 at a time. That is " in text
    assert "256 processes" in text and words in text and ("1 other does not differ" in text) is (noise == 0.3)


def test_equal_processes_and_threads_do_as_much(record_lives):
    rows = contended.blocking(THREADS, "timer", 4)
    rows += [{**row, "name": row["name"].replace(THREADS, PROCESSES)} for row in rows]
    assert "4 processes have the same throughput as 4 threads (1.00x" in said(waits, record_lives(rows, noise=0.005))


# What is missing.

@pytest.mark.parametrize("question, rows", [
    ("sizes", model.sizes(["serial", "async"])), ("scaling", model.scaling(["serial", "async"])),
    ("imbalance", model.imbalance(["serial", "async"])), ("ceilings", model.ceilings()),
    ("granularity", overheads.granularity(["async"])), ("dispatch", overheads.dispatch(["async"])),
    ("startup", overheads.startup(["async"])), ("anatomy", overheads.anatomy(["async"])),
    ("contention", contended.locks()), ("waiting", contended.waiting())])
def test_questions_that_were_not_recorded_are_named(record, question, rows):
    assert question not in missing.questions(record(rows))
    assert question in missing.questions(record([]))
    text = missing.sentences(record(rows))[-1]
    assert text.startswith("Not recorded: ") and f"--questions={','.join(missing.questions(record(rows)))})" in text


def test_nothing_is_missing_from_everything(record_lives):
    recording = record_lives(model.everything())
    assert missing.questions(recording) == [] and missing.sentences(recording) == []


def test_a_question_whose_rows_all_failed_was_recorded(record):
    recording = record(overheads.failing(contended.locks((THREADS,)), THREADS))
    assert "contention" not in missing.questions(recording)


def test_failures_are_counted_but_not_what_this_machine_cannot_do(record):
    rows = [*squares("serial", 1e-3), *model.unavailable(),
            *(failed(name("squares", "mpi", n=n, workers=2, phase="warm"), "worker died") for n in SIZES)]
    assert missing.failures(record(rows)) == "4 of 6 rows failed and have no time, such as mpi: worker died."
    assert missing.failures(record(model.unavailable())) == ""


@pytest.mark.parametrize("rows, words", [
    (model.sizes(["async"]), "Serial was not measured"), (model.sizes(["serial"]), "with serial only"),
    (contended.locks(), ""), (model.sizes(["serial", "async"]), "")])
def test_without_a_partner_there_is_no_comparison(record_lives, rows, words):
    text = said(missing, record_lives(rows))
    assert words in text and ("erial" in text) is bool(words)


# The whole.

def test_a_plain_file_has_no_interval_and_says_so(record):
    text = " ".join(headline.sentences(record(model.everything())))
    assert "[" not in text and "record with benchmarks/record.py" in text and "process" in text
    assert "significant" not in text


def test_without_times_there_is_nothing_but_that(record):
    assert headline.sentences(record([])) == [headline.NOTHING]
    rows = overheads.failing(model.sizes(["async"]), "async")
    nothing, failures = headline.sentences(record(rows))
    assert nothing == headline.NOTHING and failures.startswith("12 of 12 rows failed and have no time, such as async")


def test_answers_stand_by_their_question(record_lives):
    recording = record_lives(contended.locks())
    first = locks.sentences(recording)[0]
    assert headline.by_question(recording) == {"contention": first}
    assert headline.sentences(recording) == [first] + missing.sentences(recording)


def test_a_sentence_of_the_headline_has_one_interval_at_most(record_lives):
    told = headline.by_question(record_lives(lives=6, noise=0.05))
    assert len(told) == sum(part.IN_HEADLINE for part in discovery.parts("sentence"))
    assert all(text.count("[") <= 1 and len(text) < 200 for text in told.values()), told


@pytest.mark.parametrize("rows", [
    model.sizes(["serial"]), model.sizes(["async"]), model.imbalance(["serial"]), model.imbalance(["async"]),
    overheads.slices(), overheads.grain("async", 1e-6), contended.waiting(["serial"]), contended.locks(counts=(1,)),
    contended.locks((THREADS,)), model.ceilings(), model.sizes(["serial", "</script>" * 40, "a\nb", "😀"])])
@pytest.mark.parametrize("lives", [None, 1, 2, 4])
def test_whatever_was_recorded_makes_whole_sentences(record, record_lives, rows, lives):
    for text in headline.sentences(record_lives(rows, lives=lives) if lives else record(rows)):
        assert text.endswith(".") and not text[0].islower() and "\n" not in text
        assert "None" not in text and "nan" not in text and len(text) < 900


def test_the_same_recording_gives_the_same_sentences(record_lives):
    rows = model.everything()
    assert headline.sentences(record_lives(rows)) == headline.sentences(record_lives(rows))
