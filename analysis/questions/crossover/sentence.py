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
ONCE = "Measured once, so nothing says how sure that is."


def sentences(recording: Recording) -> List[str]:
    """One for each phase that was measured, and for each of the machine's states where they differ."""
    return list(map(sentence, crossover.every_phase(recording)))


def sentence(found: Crossover) -> str:
    told = "; ".join(_part(segment, at == 0, found) for at, segment in enumerate(found.segments))
    when = f", {found.when}" if found.when else ""
    return f"{found.who}{when}: {told}.{'' if found.is_sure else f' {ONCE}'}"


def what(segment: Segment) -> str:
    if segment.kind is Kind.UNDECIDED:
        others = f": {_listed(segment.tied)} cannot be told apart from a plain loop" if segment.tied else ""
        return f"not decided{others}"
    if segment.kind is Kind.LOOP:
        return Kind.LOOP.value
    others = f" (not told apart: {_listed(segment.tied)})" if segment.tied else ""
    return f"{name(segment.advised)}{others}"


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


def _part(segment: Segment, is_first: bool, found: Crossover) -> str:
    smallest, largest = (rough_seconds(end) for end in (found.measured[0], found.measured[-1]))
    if is_first and segment.ends:
        below = "below" if segment.ends.is_crossing else "up to somewhere"
        start = below if segment.kind is Kind.LOOP else f"from {smallest}, the smallest size measured, to"
        return f"{start} {place(segment.ends)} of plain-loop time {what(segment)}"
    if is_first:
        return f"at every size measured, {smallest} to {largest} of plain-loop time, {what(segment)}"
    return f"then {what(segment)}{f' up to {place(segment.ends)}' if segment.ends else ''}"


def _listed(strategies: Sequence[str]) -> str:
    shown, others = list(map(name, strategies[:MOST_NAMES])), len(strategies) - MOST_NAMES
    return listed([*shown, f"{others} other{'s' if others > 1 else ''}"] if others > 0 else shown)
