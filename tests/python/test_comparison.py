"""What is called faster, slower or equivalent, what is not, and what the page tells of it."""
from __future__ import annotations

import re
from functools import partial

import pytest

from analysis.comparison import as_json as comparison_json
from analysis.comparison.comparison import compare
from analysis.comparison.text import page
from analysis.recording.row_pairs import brief_names, match
from analysis.recording.reader import load
from analysis.statistics.decision import Verdict
import model
import pairs
from pairs import name, OTHER_MACHINE, ROWS, STRATEGIES
import recorded


@pytest.fixture
def comparison(tmp_path):
    return partial(pairs.comparison_of, tmp_path)


def verdicts(comparison):
    found = {}
    for row in comparison.rows:
        found.setdefault(row.cells[0].strategy, set()).add(row.decision.verdict)
    return found


def test_a_slower_and_a_faster_strategy_are_found_and_others_are_not(comparison):
    found = comparison(second={"factor": {"tbb_auto": 1.10, "async": 0.90}})
    assert verdicts(found).pop("tbb_auto") == {Verdict.SLOWER}
    assert verdicts(found).pop("async") == {Verdict.FASTER}
    assert not verdicts(found)["serial"] & {Verdict.SLOWER, Verdict.FASTER}
    overall = {each.strategy: (each.decision.verdict, each.rows, each.ratio) for each in found.strategies}
    assert overall["tbb_auto"] == (Verdict.SLOWER, 3, pytest.approx(1.10, rel=0.02))
    assert overall["async"] == (Verdict.FASTER, 3, pytest.approx(0.90, rel=0.02))
    assert overall["serial"][0] is Verdict.EQUIVALENT


def test_what_matters_is_on_top(comparison):
    found = comparison(second={"factor": {"tbb_auto": 1.10, "async": 0.90}})
    assert [row.decision.verdict for row in found.rows[:6]] == 3 * [Verdict.SLOWER] + 3 * [Verdict.FASTER]
    ratios = [row.ratio for row in found.rows]
    assert ratios[:3] == sorted(ratios[:3], reverse=True) and ratios[3:6] == sorted(ratios[3:6])
    assert [each.strategy for each in found.strategies] == ["tbb_auto", "serial", "async"]


def test_the_same_is_equivalent_and_only_counted(comparison):
    found = comparison({"noise": 0.001}, {"noise": 0.001})
    assert verdicts(found) == {strategy: {Verdict.EQUIVALENT} for strategy in STRATEGIES}
    assert "9 rows: 0 slower, 0 faster, 0 undecided, 9 equivalent" in page(found)
    assert "squares/async" not in page(found) and "Not shown: 9 equivalent" in page(found)
    assert page(found, show_all=True).count("squares/async") == 3


def test_noise_is_undecided_and_below_the_floor(comparison):
    noisy = {"noise": 0.3, "lives": 4, "twins": ["async"]}
    found = comparison(noisy, noisy)
    assert verdicts(found) == {strategy: {Verdict.UNDECIDED} for strategy in STRATEGIES}
    assert found.floor > 0.3
    assert all(map(found.is_below_floor, found.rows))
    assert "9 differ by less than this machine's floor" in page(found)
    assert page(found).count("undecided, below floor") >= 9


def test_what_is_called_may_be_below_the_floor_and_says_so(comparison):
    found = comparison({"noise": 0.0001, "twins": ["async"]},
                       {"noise": 0.0001, "twins": ["async"], "factor": {"tbb_auto": 1.1}})
    found.__dict__["floor"] = 0.2  # as if the twins had seen nothing smaller
    slower = [row for row in found.rows if row.cells[0].strategy == "tbb_auto"]
    assert all(row.decision.verdict is Verdict.SLOWER and found.is_below_floor(row) for row in slower)
    assert page(found).count("slower, below floor") == 4  # three rows and their mean
    assert not any(found.is_below_floor(row) for row in found.rows if row not in slower)


def test_without_twins_there_is_no_floor(comparison):
    found = comparison({"noise": 0.3, "twins": ["async"]}, {"noise": 0.3})
    assert found.floor is None
    assert "below floor" not in page(found)


def test_disturbed_recordings_get_no_verdicts(tmp_path):
    first, second = (recorded.document(ROWS, seed=seed, factor={"async": seed}) for seed in (1, 2))
    for life in recorded.entries(second):
        life["surroundings"]["others_cpu_share"] = 0.9
    paths = pairs.written(tmp_path, first, second)
    found = compare(*map(load, paths))
    assert verdicts(found) == {strategy: {Verdict.UNDECIDED} for strategy in STRATEGIES}
    assert all(each.decision.verdict is Verdict.UNDECIDED for each in found.strategies)
    assert page(found).startswith("not comparable: while B was recorded, other programs used 90 % of a CPU")
    assert pairs.run(*paths) == 2


