"""What is recorded, in which order: rows, hidden twins, one order for each life."""
from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Collection, Dict, List, Mapping, Optional, Sequence, Tuple

from analysis.recording.row_names import CLOCKS

TWIN_SHARE = 0.1  # of the rows; each costs as much as the row that it repeats
FEWEST_TWINS = 20  # where there are as many rows


@dataclass(frozen=True)
class Group:
    """The rows of one question under one strategy."""

    name: str  # question/strategy
    rows: Tuple[str, ...]

    @property
    def question(self) -> str:
        return self.name.partition("/")[0]


Groups = Tuple[Group, ...]


@dataclass(frozen=True)
class Plan:
    groups: Groups
    flags: Tuple[str, ...]  # of the program
    profile: str
    rounds: int  # of each life
    sample_ms: float
    seed: int
    against: Optional[Mapping[str, str]] = None  # how both programs call themselves; None: there is one only

    @cached_property
    def rows(self) -> Tuple[str, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @cached_property
    def twins(self) -> Tuple[str, ...]:
        """Rows that each life measures once more: of every question one, then any."""
        dice = random.Random(f"twins of {self.seed}")
        shuffled = dice.sample(self.rows, len(self.rows))
        questions = {row: group.question for group in self.groups for row in group.rows}
        first = {questions[row]: row for row in reversed(shuffled)}
        wanted = min(len(shuffled), max(FEWEST_TWINS, len(first), round(TWIN_SHARE * len(shuffled))))
        others = [row for row in shuffled if row not in first.values()]
        return tuple(sorted([*first.values(), *others][:wanted]))

    def order(self, life: int, due: Collection[str], against: Optional[str] = None) -> Dict[str, Any]:
        """For the standard input of `bench --life`; `against` is the other program's path."""
        seed = int(hashlib.sha256(f"life {life} of {self.seed}".encode()).hexdigest()[:12], 16)
        return {"seed": seed, "rounds": self.rounds, "sample_ms": self.sample_ms,
                "rows": [row for row in self.rows if row in due],
                "twins": [row for row in self.twins if row in due], "against": against}

    @property
    def hash(self) -> str:
        """The same for two recordings that measure the same rows in the same way."""
        content = [self.flags, self.rounds, self.sample_ms, self._listed()]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    def to_json(self) -> Dict[str, Any]:
        return {"hash": self.hash, "seed": self.seed, "profile": self.profile, "rounds": self.rounds,
                "sample_ms": self.sample_ms, "flags": list(self.flags), "groups": self._listed(),
                "twins": list(self.twins), "against": dict(self.against) if self.against else None}

    def _listed(self) -> List[Dict[str, Any]]:
        return [{"group": group.name, "rows": list(group.rows)} for group in self.groups]


def marked(row: str, mark: str) -> str:
    """The name of a twin's row, or of the other program's: one key more, before the clock if the name tells one."""
    name, _, clock = row.rpartition("/")
    return f"{name}/{mark}/{clock}" if clock in CLOCKS else f"{row}/{mark}"


def groups_from(listed: Sequence[Mapping[str, Any]]) -> Groups:
    """From the JSON of `bench --plan` or of a recording."""
    return tuple(Group(each["group"], tuple(each["rows"])) for each in listed)


def plan_from(content: Mapping[str, Any]) -> Plan:
    """From a recording. Raises KeyError or TypeError if it is none."""
    return Plan(groups_from(content["groups"]), tuple(content["flags"]), content["profile"], content["rounds"],
                content["sample_ms"], content["seed"], content["against"])
