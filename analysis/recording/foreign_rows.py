"""Rows of a Google Benchmark program that is not Crossover's, put as Crossover would put them."""
from __future__ import annotations

from typing import Any, Dict, Mapping

from analysis.recording.outcome import Outcome, TOLD

# What these keys mean in our rows; in other programs' they are counters, which may be called anything.
OURS = frozenset({"life", "samples", "lost", "settled", *(each.value for each in TOLD)})
NO_TIME = "its time is 0, which nothing can be compared with"


def as_ours(row: Mapping[str, Any]) -> Dict[str, Any]:
    """Versions from 1.8 on tell rows that were skipped on purpose from those that failed."""
    told = {f"counter {key}" if key in OURS else key: value for key, value in row.items()}
    if told.get("skipped") is True:
        return {**told, "error_occurred": True, "error_message": str(told.get("skip_message", "skipped")),
                Outcome.UNAVAILABLE.value: 1}
    if told.get("real_time") == 0 and not told.get("error_occurred"):
        return {**told, "error_occurred": True, "error_message": NO_TIME}
    return told
