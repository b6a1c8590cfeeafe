"""The promises of workers that wait: for a lock, or for time to pass."""
from __future__ import annotations

from typing import Any, Callable, Dict

import pytest

import made_up
from analysis.recording.reader import load, Recording
from analysis.targets import targets_waiting
from analysis.ranking.target import Target

CONTEXT = {"num_cpus": 2, "effective_cpus": "2", "library_build_type": "release", "crossover_version": "0.0.0"}


def on_file(strategy: str, workers: int, lock: str = "mutex", notes: str = "on") -> str:
    return made_up.name("shared_file", strategy, n=20_000, lock=lock, notes=notes, workers=workers, phase="prepared")


def sleeping(strategy: str) -> str:
    return made_up.name("blocking", strategy, n=2_048, wait="timer", delay_us=10_000, workers=256, phase="warm")


@pytest.fixture
def found(write_document: Callable[..., Any]) -> Callable[..., Dict[str, Target]]:
    """Every promise kept with room to spare, but for what is given."""
    def of(seconds: Dict[str, float], share: float = 0.76) -> Dict[str, Target]:
        times = {on_file("thread_pool", 2): 0.1, on_file("thread_pool", 2, notes="off"): 0.099,
                 on_file("thread_pool", 1): 0.1, on_file("thread_pool", 1, notes="off"): 0.1,
                 on_file("bare_file_loop", 2): 0.1, on_file("process_pool", 4, "ofd"): 0.4,
                 sleeping("thread_pool"): 0.0808, sleeping("process_pool"): 0.081, **seconds}
        rows = [made_up.row(name, each, lock_wait_share=share) for name, each in times.items()]
        recording: Recording = load(write_document({"context": CONTEXT, "benchmarks": rows}))
        return {f"{each.what} / {each.against}": each for each in targets_waiting.targets(recording)}
    return of


LOOP = "operations/s on a file under a mutex / a bare loop"
NOTES = "... with their notes, 2 workers / without notes"
SHARE = "4 processes, lock ofd: share of waiting / 3 of 4, by how much"
SLEEPERS = "thread_pool, 256 workers that sleep 10 ms / workers / delay"


def test_ratios_are_of_operations_a_second(found) -> None:
    table = found({on_file("thread_pool", 2): 0.08})
    assert table[LOOP].measured.ratio == pytest.approx(0.1 / 0.08)
    assert table[NOTES].measured.ratio == pytest.approx(0.099 / 0.08)
    assert table[SLEEPERS].measured.ratio == pytest.approx(0.08 / 0.0808)
    assert table[SHARE].measured.ratio == pytest.approx(0.01)
    assert {each.verdict for each in table.values() if each.measured} == {"pass"}


@pytest.mark.parametrize("seconds, what", [
    ({on_file("bare_file_loop", 2): 0.09}, LOOP),
    ({on_file("thread_pool", 2, notes="off"): 0.09}, NOTES),
    ({sleeping("thread_pool"): 0.09}, SLEEPERS),
])
def test_a_promise_that_is_not_kept_is_short(found, seconds: Dict[str, float], what: str) -> None:
    assert found(seconds)[what].verdict == "short"


@pytest.mark.parametrize("share", [0.69, 0.81])
def test_waiting_too_little_is_as_wrong_as_too_much(found, share: float) -> None:
    assert found({}, share=share)[SHARE].verdict == "short"


def test_what_was_not_measured_is_said(found) -> None:
    assert found({})["4 processes, lock file_lock: share of waiting / 3 of 4, by how much"].verdict == "not measured"