def test_disturbed_recordings_of_two_machines_show_no_raw_times(tmp_path):
    documents = [recorded.document(ROWS, seed=seed, machine=f"machine-{seed}") for seed in (1, 2)]
    for life in recorded.entries(documents[0]):
        life["surroundings"]["others_cpu_share"] = 0.9
    found = compare(*map(load, pairs.written(tmp_path, *documents)))
    assert not found.is_raw and not found.undisturbed and "speed-up A" in page(found)
    told, = comparison_json.document(found.base, [found])["comparisons"]
    assert told["disturbance"].startswith("while A was recorded")
    assert all(row["seconds"] is None for row in told["rows"])


def test_the_margin_decides_what_is_equivalent(tmp_path):
    recordings = list(map(load, pairs.files(tmp_path, second={"factor": {"async": 1.10}})))
    assert verdicts(compare(*recordings, margin=0.3))["async"] == {Verdict.EQUIVALENT}
    assert verdicts(compare(*recordings, margin=0.03))["async"] == {Verdict.SLOWER}


def test_one_life_gives_ratios_and_no_verdict(tmp_path):
    plain = model.document(model.sizes(["async"], phases=["warm"], ns=[100]))
    found = compare(*map(load, pairs.written(tmp_path, recorded.document(ROWS), plain)))
    row, = found.rows
    assert row.ratio == pytest.approx(1, rel=0.05)
    assert (row.decision.verdict, row.decision.difference) == (Verdict.UNDECIDED, None)
    assert "warning: B is of one process" in page(found) and "interval" not in page(found)


def test_the_rows_of_a_strategy_are_not_taken_as_independent(tmp_path):
    """All rows of a life vary together: as independent ones they would seem far too sure."""
    documents = [recorded.document(ROWS, lives=4, seed=seed, noise=0.0) for seed in (1, 2)]
    for document, wobble in zip(documents, ((1.0, 1.1, 1.2, 1.0), (1.1, 1.0, 1.0, 1.3))):
        for row in document["benchmarks"]:
            recorded.take(row, wobble[recorded.id_of(row)])
    found = compare(*map(load, pairs.written(tmp_path, *documents)))
    for overall in found.strategies:
        same = next(row for row in found.rows if row.cells[0].strategy == overall.strategy)
        assert overall.decision.difference.interval() == pytest.approx(same.decision.difference.interval())


def test_a_mean_is_of_the_lives_that_have_all_rows(tmp_path):
    """The last life was interrupted after the fastest row: its mean would be of that alone."""
    documents = [recorded.document(ROWS, lives=4, seed=seed, noise=0.001) for seed in (1, 2)]
    recorded.keep(documents[1], [row for row in documents[1]["benchmarks"]
                                 if recorded.id_of(row) < 3 or "/n:100/" in row["name"]])
    found = compare(*map(load, pairs.written(tmp_path, *documents)))
    assert {each.decision.verdict for each in found.strategies} == {Verdict.EQUIVALENT}


def test_speed_ups_are_of_the_own_serial(comparison):
    twice_as_fast = {**OTHER_MACHINE, "factor": {"serial": 0.5, "async": 0.5, "tbb_auto": 0.25}}
    found = comparison(second=twice_as_fast)
    assert verdicts(found)["tbb_auto"] == {Verdict.FASTER} and "serial" not in verdicts(found)
    assert found.unrelated == 3
    for row in found.rows:
        own = {"async": 1.0, "tbb_auto": 0.5}[row.cells[0].strategy]
        assert row.ratio == pytest.approx(own, rel=0.03)
        assert row.values[1] / row.values[0] == pytest.approx(1 / own, rel=0.05)
        serial = row.cells[0].median * row.values[0]
        assert serial == pytest.approx(model.work_seconds(row.cells[0].n, 1, 1) * 1.04, rel=0.05)


def test_what_the_recordings_say_about_themselves_is_told(comparison):
    told = page(comparison({"twins": ["async"]}, {"state": "interrupted"}))
    assert "Interrupted recording of 10 lives" in told
    assert re.search(r"Twins: \d of 3\s+rows", told) and told.count("Twins:") == 1


def test_the_own_serial_is_cut_into_as_many_slices(comparison):
    def rows(slow):
        return [model.row(name(strategy, n=1, slices=slices), seconds)
                for strategy, slices, seconds in (("serial", 1, 1.0), ("serial", 16, 2.0), ("async", 16, slow))]

    row, = comparison({"rows": rows(1.0)}, {"rows": rows(4.0), **OTHER_MACHINE}).rows
    assert row.values == pytest.approx((2.0, 0.5), rel=0.05)


def test_a_serial_of_other_lives_is_no_serial_beside_it(tmp_path):
    documents = [recorded.document(ROWS, lives=2, seed=ord(machine), machine=machine) for machine in "ab"]
    for document in documents:
        recorded.keep(document, [row for row in document["benchmarks"]
                                 if ("/serial/" in row["name"]) == (recorded.id_of(row) == 0)])
    found = compare(*map(load, pairs.written(tmp_path, *documents)))
    assert (found.rows, found.unrelated) == ((), 9)


