"""What does the first run after a rest cost?"""
from __future__ import annotations

from analysis.recording.reader import Recording

ORDER = 55  # among the questions, and the sections of the page


def is_recorded(recording: Recording) -> bool:
    return bool(recording.select(recording.job.name, phase="burst"))
