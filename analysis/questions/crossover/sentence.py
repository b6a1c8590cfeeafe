"""The crossover as sentences: what to use, by how long a plain loop takes for the job."""
from __future__ import annotations

import math
from typing import List, Optional, Sequence

from analysis.questions.crossover import numbers as crossover
from analysis.questions.crossover.numbers import Border, Crossover, Kind, Segment
from analysis.ranking.loop_time import Interval
from analysis.recording.reader import Recording
from analysis.wording.lists import listed
from analysis.wording.units import printable, rough_seconds

IN_HEADLINE = False  # whether the first sentence stands among the answers in a few sentences
MOST_NAMES = 3
NAME_WIDTH = 30
MEANING = "The size of a job is the time that a plain loop takes for it."
ONCE = "Measured once, so how sure this is cannot be said."


def sentences(recording: Recording) -> List[str]:
    """One for each phase that was measured, and for each of the machine's states where they differ."""
    return list(map(sentence, crossover.every_phase(recording)))


def sentence(found: Crossover) -> str:
    first, *later = found.segments
    when = f", {found.when}" if found.when else ""
    told = [f"{found.who}{when}: {_advice(first, _first_jobs(first, found))}",
            *(_capitalised(_advice(segment, _longer_jobs(segment))) for segment in later)]
    return " ".join(f"{text}." for text in told) + ("" if found.is_sure else f" {ONCE}")


def _advice(segment: Segment, jobs: str) -> str:
    if segment.kind is Kind.UNDECIDED:
        others = f": {_listed(segment.tied)} cannot be told apart from a plain loop" if segment.tied else ""
        return f"nothing is decided for {jobs}{others}"
    if segment.kind is Kind.LOOP:
        return f"use a plain loop for {jobs}"
    others = f" (no significant difference: {_listed(segment.tied)})" if segment.tied else ""
    return f"use {name(segment.advised)} for {jobs}{others}"


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:]


def name(strategy: str) -> str:
    return printable(strategy, NAME_WIDTH)


def place(border: Border) -> str:
    """"560 ns [300 ns, 1.8 µs]", or the sizes around it."""
    if not border.is_crossing:
        low, high = border.between
        return f"between {rough_seconds(low)} and {rough_seconds(high)}"
    return seconds_within(border.at, border.interval)


def seconds_within(value: float, interval: Optional[Interval]) -> str:
    """"560 ns [300 ns, 1.8 µs]"; an end beyond the sizes measured is a word."""
    if interval is None:
        return rough_seconds(value)
    low, high = (rough_seconds(end) if 0 < end < math.inf else "" for end in interval)
    return f"{rough_seconds(value)} [{low or 'below'}, {high or 'never'}]"


def _first_jobs(segment: Segment, found: Crossover) -> str:
    """The jobs from the smallest size on, by the time that a plain loop takes for them."""
    smallest, largest = (rough_seconds(end) for end in (found.measured[0], found.measured[-1]))
    loop = "it" if segment.kind is Kind.LOOP else "a plain loop"
    if segment.ends is None:
        return f"all jobs measured, which take {loop} {smallest} to {largest}"
    if segment.kind is Kind.LOOP:
        return f"jobs that take it less than {_end(segment.ends)}"
    return f"jobs that take {loop} from {smallest}, the shortest measured, to {_end(segment.ends)}"


def _longer_jobs(segment: Segment) -> str:
    return f"longer jobs up to {_end(segment.ends)}" if segment.ends else "longer jobs"


def _end(border: Border) -> str:
    return place(border) if border.is_crossing else f"a limit {place(border)}"


def _listed(strategies: Sequence[str]) -> str:
    others = len(strategies) - MOST_NAMES
    more = [f"{others} other{'s' if others > 1 else ''}"] if others > 0 else []
    return listed([*map(name, strategies[:MOST_NAMES]), *more])
