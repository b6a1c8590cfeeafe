"""What does handing over a run cost, and what do workers burn that wait for one?"""
from __future__ import annotations

from typing import List, Mapping

from analysis.presentation import points
from analysis.presentation.figure import all_drawable, Axis, Figure, of_part, of_strategy, Point
from analysis.questions.dispatch import numbers as dispatch
from analysis.questions.dispatch.numbers import Dispatch, WINDOW
from analysis.recording.measurement import Measurement
from analysis.recording.reader import Recording
from analysis.statistics.recording_quality import spread
from analysis.wording.units import fine_percent

MEANINGS = {"rendezvous": "all workers must meet", "empty": "nobody knows who took part"}


def figures(recording: Recording) -> List[Figure]:
    workers, bar = dispatch.usual_workers(recording), spread(recording)
    dispatches = {name: each for name, each in dispatch.dispatches(recording, workers).items()
                  if recording.strategies[name].parallel}
    return all_drawable([_times(dispatches, workers, bar), _idle(dispatches, bar)])


def _times(dispatches: Mapping[str, Dispatch], workers: int, bar: str) -> Figure:
    return Figure(f"A run without work, {workers} workers", "ladder", Axis("strategy"), Axis("time of a run", "s"),
                  tuple(of_part(at, [points.time(name, each.kinds[kind]) for name, each in dispatches.items()
                                     if kind in each.kinds], f"{kind}: {meaning}")
                        for at, (kind, meaning) in enumerate(MEANINGS.items())), bar)


def _idle(dispatches: Mapping[str, Dispatch], bar: str) -> Figure:
    """A logarithmic axis has room for workers that sleep and for those that spin."""
    return Figure("CPU time of workers without work", "ladder", Axis("strategy"), Axis("share of a CPU", "%"),
                  tuple(of_strategy(each.idle.traits, [_idle_share(name, each.idle)])
                        for name, each in dispatches.items() if each.idle), bar)


def _idle_share(name: str, cell: Measurement) -> Point:
    """Its time is CPU time within a window."""
    low, high = (100 * end / WINDOW for end in cell.spread)
    words = f"{fine_percent(cell.median / WINDOW)} of a CPU over {points.times_of(cell)}"
    return Point(name, 100 * cell.median / WINDOW, words, (low, high), points.doubt(cell))
