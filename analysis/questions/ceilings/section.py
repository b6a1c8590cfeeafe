"""What can this machine do at best?"""
from __future__ import annotations

from typing import List, Optional

from analysis.presentation import points
from analysis.presentation.figure import Axis, Figure, of_part, Point
from analysis.presentation.sections import failures, Section
from analysis.ranking import ceilings
from analysis.recording.reader import Measurement, Recording
from analysis.wording.units import quantity, rough_count

ORDER, TITLE, NEEDS = 85, "What can this machine do at best?", "--questions=ceilings"
BARE = {"fill": "bytes", "copy": "bytes", "multiply": "multiplies"}  # the counter that is done in a run


def section(recording: Recording) -> Optional[Section]:
    counts = ceilings.worker_counts(recording)
    if not counts:
        return None
    figures = [_figure(recording, ("fill", "copy"), "Memory bandwidth", "B/s"),
               _figure(recording, ("multiply",), "64-bit multiplications a second", "/s")]
    cells = [cell for cell in recording.measurements if cell.workload.startswith("ceiling/")]
    return Section(TITLE, [_answer(recording, counts)], figures, [], "ceilings", failures(cells))


def _answer(recording: Recording, counts: List[int]) -> str:
    told = []
    for workers in dict.fromkeys((counts[0], counts[-1])):
        best = ceilings.ceiling(recording, workers)
        rates = [*([quantity(best.bandwidth, "B/s")] if best.bandwidth else []),
                 *([f"{quantity(best.multiply_rate, '')} multiplications/s"] if best.multiply_rate else [])]
        told.append(f"{workers} worker{'s' if workers > 1 else ''}: {' and '.join(rates)}")
    return f"The most that was reached, filling memory and computing, with {'; with '.join(told)}."


def _figure(recording: Recording, kinds: tuple, title: str, unit: str) -> Optional[Figure]:
    series = []
    for at, kind in enumerate(kinds):
        cells = sorted(recording.measured(f"ceiling/{kind}"), key=lambda cell: (cell.n, cell.workers))
        found = [_point(cell, BARE[kind], unit) for cell in cells if cell.counters.get(BARE[kind], 0.0) > 0]
        if found:
            series.append(of_part(at, found, kind))
    return Figure(title, "ladder", Axis("loop"), Axis(title.lower(), unit), tuple(series)) if series else None


def _point(cell: Measurement, amount: str, unit: str) -> Point:
    done = cell.counters[amount]
    low, high = (done / end for end in reversed(cell.spread))
    name = f"{rough_count(cell.n)} items, {cell.workers} worker{'s' if cell.workers > 1 else ''}"
    words = f"{quantity(done / cell.median, unit)}, range {quantity(low, unit)} .. {quantity(high, unit)}"
    return Point(name, done / cell.median, f"{words} over {points.times_of(cell)}", (low, high), points.doubt(cell))
