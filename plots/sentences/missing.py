"""What was not recorded, what failed, and how sure the rest is."""
from __future__ import annotations

from typing import Callable, List, Mapping

import anatomy
import ceilings
import contention
import granularity
import ranking
import scaling
import startup
import waiting
from bounding import uneven
from results import Recording
from sentences.words import counted, joined, name
from ties import are_replicated
from units import count, printable

REASON_WIDTH = 100

QUESTIONS: Mapping[str, Callable[[Recording], object]] = {  # each answers with what was recorded, if anything
    "sizes": lambda recording: len({cell.n for cell in ranking.squares(recording, "warm") if cell.ok}) > 1,
    "scaling": scaling.panels,
    "imbalance": lambda recording: recording.measured(uneven.WORKLOAD),
    "ceilings": ceilings.worker_counts,
    "granularity": lambda recording: recording.measured(granularity.WORKLOAD),
    "dispatch": lambda recording: recording.measured("rendezvous"),
    "startup": lambda recording: recording.measured(startup.WORKLOAD, phase="start"),
    "anatomy": lambda recording: recording.measured(anatomy.WORKLOAD),
    "contention": lambda recording: recording.measured(contention.WORKLOAD),
    "waiting": lambda recording: recording.measured(waiting.WORKLOAD)}


def questions(recording: Recording) -> List[str]:
    """Those of a standard recording that this one does not tell about."""
    return [question for question, recorded in QUESTIONS.items() if not recorded(recording)]


def sentences(recording: Recording) -> List[str]:
    lacking = questions(recording)
    return [text for text in (
        _failures(recording),
        "" if are_replicated(recording.measurements) else joined(
            ["nothing was measured twice, so nothing here says how sure it is: record with benchmarks/record.py"]),
        _no_serial(recording),
        joined([f"not recorded: {', '.join(lacking)} (./run.sh --questions={','.join(lacking)})"]) if lacking else "",
    ) if text]


def _failures(recording: Recording) -> str:
    failed = [cell for cell in recording.measurements
              if not cell.ok and not cell.error.startswith(ranking.UNAVAILABLE)]
    if not failed:
        return ""
    first = failed[0]
    return joined([f"{count(len(failed))} of {counted(len(recording.measurements), 'row')} failed and have no time, "
                   f"such as {name(first.strategy)}: {printable(first.error, REASON_WIDTH)}"])


def _no_serial(recording: Recording) -> str:
    cells = [cell for cell in ranking.squares(recording, "warm") if cell.ok]
    if not cells or any(cell.strategy == "serial" for cell in cells):
        return ""
    return joined(["serial was not measured, so nothing can be held against a plain loop: add it to --strategies"])
