"""A promise, what it is held against, and what a recording says of it."""
from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Callable, Dict, Iterable, Optional, Tuple

from analysis.recording.reader import Key, Measurement, Recording
from analysis.statistics.bootstrap import within
from analysis.wording.tables import Row
from analysis.wording.units import NOT_MEASURED, three_digits


@dataclass(frozen=True)
class Value:
    ratio: float
    interval: Optional[Tuple[float, float]] = None  # None: of one number from the whole recording


@dataclass(frozen=True)
class Target:
    what: str
    against: str
    limit: float
    measured: Optional[Value]  # None: a cell is missing or failed
    at_least: bool = False  # the limit is the least that is promised, not the most
    show: Callable[[float], str] = lambda ratio: f"{three_digits(ratio)}x"

    @property
    def verdict(self) -> str:
        if self.measured is None:
            return NOT_MEASURED
        kept = self.measured.ratio >= self.limit if self.at_least else self.measured.ratio <= self.limit
        return "pass" if kept else "short"

    def row(self) -> Row:
        promised = f"{'at least' if self.at_least else 'at most'} {self.show(self.limit)}"
        if self.measured is None:
            return self.what, self.against, promised, NOT_MEASURED, "", ""
        interval = " .. ".join(map(self.show, self.measured.interval or ()))
        return self.what, self.against, promised, self.show(self.measured.ratio), interval, self.verdict


Finder = Callable[[str], Optional[Measurement]]


def finder(recording: Recording, workload: str, phase: str, workers: Optional[int],
           **keys: Key) -> Finder:
    """Finds the cell of a strategy that has a time; None where there is none."""
    wanted: Dict[str, Key] = {"phase": phase, **keys, **({} if workers is None else {"workers": workers})}
    return lambda strategy: best(recording.measured(workload, strategy, **wanted))


def best(cells: Iterable[Optional[Measurement]]) -> Optional[Measurement]:
    return min((cell for cell in cells if cell), key=attrgetter("median"), default=None)


def fitting(recording: Recording) -> int:
    return max(2, int(recording.cpus or 2))


def ratio_of(cell: Optional[Measurement], base: Optional[Measurement], times: int = 1) -> Optional[Value]:
    """Of the cell's time to so many times the base's, life by life."""
    difference = within(base, cell) if cell and base else None
    if difference is None:
        return Value(cell.median / base.median / times) if cell and base else None
    low, high = difference.interval()
    return Value(difference.ratio / times, (low / times, high / times))
