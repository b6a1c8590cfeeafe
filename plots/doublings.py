"""Axes of what doubles from cell to cell, and of rates: logarithmic, with ticks that have round numbers."""
from __future__ import annotations

from typing import Collection

from style import Axes, EngFormatter, LogLocator

MOST_TICKS = 5


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
    axis = getattr(axes, f"{which}axis")
    low, high = sorted(axis.get_view_interval())
    axes.set(**{f"{which}scale": "log"})
    axis.set_major_locator(LogLocator(subs=(1, 2, 5) if high < 100 * low else (1,)))
    axis.set_major_formatter(EngFormatter(sep="\u00a0"))
    axes.tick_params(axis=which, which="minor", length=0, labelsize=0)
    axis.set_label_text(label)
