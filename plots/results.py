"""Reads a recording: the only module that knows the JSON and takes row names apart."""
from __future__ import annotations

import json
import math
import statistics
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Tuple, Union

from units import NOT_MEASURED, printable

Key = Union[int, str]

SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}

# How often a cell was repeated and by which clock is not part of what was measured.
REPETITION_KEYS = frozenset({"repeats", "min_time", "min_warmup_time", "iterations", "threads"})
CLOCKS = frozenset({"real_time", "process_time", "manual_time"})

# Numbers of a row that describe the row itself; every other number is a counter.
NOT_COUNTERS = frozenset({
    "family_index", "per_family_instance_index", "repetitions", "repetition_index", "threads",
    "iterations", "real_time", "cpu_time",
})

# The same work in a plain loop: what the interface costs is read off them, they compete with nobody.
REFERENCES = frozenset({"bare_loop", "native_loop"})


class ResultsError(Exception):
    """A sentence for the user: which file, which place in it, what is wrong, what to do."""


class _RowError(ValueError):
    """What is wrong with a row; `load` adds the file and the place."""


@dataclass(frozen=True, eq=False)
class Measurement:
    """One cell with the times of all its repetitions, or with the error that left it without a time."""

    workload: str
    strategy: str
    keys: Mapping[str, Key]
    times: Tuple[float, ...]  # seconds
    counters: Mapping[str, float]  # per run, median over the repetitions
    label: str
    error: str

    @property
    def ok(self) -> bool:
        return not self.error

    @property
    def is_reference(self) -> bool:
        return self.strategy in REFERENCES

    @property
    def is_short(self) -> bool:
        """Fewer workers computed something than were asked for, at the one decimal that is printed."""
        return round(self.counters.get("workers_observed", self.workers), 1) < self.workers

    @cached_property
    def median(self) -> float:
        return statistics.median(self.times)

    @cached_property
    def low(self) -> float:
        return min(self.times)

    @cached_property
    def high(self) -> float:
        return max(self.times)

    @property
    def n(self) -> int:
        """Items; 0 where the name does not say."""
        return self.number("n")

    @property
    def workers(self) -> int:
        """Workers asked for; 0 where the name does not say."""
        return self.number("workers")

    def number(self, key: str) -> int:
        value = self.keys.get(key, 0)
        return value if isinstance(value, int) else 0


@dataclass(frozen=True, eq=False)
class Recording:
    path: Path
    context: Mapping[str, Any]
    measurements: Tuple[Measurement, ...]

    @cached_property
    def _by_workload(self) -> Mapping[str, List[Measurement]]:
        index: Dict[str, List[Measurement]] = {}
        for measurement in self.measurements:
            index.setdefault(measurement.workload, []).append(measurement)
        return index

    def select(self, workload: str, strategy: Optional[str] = None, **keys: Key) -> List[Measurement]:
        """The cells, failed ones too, of a workload that have all these values."""
        return [cell for cell in self._by_workload.get(workload, ())
                if (strategy is None or cell.strategy == strategy)
                and all(cell.keys.get(key) == value for key, value in keys.items())]

    def measured(self, workload: str, strategy: Optional[str] = None, **keys: Key) -> List[Measurement]:
        """The selected cells that have a time."""
        return [cell for cell in self.select(workload, strategy, **keys) if cell.ok]

    def about(self, key: str) -> str:
        """A context value as text; "not measured" where there is none."""
        value = self.context.get(key)
        return printable(str(value), 80) if value not in (None, "") else NOT_MEASURED

    @property
    def effective_cpus(self) -> Optional[float]:
        return self._positive("effective_cpus")

    @property
    def cpus(self) -> Optional[float]:
        """Effective CPUs, or else all that Google Benchmark saw."""
        return self.effective_cpus or self._positive("num_cpus")

    def _positive(self, key: str) -> Optional[float]:
        try:
            value = float(self.context.get(key, ""))
        except (TypeError, ValueError, OverflowError):
            return None
        return value if 0 < value < math.inf else None


def take_apart(name: str) -> Tuple[str, str, Dict[str, Key]]:
    """"a/b/c/n:7/phase:warm/real_time" -> ("a/b", "c", {"n": 7, "phase": "warm"})."""
    parts = name.split("/")
    first_key = next((at for at, part in enumerate(parts) if ":" in part), len(parts))
    path = [part for part in parts[:first_key] if part not in CLOCKS]
    if len(path) < 2 or not all(path):
        raise _RowError("its name is not <workload>/<strategy>/<key>:<value>/...; "
                        "give a file that Crossover recorded")
    keys: Dict[str, Key] = {}
    for part in parts[first_key:]:
        key, colon, value = part.partition(":")
        if colon and key not in REPETITION_KEYS:
            keys[key] = int(value) if _is_whole(value) else value
    return "/".join(path[:-1]), path[-1], keys


