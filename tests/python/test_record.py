"""Recordings: what is run, what is kept, and what is left after every way in which one can end."""
from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest

from fake_recording import CELLS, NORMAL, RECORD, ROWS, TIMEOUT, Fake, Groups, Lives
from analysis.recording.reader import load

TOLD_APART: Groups = {group: {"seconds": [1.00e-3, 1.01e-3, 1.02e-3]} if group.endswith("serial")
                      else {"seconds": [2.00e-3, 2.01e-3, 2.03e-3]} for group in NORMAL}
WILD: Groups = {group: {"seconds": [1e-3, 9e-3, 2e-3]} if group.endswith("serial") else {"seconds": [3e-3]}
                for group in NORMAL}


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    return Fake(tmp_path)


def errors(fake: Fake) -> Dict[Any, str]:
    return {(cell.strategy, cell.keys["phase"]): cell.error for cell in load(fake.file).measurements}


def test_each_life_is_a_process_that_measures_every_row_and_some_twice(fake: Fake) -> None:
    result = fake.run("--lives=3", "--seed=1", "--questions=sizes")
    assert result.returncode == 0, result.stderr
    assert result.stdout == f"{fake.file}\n"
    assert len({call["process"] for call in fake.calls}) == 3
    assert [len(order["rows"]) for order in fake.orders] == 3 * [CELLS]
    assert len({tuple(order["twins"]) for order in fake.orders}) == 1
    assert len({order["seed"] for order in fake.orders}) == 3
    assert {order["against"] for order in fake.orders} == {None}
    assert all({"--questions=sizes", "--extent=brief", "--life"} <= set(call["flags"]) for call in fake.calls)


def test_the_seed_decides_the_orders(fake: Fake) -> None:
    for name, seed in (("one.json", 5), ("again.json", 5), ("other.json", 6)):
        assert fake.run("--lives=2", f"--seed={seed}", f"--out={fake.file.with_name(name)}").returncode == 0
    one, again, other = (fake.orders[at:at + 2] for at in (0, 2, 4))
    assert one == again != other


def test_the_file_has_lives_with_rows_and_twins(fake: Fake) -> None:
    assert fake.run("--lives=5", "--sample-ms=2.5").returncode == 0
    recording = load(fake.file)
    assert recording.state == "complete"
    assert [life.id for life in recording.lives] == [0, 1, 2, 3, 4]
    assert len(recording.measurements) == len(recording.twins) == CELLS
    for cell in recording.measurements:
        assert [sample.life for sample in cell.samples] == [0, 1, 2, 3, 4]
        assert len(cell.times) == (10 if cell.strategy == "serial" else 5)
    assert {order["sample_ms"] for order in fake.orders} == {fake.document["plan"]["sample_ms"]} == {2.5}
    assert fake.document["recording"] == {"state": "complete", "lives": 5}


def test_the_first_row_of_each_life_tells_of_it_and_all_others_name_it(fake: Fake) -> None:
    fake.run("--lives=2")
    lives = [row["life"] for row in fake.document["benchmarks"]]
    assert [life["id"] for life in (lives[0], lives[ROWS])] == [0, 1]
    assert lives[1:ROWS] + lives[ROWS + 1:] == (ROWS - 1) * [0] + (ROWS - 1) * [1]
    assert (lives[0]["exit_code"], lives[0]["problem"]) == (0, "")
    assert set(lives[0]["surroundings"]) == {"steal_share", "others_cpu_share", "cpu_pressure_share", "throttled_us",
                                             "thermal_throttles", "load"}


def test_failed_and_lost_rows_stay_with_their_reason(fake: Fake) -> None:
    groups = {**NORMAL, "sizes/wrong": {"does": "fail"}, "sizes/mortal": {"does": "lose"}}
    result = fake.run("--lives=2", groups=groups)
    assert result.returncode == 1
    assert errors(fake)["wrong", "warm"].startswith("wrong answer: item 7")
    assert errors(fake)["wrong", "cold"] == ""
    assert errors(fake)["mortal", "warm"] == "the turn died: SIGSEGV"
    assert ("squares/mortal/n:500/workers:2/phase:warm/real_time: gave up after 2 lives: the turn died: SIGSEGV"
            in result.stderr)
    assert errors(fake)["pool", "warm"] == ""


