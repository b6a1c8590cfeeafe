"""Thresholds to take along: the header compiles everywhere and says what the JSON says."""
from __future__ import annotations

import json
import shutil
import subprocess

import pytest

import overheads
import recorded
from analysis.recording.reader import load
from analysis.thresholds.header import header, quoted
from analysis.thresholds import thresholds
from plots import thresholds as thresholds_program
from test_crossover import by_size, crossing_at, curve, EACH, rows, scaled

HOSTILE = ['a"b\\', "µ-strategy", "??=", "*\\*", "\\", "x" * 300, "line\nend"]
STANDARDS = ("c++11", "c++17", "c++20")


@pytest.fixture
def compiles(tmp_path):
    """compiles(text of the header, C++ that includes it, standard) -> what the compiler complains about."""
    if not shutil.which("g++"):
        pytest.skip("g++ is missing")

    def compiles(text, program, standard="c++17"):
        (tmp_path / thresholds_program.HEADER).write_text(text, encoding="utf-8")
        (tmp_path / "program.cpp").write_text(f'#include "{thresholds_program.HEADER}"\n{program}', encoding="utf-8")
        done = subprocess.run(["g++", "-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-std={standard}", "-fsyntax-only",
                               str(tmp_path / "program.cpp")], capture_output=True, text=True, timeout=120, check=False)
        return done.stderr
    return compiles


def document(**options):
    return recorded.document([*rows(thread_pool=crossing_at(3_000), process_pool=scaled(3)),
                              *curve("serial", lambda n: EACH * n, "cold"),
                              *curve("thread_pool", crossing_at(30_000), "cold"),
                              *overheads.granularity(["thread_pool"])], noise=0.02, **options)


def entry(found, strategy, workers_are="ready"):
    return next(each for each in found["thresholds"]
                if (each["strategy"], each["workers_are"]) == (strategy, workers_are))


def test_a_threshold_is_where_the_strategy_pays_in_plain_loop_time(write_document):
    found = thresholds.thresholds(load(write_document(document())))
    pool = entry(found, "thread_pool")
    assert pool["verdict"] == "from" and pool["workers"] == 2 and pool["until_ns"] is None
    assert pool["pays_from_ns"] == pytest.approx(3_000, rel=0.1)
    assert pool["interval_ns"][0] < pool["pays_from_ns"] < pool["interval_ns"][1]
    assert entry(found, "thread_pool", "fresh")["pays_from_ns"] == pytest.approx(30_000, rel=0.1)
    never = entry(found, "process_pool")
    assert never["verdict"] == "never" and never["pays_from_ns"] is never["interval_ns"] is None


def test_the_slice_is_the_shortest_that_is_half_work(write_document):
    pool = entry(thresholds.thresholds(load(write_document(document()))), "thread_pool")
    assert 0 < pool["slice_interval_ns"][0] <= pool["slice_ns"] <= pool["slice_interval_ns"][1]
    assert pool["slice_items"] == pytest.approx(pool["slice_ns"] * 1e-9 / EACH, rel=0.1)  # an item takes a nanosecond
    assert entry(thresholds.thresholds(load(write_document(document()))), "process_pool")["slice_ns"] is None


def test_where_it_was_measured_stands_in_both(write_document):
    found = thresholds.thresholds(load(write_document(document(), "mine.json")))
    assert (found["recording"], found["machine"], found["commit"]) == ("mine.json", "modelled-2-cpus", "0000000")
    assert found["state"] == f"hand-off {recorded.HAND_OVER:.0f} ns"
    text = header(found)
    assert all(f'"{found[each]}"' in text for each in ("recording", "machine", "date", "commit", "state"))


def test_states_of_the_machine_are_told(write_document):
    path = write_document(document(hand_overs=(80.0, 900.0), slower={"thread_pool": 1.2}, lives=20))
    assert "the machine had 2 states" in thresholds.thresholds(load(path))["state"]


@pytest.mark.parametrize("standard", STANDARDS)
def test_the_compiler_takes_it_and_finds_what_the_json_says(write_document, compiles, standard):
    found = thresholds.thresholds(load(write_document(document())))
    pool = entry(found, "thread_pool")
    assert compiles(header(found), f"""
namespace measured = crossover_thresholds;
constexpr measured::Threshold pool = measured::find("thread_pool", measured::Workers::ready);
static_assert(pool.workers == 2 && pool.pays_from_ns == {pool["pays_from_ns"]!r}, "");
static_assert(pool.pays({1.01 * pool["pays_from_ns"]!r}) && !pool.pays({0.99 * pool["pays_from_ns"]!r}), "");
static_assert(pool.pays_from_low_ns == {pool["interval_ns"][0]!r} && pool.until_ns == measured::never, "");
static_assert(pool.slice_ns == {pool["slice_ns"]!r} && pool.slice_items == {pool["slice_items"]}, "");
constexpr measured::Threshold none = measured::find("process_pool", measured::Workers::ready);
static_assert(none.pays_from_ns == measured::never && !none.pays(1e300), "");
static_assert(!measured::find("nobody", measured::Workers::ready).pays(1.0), "");
""", standard) == ""


