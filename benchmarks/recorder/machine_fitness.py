"""Whether this machine is fit for a recording, in words with advice."""
from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from typing import List, Optional

from benchmarks.recorder import system
from benchmarks.recorder.system import Counters

WATCH_SECONDS = 0.3  # to see how busy the machine is
BUSY_SHARE = 0.1  # of one CPU
STEAL_SHARE = 0.02  # of the CPUs
LOAD_PER_CPU = 0.5  # runnable threads


class OneRecording:
    """The right to record on this machine, held as long as the object lives.

    An abstract socket's name is taken by one process at most, and free again whatever ends it.
    """

    def __init__(self, name: str = "\0crossover recording") -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            self._socket.bind(name)
            self.alone = True
        except OSError:
            self.alone = False


def concerns(effective_cpus: int, root: Path = Path("/")) -> List[str]:
    """One sentence for each thing that makes numbers worse: what it is; what to do."""
    return [*_cpus(effective_cpus), *_governor(root), *_battery(root), *_virtual(root),
            *_load(effective_cpus), *_activity(*_watch(root))]


def _cpus(effective: int) -> List[str]:
    allowed = len(os.sched_getaffinity(0))
    if effective == 1:
        return ["only one CPU may be used, so nothing can run at the same time; "
                "allow more with taskset or a larger CPU quota"]
    if effective < allowed:
        return [f"a quota or cap allows {effective} of {allowed} CPUs, and throttles what needs more; "
                "record without it if you can"]
    return []


def _governor(root: Path) -> List[str]:
    files = root.glob("sys/devices/system/cpu/cpu[0-9]*/cpufreq/scaling_governor")
    slow = sorted({governor for governor in map(system.text, files)
                   if governor and governor != "performance"})
    return [f"the CPU frequency governor is '{governor}'; "
            "choose 'performance': sudo cpupower frequency-set -g performance" for governor in slow]


def _battery(root: Path) -> List[str]:
    supplies = list(root.glob("sys/class/power_supply/*"))
    states = {system.text(supply / "status") for supply in supplies
              if system.text(supply / "type") == "Battery"}
    return ["the machine runs on battery; plug it in"] if "Discharging" in states else []


def _virtual(root: Path) -> List[str]:
    flags = next((line for line in (system.text(root / "proc/cpuinfo") or "").splitlines()
                  if line.startswith("flags")), "")
    return ["this is a virtual machine, whose neighbours may disturb it; "
            "record at a quiet hour and look at the intervals"] if "hypervisor" in flags.split() else []


def _load(cpus: int) -> List[str]:
    load = os.getloadavg()[0]
    return [f"the load average is {load:.1f}; let what runs come to an end"] \
        if load > LOAD_PER_CPU * cpus else []


def _watch(root: Path) -> List[Counters]:
    before = system.counters(root)
    time.sleep(WATCH_SECONDS)
    return [before, system.counters(root)]


def _activity(before: Counters, after: Counters) -> List[str]:
    wall = max(after.seconds - before.seconds, 1e-9)
    busy = _share(before.busy_seconds, after.busy_seconds, wall)
    steal = _share(before.steal_seconds, after.steal_seconds, wall * (os.cpu_count() or 1))
    found = []
    if busy is not None and busy > BUSY_SHARE:
        found.append(f"other programs use {100 * busy:.0f} % of a CPU; end them")
    if steal is not None and steal > STEAL_SHARE:
        found.append(f"the hypervisor takes {100 * steal:.0f} % of the CPU time for others; "
                     "record at a quieter hour")
    return found


def _share(before: Optional[float], after: Optional[float], whole: float) -> Optional[float]:
    return None if before is None or after is None else (after - before) / whole
