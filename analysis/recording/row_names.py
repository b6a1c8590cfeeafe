"""Takes the names of rows apart: <workload>/<strategy>/<key>:<value>/..., or whatever other programs call theirs."""
from __future__ import annotations

from typing import Dict, NamedTuple, Union

from analysis.recording.json_file import Flaw

Key = Union[int, str]

# How often a cell was repeated and by which clock is not part of what was measured.
REPETITION_KEYS = frozenset({"repeats", "min_time", "min_warmup_time", "iterations", "threads"})
TWIN_MARK, OTHER_MARK = "twin:1", "program:other"  # what was measured once more, or by another program
MARKS = frozenset({TWIN_MARK, OTHER_MARK})
CLOCKS = frozenset({"real_time", "process_time", "manual_time"})


class RowName(NamedTuple):
    workload: str  # of another program's row: all of its name
    strategy: str  # of another program's row: empty
    keys: Dict[str, Key]


def take_apart(name: str) -> RowName:
    """"a/b/c/n:7/phase:warm/real_time" -> ("a/b", "c", {"n": 7, "phase": "warm"})."""
    parts = name.split("/")
    first_key = next((at for at, part in enumerate(parts) if ":" in part), len(parts))
    path = [part for part in parts[:first_key] if part not in CLOCKS]
    if len(path) < 2 or not all(path):
        raise Flaw("its name is not <workload>/<strategy>/<key>:<value>/...; "
                   "give a file that Crossover recorded")
    keys: Dict[str, Key] = {}
    for part in parts[first_key:]:
        key, colon, value = part.partition(":")
        if colon and key not in REPETITION_KEYS:
            keys[key] = int(value) if _is_whole(value) else value
    return RowName("/".join(path[:-1]), path[-1], keys)


def take_marks_off(name: str) -> RowName:
    """Of another program's row, whose name is one whatever it says, but for what a recording adds:
    "copy<int>/n:8/twin:1" -> ("copy<int>/n:8", "", {"twin": "1"})."""
    parts = name.split("/")
    keys: Dict[str, Key] = {key: value for part in parts if part in MARKS for key, _, value in [part.partition(":")]}
    return RowName("/".join(part for part in parts if part not in MARKS), "", keys)


def leave_whole(name: str) -> RowName:
    return RowName(name, "", {})


def _is_whole(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 18
