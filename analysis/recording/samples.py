"""The samples of a row: how long a run took, each time, and what the machine was like just before."""
from __future__ import annotations

from typing import Any, List, Mapping, NamedTuple, Optional, Tuple

from analysis.recording.json_file import Flaw, is_number, quoted

NANOSECOND = 1e-9
SHORTEST, LONGEST = 1e-15, 1e9  # seconds: what nobody can measure, and whose ratios may be infinite

BETWEEN = f"between {SHORTEST:g} and {LONGEST:g} seconds"


class Moment(NamedTuple):
    """When a sample was taken and what the machine was like then, in seconds; None is "not measured"."""

    at: float  # from the start of its life
    hand_over: Optional[float]  # from core to core and back: the machine's state
    fixed_work: Optional[float]  # the same work in every sample: the pace of the clock


def duration(value: Any, unit: float, place: str) -> float:
    """Seconds of so many units. Raises Flaw."""
    if not is_number(value) or not SHORTEST <= value * unit <= LONGEST:
        raise Flaw(f"{place} is {quoted(value)}; it must be {BETWEEN}")
    return float(value) * unit


def samples(row: Mapping[str, Any]) -> List[Tuple[float, Moment]]:
    """Seconds of each, in the order of a row that has the keys and types of the schema. Raises Flaw."""
    return [_sample(each, f"samples[{at}]") for at, each in enumerate(row.get("samples") or ())]


def _sample(entry: Mapping[str, Any], place: str) -> Tuple[float, Moment]:
    at = entry["at_s"]
    if not is_number(at):
        raise Flaw(f"{place}.at_s is {quoted(at)}; it must be a number")
    return duration(entry["time_ns"], NANOSECOND, f"{place}.time_ns"), Moment(
        at, *(_seconds(entry, key, place) for key in ("core_to_core_ns", "fixed_work_ns")))


def _seconds(entry: Mapping[str, Any], key: str, place: str) -> Optional[float]:
    """None is "not measured"."""
    value = entry.get(key)
    return None if value is None else duration(value, NANOSECOND, f"{place}.{key}")
