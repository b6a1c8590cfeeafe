"""The samples of a row: how long a run took, each time, and what the machine was like just before."""
from __future__ import annotations

from typing import Any, List, Mapping, NamedTuple, Optional, Tuple

from analysis.recording.json_file import check, Flaw, is_number, Kind, LIST, NUMBER, optional, quoted, WHOLE

NANOSECOND = 1e-9
SHORTEST, LONGEST = 1e-15, 1e9  # seconds: what nobody can measure, and whose ratios may be infinite

DURATION = Kind(lambda value: is_number(value) and SHORTEST <= value * NANOSECOND <= LONGEST,
                f"between {SHORTEST:g} and {LONGEST:g} seconds")
FIELDS = {"round": WHOLE, "at_s": NUMBER, "time_ns": DURATION, "runs": WHOLE,
          "core_to_core_ns": optional(DURATION), "fixed_work_ns": optional(DURATION)}


class Moment(NamedTuple):
    """When a sample was taken and what the machine was like then, in seconds; None is "not measured"."""

    at: float  # from the start of its life
    hand_over: Optional[float]  # from core to core and back: the machine's state
    fixed_work: Optional[float]  # the same work in every sample: the pace of the clock


def samples(row: Mapping[str, Any]) -> List[Tuple[float, Moment]]:
    """Seconds of each, in the row's order; nothing where the row has none. Raises Flaw."""
    listed = row.get("samples")
    if listed is None:
        return []
    if not LIST.holds(listed) or not listed:
        raise Flaw(f"samples is {quoted(listed)}; it must be a list of objects, one at least")
    return [_sample(each, at) for at, each in enumerate(listed)]


def _sample(entry: Any, at: int) -> Tuple[float, Moment]:
    if not isinstance(entry, dict):
        raise Flaw(f"samples[{at}] is {quoted(entry)}; it must be an object")
    check(entry, FIELDS, f"samples[{at}].")
    return NANOSECOND * entry["time_ns"], Moment(
        entry["at_s"], _seconds(entry.get("core_to_core_ns")), _seconds(entry.get("fixed_work_ns")))


def _seconds(nanoseconds: Optional[float]) -> Optional[float]:
    return None if nanoseconds is None else NANOSECOND * nanoseconds
