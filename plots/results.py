"""The one reader of recordings: their cells, their twins and the invocations that measured them."""
from __future__ import annotations

import math
import reprlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Tuple, Union

import json_file
from invocations import Invocation, take_in
from json_file import LIST, OBJECT, TEXT, TEXTS, WHOLE, Flaw, Kind, optional
from measurement import Identity, Measurement, Sample
from row_names import Key
from rows import gather
from units import NOT_MEASURED, printable

__all__ = ["Identity", "Invocation", "Key", "Measurement", "Recording", "ResultsError", "Sample", "load"]

STATE = Kind(lambda value: value in ("complete", "interrupted"), "complete or interrupted")
SECTIONS = {"context": optional(OBJECT), "benchmarks": LIST, "plan": optional(OBJECT),
            "invocations": optional(LIST), "recording": optional(OBJECT)}
PLAN = {"hash": optional(TEXT), "seed": optional(WHOLE), "profile": optional(TEXT), "flags": optional(TEXTS)}


class ResultsError(Exception):
    """A sentence for the user: which file, which place in it, what is wrong, what to do."""


@dataclass(frozen=True, eq=False)
class Recording:
    path: Path
    context: Mapping[str, Any]
    measurements: Tuple[Measurement, ...]  # without the twins
    twins: Tuple[Tuple[Measurement, Measurement], ...] = ()  # the same program: once, and once more
    invocations: Tuple[Invocation, ...] = ()  # none: all rows are one process's
    plan: Mapping[str, Any] = field(default_factory=dict)
    state: str = ""  # "complete" or "interrupted" where there are invocations

    @property
    def has_invocations(self) -> bool:
        return bool(self.invocations)

    @cached_property
    def _by_workload(self) -> Mapping[str, List[Measurement]]:
        index: Dict[str, List[Measurement]] = {}
        for measurement in self.measurements:
            index.setdefault(measurement.workload, []).append(measurement)
        return index

    @cached_property
    def _by_identity(self) -> Mapping[Identity, Measurement]:
        return {measurement.identity: measurement for measurement in self.measurements}

    @cached_property
    def settled(self) -> Recording:
        """For what decides: cells that did not settle have no time here, but a reason."""
        if not any(cell.is_unsettled for cell in self.measurements):
            return self
        return replace(self, measurements=tuple(cell.once_settled for cell in self.measurements))

    def find(self, identity: Identity) -> Optional[Measurement]:
        return self._by_identity.get(identity)

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
        text = value if isinstance(value, str) else reprlib.repr(value)
        return printable(text, 80) if value not in (None, "") else NOT_MEASURED

    @property
    def effective_cpus(self) -> Optional[float]:
        return self._positive("effective_cpus")

    @property
    def cores(self) -> Optional[float]:
        """Of the machine; hyper-threads do not count."""
        return self._positive("cores")

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


def load(path: Union[str, Path]) -> Recording:
    """Raises ResultsError for a file that is not a recording from end to end."""
    path = Path(path)
    try:
        return _recording(path, json_file.read(path))
    except Flaw as flaw:
        raise ResultsError(f"{path}: {flaw}") from None


def _recording(path: Path, document: Any) -> Recording:
    if not isinstance(document, dict) or not isinstance(document.get("benchmarks"), list):
        raise Flaw("there is no list called 'benchmarks'; give a JSON file that Google Benchmark wrote")
    json_file.check(document, SECTIONS, "")
    plan, about = document.get("plan") or {}, document.get("recording") or {}
    json_file.check(plan, PLAN, "plan.")
    has_entries = document.get("invocations") is not None
    json_file.check(about, {"state": STATE if has_entries else optional(STATE)}, "recording.")
    entries = {each.id: each for each in take_in(document.get("invocations") or [])}
    cells = gather(document["benchmarks"], entries)
    if document["benchmarks"] and not cells:
        raise Flaw("all rows are aggregates; record without --benchmark_report_aggregates_only")
    measured = [(cell.is_twin, cell.measurement(entries)) for cell in cells]
    originals = {cell.identity: cell for is_twin, cell in measured if not is_twin}
    twins = tuple((originals[cell.identity], cell) for is_twin, cell in measured
                  if is_twin and cell.identity in originals)
    return Recording(path, document.get("context") or {}, tuple(originals.values()), twins,
                     tuple(entries.values()), plan, about.get("state") or "")
