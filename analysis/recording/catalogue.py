"""What a recording says of its program's strategies and questions, so that nobody needs a list of names."""
from __future__ import annotations

import json
import math
from dataclasses import dataclass, fields, replace
from typing import Any, Collection, Dict, Iterable, List, Mapping, Tuple

from analysis.recording import schema
from analysis.recording.json_file import Flaw, quoted
from analysis.wording.units import count

SERIAL = "serial"  # the plain loop, which every other strategy is held against
UNKNOWN = ""  # family or language
OWN_LANGUAGES = frozenset({"C++", UNKNOWN})
CATALOGUES = frozenset({"strategies", "questions", "jobs"})  # keys of the context that tell no fact of the machine
STRATEGIES, QUESTIONS = schema.definition("strategies"), schema.definition("questions")
JOBS = schema.definition("jobs")


@dataclass(frozen=True)
class Strategy:
    """The defaults are those of a strategy of which nothing was recorded."""

    name: str
    family: str = UNKNOWN
    simplicity: float = math.inf  # the least is the simplest to adopt
    language: str = UNKNOWN
    processes: bool = False
    parallel: bool = True  # false: it computes alone by design, so it stands beside any number of workers
    starts_each_run: bool = False
    copies_results: bool = False
    on_request: bool = False
    is_reference: bool = False
    summary: str = ""
    place: int = 0  # within its family, from 0: strategies before references, the simplest first

    @property
    def by_simplicity(self) -> Tuple[float, str]:
        """Sorts the simplest first."""
        return self.simplicity, self.name

    @property
    def is_choice(self) -> bool:
        """The user may choose it for a loop that is written already."""
        return not self.is_reference and self.language in OWN_LANGUAGES


class Strategies(Dict[str, Strategy]):
    """By name; of one that the recording does not know, whatever can be said."""

    def __missing__(self, name: str) -> Strategy:
        if name == SERIAL:
            return Strategy(name, family=SERIAL, simplicity=0, parallel=False)
        return Strategy(name)


@dataclass(frozen=True)
class Question:
    name: str
    summary: str = ""
    on_request: bool = False  # answered only if it is named


@dataclass(frozen=True)
class Job:
    """The workload that questions about a job are asked of: squares, unless the user has brought one."""

    name: str = "squares"
    item: str = "square"  # what one of its items is called
    items: str = "squares"  # what several are called

    def counted(self, n: float) -> str:
        """20,000 lines"""
        return f"{count(n)} {self.item if n == 1 else self.items}"


def job(context: Mapping[str, Any], measured: Collection[str]) -> Job:
    """The first that the context tells of, if possible one that was measured. Raises Flaw."""
    told = _told(context, "jobs", JOBS)
    every = [Job(**{**_known(Job, each), "name": name}) for name, each in told.items()]
    return next((each for each in every if each.name in measured), every[0] if every else Job())


def questions(context: Mapping[str, Any]) -> Dict[str, Question]:
    """Those that the context tells of. Raises Flaw."""
    told = _told(context, "questions", QUESTIONS)
    return {name: Question(name, **_known(Question, each)) for name, each in told.items()}


def strategies(context: Mapping[str, Any], measured: Iterable[str]) -> Strategies:
    """Those that the context tells of, and all that were measured. Raises Flaw."""
    told = _told(context, "strategies", STRATEGIES)
    every = Strategies({name: Strategy(name, **_known(Strategy, each)) for name, each in told.items()})
    every.update({name: every[name] for name in measured})
    families: Dict[str, List[Strategy]] = {}
    for each in sorted(every.values(), key=lambda each: (each.is_reference, *each.by_simplicity)):
        families.setdefault(each.family, []).append(each)
    return Strategies({each.name: replace(each, place=place) for family in families.values()
                       for place, each in enumerate(family)})


def _told(context: Mapping[str, Any], key: str, part: schema.Part) -> Mapping[str, Any]:
    """By name: an object, or the same as text where Google Benchmark wrote the context."""
    told = context.get(key)
    if isinstance(told, str):
        try:
            told = json.loads(told)
        except (ValueError, RecursionError):
            raise Flaw(f"context.{key} is {quoted(told)}; it must be JSON") from None
    part.check(told or {}, f"context.{key}")
    return told or {}


def _known(kind: type, told: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields of a class; the schema lets further keys pass."""
    return {each.name: told[each.name] for each in fields(kind) if each.name in told}
