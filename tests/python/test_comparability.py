"""In what two recordings may be compared, and what is said of their surroundings."""
from __future__ import annotations

import re
import shutil

import pytest

import model
import recorded
from analysis.comparison.comparability import comparability, same_recording, Scope
from analysis.recording.reader import load

ROWS = model.sizes(["serial", "async"], phases=["warm"], ns=[100, 1000])


@pytest.fixture
def pair(write_document):
    """pair(context of both, context of the second): two recordings of one machine, but for these facts."""
    def pair(both=(), second=(), **options):
        documents = [recorded.document(ROWS, lives=3, seed=seed, **{**dict(both), **dict(facts)}, **options)
                     for seed, facts in ((1, ()), (2, second))]
        return [load(write_document(document, f"{name}.json")) for document, name in zip(documents, "AB")]
    return pair


@pytest.fixture
def changed(write_document):
    """changed(change): two recordings, the second of which `change` was done to."""
    def changed(change):
        documents = [recorded.document(ROWS, lives=3, seed=seed) for seed in (1, 2)]
        change(documents[1])
        return [load(write_document(document, f"{name}.json")) for document, name in zip(documents, "AB")]
    return changed


def probed(key, value):
    def change(document):
        for row in document["benchmarks"]:
            for sample in row["samples"]:
                sample[key] = value
    return change


def test_one_machine_is_compared_in_raw_times(pair):
    found = comparability(*pair())
    assert (found.scope, found.changes, found.warnings) == (Scope.TIMES, (), ())
    assert str(found) == "comparable: the same machine (modelled-2-cpus), so raw times are compared"


@pytest.mark.parametrize("fact", ["commit", "compiler", "compiler_flags", "onetbb_version", "kernel",
                                  "cpu_governor", "runtime_environment", "novelty"])
def test_what_users_compare_on_purpose_is_named_and_does_not_limit(pair, fact):
    found = comparability(*pair({fact: "one"}, {fact: "two"}))
    assert found.scope is Scope.TIMES
    assert [(change.name, change.old, change.new, change.limits) for change in found.changes] == [
        (fact, "one", "two", False)]


@pytest.mark.parametrize("fact", [
    "machine", "cpu_model", "effective_cpus", "affinity_mask", "cgroup_quota", "online_cpus", "cores", "smt",
    "numa_nodes", "l3_cache", "hypervisor", "instruction_set"])
def test_another_machine_or_share_of_it_limits(pair, fact):
    found = comparability(*pair({fact: "4", "commit": "1"}, {fact: "8", "commit": "2"}))
    assert found.scope is Scope.RELATIVE
    assert [(change.name, change.limits) for change in found.changes] == [(fact, True), ("commit", False)]
    assert str(found).startswith(f"not comparable in raw times: {fact} differs (4 -> 8); compared are")


@pytest.mark.parametrize("fact", ["date", "host_name", "load_average", "executable"])
def test_what_differs_from_start_to_start_is_no_difference(pair, fact):
    assert comparability(*pair({fact: "one"}, {fact: "two"})).changes == ()


def test_lists_and_objects_are_no_facts(pair):
    assert comparability(*pair({"caches": [1]}, {"caches": [2], "some_facts": {"a": 1}})).changes == ()


@pytest.mark.parametrize("second", ["other", "", "not measured"])
def test_a_machine_that_is_not_known_is_not_the_same(pair, second):
    first = second if second != "other" else ""
    found = comparability(*pair({"machine": first}, {"machine": second}))
    assert found.scope is Scope.RELATIVE
    assert "machine" in str(found)


def test_a_fact_that_only_one_of_them_knows_is_named_and_does_not_limit(pair):
    found = comparability(*pair({"cores": ""}, {"cores": "2"}))
    assert found.scope is Scope.TIMES
    assert [(change.name, change.old) for change in found.changes] == [("cores", "not measured")]
    assert comparability(*pair({"cores": "not measured"}, {"cores": None})).changes == ()


@pytest.mark.parametrize("flags, expected", [
    (["--sample-ms=4", "--sizes=100"], [("--sizes", "not given", "100")]),
    (["--sample-ms=8"], [("--sample-ms", "4", "8")]),
    (["--sample-ms=4", "--cold"], [("--cold", "not given", "given")]),
])
def test_flags_that_differ_are_named(changed, flags, expected):
    found = comparability(*changed(lambda document: document["plan"].update(hash="1" * 64, flags=flags)))
    assert [(change.name, change.old, change.new) for change in found.changes] == expected
    assert found.scope is Scope.TIMES


def test_other_rows_and_other_twins_are_no_difference_of_the_surroundings(changed):
    pair = changed(lambda document: document["plan"].update(hash="1" * 64, groups=[], twins=[]))
    assert comparability(*pair).changes == ()


@pytest.mark.parametrize("key, value, warns", [
    ("core_to_core_ns", 540.0, True), ("core_to_core_ns", 30.0, True),
    ("core_to_core_ns", 100.0, False), ("core_to_core_ns", None, False),
    ("fixed_work_ns", 1.08e6, True), ("fixed_work_ns", 1.03e6, False), ("fixed_work_ns", None, False),
])
def test_a_machine_that_changed_is_a_warning(changed, key, value, warns):
    found = comparability(*changed(probed(key, value)))
    assert found.scope is Scope.TIMES
    assert any("the machine changed between the recordings" in each for each in found.warnings) is warns


def test_a_warning_tells_both_medians(changed):
    warning, = comparability(*changed(probed("core_to_core_ns", 540.0))).warnings
    assert re.search(r"(89|90)\.\d ns -> 540 ns", warning)


def test_what_one_life_cannot_say(write_document):
    plain = load(write_document(model.document(ROWS), "plain.json"))
    single = load(write_document(recorded.document(ROWS, lives=1), "single.json"))
    lives = load(write_document(recorded.document(ROWS, lives=2), "lives.json"))
    for one, words in ((plain, "A is of one process"), (single, "A has one life")):
        warning, = comparability(one, lives).warnings
        assert warning.startswith(words) and "record.py" in warning
    assert [warning[:10] for warning in comparability(plain, single).warnings] == ["A is of on", "B has one "]


def test_the_same_recording(write_document, tmp_path):
    document = recorded.document(ROWS, lives=2, seed=1)
    path = write_document(document, "A.json")
    (tmp_path / "link.json").symlink_to(path)
    shutil.copy(path, tmp_path / "copy.json")
    longer = write_document(recorded.document(ROWS, lives=4, seed=1), "longer.json")
    nameless = write_document({**document, "plan": None, "context": {"crossover_version": "0"}}, "nameless.json")
    for other in (path, tmp_path / "link.json", tmp_path / "copy.json", longer, nameless):
        assert same_recording(load(path), load(other)), other
    failed = load(write_document(model.document(model.unavailable()), "failed.json"))
    assert same_recording(failed, failed)


def test_another_recording(write_document):
    first = load(write_document(recorded.document(ROWS, lives=2, seed=1), "A.json"))
    later = {**recorded.document(ROWS, lives=2, seed=2)}
    assert not same_recording(first, load(write_document(later, "later.json")))
    later["plan"]["seed"], later["context"]["date"] = 1, "2031-01-01"
    assert not same_recording(first, load(write_document(later, "seed.json")))
    plain = [load(write_document(model.document(model.unavailable(name)), f"{name}.json")) for name in "ab"]
    assert not same_recording(*plain)
