"""In which states of the machine two recordings may be compared: those that both met."""
from __future__ import annotations

import math
import statistics
from typing import List, NamedTuple, Tuple

from analysis.recording.reader import Recording
from analysis.recording.states import State
from analysis.wording.units import percent

ALIKE = math.log(1.5)  # hand-over times of the same state


class Part(NamedTuple):
    state: str  # empty: all samples
    base: Recording
    other: Recording


def parts(base: Recording, other: Recording) -> Tuple[List[Part], List[str]]:
    """And sentences about what is not compared, or not state by state."""
    restless = [f"in {label}, {recording.course}" for label, recording in (("A", base), ("B", other))
                if recording.course.is_restless]
    if restless or not (base.states or other.states):
        return [Part("", base, other)], restless
    pairs: List[Tuple[State, State]] = []
    left = [_states(base), _states(other)]
    while left[0] and left[1]:
        nearest = min(((one, two) for one in left[0] for two in left[1]), key=_distance)
        if _distance(nearest) > ALIKE:
            break
        pairs.append(nearest)
        left[0].remove(nearest[0])
        left[1].remove(nearest[1])
    pairs.sort(key=lambda pair: pair[0].hand_over)
    return ([Part(str(one), _during(base, one), _during(other, two)) for one, two in pairs],
            [f"only {label} was in the state with a hand-off latency of {state.typical} "
             f"({percent(state.share)} of its time); nothing of it is compared"
             for label, states in zip("AB", left) for state in states])


def _states(recording: Recording) -> List[State]:
    """A recording without several states is one, of all its samples, where these tell which."""
    if recording.states:
        return list(recording.states)
    known = [life.hand_over for life in recording.lives if life.hand_over]
    return [State(statistics.median(known), 1.0, 0.0, math.inf)] if known else []


def _during(recording: Recording, state: State) -> Recording:
    return recording.in_state(state) if recording.states else recording


def _distance(pair: Tuple[State, State]) -> float:
    return abs(math.log(pair[1].hand_over / pair[0].hand_over))