def test_a_wrong_number_would_be_found(write_document, compiles):
    found = thresholds.thresholds(load(write_document(document())))
    assert "static assertion" in compiles(header(found), 'static_assert(crossover_thresholds::find("thread_pool", '
                                          'crossover_thresholds::Workers::ready).workers == 3, "");')


def test_hostile_names_stay_names(write_document, compiles):
    recording = load(write_document(recorded.document(
        rows(**dict.fromkeys(HOSTILE, crossing_at(3_000))), lives=4, machine='"; #error \\', commit="*/??/")))
    found = thresholds.thresholds(recording)
    assert len(found["thresholds"]) == len(HOSTILE)
    assert compiles(header(found), "") == "" and compiles(header(found), "", "c++11") == ""
    assert quoted('a"\\?µ') == r'"a\042\134\077\302\265"'


@pytest.mark.parametrize("strategy, verdict", [
    (scaled(0.5), "always"), (by_size(3, 0.5, 0.5, 2, 3), "between"), (scaled(0.999), "undecided")])
def test_whatever_is_known_compiles(write_document, compiles, strategy, verdict):
    found = thresholds.thresholds(load(write_document(recorded.document(rows(async_=strategy), noise=0.05))))
    assert entry(found, "async_")["verdict"] == verdict
    assert compiles(header(found), "") == ""


def test_beyond_the_end_of_a_stretch_it_does_not_pay(write_document, compiles):
    found = thresholds.thresholds(load(write_document(recorded.document(rows(async_=by_size(3, 0.5, 0.5, 2, 3))))))
    until = entry(found, "async_")["until_ns"]
    assert 10_000 < until < 100_000
    assert compiles(header(found), f"""
constexpr auto some = crossover_thresholds::find("async_", crossover_thresholds::Workers::ready);
static_assert(some.pays({0.99 * until!r}) && !some.pays({until!r}), "");""") == ""


def test_a_slice_below_the_shortest_recorded_is_told_as_that(write_document):
    document = recorded.document([*rows(thread_pool=crossing_at(3_000)), *overheads.slices(),
                                  *overheads.grain("thread_pool", 1e-12)], noise=0.01)
    pool = entry(thresholds.thresholds(load(write_document(document))), "thread_pool")
    assert pool["slice_ns"] == pytest.approx(1e9 * overheads.duration(overheads.STEPS[0]), rel=0.1)
    assert pool["slice_interval_ns"][0] == 0


def test_an_unknown_threshold_never_pays(write_document, compiles):
    found = thresholds.thresholds(load(write_document(recorded.document(rows(async_=scaled(0.999)), noise=0.05))))
    assert compiles(header(found), 'static_assert(!crossover_thresholds::find("async_", '
                                   'crossover_thresholds::Workers::ready).pays(1e300), "");') == ""


def test_the_program_writes_both_and_the_same_every_time(write_document, tmp_path, capsys):
    path, written = write_document(document()), []
    for _ in range(2):
        assert thresholds_program.main([str(path), "--out", str(tmp_path / "out")]) == 0
        written.append([(tmp_path / "out" / name).read_bytes()
                        for name in (thresholds_program.HEADER, thresholds_program.JSON)])
    assert written[0] == written[1]
    assert json.loads(written[0][1]) == thresholds.thresholds(load(path))
    assert capsys.readouterr().out.split()[:2] == [str(tmp_path / "out" / each)
                                                   for each in (thresholds_program.HEADER, thresholds_program.JSON)]


def test_a_plain_file_has_no_intervals_and_says_so(write):
    found = thresholds.thresholds(load(write(rows(thread_pool=crossing_at(3_000)))))
    assert not found["is_sure"] and entry(found, "thread_pool")["interval_ns"] is None
    assert found["state"] == "not recorded"


@pytest.mark.parametrize("lacking", [[], curve("thread_pool", scaled(1)), curve("serial", scaled(1))],
                         ids=["nothing", "no serial", "serial alone"])
def test_what_tells_no_threshold_is_a_sentence(write_document, lacking, tmp_path, capsys):
    path = write_document(recorded.document(lacking, lives=3))
    assert thresholds_program.main([str(path), "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert error.startswith("thresholds.py: ") and error.count("\n") == 1 and "--questions=sizes" in error
    assert not (tmp_path / "out").exists()


def test_a_users_mistake_is_a_sentence(write_document, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    for arguments in ([str(tmp_path / "missing.json")],
                      [str(write_document(document())), "--out", str(tmp_path / "file")]):
        assert thresholds_program.main(arguments) == 2
        error = capsys.readouterr().err
        assert error.startswith("thresholds.py: ") and error.count("\n") == 1
