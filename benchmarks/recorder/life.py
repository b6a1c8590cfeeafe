"""One life done: its rows as the recording keeps them, the first with the entry that tells of the life."""
from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Dict, List, Mapping

from analysis.recording.row_names import OTHER_MARK, TWIN_MARK
from benchmarks.recorder import surroundings
from benchmarks.recorder.plan import marked
from benchmarks.recorder.process import Outcome
from benchmarks.recorder.surroundings import Moment

UNAVAILABLE, TIMED_OUT = "unavailable", "timed_out"  # counters that say why a row has no time; none: it failed
LOST = "lost"  # marks a row whose process was lost: another life may have it


def life_rows(number: int, order: Mapping[str, Any], outcome: Outcome, before: Moment, after: Moment,
              ) -> List[Dict[str, Any]]:
    """What was measured, and for each row that is missing though its turn came, one that says why. Empty only if the
    life was interrupted before it had anything to tell."""
    entry = _entry(number, outcome, before, after)
    rows = [*outcome.rows, *_missing(order, outcome)]
    return [{**row, "life": number if at else entry} for at, row in enumerate(rows)]


def names(order: Mapping[str, Any]) -> List[str]:
    """Of the rows that a life makes of its order."""
    others = [marked(row, OTHER_MARK) for row in order["rows"]] if order["against"] else []
    return [*order["rows"], *(marked(row, TWIN_MARK) for row in order["twins"]), *others]


def _entry(number: int, outcome: Outcome, before: Moment, after: Moment) -> Dict[str, Any]:
    around = surroundings.between(before, after, outcome.cpu_seconds)
    started = datetime.fromtimestamp(before.clock, timezone.utc)
    return {
        "id": number,
        "started": started.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "seconds": round(outcome.seconds, 4),
        "exit_code": outcome.exit_code,
        "problem": outcome.problem,
        "surroundings": around,
        "changed": surroundings.changes(around, outcome.seconds),
    }


def _missing(order: Mapping[str, Any], outcome: Outcome) -> List[Dict[str, Any]]:
    """None where the life told what it had when it was asked to end: the turns of the others had not come."""
    if outcome.was_asked_to_end and (outcome.rows or outcome.interruption):
        return []
    measured = {row["name"] for row in outcome.rows}
    why = outcome.problem or "the program left this row out"
    kind = {TIMED_OUT: 1} if outcome.was_asked_to_end else {}
    return [{**lost(name, why), **kind} for name in names(order) if name not in measured]


def lost(name: str, why: str) -> Dict[str, Any]:
    """As ./bench writes a row that failed."""
    return {"name": name, "run_name": name, "run_type": "iteration", "repetitions": 1,
            "repetition_index": 0, "threads": 1, "error_occurred": True, "error_message": why, LOST: True,
            "iterations": 0, "real_time": 0.0, "cpu_time": 0.0, "time_unit": "ns"}
