"""The reader, whatever it is given."""
from __future__ import annotations

import copy
import json
import tempfile
from pathlib import Path

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as some

import model
import recorded
from analysis.recording.reader import load, Recording, ResultsError
from analysis.recording.row_names import CLOCKS, REPETITION_KEYS, take_apart
from analysis.summary import summary

DOCUMENT = recorded.document(
    [*model.sizes(["serial", "thread_pool"], phases=["warm"], ns=[100, 1000]), *model.unavailable()],
    lives=2, twins=["serial"])
BYTES = json.dumps(DOCUMENT).encode()

reasonable = settings(deadline=None, max_examples=200)
part = some.text(some.characters(blacklist_characters="/:"), min_size=1)
path_part = part.filter(lambda text: text not in CLOCKS)
key = part.filter(lambda text: text not in REPETITION_KEYS)
value = some.one_of(some.integers(0, 10**18 - 1), some.text(some.characters(blacklist_characters="/")).filter(
    lambda text: not (text.isascii() and text.isdigit())))
junk = some.one_of(
    some.none(), some.booleans(), some.integers(), some.floats(), some.text(max_size=9),
    some.sampled_from([[], {}, [[]], [None], 10**400, "\ud800", {"name": 7}, "squares/serial/n:1"]))


def read(content: bytes):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recording.json"
        path.write_bytes(content)
        try:
            return load(path)
        except ResultsError as error:
            assert str(error).startswith(str(path)) and "\n" not in str(error)
            return None


@given(some.lists(path_part, min_size=2, max_size=4), some.dictionaries(key, value, max_size=5),
       some.sampled_from(["", "/real_time", "/repeats:3/real_time", "/process_time/real_time"]))
@reasonable
def test_names_round_trip(path, keys, end):
    name = "/".join([*path, *(f"{each}:{value}" for each, value in keys.items())]) + end
    assert take_apart(name) == ("/".join(path[:-1]), path[-1], keys)


def _places(entry, found=()):
    """The way to everything in a document."""
    inside = entry.items() if isinstance(entry, dict) else enumerate(entry) if isinstance(entry, list) else ()
    for place, each in inside:
        yield (*found, place)
        yield from _places(each, (*found, place))


PLACES = list(_places(DOCUMENT))


@given(some.lists(some.tuples(some.sampled_from(PLACES), some.sampled_from(["delete", "double", "set"]),
                              junk), min_size=1, max_size=3))
@reasonable
def test_a_mutilated_document_is_refused_or_read_and_summarised(mutations):
    document = copy.deepcopy(DOCUMENT)
    for place, action, thing in mutations:
        _mutate(document, place, action, thing)
    found = read(json.dumps(document).encode())
    assert found is None or summary.summarise(found)


def _mutate(document, place, action, thing):
    entry = document
    try:
        for step in place[:-1]:
            entry = entry[step]
        if action == "delete":
            del entry[place[-1]]
        elif action == "double" and isinstance(entry, list):
            entry.append(copy.deepcopy(entry[place[-1]]))
        else:
            entry[place[-1]] = thing
    except (LookupError, TypeError):
        pass  # an earlier mutation took the place away


@given(some.integers(0, len(BYTES) - 1))
@reasonable
def test_a_file_that_was_cut_is_refused(end):
    assert read(BYTES[:end]) is None


@given(some.integers(0, len(BYTES) - 1), some.binary(min_size=1, max_size=3))
@reasonable
def test_a_file_with_foreign_bytes_is_read_or_refused(at, foreign):
    found = read(BYTES[:at] + foreign + BYTES[at + len(foreign):])
    assert found is None or isinstance(found, Recording)


@given(some.permutations(DOCUMENT["benchmarks"]))
@settings(deadline=None, max_examples=25)
def test_the_order_of_rows_does_not_matter(rows):
    shuffled = read(json.dumps({**DOCUMENT, "benchmarks": rows}).encode())
    assert _told(shuffled) == _told(read(BYTES))


def _told(recording):
    pairs = {(original.identity, original.median, twin.median) for original, twin in recording.twins}
    return {cell.identity: (cell.ok and cell.median, cell.samples, cell.counters)
            for cell in recording.measurements}, pairs
