"""Numbers that the kernel keeps about this machine; None is "not measured". Nothing else reads them."""
from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, List, Optional

BUSY = (0, 1, 2, 5, 6)  # of a line in /proc/stat: user, nice, system, irq, softirq
STEAL = 7


def text(path: Path) -> Optional[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None


@dataclass(frozen=True)
class Counters:
    """Totals since some time past, to be subtracted."""

    seconds: float  # of the clock
    busy_seconds: Optional[float]  # CPU time of everything that ran on this machine
    steal_seconds: Optional[float]  # that its CPUs wanted and the hypervisor gave to others
    pressure_us: Optional[float]  # during which something that could run waited for a CPU
    throttled_us: Optional[float]  # during which our CPU quota was used up
    thermal_throttles: Optional[int]  # times that a CPU was slowed down for its temperature


def counters(root: Path = Path("/")) -> Counters:
    ticks = _cpu_ticks(root)
    per_second = os.sysconf("SC_CLK_TCK")
    return Counters(time.monotonic(),
                    sum(ticks[at] for at in BUSY) / per_second if ticks else None,
                    ticks[STEAL] / per_second if len(ticks) > STEAL else None,
                    _pressure_us(root), _throttled_us(root), _thermal_throttles(root))


def _cpu_ticks(root: Path) -> List[int]:
    line = (text(root / "proc/stat") or "").partition("\n")[0].split()
    return [int(word) for word in line[1:]] if line[:1] == ["cpu"] else []


def _pressure_us(root: Path) -> Optional[float]:
    for line in (text(root / "proc/pressure/cpu") or "").splitlines():
        if line.startswith("some "):
            return _field(line.replace("=", " ").split(), "total")
    return None


def _throttled_us(root: Path) -> Optional[float]:
    for folder in cgroups(root):
        words = (text(folder / "cpu.stat") or "").split()
        nanoseconds = _field(words, "throttled_time")  # cgroup version 1
        microseconds = _field(words, "throttled_usec") if nanoseconds is None else nanoseconds / 1e3
        if microseconds is not None:
            return microseconds
    return None


def _thermal_throttles(root: Path) -> Optional[int]:
    """A package's count stands at each of its cores; sums only show that something happened."""
    files = list(root.glob("sys/devices/system/cpu/cpu[0-9]*/thermal_throttle/*_throttle_count"))
    counts = [int(count) for count in map(text, files) if count and count.isdigit()]
    return sum(counts) if counts else None


def cgroups(root: Path) -> Iterable[Path]:
    """Our own control group and those around it, the innermost first."""
    mount = root / "sys/fs/cgroup"
    for line in (text(root / "proc/self/cgroup") or "").splitlines():
        _, controllers, path = (line.split(":", 2) + ["", ""])[:3]
        if controllers and "cpu" not in controllers.split(","):
            continue
        base = mount / controllers if controllers else mount
        own = base / path.lstrip("/")
        yield from [own, *(each for each in own.parents if base in each.parents), base]


def _field(words: List[str], name: str) -> Optional[float]:
    """The number after a word."""
    if name in words[:-1]:
        try:
            return float(words[words.index(name) + 1])
        except ValueError:
            return None
    return None
