"""What became of a row: it has a time, or there is a kind of reason why not."""
from __future__ import annotations

from enum import Enum
from typing import Any, Mapping, NamedTuple


class Outcome(Enum):
    MEASURED = "measured"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"  # this machine or build cannot measure it, which is no mistake
    TIMED_OUT = "timed_out"
    INTERRUPTED = "interrupted"


# Each by the counter that is 1 in its rows; a failure has none.
TOLD = (Outcome.UNAVAILABLE, Outcome.TIMED_OUT, Outcome.INTERRUPTED)


class Reason(NamedTuple):
    """Why something has no time that counts."""

    words: str
    is_unavailable: bool = False

    def __str__(self) -> str:
        return f"unavailable: {self.words}" if self.is_unavailable else self.words


def outcome(row: Mapping[str, Any]) -> Outcome:
    if not row.get("error_occurred") and not row.get("skipped"):
        return Outcome.MEASURED
    return next((each for each in TOLD if row.get(each.value) == 1), Outcome.FAILED)
