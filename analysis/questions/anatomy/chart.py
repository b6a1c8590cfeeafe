"""Where does the time of a run go?"""
from __future__ import annotations

from typing import Dict, List

from analysis.presentation import points
from analysis.presentation.figure import all_drawable, Axis, Figure, of_part, Point
from analysis.presentation.colours import in_family_order
from analysis.questions.anatomy import numbers as anatomy
from analysis.questions.anatomy.numbers import Anatomy, PARTS
from analysis.recording.measurement import UNSETTLED
from analysis.recording.reader import Recording
from analysis.wording.units import percent, rough_count, seconds


def figures(recording: Recording) -> List[Figure]:
    workers = anatomy.usual_workers(recording)
    return all_drawable(_figure(recording, n, strategies, workers)
                        for n, strategies in anatomy.anatomies(recording, workers).items())


def _figure(recording: Recording, n: int, strategies: Dict[str, Anatomy], workers: int) -> Figure:
    return Figure(f"n = {rough_count(n)}, {workers} workers", "stack", Axis("strategy"),
                  Axis("share of the run's time", "%", logarithmic=False),
                  tuple(of_part(at, [_point(strategy.name, each, part)
                                     for strategy, each in in_family_order(recording, strategies)], part)
                        for at, part in enumerate(PARTS)))


def _point(strategy: str, found: Anatomy, part: str) -> Point:
    """The row says how long the run takes, since shares do not."""
    share, wall = found.shares[part], seconds(found.cell.median)
    doubt = UNSETTLED if found.cell.is_unsettled else (
        "" if found.adds_up else f"the parts do not add up to the run: {percent(found.accounted)}")
    return Point(f"{strategy}, {wall}", 100 * share, f"{percent(share)} of {wall}, {points.times_of(found.cell)}", None,
                 doubt)
