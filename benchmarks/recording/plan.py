"""What is recorded, in which order: groups of rows, hidden twins, shuffled blocks."""
from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Dict, FrozenSet, List, Mapping, Sequence, Tuple

TWIN_SHARE = 0.1  # of the groups; each costs as much as the group that it repeats
FEWEST_TWINS = 2
TWIN_KEY = "/twin:1"


@dataclass(frozen=True)
class Group:
    """One question under one strategy: what one process measures."""

    name: str  # question/strategy
    rows: Tuple[str, ...]

    @property
    def question(self) -> str:
        return self.name.partition("/")[0]


@dataclass(frozen=True)
class Task:
    """One invocation: a group in a block, or its twin."""

    id: int
    block: int
    group: Group
    twin: bool

    def label(self, row: str) -> str:
        """The name under which a row of this invocation is kept; a twin's names differ in one key."""
        if not self.twin:
            return row
        name, slash, clock = row.rpartition("/")
        return name + TWIN_KEY + slash + clock


@dataclass(frozen=True)
class Plan:
    groups: Tuple[Group, ...]
    flags: Tuple[str, ...]  # of ./bench
    profile: str
    seed: int

    @cached_property
    def twins(self) -> FrozenSet[str]:
        """Names of the groups that run twice in each block: of every question one, then any."""
        dice = random.Random(f"twins of {self.seed}")
        shuffled = dice.sample(self.groups, len(self.groups))
        first = {group.question: group.name for group in reversed(shuffled)}
        wanted = max(FEWEST_TWINS, len(first), round(TWIN_SHARE * len(self.groups)))
        others = [group.name for group in shuffled if group.name not in first.values()]
        return frozenset([*first.values(), *others][:wanted])

    def block(self, number: int) -> List[Task]:
        """Every group once and the twins again, in an order that only seed and number decide."""
        runs = [(group, twin) for group in self.groups
                for twin in (False, True) if not twin or group.name in self.twins]
        random.Random(f"block {number} of {self.seed}").shuffle(runs)
        return [Task(number * len(runs) + at, number, group, twin)
                for at, (group, twin) in enumerate(runs)]

    @property
    def rows(self) -> int:
        """Rows that one block measures."""
        return sum(len(task.group.rows) for task in self.block(0))

    @property
    def hash(self) -> str:
        """The same for two recordings that measure the same rows in the same groups with the same flags."""
        return hashlib.sha256(json.dumps([self.flags, self._listed()]).encode()).hexdigest()

    def to_json(self) -> Dict[str, Any]:
        return {"hash": self.hash, "seed": self.seed, "profile": self.profile, "flags": list(self.flags),
                "groups": self._listed(), "twins": sorted(self.twins)}

    def _listed(self) -> List[Dict[str, Any]]:
        return [{"group": group.name, "rows": list(group.rows)} for group in self.groups]


def groups_from(listed: Sequence[Mapping[str, Any]]) -> Tuple[Group, ...]:
    """From the JSON of `bench --plan` or of a recording."""
    return tuple(Group(each["group"], tuple(each["rows"])) for each in listed)


def plan_from(content: Mapping[str, Any]) -> Plan:
    """From a recording. Raises KeyError or TypeError if it is none."""
    return Plan(groups_from(content["groups"]), tuple(content["flags"]), content["profile"],
                content["seed"])
