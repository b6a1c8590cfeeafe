"""Recordings: what is run, what is kept, and what is left after every way in which one can end."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest

from fake_recording import NORMAL, RECORD, TASKS, TIMEOUT, Fake
from results import load


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    return Fake(tmp_path)


def test_each_block_runs_every_group_once_and_some_twice_in_shuffled_order(fake: Fake) -> None:
    result = fake.run("--blocks=4", "--seed=1")
    assert result.returncode == 0, result.stderr
    assert result.stdout == f"{fake.file}\n"
    blocks = [fake.order[at:at + TASKS] for at in range(0, 4 * TASKS, TASKS)]
    assert len(fake.order) == 4 * TASKS
    assert all(sorted(block) == sorted(blocks[0]) for block in blocks)
    assert all(set(block) == set(NORMAL) for block in blocks)
    assert len(set(map(tuple, blocks))) > 1


def test_the_seed_decides_the_order(fake: Fake) -> None:
    for name in ("one.json", "other.json"):
        assert fake.run("--blocks=3", "--seed=5", f"--out={fake.file.with_name(name)}").returncode == 0
    assert fake.order[:3 * TASKS] == fake.order[3 * TASKS:]


def test_the_file_has_rows_invocations_twins_and_noise(fake: Fake) -> None:
    fake.run("--blocks=5")
    recording = load(fake.file)
    assert recording.state == "complete"
    assert len(recording.invocations) == 5 * TASKS
    assert len(recording.measurements) == 2 * len(NORMAL)
    assert all(len(cell.samples) == 5 for cell in recording.measurements)
    assert [sample.block for sample in recording.measurements[0].samples] == [0, 1, 2, 3, 4]
    assert len(recording.twins) == 4  # two rows of two groups
    summary = fake.document["recording"]
    assert summary["noise"]["twin_rows"] == 4
    assert 0 < summary["own_seconds"] <= summary["seconds"]
    around = fake.document["invocations"][0]["surroundings"]
    assert around["core_to_core_ns"] == [90.0, 90.0]


def test_failed_lost_and_dead_rows_stay_with_their_reason(fake: Fake) -> None:
    groups = {**NORMAL, "sizes/wrong": {"does": "fail"}, "sizes/forgetful": {"does": "lose a row"},
              "sizes/mortal": {"does": "die"}}
    result = fake.run("--blocks=2", groups=groups)
    assert result.returncode == 1
    reasons = {(cell.strategy, cell.keys["phase"]): cell.error for cell in load(fake.file).measurements}
    assert reasons["wrong", "warm"].startswith("wrong answer: item 7")
    assert reasons["wrong", "cold"] == ""
    assert reasons["forgetful", "cold"] == "the program left this row out"
    assert reasons["mortal", "warm"] == "the process died: SIGKILL"
    assert "mortal" in result.stderr
    assert reasons["pool", "warm"] == ""


@pytest.fixture
def in_process(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """record.main, with a wall limit that a test can wait for."""
    monkeypatch.syspath_prepend(str(RECORD.parent))
    import record
    from recording import recorder
    monkeypatch.setattr(recorder, "wall_limit", lambda group, flags: 2.0)

    def run(groups: Dict[str, Any], *flags: str) -> int:
        for name, value in fake.environment(groups).items():
            monkeypatch.setenv(name, value)
        return record.main([f"--bench={fake.bench}", "--anyway", f"--out={fake.file}", *flags])

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield run
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_group_that_hangs_is_ended_and_not_run_again(fake: Fake, in_process: Callable[..., int]) -> None:
    reader = os.open(fake.fifo, os.O_RDONLY | os.O_NONBLOCK)  # lets it open the other end
    assert in_process({**NORMAL, "sizes/hanging": {"does": "hang"}}, "--blocks=2") == 1
    os.close(reader)
    recording = load(fake.file)
    hanging = [cell for cell in recording.measurements if cell.strategy == "hanging"]
    has_twin = any(cell.strategy == "hanging" for cell, _ in recording.twins)
    assert [cell.error for cell in hanging] == ["timeout: ended after 2 s"] * 2
    processes = [int(line.split()[1]) for line in fake.log.read_text(encoding="utf-8").splitlines()
                 if line.startswith("sizes/hanging ")]
    assert len(processes) == 1 + has_twin
    with pytest.raises(ProcessLookupError):
        os.kill(processes[0], 0)


@pytest.mark.parametrize("seed", range(4))
def test_the_first_invocation_may_fail(fake: Fake, seed: int) -> None:
    groups = {"sizes/mortal": {"does": "die"}, "sizes/pool": {}}
    assert fake.run("--blocks=2", f"--seed={seed}", groups=groups).returncode == 1
    recording = load(fake.file)
    assert len(recording.invocations) == 8
    assert [cell.ok for cell in recording.measurements if cell.strategy == "pool"] == [True, True]


def test_a_program_that_measures_nothing_leaves_no_file(fake: Fake) -> None:
    result = fake.run("--blocks=2", groups={"sizes/mortal": {"does": "die"}})
    assert result.returncode == 2
    assert "nothing was measured: the process died: SIGKILL" in result.stderr
    assert not fake.file.exists()


@pytest.mark.parametrize("number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143),
                                          (signal.SIGKILL, -9)])
def test_whatever_ends_it_what_was_finished_is_a_valid_file(fake: Fake, number: int, code: int) -> None:
    result = fake.end_while_hanging(number, "--blocks=3", "--seed=4")
    assert result.returncode == code
    assert "Traceback" not in result.stderr
    recording = load(fake.file)
    assert recording.state == "interrupted"
    assert len(recording.invocations) == fake.order.index("sizes/pool") > 0
    assert all(cell.ok for cell in recording.measurements)


def test_resume_goes_on_with_the_same_plan(fake: Fake) -> None:
    fake.end_while_hanging(signal.SIGKILL, "--blocks=3", "--seed=4")
    plan, begun = fake.document["plan"], len(fake.document["invocations"])
    result = fake.run(f"--resume={fake.file}", "--blocks=3")
    assert result.returncode == 0, result.stderr
    assert fake.document["plan"] == plan
    assert [each["id"] for each in fake.document["invocations"]] == list(range(3 * TASKS))
    assert len(fake.order) == begun + 1 + (3 * TASKS - begun)
    assert load(fake.file).state == "complete"
    assert all(len(cell.samples) == 3 for cell in load(fake.file).measurements)


def test_resume_adds_blocks_to_a_complete_recording(fake: Fake) -> None:
    fake.run("--blocks=2")
    assert fake.run(f"--resume={fake.file}", "--blocks=4").returncode == 0
    assert len(load(fake.file).invocations) == 4 * TASKS


def test_resume_closes_a_recording_that_lacks_nothing_but_its_end(fake: Fake) -> None:
    fake.run("--blocks=2")
    document = fake.document
    fake.file.write_text(json.dumps({**document, "recording": {"state": "interrupted"}}), encoding="utf-8")
    result = fake.run(f"--resume={fake.file}", "--blocks=2")
    assert result.returncode == 0, result.stderr
    assert result.stdout == f"{fake.file}\n"
    assert load(fake.file).state == "complete"
    assert fake.document["benchmarks"] == document["benchmarks"]
    assert fake.document["invocations"] == document["invocations"]
    assert len(fake.order) == 2 * TASKS


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.7, 0.9])
def test_resume_saves_what_is_whole_in_a_torn_file(fake: Fake, kept: float) -> None:
    fake.run("--blocks=3")
    text = fake.file.read_text(encoding="utf-8")
    rows = text.index('"benchmarks"'), text.index('"invocations"')
    fake.file.write_text(text[:int(rows[0] + kept * (rows[1] - rows[0]))], encoding="utf-8")
    assert fake.run(f"--resume={fake.file}", "--blocks=3").returncode == 0
    recording = load(fake.file)
    assert len(recording.invocations) == 3 * TASKS
    assert all(len(cell.samples) == 3 for cell in recording.measurements)


def test_resume_refuses_another_build(fake: Fake) -> None:
    fake.run("--blocks=2")
    before = fake.file.read_bytes()
    result = fake.run(f"--resume={fake.file}", "--blocks=3", FAKE_COMMIT="1")
    assert result.returncode == 2
    assert "recorded with commit '0', which is '1' now" in result.stderr
    assert fake.file.read_bytes() == before


def test_resume_refuses_another_plan(fake: Fake) -> None:
    fake.run("--blocks=2")
    result = fake.run(f"--resume={fake.file}", "--blocks=3", groups={"sizes/serial": {}})
    assert result.returncode == 2
    assert "plans other rows" in result.stderr


def test_a_full_disk_leaves_a_valid_file(fake: Fake) -> None:
    fake.run("--blocks=2")
    room = fake.file.stat().st_size
    fake.file.unlink()
    limited = ["bash", "-c", 'ulimit -f "$0"; exec "$@"', str(room // 1024), *fake.command("--blocks=50")]
    result = subprocess.run(limited, env=fake.environment(NORMAL), text=True, capture_output=True,
                            timeout=TIMEOUT, check=False)
    assert result.returncode == 2
    assert "cannot be written any more" in result.stderr
    assert "Traceback" not in result.stderr
    assert load(fake.file).state == "interrupted"
    assert len(load(fake.file).invocations) >= TASKS


def test_until_decided_ends_when_nothing_is_open(fake: Fake) -> None:
    groups = {"sizes/serial": {"seconds": [1.00e-3, 1.01e-3]}, "sizes/pool": {"seconds": [2e-3, 2.01e-3]}}
    result = fake.run("--until-decided", "--minutes=10", groups=groups)
    assert result.returncode == 0, result.stderr
    assert fake.document["recording"]["undecided"] == []
    assert 3 <= fake.document["recording"]["blocks"] < 10


def test_until_decided_ends_when_time_is_over_and_says_what_is_open(fake: Fake) -> None:
    wild = {"seconds": [1e-3, 1e-3, 9e-3, 9e-3, 2e-3, 2e-3]}  # twice in a block, because of its twin
    groups = {"sizes/serial": wild, "sizes/pool": {"seconds": [3e-3]}}
    result = fake.run("--until-decided", "--minutes=0.001", groups=groups)
    assert result.returncode == 0, result.stderr
    assert fake.document["recording"]["blocks"] == 3
    assert len(fake.document["recording"]["undecided"]) == 2
    assert "neither decided nor equivalent" in result.stderr


def test_only_one_recording_at_a_time(fake: Fake) -> None:
    command = [flag for flag in fake.command("--blocks=1") if flag != "--anyway"]
    sys.path.insert(0, str(RECORD.parent))
    from recording.fitness import OneRecording
    held = OneRecording()
    result = subprocess.run(command, env=fake.environment(NORMAL), text=True, capture_output=True,
                            timeout=TIMEOUT, check=False)
    assert result.returncode == 2
    assert "another recording is running" in result.stderr
    assert not fake.file.exists()
    del held


@pytest.mark.parametrize("flags, words", [
    (["--nonsense"], "unknown flag '--nonsense'"),
    (["--benchmark_out=x"], "--benchmark_out=x: is not for recordings"),
    (["stray"], "stray: is not for recordings"),
    (["--blocks=0"], "invalid number of blocks value: '0'"),
    (["--minutes=nan"], "invalid number of minutes value: 'nan'"),
    (["--profile=slow"], "invalid choice: 'slow'"),
    (["--blocks=2", "--until-decided"], "not allowed with"),
    (["--bench=/nowhere/bench"], "/nowhere/bench: cannot be run: No such file or directory"),
    (["--resume=/nowhere/file.json"], "/nowhere/file.json: cannot be read"),
    (["--out=/dev/null/recording.json"], "/dev/null: cannot be made"),
])
def test_bad_usage_is_one_sentence(fake: Fake, flags: List[str], words: str) -> None:
    result = fake.run(*flags)
    assert result.returncode == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert fake.order == []


@pytest.mark.parametrize("content", ["", "{", "[]", "\x00\x01", '{"context": {}, "benchmarks": []}'])
def test_only_recordings_can_be_resumed(fake: Fake, content: str) -> None:
    fake.file.write_text(content, encoding="utf-8")
    result = fake.run(f"--resume={fake.file}")
    assert result.returncode == 2
    assert f"{fake.file}: is no recording" in result.stderr


def test_no_file_is_overwritten(fake: Fake) -> None:
    fake.file.write_text("precious", encoding="utf-8")
    result = fake.run("--blocks=1")
    assert result.returncode == 2
    assert "there is such a file already" in result.stderr
    assert fake.file.read_text(encoding="utf-8") == "precious"
