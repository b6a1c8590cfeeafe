"""Where does the time of a run go?"""
from __future__ import annotations

from typing import Dict, Optional

from analysis.presentation import points
from analysis.presentation.figure import Axis, Figure, of_part, Point
from analysis.presentation.sections import failures, in_family_order, Section
from analysis.questions.anatomy import numbers as anatomy
from analysis.questions.anatomy.numbers import Anatomy, PARTS
from analysis.recording.measurement import UNSETTLED
from analysis.recording.reader import Recording
from analysis.wording.units import percent, rough_count, seconds

ORDER, TITLE, NEEDS = 70, "Where does the time of a run go?", "--questions=anatomy"


def section(recording: Recording) -> Optional[Section]:
    workers = anatomy.usual_workers(recording)
    found = anatomy.anatomies(recording, workers)
    if not found:
        return None
    figures = [_figure(recording, n, found[n], workers) for n in dict.fromkeys((min(found), max(found)))]
    return Section(TITLE, [_answer(found[max(found)], max(found))], figures, [], "anatomy",
                   failures(anatomy.contestants(recording, workers)),
                   ["Launch: until a worker begins; wait: it is done, others are not; join: all are done, the caller "
                    "does not know yet; carry: results are copied home. The mean over the workers."])


def _figure(recording: Recording, n: int, strategies: Dict[str, Anatomy], workers: int) -> Figure:
    return Figure(f"n = {rough_count(n)}, {workers} workers", "stack", Axis("strategy"),
                  Axis("share of the run's time", "%", logarithmic=False),
                  tuple(of_part(at, [_point(strategy.name, each, part)
                                     for strategy, each in in_family_order(recording, strategies)], part)
                        for at, part in enumerate(PARTS)))


def _point(strategy: str, found: Anatomy, part: str) -> Point:
    share = found.shares[part]
    words = (f"{percent(share)} of {seconds(found.cell.median)}, {points.times_of(found.cell)}")
    doubt = UNSETTLED if found.cell.is_unsettled else (
        "" if found.adds_up else f"the parts add up to {percent(found.accounted)} of the run")
    return Point(strategy, 100 * share, words, None, doubt)


def _answer(strategies: Dict[str, Anatomy], n: int) -> str:
    shares = sorted(((each.shares["compute"], name) for name, each in strategies.items()
                     if not each.cell.is_serial and not each.cell.is_unsettled))
    if not shares:
        return "No strategy with workers was looked into once it had settled."
    (least, last), (most, first) = shares[0], shares[-1]
    return (f"At n = {rough_count(n)}, {first} spends {percent(most)} of a worker's time on the work, {last} "
            f"{percent(least)}.")
