"""Cells beside each other: the same work under another strategy, in the same recording, and how they compare."""
from __future__ import annotations

from statistics import mean
from typing import NamedTuple, Optional, Sequence

from analysis.ranking.relative import of_lives
from analysis.recording.reader import Measurement, Recording
from analysis.ranking.target import ratio_of, Value

THREADS, PROCESSES = "thread_pool", "process_pool"  # the same hand-off

# Limits of the claims, in times as long.
BETTER = 1.10  # who takes a tenth longer is worse
AS_GOOD = 1.25  # what targets.py promises of our pool of processes beside that of threads
UNFIT = 2.0  # what one would use something else for


class Pair(NamedTuple):
    cell: Measurement
    base: Measurement

    @property
    def ratio(self) -> Value:
        """Of the cell's time to the base's, life by life where that is possible."""
        found = ratio_of(*self)
        assert found is not None  # both were measured
        return found


def is_proven(cell: Measurement) -> bool:
    """It has a time, and as many workers took part as were asked for."""
    return cell.ok and not cell.is_short


def beside(recording: Recording, cell: Measurement, strategy: str) -> Optional[Measurement]:
    """The same work, with as many workers; None where it is not proven."""
    found = recording.find((cell.workload, strategy, frozenset(cell.keys.items())))
    return found if found and is_proven(found) else None


def over_threads(recording: Recording, cell: Measurement) -> Optional[Pair]:
    """None where one of them is not proven."""
    threads = beside(recording, cell, THREADS) if is_proven(cell) else None
    return Pair(cell, threads) if threads else None


def together(pairs: Sequence[Pair]) -> Optional[Pair]:
    """All as one: the geometric mean of their times, in each life that has them all. None without such a life."""
    cells = [cell for each in pairs for cell in each]
    lives = sorted(set.intersection(*(set(cell.logarithms) for cell in cells))) if cells else []
    if not lives:
        return None
    return Pair(*(of_lives(side[0], {life: mean(cell.logarithms[life] for cell in side) for life in lives})
                  for side in zip(*pairs)))
