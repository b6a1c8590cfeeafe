"""One task done: its rows as the recording keeps them, and its entry in the list of invocations."""
from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Dict, List, Mapping, NamedTuple, Sequence, Set, Tuple

from . import surroundings
from .plan import Task
from .process import Outcome
from .surroundings import Moment

TIMEOUT = "timeout"


class Invocation(NamedTuple):
    rows: List[Dict[str, Any]]
    entry: Dict[str, Any]


def invocation(task: Task, outcome: Outcome, before: Moment, after: Moment) -> Invocation:
    around = surroundings.between(before, after, outcome.cpu_seconds)
    started = datetime.fromtimestamp(before.clock, timezone.utc)
    entry = {
        **identity(task),
        "started": started.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "seconds": round(outcome.seconds, 4),
        "exit_code": outcome.exit_code,
        "problem": outcome.problem,
        "surroundings": around,
        "changed": surroundings.changes(around, outcome.seconds),
    }
    return Invocation(rows(task, outcome), entry)


def identity(task: Task) -> Dict[str, Any]:
    return {"id": task.id, "block": task.block, "group": task.group.name, "twin": task.twin}


def rows(task: Task, outcome: Outcome) -> List[Dict[str, Any]]:
    """What was measured, and for each row of the group that is missing, one that says why."""
    measured = {row["name"] for row in outcome.rows}
    problem = outcome.problem or "the program left this row out"
    missing = [_failed(name, problem) for name in task.group.rows if name not in measured]
    return [_labelled(row, task) for row in [*outcome.rows, *missing]]


def gave_up(entries: Sequence[Mapping[str, Any]]) -> Set[Tuple[str, bool]]:
    """Groups, and twins of groups, that ran into the wall limit; they would do so again."""
    return {(entry["group"], entry["twin"]) for entry in entries if entry.get("problem", "").startswith(TIMEOUT)}


def _labelled(row: Mapping[str, Any], task: Task) -> Dict[str, Any]:
    name = task.label(row["name"])
    return {**row, "name": name, "run_name": name, "invocation": task.id}


def _failed(name: str, why: str) -> Dict[str, Any]:
    """As Google Benchmark writes a row that failed."""
    return {"name": name, "run_name": name, "run_type": "iteration", "repetitions": 1,
            "repetition_index": 0, "threads": 1, "error_occurred": True, "error_message": why,
            "iterations": 0, "real_time": 0.0, "cpu_time": 0.0, "time_unit": "ns"}
