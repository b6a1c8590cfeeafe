"""Everybody wants the same file: who waits for the lock?"""
from __future__ import annotations

from typing import Callable, Optional

from analysis.presentation import points
from analysis.presentation.figure import Axis, Figure, guide, of_strategy, Point, Series
from analysis.presentation.sections import failures, of_table, Section
from analysis.questions.contention import numbers as contention, sentence as locks, table as contention_table
from analysis.questions.contention.numbers import Contest, LOCK_FREE
from analysis.recording.reader import Measurement, Recording

ORDER, TITLE, NEEDS = 90, "Who waits for the file?", "--questions=contention"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#5e4fa2", "#7f7f7f")  # by lock


def section(recording: Recording) -> Optional[Section]:
    found = contention.contest(recording)
    table = of_table("Operations on the records of one file", contention_table.table(recording), contention_table.WORDS)
    if table is None:
        return None
    return Section(TITLE, locks.sentences(recording), [_throughput(recording, found), _waiting(recording, found)],
                   [table], "contention", failures(contention.contestants(recording)), is_lead=True)



def _throughput(recording: Recording, found: Contest) -> Figure:
    return Figure("Operations a second", "lines", Axis("workers", logarithmic=False), Axis("operations/s"),
                  _series(recording, found, lambda workers, cell: points.rate(workers, cell, "operations/s")))


def _waiting(recording: Recording, found: Contest) -> Optional[Figure]:
    locked = {lock: curves for lock, curves in found.items() if lock not in LOCK_FREE}
    series = _series(recording, locked, _share)
    counts = sorted({float(point.place) for each in series for point in each.points})
    ideal = guide("one at a time", [(workers, 100 * (workers - 1) / workers) for workers in counts])
    return Figure("Share of the workers' time that they wait for the lock", "lines",
                  Axis("workers", logarithmic=False), Axis("waiting", "%", logarithmic=False), (*series, ideal))


def _share(workers: int, cell: Measurement) -> Optional[Point]:
    share = contention.waiting_share(cell)
    return None if share is None else points.share(workers, cell, share)


def _series(recording: Recording, found: Contest, point: Callable[[int, Measurement], Optional[Point]]) -> tuple:
    """A colour for each lock; the line tells threads from processes."""
    series = []
    for (lock, curves), colour in zip(found.items(), COLOURS * len(found)):
        for strategy, cells in curves.items():
            drawn = [each for workers, cell in cells.items() if (each := point(workers, cell))]
            traits = recording.strategies[strategy]
            looks = of_strategy(traits, drawn, f"{lock}, {strategy}")
            dash = (6, 3) if traits.processes else ()
            series.append(Series(looks.name, looks.points, colour, looks.shape, dash))
    return tuple(series)
