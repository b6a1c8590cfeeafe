"""Takes the names of rows apart: <workload>/<strategy>/<key>:<value>/..."""
from __future__ import annotations

from typing import Dict, NamedTuple, Union

from analysis.recording.json_file import Flaw

Key = Union[int, str]

# How often a cell was repeated and by which clock is not part of what was measured.
REPETITION_KEYS = frozenset({"repeats", "min_time", "min_warmup_time", "iterations", "threads"})
CLOCKS = frozenset({"real_time", "process_time", "manual_time"})


class RowName(NamedTuple):
    workload: str
    strategy: str
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


def _is_whole(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 18
