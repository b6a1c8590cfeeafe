"""The answer in a few sentences, made from the data: what pays here, from what size on, why, and what is not known."""
from __future__ import annotations

from typing import List

from results import Recording
from sentences import gains, locks, missing, paying, small_slices, uneven_items, waits

PARTS = (paying, gains, small_slices, uneven_items, locks, waits, missing)
NOTHING = "No row of this recording has a time: record again with ./run.sh."


def sentences(recording: Recording) -> List[str]:
    """Only those whose rows were recorded. A difference is called one only where chance does not explain it."""
    if not any(cell.ok for cell in recording.measurements):
        return [text for text in (NOTHING, missing.failures(recording)) if text]
    return [text for part in PARTS for text in part.sentences(recording)]
