"""Items that wait: do the delays themselves take the time, or what the CPUs do to begin and end them?"""
from __future__ import annotations

from analysis.bottleneck.busy import busy, idle
from analysis.bottleneck.cause import Cause, Evidence, WAIT
from analysis.questions.waiting import numbers as waiting
from analysis.recording.reader import Measurement, Recording
from analysis.wording.units import percent

ONE_THREAD = frozenset({"io_uring"})  # its workers are operations in flight


def evidence(recording: Recording, cell: Measurement) -> Evidence:
    is_alone = cell.strategy in ONE_THREAD or cell.is_serial
    threads = 1 if is_alone else cell.workers
    ideal = waiting.ideal(cell)
    if ideal is None:
        waits = idle(recording, cell, threads, "what they read")
    else:
        share = min(1.0, cell.rate / ideal)
        waits = [Cause(WAIT, share, f"the delays alone take {percent(share)} of its time, {cell.workers:,} at a time")]
    return Evidence((*waits, *busy(recording, cell, threads)))
