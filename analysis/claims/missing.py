"""Why a number is missing: its rows failed, too few workers took part, or nobody recorded it."""
from __future__ import annotations

from typing import Optional, Sequence

from analysis.claims.claim import Evidence
from analysis.recording.failed_strategies import failures
from analysis.recording.reader import Recording
from analysis.wording.units import NOT_MEASURED, printable

REASON_WIDTH = 40


def missing(recording: Recording, what: str, workload: str, strategies: Sequence[str], question: str) -> Evidence:
    """`question` is the one of ./bench that measures it."""
    reason = _reason(recording, workload, strategies)
    says = printable(reason or f"record with --questions={question}", REASON_WIDTH)
    return Evidence(what, NOT_MEASURED, "", says, is_recorded=reason is not None)


def _reason(recording: Recording, workload: str, strategies: Sequence[str]) -> Optional[str]:
    for strategy in strategies:
        cells = recording.select(workload, strategy)
        if failed := failures(cells):
            return f"{strategy}: {failed[strategy]}"
        if any(cell.is_short for cell in cells):
            return f"{strategy}: too few workers took part"
    return None
