"""Rows that were timed before they reached a steady state: how many there are, and how they are marked."""
from __future__ import annotations

from typing import Iterable, List

from analysis.recording.measurement import UNSETTLED
from analysis.recording.reader import Measurement, Recording
from analysis.wording.number import Number, value_of

MARK = "! "  # before a number in a table
NOTE = f"{MARK.strip()} before a number: the row {UNSETTLED}. It decides nothing."


def marked(cell: Measurement, text: str) -> str:
    return Number(f"{MARK}{text}", value_of(text), True) if cell.is_unsettled else text


def notes(cells: Iterable[Measurement]) -> List[str]:
    """What the mark means, where one of these cells has it."""
    return [NOTE] if any(cell.is_unsettled for cell in cells) else []


def unsettled(recording: Recording) -> str:
    """Part of a sentence; empty where all rows settled."""
    measured = [cell for cell in recording.measurements if cell.ok]
    number = sum(cell.is_unsettled for cell in measured)
    return (f"{number:,} of {len(measured):,} row{'' if len(measured) == 1 else 's'} did not reach a steady state in "
            f"time, so {'it decides' if number == 1 else 'they decide'} nothing") if number else ""
