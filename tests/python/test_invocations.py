"""Recordings of several processes: blocks, twins, and what the reader says about broken ones."""
from __future__ import annotations

import copy

import pytest

import model
import recorded
from results import ResultsError, load

ROWS = model.sizes(["serial", "thread_pool"], phases=["warm"], ns=[100, 1000])


def changed(*places, to=None):
    """A small recording with the value at a place, such as ("invocations", 0, "id"), exchanged."""
    document = recorded.document(ROWS, blocks=2, twins=["serial"])
    entry = document
    for place in places[:-1]:
        entry = entry[place]
    if to is None:
        del entry[places[-1]]
    else:
        entry[places[-1]] = copy.deepcopy(to)
    return document


def test_samples_know_their_invocation_and_block(record_blocks):
    recording = record_blocks(ROWS, blocks=3, repetitions=2)
    blocks = {each.id: each.block for each in recording.invocations}
    assert len(recording.invocations) == 3 * 2 and recording.has_invocations
    for cell in recording.measurements:
        assert [sample.block for sample in cell.samples] == [0, 1, 2]
        assert all(blocks[sample.invocation] == sample.block for sample in cell.samples)
        assert [len(sample.seconds) for sample in cell.samples] == [2, 2, 2]
        assert len(cell.times) == 6
        medians = [sum(sample.seconds) / 2 for sample in cell.samples]
        assert cell.spread == pytest.approx((min(medians), max(medians)))


def test_a_plain_file_is_one_invocation(record):
    recording = record(ROWS)
    assert not recording.has_invocations and recording.state == "" and recording.plan == {}
    assert all([sample[:2] for sample in cell.samples] == [(0, 0)] for cell in recording.measurements)


def test_twins_stand_beside_their_originals_only(record_blocks):
    recording = record_blocks(ROWS, blocks=2, twins=["serial"])
    assert len(recording.measurements) == 4 and len(recording.twins) == 2
    for original, twin in recording.twins:
        assert original.identity == twin.identity and original.strategy == "serial"
        assert recording.find(twin.identity) is original
        ids = {sample.invocation for sample in original.samples + twin.samples}
        assert len(ids) == 4
        assert {each.twin for each in recording.invocations if each.id in ids} == {False, True}


def test_a_twin_without_its_original_is_no_pair(write_document):
    document = recorded.document(ROWS, blocks=2, twins=["serial"])
    document["benchmarks"] = [row for row in document["benchmarks"]
                              if "/thread_pool/" in row["name"] or "twin" in row["name"]]
    recording = load(write_document(document))
    assert recording.twins == () and len(recording.measurements) == 2


def test_what_is_not_recorded_is_not_found(record_blocks):
    recording = record_blocks(ROWS, blocks=1)
    assert recording.find(("squares", "mpi", frozenset())) is None


def test_one_failed_row_takes_the_time_from_all_invocations(write_document):
    document = recorded.document(ROWS, blocks=3)
    document["benchmarks"][-1].update(error_occurred=True, error_message="wrong answer: item 3")
    failed = [cell for cell in load(write_document(document)).measurements if not cell.ok]
    assert [(cell.samples, cell.times, cell.error) for cell in failed] == [((), (), "wrong answer: item 3")]


@pytest.mark.parametrize("state", ["complete", "interrupted"])
def test_an_interrupted_recording_is_valid(record_blocks, state):
    assert record_blocks(ROWS, blocks=1, state=state).state == state


def test_what_is_unknown_or_not_measured_is_tolerated(write_document):
    document = changed("invocations", 0, "novelty", to={"deep": [1]})
    document["novelty"] = document["recording"]["novelty"] = 1
    document["invocations"][0].update(seconds=None, exit_code=None, surroundings=None, changed=None)
    document["invocations"][1].update(surroundings={"novelty": "x"}, changed=["load 0 ->\n7"])
    recording = load(write_document(document))
    assert recording.invocations[0].seconds is None and recording.invocations[0].surroundings == {}
    assert recording.invocations[1].changed == ("load 0 -> 7",)


@pytest.mark.parametrize("places, value, words", [
    (("invocations", 1), 7, ("invocations[1] is not an object",)),
    (("invocations", 1, "id"), None, ("invocations[1]: id is missing", "whole number")),
    (("invocations", 1, "id"), True, ("invocations[1]: id is True",)),
    (("invocations", 1, "id"), 0, ("invocations[1]: id is 0", "earlier")),
    (("invocations", 1, "block"), -1, ("invocations[1]: block is -1",)),
    (("invocations", 1, "block"), 0.5, ("invocations[1]: block is 0.5",)),
    (("invocations", 1, "group"), 3, ("invocations[1]: group is 3",)),
    (("invocations", 1, "twin"), "no", ("invocations[1]: twin is 'no'", "true or false")),
    (("invocations", 1, "seconds"), float("nan"), ("invocations[1]: seconds is nan",)),
    (("invocations", 1, "exit_code"), "1", ("invocations[1]: exit_code is '1'",)),
    (("invocations", 1, "changed"), "load", ("invocations[1]: changed is 'load'",)),
    (("invocations", 1, "surroundings", "load"), [1], ("invocations[1]: surroundings.load is [1]",)),
    (("invocations", 1, "surroundings", "fixed_work_ns"), 1.0, ("surroundings.fixed_work_ns is 1.0",)),
    (("recording", "state"), "finished", ("recording.state is 'finished'", "complete or interrupted")),
    (("recording",), None, ("recording.state is missing",)),
    (("benchmarks", 2, "invocation"), None, ("benchmarks[2] (squares/", "invocation is missing")),
    (("benchmarks", 2, "invocation"), 99, ("benchmarks[2]", "invocation is 99", "'invocations'")),
    (("benchmarks", 2, "invocation"), "0", ("benchmarks[2]", "invocation is '0'")),
    (("benchmarks", 2, "invocation"), False, ("benchmarks[2]", "invocation is False")),
    (("invocations",), None, ("benchmarks[0]", "invocation is 0")),
])
def test_what_is_broken_is_named(write_document, places, value, words):
    path = write_document(changed(*places, to=value))
    with pytest.raises(ResultsError) as error:
        load(path)
    text = str(error.value)
    assert text.startswith(f"{path}: ") and "\n" not in text and all(word in text for word in words), text


def test_a_twin_in_name_only_is_refused(write_document):
    document = recorded.document(ROWS, blocks=1, twins=["serial"])
    for entry in document["invocations"]:
        entry["twin"] = False
    with pytest.raises(ResultsError, match="disagree whether it is a twin"):
        load(write_document(document))
