"""The lives that a recording consists of: each one freshly started program that measured every row that was due."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple

from analysis.recording import schema
from analysis.recording.json_file import Flaw, quoted
from analysis.wording.units import printable

LIFE = schema.definition("life")


@dataclass(frozen=True)
class Life:
    id: int
    seconds: Optional[float]
    exit_code: Optional[int]
    problem: str  # why it ended early; or empty
    surroundings: Mapping[str, Any]
    changed: Tuple[str, ...]  # sentences: what changed around it
    hand_over: Optional[float] = None  # seconds from core to core, the median of its samples'
    fixed_work: Optional[float] = None  # seconds for the same work in all lives, as well: the pace of the clock


def take_in(rows: Sequence[Any]) -> Dict[int, Life]:
    """From the rows that carry them, one of each life; none in a plain file. Raises Flaw for one that is broken."""
    lives: Dict[int, Life] = {}
    for at, row in enumerate(rows):
        entry = row.get("life") if isinstance(row, dict) else None
        if not isinstance(entry, dict):
            continue
        place = f"benchmarks[{at}].life"
        LIFE.check(entry, place)
        if entry["id"] in lives:
            raise Flaw(f"{place}.id is {entry['id']}, which an earlier one has; record the file again")
        lives[entry["id"]] = Life(
            entry["id"], entry.get("seconds"), entry.get("exit_code"), printable(entry.get("problem") or ""),
            entry.get("surroundings") or {}, tuple(map(printable, entry.get("changed") or ())))
    return lives


def life_of(row: Mapping[str, Any], lives: Mapping[int, Life]) -> int:
    """The id of the life that measured a row; a file without lives is all one process. Raises Flaw."""
    value = row.get("life")
    if value is None and not lives:
        return 0
    id = value["id"] if isinstance(value, dict) else value
    if type(id) is not int or id not in lives:
        raise Flaw(f"life is {quoted(value)}; it must be the id of one that a row of the file describes")
    return id
