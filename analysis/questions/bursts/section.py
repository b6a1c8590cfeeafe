"""What does the first run after a rest cost?"""
from __future__ import annotations

from typing import List, Mapping, Optional

from analysis.presentation import points
from analysis.presentation.figure import Axis, Figure, of_part, of_strategy, Point, Series
from analysis.presentation.sections import failures, in_family_order, of_table, Section
from analysis.questions.bursts import numbers as bursts, sentence as first_runs, table as bursts_table
from analysis.questions.bursts.numbers import Bursts
from analysis.recording.reader import Measurement, Recording
from analysis.wording.units import count, fine_percent, seconds, two_digits

ORDER, TITLE, NEEDS = 55, "What does the first run after a rest cost?", "--questions=bursts"


def section(recording: Recording) -> Optional[Section]:
    workers = bursts.usual_workers(recording)
    found = bursts.bursts(recording, workers)
    if not found:
        return None
    sizes, rests = bursts.sizes(recording, workers), bursts.rests(found)
    figures = [*(_first(found, n, rests) for n in sizes), _against_rests(recording, found, sizes[0]),
               _resting(found, rests)]
    return Section(TITLE, first_runs.sentences(recording), figures,
                   [of_table("Bursts", bursts_table.table(recording), bursts_table.WORDS)], "bursts",
                   failures(bursts.contestants(recording, workers)),
                   [f"Squares, {workers} workers, warm. Users' programs work in bursts: after each rest the same job "
                    f"is run for {bursts.LENGTH}. What counts is the first run, and how soon runs are as fast as "
                    "settled ones."], is_lead=True)


def _first(found: Mapping[str, Bursts], n: int, rests: List[int]) -> Figure:
    """A series for each rest, and what a settled run takes."""
    cells = {strategy: each.sizes[n] for strategy, each in found.items() if n in each.sizes}
    series = [of_part(at, [points.time(strategy, by_rest[rest]) for strategy, by_rest in cells.items()
                           if rest in by_rest], f"after {bursts.named(rest)}") for at, rest in enumerate(rests)]
    settled = [point for strategy, by_rest in cells.items()
               if (point := _settled(strategy, by_rest[max(by_rest)]))]
    return Figure(f"First run of {count(n)} squares", "ladder", Axis("strategy"), Axis("time of a run", "s"),
                  (*series, of_part(len(series), settled, "settled run")))


def _settled(strategy: str, cell: Measurement) -> Optional[Point]:
    value = bursts.settled_run(cell)
    words = f"{seconds(value or 0.0)}, {points.times_of(cell)}"
    return Point(strategy, value, words, None, points.doubt(cell)) if value else None


def _against_rests(recording: Recording, found: Mapping[str, Bursts], n: int) -> Figure:
    series: List[Series] = []
    for strategy, each in in_family_order(recording, found):
        series.append(of_strategy(strategy, [
            Point(bursts.MICROSECOND * rest, times, f"{two_digits(times)} settled runs after {bursts.named(rest)}, "
                  f"{points.times_of(cell)}", None, points.doubt(cell))
            for rest, cell in each.sizes.get(n, {}).items()
            if (times := bursts.times_settled(cell)) is not None]))
    return Figure(f"First run over settled run, {count(n)} squares", "lines", Axis("rest", "s"),
                  Axis("first run / settled run (times)"), tuple(series))


def _resting(found: Mapping[str, Bursts], rests: List[int]) -> Figure:
    series = []
    for at, rest in enumerate(rests):
        shares = [Point(strategy, 100 * share, f"{fine_percent(share)} of a CPU", None,
                        next(filter(None, map(points.doubt, each.after(rest))), ""))
                  for strategy, each in found.items() for share in [each.rest_cpu(rest)] if share is not None]
        series.append(of_part(at, shares, f"rest of {bursts.named(rest)}"))
    return Figure("CPU time of waiting workers", "ladder", Axis("strategy"),
                  Axis("share of a CPU", "%", logarithmic=False), tuple(series))
