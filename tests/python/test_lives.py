"""Recordings of several lives: samples, twins, another program, and what the reader says about broken ones."""
from __future__ import annotations

import copy
import gzip
import json

import pytest

from analysis.recording import json_file
from analysis.recording.reader import load, ResultsError
import model
import recorded

ROWS = model.sizes(["serial", "thread_pool"], phases=["warm"], ns=[100, 1000])


def changed(*places, to=None):
    """A small recording with the value at a place, such as ("benchmarks", 0, "life", "id"), exchanged."""
    document = recorded.document(ROWS, lives=2, twins=["serial"])
    entry = document
    for place in places[:-1]:
        entry = entry[place]
    if to is None:
        del entry[places[-1]]
    else:
        entry[places[-1]] = copy.deepcopy(to)
    return document


def complaint(path):
    with pytest.raises(ResultsError) as error:
        load(path)
    text = str(error.value)
    assert text.startswith(f"{path}: ") and "\n" not in text
    return text


def test_a_cell_has_one_sample_for_each_life(record_lives):
    recording = record_lives(ROWS, lives=3, samples=2)
    assert [life.id for life in recording.lives] == [0, 1, 2] and recording.has_lives
    for cell in recording.measurements:
        assert [sample.life for sample in cell.samples] == [0, 1, 2]
        assert [len(sample.seconds) for sample in cell.samples] == [2, 2, 2]
        assert len(cell.times) == 6
        medians = [sum(sample.seconds) / 2 for sample in cell.samples]
        assert cell.spread == pytest.approx((min(medians), max(medians)))


def test_samples_are_the_times_and_know_their_moment(write_document):
    document = recorded.document(ROWS, lives=2, samples=2)
    row = document["benchmarks"][0]
    for at, sample in enumerate(row["samples"]):
        sample.update(time_ns=[4e6, 2e6][at], at_s=0.5 + at, core_to_core_ns=[200.0, None][at], fixed_work_ns=1e6)
    recording = load(write_document(document))
    sample, = (cell.samples[0] for cell in recording.measurements if cell.samples[0].seconds[0] == pytest.approx(4e-3))
    assert sample.seconds == pytest.approx((4e-3, 2e-3)) and sample.median == pytest.approx(3e-3)
    assert [moment.at for moment in sample.moments] == [0.5, 1.5]
    assert [moment.hand_over for moment in sample.moments] == [pytest.approx(200e-9), None]
    assert sample.hand_over == pytest.approx(200e-9)
    assert sample.fixed_work == recording.lives[0].fixed_work == pytest.approx(1e-3, rel=0.01)


def test_a_row_without_samples_is_one(write_document):
    document = recorded.document(ROWS, lives=2)
    for row in document["benchmarks"]:
        del row["samples"]
    recording = load(write_document(document))
    assert all(len(cell.times) == 2 and not cell.samples[0].moments for cell in recording.measurements)
    assert recording.lives[0].hand_over is None and recording.lives[0].fixed_work is None


def test_a_row_that_stands_twice_in_a_life_is_measured_more_often_in_it(write_document):
    document = recorded.document(ROWS, lives=2)
    document["benchmarks"].append(document["benchmarks"][-1])
    assert sorted(len(cell.samples[1].seconds) for cell in load(write_document(document)).measurements) == [1, 1, 1, 2]


def test_a_plain_file_is_one_process(record):
    recording = record(ROWS)
    assert not recording.has_lives and recording.state == "" and recording.plan == {}
    assert all([sample.life for sample in cell.samples] == [0] for cell in recording.measurements)


@pytest.mark.parametrize("option, attribute", [({"twins": ["serial"]}, "twins"), ({"other": {"serial": 1.5}}, "other")])
def test_twins_and_another_programs_rows_stand_beside_their_originals_only(record_lives, option, attribute):
    recording = record_lives(ROWS, lives=2, noise=1e-6, **option)
    pairs = getattr(recording, attribute)
    assert len(recording.measurements) == 4 and len(pairs) == (2 if attribute == "twins" else 4)
    for original, beside in pairs:
        assert original.identity == beside.identity and recording.find(beside.identity) is original
        times = 1.5 if attribute == "other" and original.strategy == "serial" else 1.0
        assert beside.median / original.median == pytest.approx(times, rel=1e-4)


def test_a_twin_without_its_original_is_no_pair(write_document):
    document = recorded.document(ROWS, lives=2, twins=["serial"])
    recorded.keep(document, [row for row in document["benchmarks"]
                             if "/thread_pool/" in row["name"] or "twin" in row["name"]])
    recording = load(write_document(document))
    assert recording.twins == () and len(recording.measurements) == 2


def test_what_is_not_recorded_is_not_found(record_lives):
    recording = record_lives(ROWS, lives=1)
    assert recording.find(("squares", "mpi", frozenset())) is None


def test_one_failed_row_takes_the_time_from_all_lives(write_document):
    document = recorded.document(ROWS, lives=3)
    document["benchmarks"][-1].update(error_occurred=True, error_message="wrong answer: item 3")
    failed = [cell for cell in load(write_document(document)).measurements if not cell.ok]
    assert [(cell.samples, cell.times, cell.error) for cell in failed] == [((), (), "wrong answer: item 3")]


@pytest.mark.parametrize("state", ["complete", "interrupted"])
def test_an_interrupted_recording_is_valid(record_lives, state):
    assert record_lives(ROWS, lives=1, state=state).state == state


