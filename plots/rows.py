"""Gathers the rows of a recording into cells."""
from __future__ import annotations

import statistics
from typing import Any, Dict, FrozenSet, Iterable, List, Mapping, Optional, Sequence, Tuple

from json_file import Flaw, is_number, quoted
from lives import Life, life_of
from measurement import Measurement, Sample
from row_names import RowName, take_apart
from samples import LONGEST, SHORTEST, Moment, samples
from units import printable

SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}

# Numbers of a row that describe the row itself; every other number is a counter.
NOT_COUNTERS = frozenset({
    "family_index", "per_family_instance_index", "repetitions", "repetition_index", "threads",
    "iterations", "real_time", "cpu_time", "life",
})

SETTLED = "settled"  # the counter that is 0 where the runs did not become steady before they were timed
NANOSECONDS = "_ns"  # ends the names of counters that are times
TWIN = "twin"  # the key of what was measured once more
OTHER = "program"  # the key of what another program measured
UNMARKED: FrozenSet[str] = frozenset()
MARKS = frozenset({TWIN, OTHER})


class Cell:
    """Collects the rows of one cell, wherever they stand in the file."""

    def __init__(self, name: RowName) -> None:
        self._workload, self._strategy = name.workload, name.strategy
        self._keys = {key: value for key, value in name.keys.items() if key not in MARKS}
        self.marks = MARKS.intersection(name.keys)
        self._seconds: Dict[int, List[float]] = {}  # by life
        self._moments: Dict[int, List[Moment]] = {}  # one for each of the seconds, where they are known
        self._counters: Dict[str, List[float]] = {}
        self._shares: Dict[str, List[float]] = {}
        self._label = self._error = ""

    def add(self, row: Mapping[str, Any], life: int) -> None:
        self._label = self._label or _text(row.get("label"))
        error = _error(row)
        if error:
            self._error = self._error or error
            return
        seconds, taken = _seconds(row), samples(row)
        self._seconds.setdefault(life, []).extend([each for each, _ in taken] or [seconds])
        self._moments.setdefault(life, []).extend(moment for _, moment in taken)
        for field, value in row.items():
            if field in NOT_COUNTERS or not is_number(value):
                continue
            if field not in self._counters:
                self._counters[field] = []
            self._counters[field].append(value)
            if field.endswith(NANOSECONDS):
                self._shares.setdefault(field, []).append(SECONDS["ns"] * value / seconds)

    @property
    def moments(self) -> Iterable[Tuple[int, List[Moment]]]:
        """By life."""
        return self._moments.items()

    def measurement(self, lives: Mapping[int, Life]) -> Measurement:
        # One wrong answer makes all other times worthless, so a failed cell has none.
        if self._error:
            return Measurement(self._workload, self._strategy, self._keys, (), {}, self._label, self._error)
        every = {name: tuple(values) for name, values in self._counters.items()}
        return Measurement(self._workload, self._strategy, self._keys,
                           tuple(self._sample(life, lives.get(life)) for life in sorted(self._seconds)),
                           _medians(self._counters), self._label, "", _medians(self._shares), every,
                           self._unsettled())

    def _sample(self, id: int, life: Optional[Life]) -> Sample:
        seconds, moments = self._seconds[id], self._moments[id]
        known = tuple(moments) if len(moments) == len(seconds) else ()
        return Sample(id, tuple(seconds), life.fixed_work if life else None, known)

    def _unsettled(self) -> float:
        """Rows that do not say so are settled: older ones were not watched."""
        told = self._counters.get(SETTLED, ())
        return sum(value < 1 for value in told) / len(told) if told else 0.0


def gather(rows: Sequence[Any], lives: Mapping[int, Life]) -> List[Cell]:
    """One cell for each identity, in order of appearance. Raises Flaw."""
    by_identity: Dict[Any, Cell] = {}
    by_name: Dict[str, Cell] = {}
    for index, row in enumerate(rows):
        try:
            name = _name(row)
            if row.get("run_type") == "aggregate":
                continue
            cell = by_name.get(name)
            if cell is None:
                parts = take_apart(name)
                identity = (parts.workload, parts.strategy, frozenset(parts.keys.items()))
                cell = by_name[name] = by_identity.setdefault(identity, Cell(parts))
            cell.add(row, life_of(row, lives))
        except Flaw as flaw:
            raise Flaw(f"benchmarks[{index}]{_called(row)}: {flaw}") from None
    return list(by_identity.values())


def _medians(values: Mapping[str, List[float]]) -> Dict[str, float]:
    return {name: statistics.median(each) for name, each in values.items()}


def _name(row: Any) -> str:
    if not isinstance(row, dict):
        raise Flaw("the row is not an object; record the file again")
    name = row.get("name")
    if not isinstance(name, str) or not name:
        raise Flaw("the row has no 'name'; record the file again")
    return name


def _called(row: Any) -> str:
    name = row.get("name") if isinstance(row, dict) else None
    return f" ({printable(name, 120)})" if isinstance(name, str) and name else ""


def _error(row: Mapping[str, Any]) -> str:
    if not row.get("error_occurred") and not row.get("skipped"):
        return ""
    message = _text(row.get("error_message")) or _text(row.get("skip_message"))
    return printable(message) or "failed without a message"


def _seconds(row: Mapping[str, Any]) -> float:
    unit: Any = row.get("time_unit")
    value: Any = row.get("real_time")
    scale = SECONDS.get(unit) if isinstance(unit, str) else None
    if scale is None:
        raise Flaw(f"time_unit is {quoted(unit)}; it must be one of {', '.join(SECONDS)}")
    if not is_number(value) or not SHORTEST <= value * scale <= LONGEST:
        raise Flaw(f"real_time is {quoted(value)}; it must be between {SHORTEST:g} and {LONGEST:g} seconds")
    return value * scale


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
