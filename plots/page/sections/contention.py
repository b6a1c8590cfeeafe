"""Everybody wants the same file: who waits for the lock?"""
from __future__ import annotations

from typing import Callable, Optional

import contention
import contention_table
from contention import LOCK_FREE, Contest
from page import points
from page.figure import Axis, Figure, Point, Series, guide, of_strategy
from page.section import Section, failures, of_table
from results import Measurement, Recording
from units import percent, times_between

ORDER, TITLE, NEEDS = 90, "Who waits for the file?", "--questions=contention"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#5e4fa2", "#7f7f7f")  # by lock


def section(recording: Recording) -> Optional[Section]:
    found = contention.contest(recording)
    table = of_table("Operations on the records of one file", contention_table.table(recording), contention_table.WORDS)
    if table is None:
        return None
    return Section(TITLE, _answer(found), [_throughput(found), _waiting(found)], [table], "contention",
                   failures(contention.contestants(recording)))


def _answer(found: Contest) -> str:
    workers = contention.usual_workers(found)
    for lock, cells in contention.at(found, workers).items():
        threads, processes = (cells.get(name) for name in (contention.THREADS, contention.PROCESSES))
        if threads and processes and lock not in LOCK_FREE:
            shares = [percent(contention.waiting_share(cell)) for cell in (processes, threads)]
            ratio = times_between(*contention.throughput_ratio(processes, threads))
            return (f"Under the lock '{lock}', {workers} processes wait {shares[0]} of their time and {workers} threads "
                    f"{shares[1]}; the processes do {ratio} the operations of the threads.")
    return "Threads and processes were not recorded under the same lock."


def _throughput(found: Contest) -> Figure:
    return Figure("Operations a second", "lines", Axis("workers", logarithmic=False), Axis("operations/s"),
                  _series(found, lambda workers, cell: points.rate(workers, cell, "operations/s")))


def _waiting(found: Contest) -> Optional[Figure]:
    locked = {lock: curves for lock, curves in found.items() if lock not in LOCK_FREE}
    series = _series(locked, _share)
    counts = sorted({float(point.place) for each in series for point in each.points})
    ideal = guide("one at a time", [(workers, 100 * (workers - 1) / workers) for workers in counts])
    return Figure("Share of the workers' time that they wait for the lock", "lines",
                  Axis("workers", logarithmic=False), Axis("waiting", "%", logarithmic=False), (*series, ideal))


def _share(workers: int, cell: Measurement) -> Optional[Point]:
    share = contention.waiting_share(cell)
    return None if share is None else points.share(workers, cell, share)


def _series(found: Contest, point: Callable[[int, Measurement], Optional[Point]]) -> tuple:
    """A colour for each lock; the line tells threads from processes."""
    series = []
    for (lock, curves), colour in zip(found.items(), COLOURS * len(found)):
        for strategy, cells in curves.items():
            drawn = [each for workers, cell in cells.items() if (each := point(workers, cell))]
            looks = of_strategy(strategy, drawn, f"{lock}, {strategy}")
            dash = () if strategy == contention.THREADS else (6, 3)
            series.append(Series(looks.name, looks.points, colour, looks.shape, dash))
    return tuple(series)
