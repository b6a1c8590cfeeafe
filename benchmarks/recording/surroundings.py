"""What went on around an invocation: whether the machine was the same before and after it."""
from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional

from . import system
from .system import Counters

# From here on a change is said. They are far beyond what a machine at rest shows: core-to-core latency
# depends on where the scheduler puts the two threads, fixed work on the clock frequency.
CORE_TO_CORE_FACTOR = 2.0
FIXED_WORK_FACTOR = 1.1
STEAL_SHARE = 0.02  # of the CPUs
OTHERS_SHARE = 0.1  # of one CPU
TICKS = 0.05  # seconds: CPU time is counted in ticks of about 10 ms, less than five prove nothing


@dataclass(frozen=True)
class Moment:
    """A look at the machine between two invocations."""

    clock: float  # seconds since the epoch
    probe: Mapping[str, Any]  # of ./bench --probe
    counters: Counters
    load: float  # runnable threads, averaged over the last minute


def look(probe: Mapping[str, Any]) -> Moment:
    return Moment(time.time(), probe, system.counters(), os.getloadavg()[0])


def between(before: Moment, after: Moment, own_cpu_seconds: float) -> Dict[str, Any]:
    """Probes as pairs [before, after]; shares of the wall time; None is "not measured".

    `own_cpu_seconds` is the CPU time of the invocation itself; the rest of what ran was others'.
    """
    first, last = before.counters, after.counters
    wall = max(last.seconds - first.seconds, 1e-9)
    cpus = os.cpu_count() or 1
    busy = _difference(first.busy_seconds, last.busy_seconds)
    others = None if busy is None else max(0.0, busy - own_cpu_seconds)
    return {
        "core_to_core_ns": _pair(before, after, "core_to_core_ns"),
        "fixed_work_ns": _pair(before, after, "fixed_work_ns"),
        "steal_share": _share(_difference(first.steal_seconds, last.steal_seconds), wall * cpus),
        "others_cpu_share": _share(others, wall),
        "cpu_pressure_share": _share(_difference(first.pressure_us, last.pressure_us), wall * 1e6),
        "throttled_us": _difference(first.throttled_us, last.throttled_us),
        "thermal_throttles": _difference(first.thermal_throttles, last.thermal_throttles),
        "load": round(before.load, 2),
    }


def changes(around: Mapping[str, Any], seconds: float) -> List[str]:
    """What was not as it should be around an invocation of so many seconds, in words."""
    found = [*_factor(around, "core_to_core_ns", "core-to-core latency", CORE_TO_CORE_FACTOR),
             *_factor(around, "fixed_work_ns", "time of fixed work", FIXED_WORK_FACTOR)]
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


def _pair(before: Moment, after: Moment, key: str) -> List[Optional[float]]:
    return [before.probe.get(key), after.probe.get(key)]


def _factor(around: Mapping[str, Any], key: str, name: str, factor: float) -> List[str]:
    first, last = around[key]
    if not first or not last or 1 / factor < last / first < factor:
        return []
    return [f"{name} {first:.0f} -> {last:.0f} ns"]


def _difference(first: Optional[float], last: Optional[float]) -> Optional[float]:
    return None if first is None or last is None else last - first


def _share(part: Optional[float], whole: float) -> Optional[float]:
    return None if part is None else round(part / whole, 4)
