"""Everybody wants the same file: who waits for the lock?"""
from __future__ import annotations

from typing import Callable, List, Mapping, Optional, Tuple

from analysis.presentation import looks, points
from analysis.presentation.figure import all_drawable, Axis, Figure, guide, of_strategy, Point, Series
from analysis.presentation.looks import Look
from analysis.questions.contention import numbers as contention
from analysis.questions.contention.numbers import Contest, Curves, LOCK_FREE, THREADS
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.fitness import spread
from analysis.wording.units import printable, seconds

COLOURS = (looks.BLUE, looks.VERMILION, looks.GREEN, looks.PURPLE, looks.ORANGE, looks.SKY, looks.INDIGO, looks.GREY)
MARKERS = ("o", "s", "^", "D", "P", "X", "*", "v")
LATENCIES = {"p50": ("thread_pool", "half took no longer"), "p99": ("openmp_static", "99 % took no longer"),
             "max": ("process_pool", "the longest")}
REGIMES = {"sync_each": "Each operation reaches the disk", "sync_end": "All reach the disk at the end",
           "cold": "What was not in memory"}
RATE = Axis("operations/s")
WORKERS = Axis("workers", logarithmic=False)

Cells = Mapping[str, Mapping[str, Measurement]]  # by lock, then by strategy


def figures(recording: Recording) -> List[Figure]:
    found, others = contention.contest(recording), contention.other_regimes(recording)
    workers = contention.usual_workers(found) or contention.usual_workers(*others.values())
    bar = spread(recording)
    return all_drawable([
        _throughput(found, bar), _waiting(found), _reads(contention.by_reads(recording, workers), workers, bar),
        _latency(contention.at(found, workers), workers),
        *(_regime(regime, contention.at(each, workers), workers, bar) for regime, each in others.items())])


def _throughput(found: Contest, bar: str) -> Figure:
    return Figure("Operations a second", "lines", WORKERS, RATE,
                  _series(found, lambda workers, cell: points.rate(workers, cell, RATE.label)), bar)


def _waiting(found: Contest) -> Figure:
    locked = {lock: curves for lock, curves in found.items() if lock not in LOCK_FREE}
    series = _series(locked, _share)
    counts = sorted({int(point.place) for each in series for point in each.points})
    return Figure("Waiting for the lock, of the workers' time", "lines", WORKERS,
                  Axis("waiting", "%", logarithmic=False),
                  (*series, guide("one at a time", [(each, 100 * contention.alone(each)) for each in counts], "%")))


def _share(workers: int, cell: Measurement) -> Optional[Point]:
    share = contention.waiting_share(cell)
    return None if share is None else points.share(workers, cell, share)


def _reads(found: Mapping[str, Curves], workers: int, bar: str) -> Figure:
    return Figure(f"With reads among the updates, {workers} workers", "lines",
                  Axis("share of reads", "%", logarithmic=False), RATE,
                  _series(found, lambda share, cell: points.rate(share, cell, RATE.label)), bar)


def _series(found: Mapping[str, Curves], point: Callable[[int, Measurement], Optional[Point]]) -> Tuple[Series, ...]:
    """Colour and mark tell the locks, the line tells threads from processes."""
    return tuple(Series(printable(f"{lock}, {strategy}", 40),
                        tuple(each for place, cell in cells.items() if (each := point(place, cell))),
                        Look(COLOURS[at % len(COLOURS)], MARKERS[at % len(MARKERS)],
                             looks.SOLID if strategy == THREADS else looks.DASHED))
                 for at, (lock, curves) in enumerate(found.items()) for strategy, cells in curves.items())


def _latency(found: Cells, workers: int) -> Figure:
    series = [of_strategy(look, [_point(f"{lock}, {strategy}", cell, time) for lock, strategies in found.items()
                                 for strategy, cell in strategies.items()
                                 if (time := contention.latency(cell, which)) is not None], f"{which}: {meaning}")
              for which, (look, meaning) in LATENCIES.items()]
    return Figure(f"Time of an operation, waiting included, {workers} workers", "ladder", Axis("lock"),
                  Axis("latency", "s"), tuple(series))


def _point(place: str, cell: Measurement, time: float) -> Point:
    return Point(place, time, f"{seconds(time)}, {points.times_of(cell)}", None, points.doubt(cell))


def _regime(regime: str, found: Cells, workers: int, bar: str) -> Figure:
    strategies = dict.fromkeys(strategy for cells in found.values() for strategy in cells)
    series = [of_strategy(strategy, [points.rate(lock, cells[strategy], RATE.label) for lock, cells in found.items()
                                     if strategy in cells]) for strategy in strategies]
    return Figure(f"{REGIMES.get(regime, regime)}, {workers} workers", "ladder",
                  Axis("lock"), RATE, tuple(series), bar)
