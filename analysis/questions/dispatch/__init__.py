"""What does handing over a run cost?"""
from __future__ import annotations

from analysis.recording.reader import Recording

ORDER = 50  # among the questions, and the sections of the page


def is_recorded(recording: Recording) -> bool:
    return bool(recording.select("rendezvous"))