def test_missing_new_renamed_and_failed_rows_are_listed(comparison):
    def rows(*names):
        return [model.row(each, 1e-3) for each in names]

    first = [*rows(name("async", n=1), name("async", n=2, grain=1, old=1), name("gone", n=1)),
             model.failed(name("left", n=1), "timeout"), model.failed(name("cut", a=1, b=1), "died"),
             model.failed(name("mpi", n=1), "no MPI", unavailable=1), *rows(name("stdpar", n=1))]
    second = [*rows(name("async", n=1), name("async", n=2, grain=1), name("fresh", n=1), name("cut", a=1)),
              model.failed(name("mpi", n=1), "no MPI", unavailable=1),
              model.failed(name("stdpar", n=1), "wrong answer: item 3")]
    found = comparison({"rows": first}, {"rows": second})
    lists = page(found).split("\n\n")
    assert "Missing in B (2 rows)\n  squares/gone\n  squares/left" in lists
    assert "New in B (1 row)\n  squares/fresh" in lists
    assert any(each.startswith("Renamed? Not compared (2 rows)\n  squares/async n:2 old:1") for each in lists)
    failed = next(each for each in lists if each.startswith("Failed (4 rows)"))
    for reason in ("in both: unavailable: no MPI", "in B: wrong answer: item 3", "in A: timeout", "in A: died"):
        assert reason in failed
    assert [row.name for row in found.rows] == ["squares/async n:1"]
    told, = comparison_json.document(found.base, [found])["comparisons"]
    assert told["missing"] == ["squares/gone/n:1", "squares/left/n:1"] and told["new"] == ["squares/fresh/n:1"]
    assert {"old": "squares/async/n:2/grain:1/old:1", "new": "squares/async/n:2/grain:1"} in told["renamed"]
    assert {"name": "squares/stdpar/n:1", "base": None, "other": "wrong answer: item 3"} in told["failed"]


@pytest.mark.parametrize("first, second, count", [
    ([{"n": 1, "lock": "a"}], [{"n": 1, "lock": "b"}], 1),  # another value
    ([{"n": 1, "lock": "a"}], [{"n": 1, "mutex": "a"}], 1),  # another key
    ([{"n": 1}], [{"n": 1, "lock": "a"}], 1),  # one more key
    ([{"n": 1, "lock": "a"}], [{"n": 2, "lock": "b"}], 0),  # two keys apart
    ([{"n": 1, "lock": "a"}], [{"n": 1, "lock": "b"}, {"n": 1, "lock": "c"}], 0),  # which one?
    ([{"n": 1, "lock": "b"}, {"n": 1, "lock": "c"}], [{"n": 1, "lock": "a"}], 0),
    ([{"n": 1, "lock": "a"}, {"n": 2, "lock": "a"}], [{"n": 1, "lock": "b"}, {"n": 2, "lock": "b"}], 2),
])
def test_renamed_rows_are_those_one_key_apart(record, first, second, count):
    base, other = (record([model.row(name("async", **keys), 1.0) for keys in rows])
                   for rows in (first, second))
    found = match(base, other)
    assert len(found.renamed) == count
    assert len(found.missing) == len(first) - count and len(found.new) == len(second) - count


def test_names_have_only_the_keys_that_tell_rows_apart(record):
    keys = [{"n": n, "intensity": 1, "workers": workers, "slices": workers, "phase": phase}
            for n, workers, phase in ((1, 1, "warm"), (1, 2, "warm"), (2, 2, "warm"), (2, 2, "cold"))]
    rows = [*(model.row(name("async", **each), 1.0) for each in keys), model.row(name("serial", n=1), 1.0)]
    assert list(brief_names(record(rows).measurements).values()) == [
        "squares/async n:1 workers:1 warm", "squares/async n:1 workers:2 warm",
        "squares/async n:2 workers:2 warm", "squares/async n:2 workers:2 cold", "squares/serial"]


def test_long_lists_are_cut_unless_all_is_asked_for(comparison):
    gone = [model.row(name("gone", n=n, m=n), 1.0) for n in range(30)]
    found = comparison({"rows": [*ROWS, *gone]})
    assert page(found).count("squares/gone") == 10 and "and 20 more       --all lists them" in page(found)
    assert page(found, show_all=True).count("squares/gone") == 30


def test_hundreds_of_rows_stay_readable(comparison):
    found = comparison({"noise": 0.3, "lives": 2}, {"noise": 0.3, "lives": 2}, rows=model.everything())
    short, everything = page(found).splitlines(), page(found, show_all=True).splitlines()
    assert len(short) < 100 and len(everything) > len(found.rows)
    assert sum(", 0 equivalent" in line for line in short) == 1
    assert any(line.startswith("Not shown: ") and line.endswith("--all lists every row.") for line in short)
