"""Measured cells as points of a chart: the value, how sure it is, how often it was measured, what to doubt."""
from __future__ import annotations

from typing import Optional

from analysis.presentation.figure import Interval, Place, Point
from analysis.recording.measurement import UNSETTLED
from analysis.recording.reader import Measurement
from analysis.statistics.bootstrap import within
from analysis.statistics.noise import NoiseFloor
from analysis.wording.units import percent, quantity, seconds, span, times, times_between

WITHIN_LIVES = "the 95 % interval of ratios within a life"


def times_of(cell: Measurement) -> str:
    """How often it was measured."""
    lives, repetitions = len(cell.samples), len(cell.times)
    if lives > 1:
        return f"{lives} lives"
    return f"1 process, {repetitions} repetition{'s' if repetitions > 1 else ''}"


def doubt(cell: Measurement) -> str:
    """Why the cell proves less than it seems to; or empty."""
    if cell.is_unsettled:
        return UNSETTLED
    if not cell.is_short:
        return ""
    return f"not proven parallel: {cell.counters['workers_observed']:.3g} of {cell.expected} workers took part"


def time(place: Place, cell: Measurement) -> Point:
    """The median, from the least to the most of the lives' medians."""
    low, high = cell.spread
    words = f"{seconds(cell.median)}, range {span(low, high, cell.median)} over {times_of(cell)}"
    return Point(place, cell.median, words, (low, high), doubt(cell))


def speed_up(place: Place, cell: Measurement, base: Measurement, floor: Optional[NoiseFloor] = None) -> Point:
    """How many times as fast as base, with the 95 % interval where lives tell it."""
    difference = within(cell, base) if cell is not base else None
    ratio = difference.ratio if difference else base.median / cell.median
    interval = difference.interval() if difference else None
    words = f"{times_between(ratio, interval)} over {times_of(cell)}, {seconds(cell.median)} a run"
    return Point(place, ratio, words, interval, doubt(cell) or _base(base) or (_tie(ratio, interval, floor)
                                                                               if cell is not base else ""))


def rate(place: Place, cell: Measurement, unit: str) -> Point:
    """Items a second."""
    fastest, slowest = cell.spread
    interval = (cell.n / slowest, cell.n / fastest)
    low, high = (quantity(end, "") for end in interval)
    words = f"{quantity(cell.rate, '')} {unit}, range {low} .. {high} over {times_of(cell)}"
    return Point(place, cell.rate, words, interval, doubt(cell))


def share(place: Place, cell: Measurement, value: float) -> Point:
    """Of a whole, in per cent, such as a counter tells it: the median over all repetitions."""
    return Point(place, 100 * value, f"{percent(value)}, {times_of(cell)}", None, doubt(cell))


def _base(base: Measurement) -> str:
    return f"{base.strategy} beside it {UNSETTLED}" if base.is_unsettled else ""


def _tie(ratio: float, interval: Optional[Interval], floor: Optional[NoiseFloor]) -> str:
    if interval and interval[0] <= 1 <= interval[1]:
        return f"no significant difference from the plain loop: {times(ratio)} may be noise"
    if floor and max(ratio, 1 / ratio) - 1 < floor.smallest_detectable_difference:
        return f"under the noise floor of {100 * floor.smallest_detectable_difference:.1f} %"
    return ""
