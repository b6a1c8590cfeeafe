"""Gathers the rows of a recording into cells."""
from __future__ import annotations

from typing import Any, Callable, Dict, FrozenSet, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from analysis.recording import schema
from analysis.recording.catalogue import Strategy
from analysis.recording.counters import counters
from analysis.recording.json_file import Flaw, quoted
from analysis.recording.lives import Life, life_of
from analysis.recording.measurement import Measurement, Sample
from analysis.recording.outcome import Outcome, outcome
from analysis.recording.row_names import RowName
from analysis.recording.samples import duration, Moment, samples
from analysis.wording.units import printable

SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}

LOST = "lost"  # what a row has whose process died or hung
TWIN = "twin"  # the key of what was measured once more
OTHER = "program"  # the key of what another program measured
UNMARKED: FrozenSet[str] = frozenset()
MARKS = frozenset({TWIN, OTHER})


class Error(NamedTuple):
    words: str
    outcome: Outcome


class Cell:
    """Collects the rows of one cell, wherever they stand in the file."""

    def __init__(self, name: RowName) -> None:
        self._workload, self.strategy = name.workload, name.strategy
        self._keys = {key: value for key, value in name.keys.items() if key not in MARKS}
        self.marks = MARKS.intersection(name.keys)
        self._seconds: Dict[int, List[float]] = {}  # by life
        self._moments: Dict[int, List[Moment]] = {}  # one for each of the seconds, where they are known
        self._rows: List[Mapping[str, Any]] = []
        self._row_seconds: List[float] = []
        self._label = ""
        self._error: Optional[Error] = None
        self._lost: Optional[Error] = None

    def add(self, row: Mapping[str, Any], life: int) -> None:
        self._label = self._label or row.get("label", "")
        error = _error(row)
        if error and row.get(LOST) is True:
            self._lost = self._lost or error
            return
        if error:
            self._error = self._error or error
            return
        seconds, taken = _seconds(row), samples(row)
        self._seconds.setdefault(life, []).extend([each for each, _ in taken] or [seconds])
        self._moments.setdefault(life, []).extend(moment for _, moment in taken)
        self._rows.append(row)
        self._row_seconds.append(seconds)

    @property
    def moments(self) -> Iterable[Tuple[int, List[Moment]]]:
        """By life."""
        return self._moments.items()

    def measurement(self, lives: Mapping[int, Life], traits: Strategy) -> Measurement:
        # One wrong answer makes all other times worthless, so a failed cell has none. Where a process was lost, the
        # other lives' times count.
        error = self._error or (None if self._seconds else self._lost)
        if error:
            return Measurement(self._workload, self.strategy, self._keys, (), {}, self._label, error.words,
                               outcome=error.outcome, traits=traits)
        told = counters(self._rows, self._row_seconds)
        return Measurement(self._workload, self.strategy, self._keys,
                           tuple(self._sample(life, lives.get(life)) for life in sorted(self._seconds)),
                           told.medians, self._label, "", told.shares, told.values, told.unsettled, traits=traits)

    def _sample(self, id: int, life: Optional[Life]) -> Sample:
        seconds, moments = self._seconds[id], self._moments[id]
        known = tuple(moments) if len(moments) == len(seconds) else ()
        return Sample(id, tuple(seconds), life.fixed_work if life else None, known)


def gather(rows: Sequence[Any], lives: Mapping[int, Life], taken_apart: Callable[[str], RowName]) -> List[Cell]:
    """One cell for each identity, in order of appearance; None stands for a row that was left out. Raises Flaw."""
    by_identity: Dict[Any, Cell] = {}
    by_name: Dict[str, Cell] = {}
    alike = schema.Alike(schema.definition("row"))
    for index, row in enumerate(rows):
        try:
            if row is None:
                continue
            alike.check(row)
            name = row["name"]
            cell = by_name.get(name)
            if cell is None:
                parts = taken_apart(name)
                identity = (parts.workload, parts.strategy, frozenset(parts.keys.items()))
                cell = by_name[name] = by_identity.setdefault(identity, Cell(parts))
            cell.add(row, life_of(row, lives))
        except Flaw as flaw:
            raise Flaw(f"benchmarks[{index}]{_called(row)}: {flaw}") from None
    return list(by_identity.values())


def _called(row: Any) -> str:
    name = row.get("name") if isinstance(row, dict) else None
    return f" ({printable(name, 120)})" if isinstance(name, str) and name else ""


def _error(row: Mapping[str, Any]) -> Optional[Error]:
    kind = outcome(row)
    if kind is Outcome.MEASURED:
        return None
    message = row.get("error_message") or row.get("skip_message") or ""
    return Error(printable(message) or "failed without a message", kind)


def _seconds(row: Mapping[str, Any]) -> float:
    unit = row.get("time_unit")
    if unit not in SECONDS:
        raise Flaw(f"time_unit is {quoted(unit)}; it must be one of {', '.join(SECONDS)}")
    return duration(row.get("real_time"), SECONDS[unit], "real_time")
