"""The check of the advice: it finds right advice right and wrong advice wrong, and favours nobody."""
from __future__ import annotations

import json
import math
import random
import statistics
import sys
from pathlib import Path

import pytest

import advised
from analysis.advice import held_out
from analysis.advice.choice import advise
from analysis.advice.job import Job
from analysis.advice.model import model
from analysis.recording.reader import load
from model import CONTEXT
from plots import check_advice
import recorded

TESTS = Path(__file__).parent
ROOT = TESTS.parents[1]


@pytest.fixture(name="bench")
def fixture_bench(tmp_path, monkeypatch):
    """bench(**changed truths) -> the flags for a program that obeys the truths, but for these."""
    def bench(**changed):
        truths = {name: {**truth._asdict(), **changed.get(name, {})} for name, truth in advised.TRUTHS.items()}
        monkeypatch.setenv("FAKE_TRUTHS", json.dumps(truths))
        monkeypatch.setenv("FAKE_MACHINE", CONTEXT["machine"])
        program = tmp_path / "bench"
        program.write_text(f"#!{sys.executable}\nimport sys\nsys.path[:0] = {[str(TESTS), str(ROOT)]!r}\n"
                           "from fake_advice_bench import main\nsys.exit(main())\n", encoding="utf-8")
        program.chmod(0o755)
        return [f"--bench={program}", "--anyway", "--lives=2"]
    return bench


@pytest.fixture(name="recording")
def fixture_recording(write_document):
    return write_document(recorded.document(advised.rows(), noise=0.0))


def run(*arguments):
    return check_advice.main([str(argument) for argument in arguments])


def words(capsys):
    return " ".join(capsys.readouterr().out.split())


def test_right_advice_passes(recording, bench, tmp_path, capsys):
    assert run(recording, *bench(), "--configurations=12", f"--keep={tmp_path / 'kept'}") == 0
    first = words(capsys)
    assert "12 jobs that the recording does not have. Within 10 % of the best: 100 % of the jobs" in first
    assert "The jobs: Complete recording of 2 lives" in first
    assert run(recording, "--recorded", tmp_path / "kept" / "held-out-2-workers.json") == 0
    assert words(capsys) == first


def test_wrong_advice_does_not_pass(recording, bench, capsys):
    assert run(recording, *bench(thread_pool={"parallelism": 0.4}, tbb_auto={"start": 1e-6}),
               "--configurations=12") == 1
    out = words(capsys)
    assert "thread_pool" in out and "100 % of the jobs" not in out


def test_a_program_that_cannot_be_run(recording, tmp_path, capfd):
    assert run(recording, f"--bench={tmp_path / 'missing'}", "--anyway") == 2
    assert "was not recorded (reason above)" in capfd.readouterr().err


def test_recordings_without_jobs_are_refused(recording, write_document, capsys):
    other = write_document(recorded.document(advised.ceilings()), "other.json")
    assert run(recording, "--recorded", other) == 2
    assert "has no job that serial and another strategy" in capsys.readouterr().err


def test_jobs_of_another_machine_are_refused(recording, write_document, capsys):
    other = write_document(recorded.document(advised.rows(), machine="another"), "other.json")
    assert run(recording, "--recorded", other) == 2
    assert "other.json: is from another, but" in capsys.readouterr().err


@pytest.mark.parametrize("flags", [("--configurations=0",), ("--lives=x",), ("--recorded=x.json", "--nonsense")])
def test_wrong_usage(recording, flags):
    with pytest.raises(SystemExit) as end:
        run(recording, *flags)
    assert end.value.code == 2


def test_jobs_are_new_and_within_their_bounds(recording):
    known = load(recording)
    jobs = held_out.draw(known, 200, [2, 3], seed=4)
    assert jobs == held_out.draw(known, 200, [2, 3], seed=4) != held_out.draw(known, 200, [2, 3], seed=5)
    assert len(set(jobs)) == 200
    assert {job.workers for job in jobs} == {2, 3} and {job.spread for job in jobs} == {"even", "skewed"}
    for job in jobs:
        assert 100 <= job.n <= 5_000_000 and 1 <= job.intensity <= 1000
        assert job.n * job.intensity <= 1.5 * held_out.MOST_MULTIPLIES
    assert max(job.n for job in jobs) > 1_000_000 and max(job.intensity for job in jobs) > 300


def test_a_job_that_the_recording_has_is_not_drawn(recording):
    known = load(recording)
    drawn = held_out.draw(known, 1, [2], seed=4)[0]
    rows = advised.rows() + (advised.squares if drawn.spread == "even" else advised.skewed)(
        "thread_pool", 1e-3, drawn.n, drawn.intensity, 2, "warm", *(["triangular"] if drawn.spread == "skewed" else []))
    recording.write_text(json.dumps(recorded.document(rows)), encoding="utf-8")
    assert drawn not in held_out.draw(load(recording), 20, [2], seed=4)


@pytest.fixture(name="found")
def fixture_found(recording):
    """Advice for thread_pool."""
    return advise(model(load(recording), 2), Job(1e6, 1e-7, 2))


def logarithms(dice, lives, noise):
    return {life: dice.gauss(0, noise) for life in range(lives)}


def test_luck_makes_no_regret(found):
    """Fifteen strategies that are equal: the one that looks best is no better than the one that was advised."""
    dice = random.Random(1)
    names = [each.strategy for each in found.options] + [f"other{number}" for number in range(10)]
    regrets = [held_out.judged(found, {name: logarithms(dice, 6, 0.2) for name in names}).regret for _ in range(400)]
    assert abs(statistics.mean(regrets)) < 0.02


def test_regret_is_what_the_advised_takes_longer(found):
    times = {"thread_pool": dict.fromkeys(range(4), 0.5), "serial": dict.fromkeys(range(4), 0.0)}
    outcome = held_out.judged(found, times)
    assert (outcome.advised, outcome.best) == ("thread_pool", "serial")
    assert outcome.regret == pytest.approx(math.exp(0.5) - 1)


def test_what_was_advised_but_not_measured_gives_way_to_the_next_best(found):
    times = {"tbb_auto": dict.fromkeys(range(2), 0.0), "serial": dict.fromkeys(range(2), 1.0)}
    assert held_out.judged(found, times).advised == "tbb_auto"


@pytest.mark.parametrize("calls, seconds", [(1, 5.0), (11, 25.0)])
def test_all_calls_but_the_first_are_warm(record_lives, calls, seconds):
    rows = [*advised.squares("pool", 5.0, 100, 1, 2, "cold"), *advised.squares("pool", 2.0, 100, 1, 2, "warm")]
    cold, warm = sorted(record_lives(rows, noise=0.0).measurements, key=lambda cell: str(cell.keys["phase"]))
    assert held_out.times(cold, warm, calls)[0] == pytest.approx(math.log(seconds))
