"""What is kept of a life that ends in another way than well, what is not asked for again, and what is refused."""
from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List

import pytest

import recorded


from benchmarks import record  # noqa: E402
from benchmarks.recorder import self_description, place  # noqa: E402
from benchmarks.recorder.rows_given_up import GivenUp  # noqa: E402
from benchmarks.recorder.interruption import SIGNALS, Interrupted, held, let_in, watch  # noqa: E402
from benchmarks.recorder.journal import JournalError  # noqa: E402
from benchmarks.recorder.life import life_rows  # noqa: E402
from benchmarks.recorder.plan import Group, Plan  # noqa: E402
from benchmarks.recorder.process import Bench, Outcome  # noqa: E402
from benchmarks.recorder.profiles import expected_life_seconds  # noqa: E402
from benchmarks.recorder.surroundings import look  # noqa: E402

ORDER: Dict[str, Any] = {"rows": ["a/real_time", "b/real_time"], "twins": ["a/real_time"], "against": None}
ALL = ["a/real_time", "b/real_time", "a/twin:1/real_time"]


def kept(measured: List[str], problem: str = "", asked: bool = False, interrupted: bool = False,
         ) -> List[Dict[str, Any]]:
    outcome = Outcome([{"name": name} for name in measured], {}, 0, 1.0, 1.0, problem, asked or interrupted,
                      Interrupted(2) if interrupted else None)
    return life_rows(0, ORDER, outcome, look(), look())


def reasons(rows: List[Dict[str, Any]]) -> Dict[str, str]:
    return {row["name"]: row.get("error_message", "") for row in rows}


def test_what_a_life_left_out_has_a_reason() -> None:
    assert reasons(kept(["b/real_time"])) == {
        "b/real_time": "", "a/real_time": "the program left this row out",
        "a/twin:1/real_time": "the program left this row out"}


@pytest.mark.parametrize("asked", [False, True])
def test_a_life_that_told_nothing_costs_all_its_rows(asked: bool) -> None:
    rows = kept([], "it died", asked)
    assert reasons(rows) == dict.fromkeys(ALL, "it died")
    assert all(row.get("timed_out") == (1 if asked else None) for row in rows)


@pytest.mark.parametrize("how", [{"asked": True}, {"interrupted": True}])
def test_rows_whose_turn_had_not_come_when_a_life_was_asked_to_end_have_not_failed(how: Dict[str, bool]) -> None:
    assert reasons(kept(["b/real_time"], "asked to end", **how)) == {"b/real_time": ""}


def test_nothing_is_kept_of_a_life_that_was_interrupted_before_it_told_anything() -> None:
    assert kept([], "interrupted", interrupted=True) == []


def given_up(*lives: List[Dict[str, Any]]) -> Dict[str, str]:
    found = GivenUp()
    for rows in lives:
        found.take_in(rows)
    return found.reasons


def test_a_row_that_is_lost_twice_on_end_is_given_up() -> None:
    lost, well = kept(["b/real_time", "a/twin:1/real_time"]), kept(ALL)
    assert given_up(lost) == given_up(lost, well, lost) == {}
    assert given_up(well, lost, lost, well) == {
        "a/real_time": "gave up after 2 lives: the program left this row out"}


def test_a_row_that_rested_between_its_losses_is_given_up() -> None:
    lost, rested = kept(["b/real_time", "a/twin:1/real_time"]), kept(ALL)[1:]
    rested[0]["life"] = {"problem": ""}
    assert set(given_up(lost, rested, lost)) == {"a/real_time"}


def test_a_wrong_answer_is_no_loss() -> None:
    wrong = kept(ALL)
    wrong[0].update(error_occurred=True, error_message="wrong answer")
    assert given_up(wrong, wrong, wrong) == {}


def test_no_row_is_to_blame_for_the_death_of_its_life() -> None:
    dead = kept([], "the process died: SIGKILL")
    assert given_up(dead, dead, dead) == {}


def test_an_unavailable_row_is_given_up_at_once() -> None:
    rows = kept(ALL)
    rows[1].update(error_occurred=True, error_message="built without it", unavailable=1)
    assert given_up(rows) == {"b/real_time": "built without it"}


@pytest.fixture
def handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_second_ctrl_c_takes_nothing_away(tmp_path: Path, handlers: None) -> None:
    """Sent by the life itself: the first while it measures, the others when it is asked to end."""
    watch()
    program = tmp_path / "bench"
    program.write_text(f"""#!{sys.executable}
import os, signal
def end(number, _):
    os.kill(os.getppid(), signal.SIGINT)
    os.kill(os.getppid(), signal.SIGTERM)
    print('{{"context": {{}}, "benchmarks": [{{"name": "a/real_time"}}]}}')
    raise SystemExit(143)
signal.signal(signal.SIGTERM, end)
os.kill(os.getppid(), signal.SIGINT)
while True:
    signal.pause()
""", encoding="utf-8")
    program.chmod(0o755)
    outcome = None
    with pytest.raises(Interrupted):
        with held():
            outcome = Bench(program, tmp_path).live({}, (), wall_limit=60.0)
    assert outcome is not None
    assert [row["name"] for row in outcome.rows] == ["a/real_time"]
    assert isinstance(outcome.interruption, Interrupted)
    assert outcome.exit_code == 143


