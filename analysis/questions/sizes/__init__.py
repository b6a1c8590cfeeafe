"""From what size on does it pay?"""
from __future__ import annotations

from analysis.recording.reader import Recording

ORDER = 30  # among the questions, and the sections of the page


def is_recorded(recording: Recording) -> bool:
    """The job in two sizes or more; bursts, whose sizes are a question of their own, do not count."""
    return len({cell.n for cell in recording.select(recording.job.name) if cell.keys.get("phase") != "burst"}) > 1
