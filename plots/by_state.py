"""Answers for each of the machine's states, where they differ: a table of all samples would be of no machine at all."""
from __future__ import annotations

import statistics
from typing import Any, Callable, List, NamedTuple

from resampling import FEWEST_LIVES
from results import Recording


class View(NamedTuple):
    heading: str  # when it holds; empty of all samples
    recording: Recording


def views(recording: Recording, answer: Callable[[Recording], Any]) -> List[View]:
    """One for each state; the recording itself where it has one state, or where all states answer the same.

    A state that few lives met has no view of its own: next to nothing would be known of it.
    """
    parts = [View(state.heading, recording.in_state(state)) for state in recording.states]
    known = [part for part in parts if _lives(part.recording) >= FEWEST_LIVES]
    answers = [answer(part.recording) for part in known]
    if not known or len(known) == len(parts) and all(each == answers[0] for each in answers):
        return [View("", recording)]
    return known


def _lives(recording: Recording) -> float:
    """That most cells were measured in."""
    return statistics.median([len(cell.samples) for cell in recording.measurements if cell.ok] or [0])
