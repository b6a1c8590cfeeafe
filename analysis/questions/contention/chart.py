"""Everybody wants the same file: who waits for the lock?"""
from __future__ import annotations

from typing import Callable, List, Mapping, Optional, Tuple

from analysis.presentation import colours, points
from analysis.presentation.figure import all_drawable, Axis, Figure, guide, of_part, of_strategy, Point, Series
from analysis.presentation.colours import Look
from analysis.questions.contention import numbers as contention
from analysis.questions.contention.numbers import Contest, Curves, LOCK_FREE
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.recording_quality import spread
from analysis.wording.units import printable, seconds

COLOURS = (colours.BLUE, colours.VERMILION, colours.GREEN, colours.PURPLE, colours.ORANGE,
           colours.SKY, colours.INDIGO, colours.GREY)
MARKERS = ("o", "s", "^", "D", "P", "X", "*", "v")
LATENCIES = {"p50": "half took no longer", "p99": "99 % took no longer", "max": "the longest"}
REGIMES = {"sync_each": "Each operation reaches the disk", "sync_end": "All reach the disk at the end",
           "cold": "What was not in memory"}
RATE = Axis("operations/s")
WORKERS = Axis("workers", logarithmic=False)

Cells = Mapping[str, Mapping[str, Measurement]]  # by lock, then by strategy


def figures(recording: Recording) -> List[Figure]:
    contest, others = contention.contest(recording), contention.other_regimes(recording)
    workers = contention.usual_workers(contest) or contention.usual_workers(*others.values())
    bar = spread(recording)
    return all_drawable([
        _throughput(recording, contest, bar), _waiting(recording, contest), _reads(recording, workers, bar),
        _latency(contention.at(contest, workers), workers),
        *(_regime(recording, regime, contention.at(each, workers), workers) for regime, each in others.items())])


def _throughput(recording: Recording, contest: Contest, bar: str) -> Figure:
    return Figure("Operations a second", "lines", WORKERS, RATE,
                  _series(recording, contest, lambda workers, cell: points.rate(workers, cell, RATE.label)), bar)


def _waiting(recording: Recording, contest: Contest) -> Figure:
    locked = {lock: curves for lock, curves in contest.items() if lock not in LOCK_FREE}
    series = _series(recording, locked, _share)
    counts = sorted({int(point.place) for each in series for point in each.points})
    return Figure("Waiting for the lock, of the workers' time", "lines", WORKERS,
                  Axis("waiting", "%", logarithmic=False),
                  (*series, guide("one at a time", [(each, 100 * contention.alone(each)) for each in counts], "%")))


def _share(workers: int, cell: Measurement) -> Optional[Point]:
    share = contention.waiting_share(cell)
    return None if share is None else points.share(workers, cell, share)


def _reads(recording: Recording, workers: int, bar: str) -> Figure:
    by_reads = contention.by_reads(recording, workers)
    return Figure(f"With reads among the updates, {workers} workers", "lines",
                  Axis("share of reads", "%", logarithmic=False), RATE,
                  _series(recording, by_reads, lambda share, cell: points.rate(share, cell, RATE.label)), bar)


def _series(recording: Recording, found: Mapping[str, Curves],
            point: Callable[[int, Measurement], Optional[Point]]) -> Tuple[Series, ...]:
    """Colour and mark tell the locks, the line tells threads from processes."""
    return tuple(Series(printable(f"{lock}, {strategy}", 40),
                        tuple(each for place, cell in cells.items() if (each := point(place, cell))),
                        Look(COLOURS[at % len(COLOURS)], MARKERS[at % len(MARKERS)],
                             colours.DASHED if recording.strategies[strategy].processes else colours.SOLID))
                 for at, (lock, curves) in enumerate(found.items()) for strategy, cells in curves.items())


def _latency(found: Cells, workers: int) -> Figure:
    series = [of_part(at, [_point(f"{lock}, {strategy}", cell, time) for lock, strategies in found.items()
                           for strategy, cell in strategies.items()
                           if (time := contention.latency(cell, which)) is not None], f"{which}: {meaning}")
              for at, (which, meaning) in enumerate(LATENCIES.items())]
    return Figure(f"Time of an operation, waiting included, {workers} workers", "ladder", Axis("lock"),
                  Axis("latency", "s"), tuple(series))


def _point(place: str, cell: Measurement, time: float) -> Point:
    return Point(place, time, f"{seconds(time)}, {points.times_of(cell)}", None, points.doubt(cell))


def _regime(recording: Recording, regime: str, found: Cells, workers: int) -> Figure:
    strategies = dict.fromkeys(strategy for cells in found.values() for strategy in cells)
    series = [of_strategy(recording.strategies[strategy],
                          [points.rate(lock, cells[strategy], RATE.label) for lock, cells in found.items()
                           if strategy in cells]) for strategy in strategies]
    return Figure(f"{REGIMES.get(regime, regime)}, {workers} workers", "ladder",
                  Axis("lock"), RATE, tuple(series), spread(recording))
