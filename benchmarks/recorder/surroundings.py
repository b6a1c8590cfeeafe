"""What went on around a life: what else the machine did meanwhile."""
from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional

from benchmarks.recorder import system
from benchmarks.recorder.system import Counters

# From here on it is said. They are far beyond what a machine at rest shows.
STEAL_SHARE = 0.02  # of the CPUs
OTHERS_SHARE = 0.1  # of one CPU
TICKS = 0.05  # seconds: CPU time is counted in ticks of about 10 ms, less than five prove nothing


@dataclass(frozen=True)
class Moment:
    """A look at the machine between two lives."""

    clock: float  # seconds since the epoch
    counters: Counters
    load: float  # runnable threads, averaged over the last minute


def look() -> Moment:
    return Moment(time.time(), system.counters(), os.getloadavg()[0])


def between(before: Moment, after: Moment, own_cpu_seconds: float) -> Dict[str, Any]:
    """Shares of the wall time; None is "not measured".

    `own_cpu_seconds` is the CPU time of the life itself; the rest of what ran was others'.
    """
    first, last = before.counters, after.counters
    wall = max(last.seconds - first.seconds, 1e-9)
    cpus = os.cpu_count() or 1
    busy = _difference(first.busy_seconds, last.busy_seconds)
    others = None if busy is None else max(0.0, busy - own_cpu_seconds)
    return {
        "steal_share": _share(_difference(first.steal_seconds, last.steal_seconds), wall * cpus),
        "others_cpu_share": _share(others, wall),
        "cpu_pressure_share": _share(_difference(first.pressure_us, last.pressure_us), wall * 1e6),
        "throttled_us": _difference(first.throttled_us, last.throttled_us),
        "thermal_throttles": _difference(first.thermal_throttles, last.thermal_throttles),
        "load": round(before.load, 2),
    }


def changes(around: Mapping[str, Any], seconds: float) -> List[str]:
    """What was not as it should be around a life of so many seconds, in words."""
    found: List[str] = []
    steal, others = around["steal_share"], around["others_cpu_share"]
    if steal is not None and steal > STEAL_SHARE and steal * seconds > TICKS:
        found.append(f"the hypervisor took {100 * steal:.0f} % of the CPU time")
    if others is not None and others > OTHERS_SHARE and others * seconds > TICKS:
        found.append(f"other programs used {100 * others:.0f} % of a CPU")
    if around["throttled_us"]:
        found.append(f"throttled for {around['throttled_us'] / 1e3:.0f} ms by the CPU quota")
    if around["thermal_throttles"]:
        found.append("a CPU was slowed down for its temperature")
    return found


def _difference(first: Optional[float], last: Optional[float]) -> Optional[float]:
    return None if first is None or last is None else last - first


def _share(part: Optional[float], whole: float) -> Optional[float]:
    return None if part is None else round(part / whole, 4)
