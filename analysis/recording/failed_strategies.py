"""Why strategies have no time that counts."""
from __future__ import annotations

from typing import Dict, Iterable

from analysis.recording.measurement import Measurement
from analysis.recording.outcome import Reason


def failures(cells: Iterable[Measurement]) -> Dict[str, Reason]:
    """The first reason of each strategy that failed anywhere in these cells, by name; the unavailable ones last."""
    reasons: Dict[str, Reason] = {}
    for cell in cells:
        if not cell.ok:
            reasons.setdefault(cell.strategy, cell.reason)
    return dict(sorted(reasons.items(), key=lambda item: (item[1].is_unavailable, item[0])))
