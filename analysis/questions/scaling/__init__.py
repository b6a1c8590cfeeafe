"""How far do more workers help?"""
from __future__ import annotations

from analysis.recording.reader import Recording

ORDER = 80  # among the questions, and the sections of the page


def is_recorded(recording: Recording) -> bool:
    """The job with two numbers of workers or more."""
    return len({cell.workers for cell in recording.select(recording.job.name)
                if cell.strategy != "serial" and cell.keys.get("phase") != "burst"}) > 1
