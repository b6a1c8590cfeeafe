"""Which rows need not be asked for again: what cost much time for nothing in earlier lives would do so again."""
from __future__ import annotations

from typing import Any, Dict, Mapping, Sequence

from benchmarks.recorder.life import LOST, UNAVAILABLE

MOST_LOSSES = 2  # of a row, in lives one after the other


class GivenUp:
    def __init__(self) -> None:
        self.unavailable: Dict[str, str] = {}  # why, by the row's name
        self.failures: Dict[str, str] = {}  # likewise, of rows that were lost too often
        self._losses: Dict[str, int] = {}

    @property
    def reasons(self) -> Dict[str, str]:
        return {**self.unavailable, **self.failures}

    def take_in(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Of one life. Where the whole life was lost, none of its rows is to blame."""
        if rows[0]["life"].get("problem"):
            return
        for row in rows:
            name, why = row["name"], str(row.get("error_message", ""))
            if row.get(UNAVAILABLE):
                self.unavailable[name] = why
            self._losses[name] = self._losses.get(name, 0) + 1 if row.get(LOST) else 0
            if self._losses[name] == MOST_LOSSES:
                self.failures[name] = f"gave up after {MOST_LOSSES} lives: {why}"
