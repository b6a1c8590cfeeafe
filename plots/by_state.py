"""Answers for each of the machine's states, where they differ: a table of all samples would be of no machine at all."""
from __future__ import annotations

from typing import Any, Callable, List, NamedTuple

from results import Recording


class View(NamedTuple):
    heading: str  # when it holds; empty of all samples
    recording: Recording


def views(recording: Recording, answer: Callable[[Recording], Any]) -> List[View]:
    """One for each state; the recording itself where it has one state, or where all states answer the same."""
    parts = [View(state.heading, recording.in_state(state)) for state in recording.states]
    answers = [answer(part.recording) for part in parts]
    if all(each == answers[0] for each in answers):
        return [View("", recording)]
    return parts
