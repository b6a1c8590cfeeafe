"""What is promised of workers that wait: for a lock, or for something else."""
from __future__ import annotations

from typing import List, Optional

from analysis.recording.reader import Measurement, Recording
from analysis.ranking.target import finder, fitting, ratio_of, Target, Value
from analysis.wording.units import fine_percent

CLAIMED = 4  # workers, of whom three are said to wait
EXCLUSIVE = ("shared_mutex", "ofd", "file_lock")
MANY = 256
DELAY_US = 10_000


def targets(recording: Recording) -> List[Target]:
    return [*_loop(recording), *_shares(recording), *_timers(recording)]


def _loop(recording: Recording) -> List[Target]:
    """Operations a second, so the base's time over the cell's."""
    workers = fitting(recording)
    found: List[Target] = []
    for count in (workers, 1):
        cell = {notes: finder(recording, "shared_file", "prepared", count, lock="mutex", notes=notes)
                for notes in ("on", "off")}
        ours = cell["on"]("thread_pool")
        if count == workers:
            found.append(Target("operations/s on a file under a mutex", "a bare loop", 0.95, at_least=True,
                                measured=ratio_of(cell["on"]("bare_file_loop"), ours)))
        found.append(Target(f"... with their notes, {count} worker{'s' * (count > 1)}", "without notes", 0.97,
                            at_least=True, measured=ratio_of(cell["off"]("thread_pool"), ours)))
    return found


def _shares(recording: Recording) -> List[Target]:
    """How far the share of waiting is from that of one worker who works while the others wait."""
    found = []
    for lock in EXCLUSIVE:
        cell = finder(recording, "shared_file", "prepared", CLAIMED, lock=lock)("process_pool")
        found.append(Target(f"{CLAIMED} processes, lock {lock}: share of waiting",
                            f"{CLAIMED - 1} of {CLAIMED}, by how much", 0.05, _off(cell), show=fine_percent))
    return found


def _off(cell: Optional[Measurement]) -> Optional[Value]:
    share = cell.counters.get("lock_wait_share") if cell else None
    return None if share is None else Value(abs(share - (CLAIMED - 1) / CLAIMED))


def _timers(recording: Recording) -> List[Target]:
    found = []
    for name in ("thread_pool", "process_pool"):
        cell = finder(recording, "blocking", "warm", MANY, wait="timer", delay_us=DELAY_US)(name)
        found.append(Target(f"{name}, {MANY} workers that sleep {DELAY_US // 1000} ms", "workers / delay", 0.95,
                            at_least=True, measured=_of_ideal(cell)))
    return found


def _of_ideal(cell: Optional[Measurement]) -> Optional[Value]:
    if cell is None:
        return None
    ideal = cell.n / cell.workers * DELAY_US / 1e6  # seconds
    fastest, slowest = cell.spread
    return Value(ideal / cell.median, (ideal / slowest, ideal / fastest))
