"""How far do more workers help?"""
from __future__ import annotations

from analysis.recording.reader import Recording

ORDER = 80  # among the questions


def is_recorded(recording: Recording) -> bool:
    """Squares with two numbers of workers or more."""
    return len({cell.workers for cell in recording.select("squares")
                if cell.strategy != "serial" and cell.keys.get("phase") != "burst"}) > 1