def load(path: Union[str, Path]) -> Recording:
    """Raises ResultsError for a file that is not a recording from end to end."""
    path = Path(path)
    document = _parse(path)
    rows = document.get("benchmarks") if isinstance(document, dict) else None
    if not isinstance(rows, list):
        raise ResultsError(f"{path}: there is no list called 'benchmarks'; "
                           "give a JSON file that Google Benchmark wrote")
    context = document.get("context")
    cells = _gather(path, rows)
    if rows and not cells:
        raise ResultsError(f"{path}: all rows are aggregates; "
                           "record without --benchmark_report_aggregates_only")
    return Recording(path, context if isinstance(context, dict) else {},
                     tuple(cell.measurement() for cell in cells))


def _parse(path: Path) -> Any:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ResultsError(f"{path}: cannot be read: {error.strerror}; check the path") from None
    except UnicodeDecodeError as error:
        raise ResultsError(f"{path}: byte {error.start} is not text; give a JSON file") from None
    if not text.strip():
        raise ResultsError(f"{path}: the file is empty; record it again")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        cut_off = error.pos >= len(text.rstrip())
        advice = "it ends too early: record it again" if cut_off else "give a JSON file"
        raise ResultsError(f"{path}: line {error.lineno}, column {error.colno}: "
                           f"not JSON ({error.msg}); {advice}") from None
    except (ValueError, RecursionError) as error:
        raise ResultsError(f"{path}: not usable as JSON ({printable(str(error))}); "
                           "record it again") from None


class _Cell:
    """Collects the repetitions of one cell."""

    def __init__(self, workload: str, strategy: str, keys: Dict[str, Key]) -> None:
        self.workload, self.strategy, self.keys = workload, strategy, keys
        self.times: List[float] = []
        self.counters: Dict[str, List[float]] = {}
        self.label = self.error = ""

    def add(self, row: Mapping[str, Any]) -> None:
        self.label = self.label or _text(row.get("label"))
        error = _error(row)
        if error:
            self.error = self.error or error
            return
        self.times.append(_seconds(row))
        for field, value in row.items():
            if field not in NOT_COUNTERS and _is_finite(value):
                self.counters.setdefault(field, []).append(value)

    def measurement(self) -> Measurement:
        # One repetition with a wrong answer makes the other times worthless, so a failed cell has none.
        counters = {} if self.error else {
            name: values[0] if len(values) == 1 else statistics.median(values)
            for name, values in self.counters.items()}
        return Measurement(self.workload, self.strategy, self.keys,
                           () if self.error else tuple(self.times), counters, self.label, self.error)


def _gather(path: Path, rows: List[Any]) -> List[_Cell]:
    """One cell for each identity, in order of appearance, wherever its repetitions stand."""
    by_identity: Dict[Any, _Cell] = {}
    by_name: Dict[str, _Cell] = {}
    for index, row in enumerate(rows):
        try:
            name = _name(row)
            if row.get("run_type") == "aggregate":
                continue
            if name not in by_name:
                workload, strategy, keys = take_apart(name)
                identity = (workload, strategy, frozenset(keys.items()))
                by_name[name] = by_identity.setdefault(identity, _Cell(workload, strategy, keys))
            by_name[name].add(row)
        except _RowError as error:
            raise ResultsError(f"{path}: benchmarks[{index}]{_called(row)}: {error}") from None
    return list(by_identity.values())


def _name(row: Any) -> str:
    if not isinstance(row, dict):
        raise _RowError("the row is not an object; record the file again")
    name = row.get("name")
    if not isinstance(name, str) or not name:
        raise _RowError("the row has no 'name'; record the file again")
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
        raise _RowError(f"time_unit is {_quoted(unit)}; it must be one of {', '.join(SECONDS)}")
    if not _is_finite(value) or value <= 0:
        raise _RowError(f"real_time is {_quoted(value)}; it must be a number above 0")
    return value * scale


def _is_finite(value: Any) -> bool:
    """JSON numbers only; infinite and NaN counters are what Google Benchmark writes for 0/0."""
    return type(value) is float and math.isfinite(value) or type(value) is int and abs(value) < 1e300


def _is_whole(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 18


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _quoted(value: Any) -> str:
    return "missing" if value is None else printable(repr(value), 40)
