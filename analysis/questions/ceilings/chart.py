"""What can this machine do at best, and what does the interface cost?"""
from __future__ import annotations

from typing import List, Mapping, Sequence

from analysis.presentation import points
from analysis.presentation.figure import all_drawable, Axis, Figure, guide, of_part, of_strategy, Point
from analysis.ranking import ranking
from analysis.recording.catalogue import SERIAL
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.bootstrap import within
from analysis.statistics.recording_quality import spread
from analysis.wording.units import count, quantity, rough_count, times_between

DONE = {"fill": "bytes", "copy": "bytes", "multiply": "multiplies"}  # the counter of what is done in a run
BARE, AGAINST_BARE = "bare_loop", (SERIAL, "native_loop")


def figures(recording: Recording) -> List[Figure]:
    return all_drawable([_rates(recording, ("fill", "copy"), "Memory bandwidth", "B/s"),
                         _rates(recording, ("multiply",), "64-bit multiplications a second", "/s"),
                         _slices(recording), _interface(recording)])


def _rates(recording: Recording, kinds: Sequence[str], title: str, unit: str) -> Figure:
    series = []
    for at, kind in enumerate(kinds):
        cells = sorted(recording.measured(f"ceiling/{kind}"), key=lambda cell: (cell.n, cell.workers))
        series.append(of_part(at, [_rate(cell, DONE[kind], unit) for cell in cells
                                   if cell.counters.get(DONE[kind], 0.0) > 0], kind))
    return Figure(title, "ladder", Axis("loop"), Axis(title.lower(), unit), tuple(series), spread(recording))


def _rate(cell: Measurement, amount: str, unit: str) -> Point:
    done = cell.counters[amount]
    low, high = (done / end for end in reversed(cell.spread))
    name = f"{rough_count(cell.n)} items, {cell.workers} worker{'s' if cell.workers > 1 else ''}"
    words = f"{quantity(done / cell.median, unit)}, range {quantity(low, unit)} .. {quantity(high, unit)}"
    return Point(name, done / cell.median, f"{words} over {points.times_of(cell)}", (low, high), points.doubt(cell))


def _slices(recording: Recording) -> Figure:
    found = [_slice(cell, slices) for cell in recording.measured("ceiling/seam")
             if (slices := cell.number("slices")) > 1]
    return Figure("What a slice costs a plain loop", "ladder", Axis("slices"), Axis("time of a slice", "s"),
                  (of_strategy(recording.strategies[SERIAL], found, "seam"),), spread(recording))


def _slice(cell: Measurement, slices: int) -> Point:
    low, high = (end / slices for end in cell.spread)
    words = f"{quantity(cell.median / slices, 's')} over {points.times_of(cell)}"
    return Point(f"{count(slices)} slices", cell.median / slices, words, (low, high), points.doubt(cell))


def _interface(recording: Recording) -> Figure:
    """Loops without it beside the plain loop of the suite."""
    cells = [cell for name in (BARE, *AGAINST_BARE)
             for cell in recording.measured(recording.job.name, name, phase="warm", intensity=1)]
    found = ranking.curves(cells)
    bare = found.get(BARE, {})
    series = [of_strategy(recording.strategies[name], _relative(found.get(name, {}), bare)) for name in AGAINST_BARE]
    return Figure("What the interface costs", "lines", Axis("n, items in a run"),
                  Axis("time over that of a bare loop (times)", logarithmic=False),
                  (*series, guide("bare loop", [(n, 1.0) for n in bare])), points.WITHIN_LIVES)


def _relative(cells: Mapping[int, Measurement], bare: Mapping[int, Measurement]) -> List[Point]:
    return [_times(n, cell, bare[n]) for n, cell in cells.items() if n in bare]


def _times(n: int, cell: Measurement, bare: Measurement) -> Point:
    difference = within(bare, cell)
    ratio = difference.ratio if difference else cell.median / bare.median
    interval = difference.interval() if difference else None
    words = f"{times_between(ratio, interval)} over {points.times_of(cell)}"
    return Point(n, ratio, words, interval, points.doubt(cell))
