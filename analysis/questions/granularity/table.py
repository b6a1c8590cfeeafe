"""How small may a job be? The table: METG and what a dispatch costs, and the words that explain them."""
from __future__ import annotations

from typing import Dict, List, Mapping, Optional

from analysis.questions.dispatch import numbers as dispatch
from analysis.questions.dispatch.numbers import Dispatch
from analysis.questions.granularity import numbers as granularity
from analysis.questions.granularity.numbers import Rung
from analysis.recording import settling
from analysis.recording.catalogue import Strategy
from analysis.recording.measurement import Measurement
from analysis.recording.reader import Recording
from analysis.recording.settling import marked
from analysis.statistics.metg import EFFICIENCY, Metg
from analysis.wording.number import Number
from analysis.wording.tables import Table
from analysis.wording.units import fine_percent, printable, seconds

QUESTION = "How small may a job be?"
WORDS = ("strategy",)  # the column that is no number
NAME_WIDTH = 20
UNKNOWN = "unknown"

METG = (f"METG: the duration of a slice from which on {100 * EFFICIENCY:.0f} % of its workers' time or more is "
        "work (Slaughter et al. 2020), warm with its 95 % interval, cold with start and stop; {workers} workers, "
        "a slice each.")
MEANINGS = {"dispatch": "hand-off latency of a run in which all {workers} workers must meet",
            "idle": "CPU time of waiting workers, 100 % is one CPU"}


def table(recording: Recording) -> Table:
    """The least warm METG first. Columns that were measured for no strategy are left out."""
    workers, meeting = granularity.usual_workers(recording), dispatch.usual_workers(recording)
    ladder = granularity.ladder(recording, workers)
    dispatches = dispatch.dispatches(recording, meeting)
    told = {strategy: each for strategy, each in dispatches.items() if _is_told(recording.strategies[strategy], each)}
    strategies = list(dict.fromkeys([*ladder, *told]))
    columns = {name: cells for name, cells in _columns(strategies, ladder, dispatches).items()
               if set(cells) - {UNKNOWN}}
    notes = [METG.format(workers=workers)] * bool(ladder)
    meanings = [f"{name}: {meaning}" for name, meaning in MEANINGS.items() if name in columns]
    notes += [f"{'; '.join(meanings)}.".format(workers=meeting)] * bool(meanings)
    notes += [f"{UNKNOWN}: failed or not recorded."] * any(UNKNOWN in cells for cells in columns.values())
    notes += settling.notes(cell for each in told.values()
                            for cell in (each.kinds.get("rendezvous"), each.idle) if cell)
    return Table(tuple(columns), list(zip(*columns.values())), " ".join(notes))


def _is_told(strategy: Strategy, found: Dispatch) -> bool:
    """An empty run alone says nothing, since one worker may have done it; serial hands nothing over."""
    is_choice = strategy.parallel and not strategy.is_reference
    return is_choice and (found.idle is not None or bool(found.kinds.keys() - {"empty"}))


def _columns(strategies: List[str], ladder: Mapping[str, Rung], dispatches: Mapping[str, Dispatch],
             ) -> Dict[str, List[str]]:
    rungs = [ladder.get(name, Rung(None, None)) for name in strategies]
    costs = [dispatches.get(name, Dispatch({}, None)) for name in strategies]
    return {"strategy": [printable(name, NAME_WIDTH) for name in strategies],
            "METG warm": [_metg(rung.warm, rung.warm.with_interval if rung.warm else "") for rung in rungs],
            "METG cold": [_metg(rung.cold, str(rung.cold)) for rung in rungs],
            "dispatch": [_seconds(cost.kinds.get("rendezvous")) for cost in costs],
            "idle": [marked(cost.idle, fine_percent(cost.idle_share)) if cost.idle else UNKNOWN for cost in costs]}


def _metg(metg: Optional[Metg], text: str) -> str:
    return UNKNOWN if metg is None else Number(text, metg.value)


def _seconds(cell: Optional[Measurement]) -> str:
    return UNKNOWN if cell is None else marked(cell, seconds(cell.median))
