"""Recordings of one machine under its name: the latest that was asked a question answers it."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple, TypeVar

from analysis.comparison.comparability import comparability, same_recording, Scope
from analysis.recording.asked_questions import asked
from analysis.recording.reader import Recording
from analysis.wording.units import NOT_MEASURED, printable

NAME_WIDTH = 60
COMPLETE = "complete"
LONG_AGO = datetime.min.replace(tzinfo=timezone.utc)

Found = TypeVar("Found")


@dataclass(frozen=True)
class Machine:
    """Its recordings may be compared in raw times: they are of the same processor, limits and hypervisor."""

    name: str  # no other machine of the page has it
    recordings: Tuple[Recording, ...]  # the best answer first

    @property
    def main(self) -> Recording:
        """What tells of the machine itself."""
        return self.recordings[0]

    def answer(self, question: str, ask: Callable[[Recording], Optional[Found]],
               ) -> Tuple[Optional[Found], Optional[Recording]]:
        """Of the first recording that has one; those that were asked the question come first."""
        for recording in sorted(self.recordings, key=lambda each: question not in asked(each)):
            if found := ask(recording):
                return found, recording
        return None, None


class LeftOut(NamedTuple):
    """A file that adds nothing."""

    file: str
    reason: str


def machines(recordings: Sequence[Recording]) -> Tuple[List[Machine], List[LeftOut]]:
    """By name. One name may be of two machines, since it has no more than a processor and a number of CPUs."""
    kept, left_out = _without_copies(sorted(recordings, key=_worth, reverse=True))
    by_name: Dict[str, List[List[Recording]]] = {}
    for recording in kept:
        groups = by_name.setdefault(_name(recording), [])
        same = next((group for group in groups if comparability(group[0], recording).scope is Scope.TIMES), None)
        if same is None:
            groups.append([recording])
        else:
            same.append(recording)
    return _named(by_name), left_out


def _without_copies(recordings: Sequence[Recording]) -> Tuple[List[Recording], List[LeftOut]]:
    kept: List[Recording] = []
    left_out: List[LeftOut] = []
    for recording in recordings:
        first = next((each for each in kept if same_recording(each, recording)), None)
        if first is None:
            kept.append(recording)
        else:
            left_out.append(LeftOut(file_name(recording), f"the same recording as {file_name(first)}"))
    return kept, left_out


def _named(by_name: Dict[str, List[List[Recording]]]) -> List[Machine]:
    """In alphabetical order; names that are cut to the same begin, or are of two machines, are counted."""
    found: List[Machine] = []
    taken: Dict[str, int] = {}
    for name, groups in sorted(by_name.items()):
        for group in groups:
            short = printable(name, NAME_WIDTH) or NOT_MEASURED
            taken[short] = taken.get(short, 0) + 1
            found.append(Machine(short if taken[short] == 1 else f"{short} ({taken[short]})", tuple(group)))
    return found


def _name(recording: Recording) -> str:
    """A file that names no machine stands for itself: nobody knows what it may be merged with."""
    name = recording.context.get("machine")
    if isinstance(name, str) and name.strip() and name != NOT_MEASURED:
        return name
    return f"unnamed ({file_name(recording)})"


def file_name(recording: Recording) -> str:
    return printable("/".join(recording.path.parts[-2:]), NAME_WIDTH)


def _worth(recording: Recording) -> Tuple[bool, bool, datetime]:
    return recording.state == COMPLETE, recording.has_lives, begun(recording)


def begun(recording: Recording) -> datetime:
    try:
        date = datetime.fromisoformat(str(recording.context.get("date")).replace("Z", "+00:00"))
    except ValueError:
        return LONG_AGO
    return date if date.tzinfo else date.replace(tzinfo=timezone.utc)
