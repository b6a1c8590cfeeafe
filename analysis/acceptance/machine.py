"""Did the machine do as it should while it was recorded?"""
from __future__ import annotations

from typing import Optional

from analysis.acceptance.finding import Finding, note, ok
from analysis.recording.reader import Recording
from analysis.wording.units import printable

REASON_WIDTH = 200


def endings(recording: Recording) -> Optional[Finding]:
    """None where no life is told of, as in a plain file."""
    if not recording.has_lives:
        return None
    ended = [life.problem for life in recording.lives if life.problem]
    if not ended:
        return ok(f"none of {len(recording.lives):,} lives ended early")
    return note(f"{len(ended):,} of {len(recording.lives):,} lives ended early: {printable(ended[0], REASON_WIDTH)}")


def states(recording: Recording) -> Optional[Finding]:
    """None where the machine stayed as it was."""
    told = str(recording.course)
    if not told:
        return None
    return note(f"{told}; no answer can be given for each of its states") if recording.course.is_restless else ok(told)


CHECKS = (endings, states)
