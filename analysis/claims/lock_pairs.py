"""Processes beside threads on one file, under every lock that both can take."""
from __future__ import annotations

from typing import Dict

from analysis.claims.paired_ratio import over_threads, Pair, PROCESSES
from analysis.questions.contention import numbers as contention
from analysis.questions.contention.numbers import CACHED, EXCLUSIVE, WRITES
from analysis.recording.reader import Recording


def under_one_lock(recording: Recording, regime: str = CACHED) -> Dict[str, Pair]:
    """By lock, of those that let one at a time through: updates by two workers or more.

    With the number of workers that contention compares, of those that both were measured with.
    """
    by_workers: Dict[int, Dict[str, Pair]] = {}
    for lock, curves in contention.contest(recording, regime, WRITES).items():
        for workers, cell in curves.get(PROCESSES, {}).items():
            found = over_threads(recording, cell)
            if found and workers > 1 and lock in EXCLUSIVE:
                by_workers.setdefault(workers, {})[lock] = found
    return by_workers.get(contention.USUAL_WORKERS) or by_workers.get(max(by_workers, default=0)) or {}
