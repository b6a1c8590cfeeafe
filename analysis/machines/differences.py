"""What two machines may be compared in, and why no more."""
from __future__ import annotations

from itertools import combinations
from typing import List, NamedTuple, Sequence, Tuple

from analysis.comparison.comparability import Change, Comparability, comparability, Scope
from analysis.machines.machine import Machine


class Pair(NamedTuple):
    first: str  # machines' names
    second: str
    verdict: str  # in few words
    sentence: str
    changes: Tuple[Change, ...]  # those that forbid raw times first
    warnings: Tuple[str, ...]


def pairs(machines: Sequence[Machine]) -> List[Pair]:
    """Each machine with every other, by their main recordings."""
    return [_pair(one, other) for one, other in combinations(machines, 2)]


def _pair(one: Machine, other: Machine) -> Pair:
    found = comparability(one.main, other.main, ("the first", "the second"))
    return Pair(one.name, other.name, _verdict(found), _sentence(found), found.changes, found.warnings)


def _verdict(found: Comparability) -> str:
    if found.disturbance:
        return "nothing: disturbed"
    return "raw times" if found.scope is Scope.TIMES else "relative numbers only"


def _sentence(found: Comparability) -> str:
    if found.disturbance:
        return f"Nothing may be concluded from their differences: {found.disturbance}."
    if found.scope is Scope.TIMES:
        return f"Raw times may be compared: {found.reason}."
    return f"Raw times may not be compared: {found.reason}. What may: {found.scope.value}."