def test_an_answer_that_cannot_be_read_is_the_lifes_problem(tmp_path: Path) -> None:
    outcome = Bench(Path("/bin/echo"), tmp_path).live({}, (), wall_limit=60.0)
    assert (outcome.rows, outcome.problem) == ([], "the program's answer cannot be read")


def test_signals_wait_until_they_are_let_in(handlers: None) -> None:
    watch()
    reached = []
    with pytest.raises(Interrupted) as raised:
        with held():
            signal.raise_signal(signal.SIGTERM)
            with held():
                reached.append("held within")
            reached.append("held")
            with let_in():
                reached.append("let in")
    assert reached == ["held within", "held"]
    assert raised.value.exit_code == 143
    with pytest.raises(Interrupted):
        with held():
            signal.raise_signal(signal.SIGINT)
            reached.append("held again")
    assert reached[-1] == "held again"


def test_the_plain_loop_never_rests(write_document: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_document(recorded.document())
    rows = [row["name"] for row in json.loads(path.read_text(encoding="utf-8"))["benchmarks"]]
    everything = {cell.identity for cell in self_description.load(path).measurements}
    monkeypatch.setattr(self_description.open_answers, "decided_cells", lambda recording, level: everything)
    resting = self_description.decided_rows(path, rows, 0.05)
    assert resting
    assert {row for row in rows if "/serial/" in row} and not any("/serial/" in row for row in resting)


@pytest.mark.parametrize("fact", ["smt", "kernel", "c_library", "runtime_environment", "huge_pages", "commit"])
def test_what_a_comparison_would_name_is_a_change(fact: str) -> None:
    assert self_description.changes({fact: "a", "date": 1}, {fact: "b", "date": 2}, ()) == [(fact, "a", "b")]
    assert self_description.changes({}, {fact: "b"}, ()) == [(fact, "not measured", "b")]


@pytest.mark.parametrize("fact", ["date", "load_average", "host_name", "executable"])
def test_what_passes_is_none(fact: str) -> None:
    assert self_description.changes({fact: "a", "load_avg": [1.0]}, {fact: "b", "load_avg": [2.0]}, ()) == []


def test_all_that_a_life_measures_is_expected_to_take_time() -> None:
    groups = (Group("sizes/pool", tuple(f"squares/pool/n:{n}/real_time" for n in range(50))),)
    seconds = [expected_life_seconds(Plan(groups, (), "quick", rounds, 4.0, 1, against))
               for rounds, against in ((1, None), (1, {"own": "a", "other": "b"}), (2, None))]
    assert seconds[1] - seconds[0] == pytest.approx(50 * seconds[0] / 70)
    assert seconds[2] == pytest.approx(2 * seconds[0])


def test_without_room_for_a_copy_a_recording_stays_as_it_was(write_document: Callable[..., Path],
                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_document(recorded.document())
    before = path.read_bytes()
    continued = place.Continued(path)

    def fail(*_: Any) -> None:
        raise JournalError("no space left on device")
    monkeypatch.setattr(place.Journal, "append", fail)
    with pytest.raises(JournalError, match="no room beside it for a copy, so it stays as it was"):
        continued.open(continued.context, Plan((), (), "quick", 1, 4.0, 1))
    assert os.listdir(path.parent) == [path.name]
    assert path.read_bytes() == before


@pytest.mark.parametrize("content, words", [
    ({"context": {}, "plan": None, "benchmarks": []}, "is no recording of record.py (its plan lacks something)"),
    ({"context": {}, "plan": {}, "benchmarks": [{"name": "a/b"}]}, "is no recording of record.py (its rows are none)"),
    ({"context": {}, "plan": {}, "benchmarks": [{"name": "a/b"}], "invocations": []},
     "is a recording of an earlier form"),
])
def test_what_cannot_be_gone_on_with_is_refused_in_a_sentence(
        write_document: Callable[..., Path], capsys: pytest.CaptureFixture, handlers: None, content: Any,
        words: str) -> None:
    path = write_document(content)
    assert record.main(["--anyway", f"--resume={path}"]) == 2
    assert f"{path}: {words}" in capsys.readouterr().err


@pytest.mark.parametrize("flags, words", [
    (["--profile=full"], "--profile: --resume goes on with the plan that the file has"),
    (["--sample-ms=3"], "--sample-ms: --resume goes on with the plan that the file has"),
    (["--extent=whole", "--seed=3"], "--extent=whole --seed: --resume goes on with the plan that the file has"),
])
def test_a_plan_that_is_there_cannot_be_changed(write_document: Callable[..., Path], capsys: pytest.CaptureFixture,
                                                handlers: None, flags: List[str], words: str) -> None:
    path = write_document(recorded.document())
    assert record.main(["--anyway", f"--resume={path}", *flags]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("flag, words", [
    ("--benchmark_min_time=1", "--benchmark_min_time=1: is not for recordings, of which each life samples every row "
                               "for --sample-ms MS"),
    ("--life", "--life: is not for recordings"),
    ("--bench=/bin/true", "/bin/true: names no row"),
    ("--bench=/bin/false", "/bin/false: is no build of ./bench, and no program of Google Benchmark"),
    ("--out=packed.json.gz", "packed.json.gz: a recording grows, so it is not packed"),
])
def test_bad_usage_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture,
                                   handlers: None, flag: str, words: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert record.main(["--anyway", flag]) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.glob("**/*.json*")) == []
