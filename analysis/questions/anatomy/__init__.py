"""Where does the time of a run go?"""
from __future__ import annotations

from analysis.recording.reader import Recording

ORDER = 70  # among the questions, and the sections of the page


def is_recorded(recording: Recording) -> bool:
    return bool(recording.select("timeline"))
