"""What does the first run after a rest cost, and what does resting cost?"""
from __future__ import annotations

from typing import List, Mapping

from analysis.presentation import points
from analysis.presentation.figure import all_drawable, Axis, Figure, guide, of_part, of_strategy, Point
from analysis.presentation.colours import in_family_order
from analysis.questions.bursts import numbers as bursts
from analysis.questions.bursts.numbers import Bursts
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.recording_quality import spread
from analysis.wording.units import fine_percent, two_digits

Found = Mapping[str, Bursts]  # by strategy


def figures(recording: Recording) -> List[Figure]:
    workers = bursts.usual_workers(recording)
    found = bursts.bursts(recording, workers)
    rests, sizes = bursts.rests(found), bursts.sizes(recording, workers)
    return all_drawable([*(_first(recording, found, n, rests) for n in sizes), _resting(found, rests),
                         *(_against_rests(recording, found, n) for n in sizes[:1])])


def _first(recording: Recording, found: Found, n: int, rests: List[int]) -> Figure:
    """A series for each rest, and what a settled run takes."""
    cells = {strategy: each.sizes[n] for strategy, each in found.items() if n in each.sizes}
    series = [of_part(at, [points.time(strategy, by_rest[rest]) for strategy, by_rest in cells.items()
                           if rest in by_rest], _name(rest))
              for at, rest in enumerate(rests)]
    settled = [(strategy, value) for strategy, by_rest in cells.items()
               if (value := bursts.settled_run(by_rest[max(by_rest)]))]
    return Figure(f"First run of {recording.job.counted(n)}", "ladder", Axis("strategy"), Axis("time of a run", "s"),
                  (*series, guide("settled run", settled, "s")), spread(recording))


def _resting(found: Found, rests: List[int]) -> Figure:
    series = [of_part(at, [_cpu(strategy, share, each.after(rest)) for strategy, each in found.items()
                           if (share := each.rest_cpu(rest)) is not None], _name(rest))
              for at, rest in enumerate(rests)]
    return Figure("CPU time of waiting workers", "ladder", Axis("strategy"),
                  Axis("share of a CPU", "%", logarithmic=False), tuple(series))


def _cpu(strategy: str, share: float, cells: List[Measurement]) -> Point:
    return Point(strategy, 100 * share, f"{fine_percent(share)} of a CPU", None,
                 next(filter(None, map(points.doubt, cells)), ""))


def _against_rests(recording: Recording, found: Found, n: int) -> Figure:
    series = [of_strategy(strategy, [_times(rest, cell, times) for rest, cell in each.sizes.get(n, {}).items()
                                     if (times := bursts.times_settled(cell)) is not None])
              for strategy, each in in_family_order(recording, found)]
    return Figure(f"First run over settled run, {recording.job.counted(n)}", "lines", Axis("rest", "s"),
                  Axis("first run / settled run (times)"), tuple(series))


def _times(rest: int, cell: Measurement, times: float) -> Point:
    return Point(bursts.MICROSECOND * rest, times, f"{two_digits(times)} settled runs after {bursts.named(rest)}, "
                 f"{points.times_of(cell)}", None, points.doubt(cell))


def _name(rest: int) -> str:
    return f"rest of {bursts.named(rest)}"
