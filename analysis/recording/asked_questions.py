"""Which questions a recording was made for, as its plan tells, and which of them have a row with a time."""
from __future__ import annotations

from typing import FrozenSet, Iterable

from analysis.recording.json_file import Flaw
from analysis.recording.reader import Identity, Recording
from analysis.recording.row_names import take_apart


def asked(recording: Recording) -> FrozenSet[str]:
    """None of a plain file."""
    return frozenset(_question(group["group"]) for group in recording.groups)


def answered(recording: Recording) -> FrozenSet[str]:
    return frozenset(_question(group["group"]) for group in recording.groups
                     if any(cell and cell.ok for cell in map(recording.find, _identities(group["rows"]))))


def _question(group: str) -> str:
    return group.partition("/")[0]


def _identities(names: Iterable[str]) -> Iterable[Identity]:
    """Of those that are names of rows."""
    for name in names:
        try:
            workload, strategy, keys = take_apart(name)
        except Flaw:
            continue
        yield workload, strategy, frozenset(keys.items())
