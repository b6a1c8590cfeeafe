"""Answers for each of the machine's states: a table of all samples would be of no machine at all."""
from __future__ import annotations

import statistics
from typing import Any, Callable, List, NamedTuple

from analysis.recording.once import once
from analysis.recording.reader import Recording
from analysis.recording.states import State

MET_OFTEN = 6  # lives in a state: intervals of fewer are twice as wide or more, and say next to nothing


class View(NamedTuple):
    heading: str  # when it holds; empty of all samples
    recording: Recording

    def told(self, sentence: str) -> str:
        return f"{self.title}: {sentence}" if self.heading else sentence

    @property
    def title(self) -> str:
        return self.heading[:1].upper() + self.heading[1:]


def parts(recording: Recording) -> List[View]:
    """One for each state; the recording itself where it has one.

    A state that few lives met has no view of its own: next to nothing would be known of it. If that leaves one, it
    needs no heading (`only_state` says it once).
    """
    found = _known(recording)
    return found if len(found) > 1 else [View("", found[0].recording if found else recording)]


def only_state(recording: Recording) -> str:
    """A sentence where the machine had several states, but answers can be given for one alone; or else empty."""
    found = _known(recording)
    return (f"These answers hold {found[0].heading}. The machine was too rarely in other states to tell more."
            if len(found) == 1 else "")


def met_often(recording: Recording) -> List[State]:
    return [state for state in recording.states if _lives(recording.in_state(state)) >= MET_OFTEN]


@once
def _known(recording: Recording) -> List[View]:
    return [View(state.heading, recording.in_state(state)) for state in met_often(recording)]


def views(recording: Recording, answer: Callable[[Recording], Any]) -> List[View]:
    """As `parts`; the recording itself also where all of its states answer the same."""
    known = parts(recording)
    answers = [answer(part.recording) for part in known]
    if len(known) == len(recording.states) and all(each == answers[0] for each in answers):
        return [View("", recording)]
    return known


def _lives(recording: Recording) -> float:
    """That most cells were measured in."""
    return statistics.median([len(cell.samples) for cell in recording.measurements if cell.ok] or [0])