def test_a_row_that_was_lost_once_is_asked_for_again(fake: Fake) -> None:
    groups = {**NORMAL, "sizes/pool": {"does": "lose", "in": [0, 2]}}
    assert fake.run("--lives=4", groups=groups).returncode == 1
    assert [len(order["rows"]) for order in fake.orders] == 4 * [CELLS]
    lost, = (cell for cell in load(fake.file).measurements if len(cell.samples) < 4)
    assert [sample.life for sample in lost.samples] == [1, 3]


def test_a_row_that_is_lost_in_two_lives_on_end_is_given_up(fake: Fake) -> None:
    groups = {**NORMAL, "sizes/pool": {"does": "lose", "in": [1, 2]}}
    result = fake.run("--lives=5", groups=groups)
    assert result.returncode == 1
    assert "gave up after 2 lives: the turn died: SIGSEGV" in result.stderr
    assert [len(order["rows"]) for order in fake.orders] == [CELLS, CELLS, CELLS, CELLS - 1, CELLS - 1]


def test_rows_that_are_unavailable_are_asked_for_once_and_are_no_failure(fake: Fake) -> None:
    groups = {**NORMAL, "sizes/absent": {"does": "be unavailable"}}
    result = fake.run("--lives=3", groups=groups)
    assert result.returncode == 0, result.stderr
    assert [len(order["rows"]) for order in fake.orders] == [CELLS + 2, CELLS, CELLS]
    assert errors(fake)["absent", "warm"].endswith("the library was not found")
    assert all(row["unavailable"] for row in fake.document["benchmarks"] if "/absent/" in row["name"])
    assert "rows are unavailable, which is no failure:" in result.stderr and "failed" not in result.stderr
    again = fake.run(f"--resume={fake.file}", "--lives=4", groups=groups)
    assert again.returncode == 0, again.stderr
    assert len(fake.orders[3]["rows"]) == CELLS


@pytest.mark.parametrize("dead", range(3))
def test_a_life_that_dies_costs_its_rows_of_that_life_only(fake: Fake, dead: int) -> None:
    result = fake.run("--lives=3", lives={"die": [dead]})
    assert result.returncode == 1
    recording = load(fake.file)
    assert recording.state == "complete"
    assert [life.problem for life in recording.lives] == [
        "the process died: SIGKILL" if life == dead else "" for life in range(3)]
    for cell in recording.measurements:
        assert cell.ok and [sample.life for sample in cell.samples] == [life for life in range(3) if life != dead]


def test_two_lives_that_die_cost_no_row_its_later_lives(fake: Fake) -> None:
    assert fake.run("--lives=5", lives={"die": [1, 2]}).returncode == 1
    assert [len(order["rows"]) for order in fake.orders] == 5 * [CELLS]
    assert all([sample.life for sample in cell.samples] == [0, 3, 4] for cell in load(fake.file).measurements)


def test_lives_that_die_one_after_the_other_are_given_up_and_leave_no_file(fake: Fake) -> None:
    result = fake.run("--lives=9", lives={"die": list(range(9))})
    assert result.returncode == 2
    assert "3 lives in a row measured nothing: the process died: SIGKILL" in result.stderr
    assert len(fake.calls) == 3
    assert result.stdout == "" and not fake.file.exists()


def test_the_only_life_that_dies_leaves_no_file(fake: Fake) -> None:
    result = fake.run("--lives=1", lives={"die": [0]})
    assert result.returncode == 2
    assert "nothing was measured: the process died: SIGKILL" in result.stderr
    assert not fake.file.exists()


def test_what_the_program_says_when_it_refuses_is_told(fake: Fake) -> None:
    result = fake.run("--lives=1", lives={"refuse": [0]})
    assert result.returncode == 2
    assert "nothing was measured: bench: cannot live like this" in result.stderr


def test_three_vain_lives_on_end_are_enough(fake: Fake) -> None:
    result = fake.run("--lives=9", groups={"sizes/pool": {"does": "fail entirely", "in": [1, 2, 3]}})
    assert result.returncode == 2
    assert "3 lives in a row measured nothing: wrong answer: item 7" in result.stderr
    assert "Traceback" not in result.stderr
    assert len(load(fake.file).lives) == 4 and load(fake.file).state == "interrupted"


def test_a_strategy_that_is_all_there_is_but_unavailable_is_a_sentence(fake: Fake) -> None:
    result = fake.run("--lives=9", groups={"sizes/absent": {"does": "be unavailable"}})
    assert result.returncode == 2
    assert "no row is left that could be measured: the library was not found" in result.stderr
    assert len(fake.calls) == 1


