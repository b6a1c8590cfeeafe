"""Axes of what doubles from cell to cell, and of rates: logarithmic, with ticks that have round numbers."""
from __future__ import annotations

import math
from typing import Any, Collection, Mapping

from plots.drawing.style import Axes, EngFormatter, LogLocator, NullLocator

MOST_TICKS = 5
FEW_DECADES = 100.0


def workers_axis(axes: Axes, counts: Collection[int], label: str = "workers") -> None:
    """Ticks at the worker counts that were measured, or at every second or third of many."""
    ordered = sorted(counts)
    step = -(-len(ordered) // MOST_TICKS)
    axes.set_xscale("log", base=2)
    axes.set_xticks(ordered[::step], [f"{each:,}" for each in ordered[::step]])
    axes.minorticks_off()
    if ordered:
        axes.set_xlim(ordered[0] / 1.25, ordered[-1] * 1.25)
    axes.set_xlabel(label)


def round_ticks(axes: Axes, which: str, label: str) -> None:
    """Along the axis "x" or "y", once everything is drawn: at 1, 2 and 5 of each decade where there are few."""
    axes.set(**{f"{which}scale": "log"})
    axis = getattr(axes, f"{which}axis")
    low, high = (_rounded(end, upwards) for end, upwards in zip(axis.get_view_interval(), (False, True)))
    axes.set(**{f"{which}lim": (low, high)})
    axis.set_major_locator(LogLocator(subs=(1, 2, 5) if high < FEW_DECADES * low else (1,)))
    axis.set_major_formatter(EngFormatter())
    axis.set_minor_locator(NullLocator())
    axis.set_label_text(label)


def guide(axes: Axes, by_place: Mapping[int, float], **look: Any) -> None:
    """What measured lines are held against; across the whole panel where they have one place only."""
    if len(by_place) == 1:
        axes.axhline(*by_place.values(), **look)
    axes.plot(list(by_place), list(by_place.values()), **look)


def _rounded(value: float, upwards: bool) -> float:
    """To the next number of one digit that is 1, 2 or 5."""
    decade = 10.0 ** math.floor(math.log10(value))
    numbers = [digit * decade for digit in (1, 2, 5, 10)]
    return min(each for each in numbers if each >= value) if upwards else max(
        each for each in numbers if each <= value)
