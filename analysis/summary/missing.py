"""What was not recorded, what failed, and how sure the rest is."""
from __future__ import annotations

from typing import List

from analysis import discovery
from analysis.ranking import ranking
from analysis.recording.reader import Recording
from analysis.statistics.ties import are_replicated
from analysis.wording.commands import RECORD, RUN
from analysis.wording.sentences import counted, joined, name
from analysis.wording.units import count, printable

REASON_WIDTH = 100


def questions(recording: Recording) -> List[str]:
    """Those of a standard recording that this one does not tell about."""
    return [discovery.name(question) for question in discovery.questions()
            if hasattr(question, "is_recorded") and not question.is_recorded(recording)]


def sentences(recording: Recording) -> List[str]:
    lacking = questions(recording)
    return [text for text in (
        failures(recording),
        "" if are_replicated(recording.measurements) else joined(
            [f"nothing was measured twice, so nothing here says how sure it is: record with {RECORD}"]),
        _nobody_to_compare(recording),
        joined([f"not recorded: {', '.join(lacking)} "
                f"({RUN} --profile=standard --questions={','.join(lacking)})"]) if lacking else "",
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
    strategies = {cell.strategy for cell in ranking.of_job(recording, "warm") if cell.ok}
    if strategies == {"serial"}:
        return joined([f"{recording.job.items} were measured with serial only, so it is held against nobody: "
                       "add to --strategies"])
    if not strategies or "serial" in strategies:
        return ""
    return joined(["serial was not measured, so nothing can be held against a plain loop: add it to --strategies"])
