"""How busy the CPUs were that a crew could use."""
from __future__ import annotations

from typing import List, Optional

from analysis.bottleneck.cause import Cause, COMPUTE, WAIT
from analysis.recording.reader import Measurement, Recording
from analysis.wording.units import percent


def busy(recording: Recording, cell: Measurement, threads: int) -> List[Cause]:
    """Computing, of the kernel on behalf of the crew too. None where CPU time was not measured."""
    found = _share(recording, cell, threads)
    return [] if found is None else [Cause(COMPUTE, found, f"{_cpus(recording, threads)} busy {percent(found)} of the "
                                                           "time")]


def idle(recording: Recording, cell: Measurement, threads: int, waited_for: str) -> List[Cause]:
    found = _share(recording, cell, threads)
    return [] if found is None else [Cause(WAIT, 1 - found, f"{_cpus(recording, threads)} idle {percent(1 - found)} "
                                                            f"of the time: workers wait for {waited_for}")]


def _share(recording: Recording, cell: Measurement, threads: int) -> Optional[float]:
    used = cell.shares.get("cpu_ns")  # in CPUs: its nanoseconds over those of its row
    return None if used is None else min(1.0, max(0.0, used / _count(recording, threads)))


def _count(recording: Recording, threads: int) -> float:
    return max(1.0, min(threads, recording.cpus or threads))


def _cpus(recording: Recording, threads: int) -> str:
    number = _count(recording, threads)
    return "the CPU is" if number == 1 else f"the {number:g} CPUs are"
