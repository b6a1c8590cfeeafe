"""What was not recorded, what failed, and how sure the rest is."""
from __future__ import annotations

from typing import Callable, List, Mapping

from analysis.questions.anatomy import numbers as anatomy
from analysis.questions.bursts import numbers as bursts
from analysis.questions.contention import numbers as contention
from analysis.questions.dispatch import numbers as dispatch
from analysis.questions.granularity import numbers as granularity
from analysis.questions.imbalance import bound as uneven
from analysis.questions.startup import numbers as startup
from analysis.questions.waiting import numbers as waiting
from analysis.ranking import ranking
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.ties import are_replicated
from analysis.wording.sentences import counted, joined, name
from analysis.wording.units import count, printable

REASON_WIDTH = 100

QUESTIONS: Mapping[str, Callable[[Recording], object]] = {  # each answers with its rows, failed ones too, if any
    "sizes": lambda recording: len({cell.n for cell in _squares(recording)}) > 1,
    "scaling": lambda recording: len({cell.workers for cell in _squares(recording)
                                      if not cell.is_serial}) > 1,
    "imbalance": lambda recording: recording.select(uneven.WORKLOAD),
    "ceilings": lambda recording: recording.select("ceiling/fill") or recording.select("ceiling/multiply"),
    "granularity": lambda recording: recording.select(granularity.WORKLOAD),
    "bursts": lambda recording: recording.select(bursts.WORKLOAD, phase=bursts.PHASE),
    "dispatch": lambda recording: recording.select(dispatch.RENDEZVOUS),
    "startup": lambda recording: recording.select(startup.WORKLOAD, phase="start"),
    "anatomy": lambda recording: recording.select(anatomy.WORKLOAD),
    "contention": lambda recording: recording.select(contention.WORKLOAD),
    "waiting": lambda recording: recording.select(waiting.WORKLOAD)}


def _squares(recording: Recording) -> List[Measurement]:
    """Those that are no bursts, whose sizes are a question of their own."""
    return [cell for cell in recording.select(ranking.WORKLOAD) if cell.keys.get("phase") != ranking.BURST]


def questions(recording: Recording) -> List[str]:
    """Those of a standard recording that this one does not tell about."""
    return [question for question, recorded in QUESTIONS.items() if not recorded(recording)]


def sentences(recording: Recording) -> List[str]:
    lacking = questions(recording)
    return [text for text in (
        failures(recording),
        "" if are_replicated(recording.measurements) else joined(
            ["nothing was measured twice, so nothing here says how sure it is: record with benchmarks/record.py"]),
        _nobody_to_compare(recording),
        joined([f"not recorded: {', '.join(lacking)} (./run.sh --profile=standard --questions={','.join(lacking)})"]) if lacking else "",
    ) if text]


def failures(recording: Recording) -> str:
    """A sentence; empty where no row failed that this machine could have run."""
    failed = [cell for cell in recording.measurements
              if not cell.ok and not cell.reason.is_unavailable]
    if not failed:
        return ""
    first = failed[0]
    return joined([f"{count(len(failed))} of {counted(len(recording.measurements), 'row')} failed and have no time, "
                   f"such as {name(first.strategy)}: {printable(first.error, REASON_WIDTH)}"])


def _nobody_to_compare(recording: Recording) -> str:
    strategies = {cell.strategy for cell in ranking.squares(recording, "warm") if cell.ok}
    if strategies == {"serial"}:
        return joined(["squares were measured with serial only, so it is held against nobody: add to --strategies"])
    if not strategies or "serial" in strategies:
        return ""
    return joined(["serial was not measured, so nothing can be held against a plain loop: add it to --strategies"])
