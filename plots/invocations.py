"""The processes that a recording consists of, each of which ran one group of rows."""
from __future__ import annotations

from dataclasses import dataclass
from statistics import geometric_mean
from typing import Any, Dict, List, Mapping, Optional, Tuple

from json_file import (FLAG, INTEGER, NUMBER, NUMBERS, OBJECT, TEXT, TEXTS, WHOLE, Flaw, check,
                       optional)
from units import printable

FIELDS = {"id": WHOLE, "block": WHOLE, "group": TEXT, "twin": FLAG, "seconds": optional(NUMBER),
          "exit_code": optional(INTEGER), "surroundings": optional(OBJECT), "changed": optional(TEXTS)}

# Lists: just before and just after the invocation; numbers: over the whole of it.
SURROUNDINGS = {"core_to_core_ns": optional(NUMBERS), "fixed_work_ns": optional(NUMBERS),
                "steal_share": optional(NUMBER), "throttled_us": optional(NUMBER),
                "cpu_pressure_share": optional(NUMBER), "others_cpu_share": optional(NUMBER),
                "load": optional(NUMBER), "thermal_throttles": optional(NUMBER)}


@dataclass(frozen=True)
class Invocation:
    id: int
    block: int
    group: str
    twin: bool
    seconds: Optional[float]
    exit_code: Optional[int]
    surroundings: Mapping[str, Any]
    changed: Tuple[str, ...]  # sentences: what changed around it

    @property
    def fixed_work(self) -> Optional[float]:
        """What it took around the invocation, of the same work for all: the pace of the clock. In ns."""
        known = [value for value in self.surroundings.get("fixed_work_ns") or () if value and value > 0]
        return geometric_mean(known) if known else None


def take_in(entries: List[Any]) -> Tuple[Invocation, ...]:
    """Raises Flaw for an entry that is broken or that has another one's id."""
    found: Dict[int, Invocation] = {}
    for index, entry in enumerate(entries):
        place = f"invocations[{index}]"
        if not isinstance(entry, dict):
            raise Flaw(f"{place} is not an object; record the file again")
        check(entry, FIELDS, f"{place}: ")
        surroundings = entry.get("surroundings") or {}
        check(surroundings, SURROUNDINGS, f"{place}: surroundings.")
        if entry["id"] in found:
            raise Flaw(f"{place}: id is {entry['id']}, which an earlier one has; record the file again")
        found[entry["id"]] = Invocation(
            entry["id"], entry["block"], entry["group"], entry["twin"], entry.get("seconds"),
            entry.get("exit_code"), surroundings, tuple(map(printable, entry.get("changed") or ())))
    return tuple(found.values())
