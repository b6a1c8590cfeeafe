"""Who waits best?"""
from __future__ import annotations

from analysis.recording.reader import Recording

ORDER = 100  # among the questions, and the sections of the page


def is_recorded(recording: Recording) -> bool:
    return bool(recording.select("blocking"))
