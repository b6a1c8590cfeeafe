"""What a recording says of its strategies, and what is said of those that it does not know."""
from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Callable, Dict

import pytest

import catalogue
import model
from analysis.recording.catalogue import Strategy
from analysis.recording.outcome import Outcome
from analysis.recording.reader import load, Recording, ResultsError

NAME = "squares/thread_pool/n:100/workers:2/phase:warm/real_time"
Record = Callable[..., Recording]
WriteDocument = Callable[..., Path]


@pytest.mark.parametrize("told", [catalogue.STRATEGIES, json.dumps(catalogue.STRATEGIES)], ids=["object", "text"])
def test_traits_are_read_from_an_object_or_from_text(record: Record, told: Any) -> None:
    recording = record([model.row(NAME, 1)], strategies=told)
    assert {name: each.family for name, each in recording.strategies.items()} == {
        name: each["family"] for name, each in catalogue.STRATEGIES.items()}
    cell, = recording.measurements
    assert cell.traits == recording.strategies["thread_pool"]
    assert (cell.traits.simplicity, cell.traits.language) == (10, "C++")
    assert not cell.is_serial and not cell.is_reference
    assert "strategies" not in recording.context  # it is no fact of the machine


def test_the_place_in_a_family_begins_with_what_is_simplest(record: Record) -> None:
    known = record([]).strategies
    assert [known[name].place for name in ("thread_pool", "thread_pool_dynamic", "bare_file_loop")] == [0, 1, 5]
    for family in {each.family for each in known.values()}:
        places = [each.place for each in known.values() if each.family == family]
        assert sorted(places) == list(range(len(places)))


@pytest.mark.parametrize("told", [None, {}])
def test_a_recording_without_traits_is_read(record: Record, told: Any) -> None:
    recording = record([row for name in ("serial", "thread_pool", "async") for row in model.squares(name, 100)],
                       strategies=told)
    assert [recording.strategies[name] for name in ("async", "thread_pool")] == [
        Strategy("async", place=0), Strategy("thread_pool", place=1)]
    assert recording.strategies["serial"].parallel is False  # the one that everything is held against
    assert recording.strategies["nobody"] == Strategy("nobody") and Strategy("nobody").simplicity == math.inf
    assert recording.strategies["async"].is_choice


@pytest.mark.parametrize("told, words", [
    ("{", "context.strategies is '{'; it must be JSON"),
    ("[1]", "context.strategies is [1]; it must be an object"),
    ({"new": {"family": 7}}, "context.strategies.new.family is 7; it must be text"),
    ({"new": 7}, "context.strategies.new is 7; it must be an object"),
])
def test_broken_traits_are_named(write_document: WriteDocument, told: Any, words: str) -> None:
    with pytest.raises(ResultsError) as error:
        load(write_document(model.document([], strategies=told)))
    assert words in str(error.value)


@pytest.mark.parametrize("kind, outcome", [
    ({"unavailable": 1}, Outcome.UNAVAILABLE), ({"timed_out": 1.0}, Outcome.TIMED_OUT),
    ({"interrupted": 1}, Outcome.INTERRUPTED), ({}, Outcome.FAILED), ({"unavailable": 0}, Outcome.FAILED)])
def test_a_row_without_a_time_is_of_a_kind(record: Record, kind: Dict[str, int], outcome: Outcome) -> None:
    cell, = record([model.failed(NAME, "why not", **kind)]).measurements
    assert (cell.outcome, cell.error, cell.ok) == (outcome, "why not", False)
    assert cell.reason.is_unavailable is (outcome is Outcome.UNAVAILABLE)


def test_words_alone_are_no_kind(record: Record) -> None:
    cell, = record([model.failed(NAME, "unavailable: says an old program")]).measurements
    assert cell.outcome is Outcome.FAILED
