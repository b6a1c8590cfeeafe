"""What a recording tells a program that must choose, as its JSON has it."""
from __future__ import annotations

import math
from typing import Any, Dict, List, Optional

from analysis.questions.crossover import numbers as crossover
from analysis.questions.crossover.numbers import Crossover, Pays
from analysis.questions.granularity import numbers as granularity
from analysis.ranking.loop_time import Interval, LoopTime
from analysis.recording.by_state import met_often
from analysis.recording.reader import Recording, ResultsError
from analysis.recording.states import State
from analysis.statistics.metg import Metg
from analysis.wording.commands import RUN
from analysis.wording.units import printable, rough_seconds

NANOSECOND = 1e-9
DIGITS = 4  # more than any interval here is worth
NAME_WIDTH = 120
PHASES = {"warm": "ready", "cold": "fresh"}
MEANING = {
    "pays_from_ns": "plain-loop time of a job from which on the strategy is faster; null: see verdict",
    "verdict": "from: pays from pays_from_ns on; always: at every size measured, of which pays_from_ns is the "
               "smallest; between: up to until_ns only; never: at no size measured; undecided: chance may explain "
               "every difference",
    "interval_ns": "95 %; low 0: below the sizes measured, high null: beyond them; null: not known",
    "slice_ns": "the shortest slice of a worker with which half of the time or more is work (METG 50 %); null: not "
                "recorded, or longer than any recorded",
    "slice_items": "the number of the job's items that take as long as the slice",
    "states": "the same for each state that the machine was in for six lives or more; states differ in hand-off "
              "latency from core to core; empty where the machine had one"}


def thresholds(recording: Recording) -> Dict[str, Any]:
    """As the JSON has it. Raises ResultsError where no phase tells one."""
    every = [crossover.crossover(recording, phase) for phase in crossover.PHASES]
    if not any(each.pays for each in every):
        raise ResultsError(f"{printable(str(recording.path))}: no threshold can be told "
                           f"({crossover.problems(recording)}); record with {RUN} --profile=standard "
                           "--questions=sizes,granularity")
    return {"recording": printable(recording.path.name, NAME_WIDTH), "machine": recording.about("machine"),
            "cpu_model": recording.about("cpu_model"), "effective_cpus": recording.about("effective_cpus"),
            "date": recording.about("date"), "commit": recording.about("commit"), "state": _state(recording),
            "is_sure": all(each.is_sure for each in every if each.pays), "meaning": MEANING,
            "thresholds": [entry for each in every for entry in _entries(recording, each)],
            "states": [_of_state(state, recording.in_state(state)) for state in met_often(recording)]}


def _of_state(state: State, part: Recording) -> Dict[str, Any]:
    every = [crossover.crossover(part, phase) for phase in crossover.PHASES]
    return {"hand_over_ns": _nanoseconds(state.hand_over), "share": _rounded(state.share),
            "thresholds": [entry for each in every for entry in _entries(part, each)]}


def _state(recording: Recording) -> str:
    """The machine's state, by its hand-off latency from core to core."""
    if str(recording.course):
        states = "; the JSON has those of each state" if met_often(recording) else ""
        return f"{recording.course}; the thresholds are of all of it{states}"
    typical = recording.hand_over
    return "not recorded" if typical is None else f"hand-off {rough_seconds(typical)}"


def _entries(recording: Recording, found: Crossover) -> List[Dict[str, Any]]:
    if not found.pays:
        return []
    slices = granularity.metgs(recording, found.phase, found.workers)
    return [{"strategy": printable(pays.strategy, NAME_WIDTH), "workers_are": PHASES[found.phase],
             "workers": found.workers, **_pays(pays), **_slice(slices.get(pays.strategy), found.loop)}
            for pays in found.pays]


def _pays(pays: Pays) -> Dict[str, Any]:
    return {"verdict": pays.even.verdict.name.lower(), "pays_from_ns": _nanoseconds(pays.begins),
            "interval_ns": _interval(pays.interval), "until_ns": _nanoseconds(pays.ends)}


def _slice(found: Optional[Metg], loop: Optional[LoopTime]) -> Dict[str, Any]:
    """A METG below the shortest slice recorded is told as that slice."""
    if loop is None or found is None or found.value == math.inf:
        return {"slice_ns": None, "slice_interval_ns": None, "slice_items": None}
    seconds = max(found.value, found.shortest)
    return {"slice_ns": _nanoseconds(seconds), "slice_interval_ns": _interval(found.interval),
            "slice_items": max(1, math.ceil(loop.items(seconds)))}


def _interval(interval: Optional[Interval]) -> Optional[List[Optional[float]]]:
    return None if interval is None else [_nanoseconds(end) for end in interval]


def _nanoseconds(seconds: Optional[float]) -> Optional[float]:
    return None if seconds is None or seconds == math.inf else _rounded(seconds / NANOSECOND)


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
