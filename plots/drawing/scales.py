"""Axes of a figure: round ticks, units with prefixes, room for all that is drawn."""
from __future__ import annotations

import math
from typing import Collection, Tuple

from matplotlib.axes import Axes
from matplotlib.ticker import EngFormatter, LogLocator, MaxNLocator, NullLocator

from analysis.presentation.figure import Axis
from plots.drawing import style

FEW_DECADES = 100.0
MOST_TICKS, MOST_PLACES = 5, 8
MARGIN = 0.03  # of a linear axis, beside the outermost places


def values(axes: Axes, which: str, axis: Axis) -> None:
    """Along "x" or "y", once everything is drawn."""
    if axis.logarithmic:
        _logarithmic(axes, which, axis)
        return
    drawn = getattr(axes, f"{which}axis")
    low, high = drawn.get_data_interval()
    if low >= 0:
        axes.set(**{f"{which}lim": (0, 1.05 * high or 1)})
    drawn.set_major_locator(MaxNLocator(MOST_TICKS))
    _label(axes, which, axis)


def places(axes: Axes, axis: Axis, measured: Collection[float]) -> None:
    """Ticks of a linear axis are where something was measured, at every second or third place of many."""
    if axis.logarithmic:
        _logarithmic(axes, "x", axis)
        return
    ordered = sorted(measured)
    axes.set_xticks(ordered[::-(-len(ordered) // MOST_PLACES)])
    reach = MARGIN * (ordered[-1] - ordered[0]) or 1
    axes.set_xlim(ordered[0] - reach, ordered[-1] + reach)
    _label(axes, "x", axis)


def _logarithmic(axes: Axes, which: str, axis: Axis) -> None:
    """Ticks at 1, 2 and 5 of each decade where there are few; the axis ends at such numbers."""
    axes.set(**{f"{which}scale": "log"})
    drawn = getattr(axes, f"{which}axis")
    low, high = _rounded(drawn.get_view_interval())
    axes.set(**{f"{which}lim": (low, high)})
    drawn.set_major_locator(LogLocator(subs=(1, 2, 5) if high < FEW_DECADES * low else (1,)))
    drawn.set_minor_locator(NullLocator())
    _label(axes, which, axis)


def _rounded(ends: Tuple[float, float]) -> Tuple[float, float]:
    """Outwards to numbers of one digit that is 1, 2 or 5."""
    low, high = (10.0 ** math.floor(math.log10(end)) for end in ends)
    return (max(digit * low for digit in (1, 2, 5) if digit * low <= ends[0] or digit == 1),
            min(digit * high for digit in (1, 2, 5, 10) if digit * high >= ends[1] or digit == 10))


def _label(axes: Axes, which: str, axis: Axis) -> None:
    drawn = getattr(axes, f"{which}axis")
    drawn.set_major_formatter(lambda value, _: _shown(value, axis.unit))
    drawn.set_label_text(style.plain(f"{axis.label} ({axis.unit})" if axis.unit else axis.label, 60))


def _shown(value: float, unit: str) -> str:
    """With a prefix, but neither of per cents nor of numbers below 1."""
    if unit == "%" or (not unit and abs(value) < 1):
        return f"{value:.0e}{unit}".replace("e-0", "e-") if 0 < abs(value) < 1e-3 else f"{value:g} {unit}".strip()
    return str(EngFormatter(unit=unit)(value))