@pytest.mark.parametrize("name", ["recording.json.gz", "packed without a word.json"])
def test_a_packed_file_is_read_like_any_other(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(json.dumps(recorded.document(ROWS, lives=2)).encode()))
    assert len(load(path).lives) == 2


def test_a_broken_or_overfull_packed_file_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "recording.json.gz"
    whole = gzip.compress(json.dumps(recorded.document(ROWS, lives=2)).encode())
    for content in (whole[:-9], whole[:40], whole[:60] + b"\xff\xff\xff" + whole[63:]):
        path.write_bytes(content)
        assert "cannot be unpacked" in complaint(path)
    monkeypatch.setattr(json_file, "LARGEST_FILE", 10_000_000)
    path.write_bytes(gzip.compress(bytes(40_000_000))[:-10_000])  # that its end is missing is not found out
    assert "larger than 10 MB" in complaint(path)


def test_the_earlier_form_is_refused(write_document):
    path = write_document({**recorded.document(ROWS, lives=1), "invocations": []})
    assert complaint(path) == (f"{path}: is a recording of an earlier form; record again with benchmarks/record.py")


def test_what_is_unknown_or_not_measured_is_tolerated(write_document):
    document = changed("benchmarks", 0, "life", "novelty", to={"deep": [1]})
    document["novelty"] = document["recording"]["novelty"] = 1
    first, second = recorded.entries(document)
    first.update(started=None, seconds=None, exit_code=None, problem=None, surroundings=None, changed=None)
    second.update(surroundings={"novelty": "x"}, changed=["load 0 ->\n7"], problem="a turn hung")
    recording = load(write_document(document))
    assert recording.lives[0].seconds is None and recording.lives[0].surroundings == {}
    assert recording.lives[1].changed == ("load 0 -> 7",) and recording.lives[1].problem == "a turn hung"


LIFE, SAMPLE = ("benchmarks", 0, "life"), ("benchmarks", 3, "samples", 0)


@pytest.mark.parametrize("places, value, words", [
    ((*LIFE, "id"), None, ("benchmarks[0].life.id is missing", "whole number")),
    ((*LIFE, "id"), True, ("benchmarks[0].life.id is True",)),
    ((*LIFE, "id"), 1, (".life.id is 1", "earlier")),
    ((*LIFE, "id"), -1, ("benchmarks[0].life.id is -1",)),
    ((*LIFE, "seconds"), float("nan"), ("benchmarks[0].life.seconds is nan",)),
    ((*LIFE, "exit_code"), "1", ("benchmarks[0].life.exit_code is '1'",)),
    ((*LIFE, "problem"), 3, ("benchmarks[0].life.problem is 3",)),
    ((*LIFE, "changed"), "load", ("benchmarks[0].life.changed is 'load'",)),
    ((*LIFE, "surroundings"), [], ("benchmarks[0].life.surroundings is []",)),
    ((*LIFE, "surroundings", "load"), [1], ("benchmarks[0].life.surroundings.load is [1]",)),
    (LIFE, 0, ("benchmarks[0] (squares/", "life is 0")),
    (("benchmarks", 2, "life"), None, ("benchmarks[2] (squares/", "life is missing")),
    (("benchmarks", 2, "life"), 99, ("benchmarks[2]", "life is 99", "describes")),
    (("benchmarks", 2, "life"), "0", ("benchmarks[2]", "life is '0'")),
    (("benchmarks", 2, "life"), False, ("benchmarks[2]", "life is False")),
    (("benchmarks", 3, "samples"), {}, ("benchmarks[3] (squares/", "samples is {}")),
    (("benchmarks", 3, "samples"), [], ("benchmarks[3]", "samples is []", "one entry or more")),
    (SAMPLE, 7, ("benchmarks[3]", "samples[0] is 7")),
    ((*SAMPLE, "round"), "1", ("benchmarks[3]", "samples[0].round is '1'")),
    ((*SAMPLE, "at_s"), None, ("benchmarks[3]", "samples[0].at_s is missing")),
    ((*SAMPLE, "time_ns"), None, ("benchmarks[3]", "samples[0].time_ns is missing")),
    ((*SAMPLE, "time_ns"), 0, ("samples[0].time_ns is 0", "seconds")),
    ((*SAMPLE, "time_ns"), True, ("samples[0].time_ns is True",)),
    ((*SAMPLE, "time_ns"), float("inf"), ("samples[0].time_ns is inf",)),
    ((*SAMPLE, "runs"), 0.5, ("samples[0].runs is 0.5",)),
    ((*SAMPLE, "core_to_core_ns"), "88", ("samples[0].core_to_core_ns is '88'",)),
    ((*SAMPLE, "core_to_core_ns"), 0, ("samples[0].core_to_core_ns is 0",)),
    ((*SAMPLE, "fixed_work_ns"), -1.0, ("samples[0].fixed_work_ns is -1.0",)),
    (("recording", "state"), "finished", ("recording.state is 'finished'", "one of complete, interrupted")),
    (("recording",), None, ("recording.state is missing",)),
    (("plan", "groups", 0), "x", ("plan.groups[0] is 'x'", "an object")),
    (("plan", "groups", 0, "rows"), [1], ("plan.groups[0].rows[0] is 1", "text")),
    (("plan", "against"), "x", ("plan.against is 'x'",)),
])
def test_what_is_broken_is_named(write_document, places, value, words):
    text = complaint(write_document(changed(*places, to=value)))
    assert all(word in text for word in words), text
