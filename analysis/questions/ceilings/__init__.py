"""What can this machine do at best?"""
from __future__ import annotations

from analysis.recording.reader import Recording

ORDER = 85  # among the questions, and the sections of the page


def is_recorded(recording: Recording) -> bool:
    return bool(recording.select("ceiling/fill") or recording.select("ceiling/multiply"))