@pytest.fixture
def in_process(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """record.main, of whose parts a test may exchange some."""
    monkeypatch.syspath_prepend(str(RECORD.parent))
    from benchmarks import record

    def run(*flags: str, groups: Groups = NORMAL, lives: Lives = {}) -> int:
        for name, value in fake.environment(groups, lives).items():
            monkeypatch.setenv(name, value)
        return record.main([f"--bench={fake.bench}", "--anyway", f"--out={fake.file}", *flags])

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield run
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def short_limit(in_process: Callable[..., int], fake: Fake, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """With a wall limit of lives that a test can wait for."""
    from benchmarks.recorder import recorder
    monkeypatch.setattr(recorder.Recorder, "_limit", lambda self: 2.0)
    reader = os.open(fake.fifo, os.O_RDONLY | os.O_NONBLOCK)  # lets lives that hang open the other end
    yield in_process
    os.close(reader)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_life_that_hangs_is_asked_to_end_and_tells_what_it_has(fake: Fake, short_limit: Callable[..., int]) -> None:
    assert short_limit("--lives=3", lives={"hang": [1]}) == 0
    assert [life.problem for life in load(fake.file).lives] == ["", "asked to end after 2 s", ""]
    assert len([row for row in fake.document["benchmarks"] if row["life"] == 1]) == ROWS // 2 - 1
    assert {len(cell.samples) for cell in load(fake.file).measurements} == {2, 3}
    assert not is_running(fake.calls[1]["process"])


def test_a_life_that_does_not_end_when_asked_is_killed(fake: Fake, short_limit: Callable[..., int]) -> None:
    assert short_limit("--lives=3", lives={"hang stubbornly": [1]}) == 1
    assert [life.exit_code for life in load(fake.file).lives] == [0, -signal.SIGKILL, 0]
    assert all([sample.life for sample in cell.samples] == [0, 2] for cell in load(fake.file).measurements)
    assert not is_running(fake.calls[1]["process"])


@pytest.mark.parametrize("number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("life", [0, 2])
def test_interrupted_it_keeps_the_finished_rows_of_the_life(fake: Fake, number: int, code: int, life: int) -> None:
    result = fake.end_while_hanging(number, "--lives=4", life=life)
    assert result.returncode == code
    assert "Traceback" not in result.stderr
    recording = load(fake.file)
    assert recording.state == "interrupted"
    assert [each.problem for each in recording.lives] == life * [""] + ["interrupted"]
    assert len(fake.document["benchmarks"]) == life * ROWS + ROWS // 2
    assert all(cell.ok for cell in recording.measurements)
    assert f"{life + 1} of 4 lives are finished" in result.stderr


@pytest.mark.parametrize("number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_it_ends_although_the_life_does_not(fake: Fake, number: int, code: int) -> None:
    result = fake.end_while_hanging(number, "--lives=4", life=2, how="hang stubbornly")
    assert result.returncode == code
    assert "Traceback" not in result.stderr
    assert all([sample.life for sample in cell.samples] == [0, 1] for cell in load(fake.file).measurements)
    assert not is_running(fake.calls[2]["process"])


def test_interrupted_before_the_first_row_it_leaves_no_file(fake: Fake) -> None:
    result = fake.end_while_hanging(signal.SIGINT, "--lives=4", life=0, how="hang stubbornly")
    assert result.returncode == 130
    assert result.stdout == "" and not fake.file.exists()


def test_a_life_that_was_interrupted_before_its_first_row_is_lived_again(fake: Fake) -> None:
    fake.end_while_hanging(signal.SIGINT, "--lives=3", life=1, how="hang at once")
    assert len(load(fake.file).lives) == 1
    assert fake.run(f"--resume={fake.file}", "--lives=3").returncode == 0
    assert fake.orders[1] == fake.orders[2]
    assert all(len(cell.samples) == 3 and cell.ok for cell in load(fake.file).measurements)


@pytest.mark.parametrize("life", [1, 2, 3])
def test_killed_in_any_life_it_leaves_a_valid_file_of_those_before(fake: Fake, life: int) -> None:
    result = fake.end_while_hanging(signal.SIGKILL, "--lives=4", life=life)
    assert result.returncode == -signal.SIGKILL
    recording = load(fake.file)
    assert recording.state == "interrupted"
    assert [each.id for each in recording.lives] == list(range(life))
    assert all(len(cell.samples) == life for cell in recording.measurements)


def test_the_file_only_grows(fake: Fake, in_process: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever something was written to it, it is valid, and begins with all rows that it had."""
    from benchmarks.recorder import journal
    bodies: List[bytes] = []

    def watched(file: int, data: bytes, at: int, write: Callable[..., int] = os.pwrite) -> int:
        written = write(file, data, at)
        content = fake.file.read_bytes()
        if content.strip():  # else its first write follows: blanks
            json.loads(content)
            bodies.append(content[:content.rindex(b'\n],\n"recording"')])
        return written

    monkeypatch.setattr(journal.os, "pwrite", watched)
    assert in_process("--lives=4", groups={**NORMAL, "sizes/wrong": {"does": "fail"}}) == 1
    assert all(after.startswith(before) for before, after in zip(bodies, bodies[1:]))
    assert len(set(bodies)) == 5
    assert len(json.loads(fake.file.read_bytes())["benchmarks"]) == 4 * (ROWS + 4)


def test_resume_goes_on_with_the_same_plan(fake: Fake) -> None:
    fake.end_while_hanging(signal.SIGKILL, "--lives=4", "--seed=4", "--sample-ms=3", life=2)
    plan, rows = fake.document["plan"], fake.document["benchmarks"]
    result = fake.run(f"--resume={fake.file}", "--lives=4")
    assert result.returncode == 0, result.stderr
    assert fake.document["plan"] == plan
    assert fake.document["benchmarks"][:len(rows)] == rows
    assert fake.orders[2] == fake.orders[3]
    assert load(fake.file).state == "complete"
    assert all([sample.life for sample in cell.samples] == [0, 1, 2, 3] for cell in load(fake.file).measurements)


def test_resume_adds_lives_to_a_complete_recording(fake: Fake) -> None:
    fake.run("--lives=2")
    assert fake.run(f"--resume={fake.file}", "--lives=3").returncode == 0
    assert [life.id for life in load(fake.file).lives] == [0, 1, 2]
    assert len(fake.calls) == 3


def test_resume_closes_a_recording_that_lacks_nothing_but_its_end(fake: Fake) -> None:
    fake.run("--lives=2")
    document = fake.document
    fake.file.write_text(json.dumps({**document, "recording": {"state": "interrupted"}}), encoding="utf-8")
    result = fake.run(f"--resume={fake.file}", "--lives=2")
    assert result.returncode == 0, result.stderr
    assert result.stdout == f"{fake.file}\n"
    assert load(fake.file).state == "complete"
    assert fake.document["benchmarks"] == document["benchmarks"]
    assert len(fake.calls) == 2


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.8, 0.9])
def test_resume_saves_the_whole_lives_of_a_torn_file(fake: Fake, kept: float) -> None:
    fake.run("--lives=3")
    text = fake.file.read_text(encoding="utf-8")
    begin, end = text.index('"benchmarks"'), text.index('"recording": {')
    whole = len(fake.document["benchmarks"])
    fake.file.write_text(text[:int(begin + kept * (end - begin))], encoding="utf-8")
    assert fake.run(f"--resume={fake.file}", "--lives=3").returncode == 0
    assert len(fake.document["benchmarks"]) == whole
    assert len(fake.calls) == 3 + 3 - int(3 * kept)
    assert all([sample.life for sample in cell.samples] == [0, 1, 2] for cell in load(fake.file).measurements)


@pytest.mark.parametrize("key, old", [("machine", "imagined"), ("kernel", "7.0"), ("commit", "0"),
                                      ("effective_cpus", "2")])
def test_resume_refuses_another_machine_or_program(fake: Fake, key: str, old: str) -> None:
    fake.run("--lives=2")
    before = fake.file.read_bytes()
    result = fake.run(f"--resume={fake.file}", "--lives=3", FAKE_CONTEXT=json.dumps({key: "another"}))
    assert result.returncode == 2
    assert f"{fake.file}: was recorded with {key} '{old}', which is 'another' now" in result.stderr
    assert fake.file.read_bytes() == before
    assert list(fake.file.parent.glob("recording*")) == [fake.file]


def test_resume_refuses_another_plan(fake: Fake) -> None:
    fake.run("--lives=2")
    result = fake.run(f"--resume={fake.file}", "--lives=3", groups={"sizes/serial": {}})
    assert result.returncode == 2
    assert "plans other rows" in result.stderr


def test_resume_refuses_what_is_packed(fake: Fake) -> None:
    fake.run("--lives=2")
    packed = fake.file.with_name("recording.json.gz")
    packed.write_bytes(gzip.compress(fake.file.read_bytes()))
    result = fake.run(f"--resume={packed}", "--lives=3")
    assert result.returncode == 2
    assert f"{packed}: is packed; unpack it with gunzip" in result.stderr
    assert len(fake.calls) == 2


def test_a_full_disk_leaves_a_valid_file(fake: Fake) -> None:
    fake.run("--lives=3")
    room = fake.file.stat().st_size
    fake.file.unlink()
    limited = ["bash", "-c", 'ulimit -f "$0"; exec "$@"', str(room // 1024), *fake.command("--lives=50")]
    result = subprocess.run(limited, env=fake.environment(NORMAL, {}), text=True, capture_output=True,
                            timeout=TIMEOUT, check=False)
    assert result.returncode == 2
    assert f"cannot be written any more: File too large; make room, then go on with --resume {fake.file}" \
        in result.stderr
    assert "Traceback" not in result.stderr
    assert load(fake.file).state == "interrupted"
    assert [life.id for life in load(fake.file).lives] == [0, 1]
    assert fake.run(f"--resume={fake.file}", "--lives=3").returncode == 0
    assert [life.id for life in load(fake.file).lives] == [0, 1, 2]


@pytest.fixture
def looking_at_once(in_process: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The first look comes with the fewest lives."""
    from benchmarks.recorder import resting_rows
    monkeypatch.setattr(resting_rows, "LOOKS", (0.0,))
    return in_process


def test_until_decided_ends_when_nothing_is_open(
        fake: Fake, looking_at_once: Callable[..., int], capsys: pytest.CaptureFixture) -> None:
    assert looking_at_once("--until-decided", "--minutes=600", groups=TOLD_APART) == 0
    assert fake.document["recording"] == {"state": "complete", "lives": 3}
    assert "answers were open" not in capsys.readouterr().err


def test_until_decided_ends_when_time_is_over_and_says_what_is_open(fake: Fake) -> None:
    result = fake.run("--until-decided", "--minutes=0.001", groups=WILD)
    assert result.returncode == 0, result.stderr
    assert fake.document["recording"]["lives"] == 3
    assert ("answers were open at the last look:\n  pool, ready: undecided: tie at n = 700\n"
            "  pool, fresh: undecided: tie at n = 700\n") in result.stderr


def test_rows_that_are_told_apart_rest(
        fake: Fake, looking_at_once: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks.recorder import resting_rows
    from benchmarks.recorder.plan import Plan
    monkeypatch.setattr(Plan, "twins", ())  # which would never rest
    monkeypatch.setattr(resting_rows, "VISITED_EVERY", 8)
    assert looking_at_once("--lives=9", groups=TOLD_APART) == 0
    assert ["pool" in " ".join(order["rows"]) for order in fake.orders] == 3 * [True] + 5 * [False] + [True]
    assert all("serial" in " ".join(order["rows"]) for order in fake.orders)


def test_two_programs_are_measured_side_by_side(fake: Fake) -> None:
    other = fake.program(fake.file.with_name("newer"))
    result = fake.run("--lives=3", f"--against={other}", FAKE_OTHER=json.dumps(NORMAL))
    assert result.returncode == 0, result.stderr
    assert {order["against"] for order in fake.orders} == {str(other)}
    assert fake.document["plan"]["against"] == {"own": "crossover 0.0.0 (bench)", "other": "crossover 0.0.0 (newer)"}
    assert len(load(fake.file).other) == CELLS
    again = fake.run(f"--resume={fake.file}", "--lives=4")
    assert again.returncode == 2
    assert ("was recorded with crossover 0.0.0 (bench) against crossover 0.0.0 (newer), which is without --against "
            "now") in again.stderr


def test_programs_are_files_and_not_commands(fake: Fake) -> None:
    fake.program(fake.file.with_name("newer"))
    result = fake.run("--bench=./bench", "--against=./newer", "--lives=3", folder=fake.file.parent,
                      FAKE_OTHER=json.dumps(NORMAL))
    assert result.returncode == 0, result.stderr
    assert fake.document["plan"]["against"] == {"own": "crossover 0.0.0 (bench)", "other": "crossover 0.0.0 (newer)"}


def test_a_row_that_the_other_program_loses_twice_on_end_is_given_up_for_both(fake: Fake) -> None:
    other = fake.program(fake.file.with_name("newer"))
    groups = {**NORMAL, "sizes/pool": {"does": "lose the other's"}}
    result = fake.run("--lives=4", f"--against={other}", groups=groups, FAKE_OTHER=json.dumps(groups))
    assert result.returncode == 1
    assert "program:other/real_time: gave up after 2 lives: the turn died: SIGSEGV" in result.stderr
    assert [len(order["rows"]) for order in fake.orders] == [CELLS, CELLS, CELLS - 1, CELLS - 1]


def test_programs_that_plan_other_rows_are_not_compared(fake: Fake) -> None:
    other = fake.program(fake.file.with_name("newer"))
    result = fake.run("--lives=3", f"--against={other}", FAKE_OTHER=json.dumps({"sizes/serial": {}}))
    assert result.returncode == 2
    assert "plans other rows" in result.stderr
    assert "crossover 0.0.0 (newer) against crossover 0.0.0 (bench)" in result.stderr
    assert fake.calls == [] and not fake.file.exists()


def test_only_one_recording_at_a_time(fake: Fake, in_process: Callable[..., int], monkeypatch: pytest.MonkeyPatch,
                                      capsys: pytest.CaptureFixture) -> None:
    from benchmarks import record
    own_name = f"\0crossover test {fake.file}"  # the real one's may be taken by other tests
    held = record.OneRecording(own_name)
    monkeypatch.setattr(record, "OneRecording", lambda taken=record.OneRecording: taken(own_name))
    assert held.alone
    assert record.main([f"--bench={fake.bench}", f"--out={fake.file}", "--lives=1"]) == 2
    assert "another recording is running" in capsys.readouterr().err
    assert not fake.file.exists()
    assert in_process("--lives=1") == 0  # with --anyway


@pytest.mark.parametrize("flags, words", [
    (["--nonsense"], "unknown flag '--nonsense'"),
    (["--benchmark_out=x"], "--benchmark_out=x: is not for recordings"),
    (["--life"], "--life: is not for recordings"),
    (["stray"], "stray: is not for recordings"),
    (["--lives=0"], "invalid number of lives value: '0'"),
    (["--minutes=nan"], "invalid number of minutes value: 'nan'"),
    (["--sample-ms=0"], "invalid number of ms value: '0'"),
    (["--profile=slow"], "invalid choice: 'slow'"),
    (["--lives=2", "--until-decided"], "not allowed with"),
    (["--bench=/nowhere/bench"], "/nowhere/bench: cannot be run: No such file or directory"),
    (["--against=/nowhere/bench"], "/nowhere/bench: cannot be run: No such file or directory"),
    (["--against=/bin/true"], "/bin/true: does not say what it would measure, so it is no build of ./bench"),
    (["--resume=/nowhere/file.json"], "/nowhere/file.json: cannot be read"),
    (["--out=/dev/null/recording.json"], "/dev/null: cannot be made"),
])
def test_bad_usage_is_one_sentence(fake: Fake, flags: List[str], words: str) -> None:
    result = fake.run(*flags)
    assert result.returncode == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert fake.calls == []


@pytest.mark.parametrize("content, words", [
    ("", "is no recording"), ("{", "is no recording"), ("[]", "is no recording"), ("\x00\x01", "is no recording"),
    ('{"context": {}, "benchmarks": []}', "is no recording"),
    ('{"context": {}, "plan": {}, "benchmarks": [], "invocations": []}', "is a recording of an earlier form"),
    ('{"context": {}, "plan": {}, "benchmarks": []}', "is no recording"),
    ('{"context": {}, "plan": {}, "benchmarks": [7]}', "is no recording"),
])
def test_only_recordings_can_be_resumed(fake: Fake, content: str, words: str) -> None:
    fake.file.write_text(content, encoding="utf-8")
    result = fake.run(f"--resume={fake.file}")
    assert result.returncode == 2
    assert f"{fake.file}: {words}" in result.stderr
    assert fake.file.read_text(encoding="utf-8") == content


def test_no_file_is_overwritten(fake: Fake) -> None:
    fake.file.write_text("precious", encoding="utf-8")
    result = fake.run("--lives=1")
    assert result.returncode == 2
    assert "there is such a file already" in result.stderr
    assert fake.file.read_text(encoding="utf-8") == "precious"
