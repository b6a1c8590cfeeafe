"""Rows that did not settle before they were timed: how many there are, and how they are marked."""
from __future__ import annotations

from typing import Iterable, List

from analysis.recording.measurement import UNSETTLED
from analysis.recording.reader import Measurement, Recording
from analysis.wording.number import Number, value_of

MARK = "! "  # before a number in a table
NOTE = f"{MARK.strip()} before a number: the row {UNSETTLED}, so it decides nothing."


def marked(cell: Measurement, text: str) -> str:
    return Number(f"{MARK}{text}", value_of(text), True) if cell.is_unsettled else text


def notes(cells: Iterable[Measurement]) -> List[str]:
    """What the mark means, where one of these cells has it."""
    return [NOTE] if any(cell.is_unsettled for cell in cells) else []


def unsettled(recording: Recording) -> str:
    """Part of a sentence; empty where all rows settled."""
    measured = [cell for cell in recording.measurements if cell.ok]
    found = sum(cell.is_unsettled for cell in measured)
    return (f"{found:,} of {len(measured):,} row{'' if len(measured) == 1 else 's'} did not settle in time and "
            "decide nothing") if found else ""
