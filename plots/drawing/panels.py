"""A figure as a panel of a picture: lines against a number, a ladder with a row for each name, or stacks of parts."""
from __future__ import annotations

import math
from collections import Counter
from typing import Dict, List, Tuple

from matplotlib.axes import Axes

from analysis.presentation.figure import Figure, Point, Series
from plots.drawing import scales, style

GUIDE, MEASURED = 1, 2  # guides lie beneath
MOST_OFFSET = 0.2  # of a row, between series in a ladder that share it
SPREAD = 0.7  # of a row, that all its series take
BAR = {"linewidth": 1, "alpha": 0.55, "zorder": MEASURED}


def draw(axes: Axes, figure: Figure) -> None:
    {"lines": _lines, "ladder": _ladder, "stack": _stack}[figure.kind](axes, figure)


def sharing(figure: Figure) -> int:
    """How many series have a value in the same row, at most."""
    rows = Counter(point.place for each in figure.measured for point in each.points)
    return max(rows.values(), default=1)


def _lines(axes: Axes, figure: Figure) -> None:
    for each in figure.series:
        places, values = [float(point.place) for point in each.points], [point.value for point in each.points]
        if each.is_guide:
            _guide_line(axes, each, places, values)
            continue
        axes.plot(places, values, color=each.look.colour, marker=each.look.marker, linestyle=each.look.line,
                  zorder=MEASURED)
        for point in each.points:
            axes.vlines([float(point.place)] * bool(_bar(point)), *_bar(point) or (0, 0), color=each.look.colour, **BAR)
        _hollow(axes, each, [(place, value) for place, value, point in zip(places, values, each.points) if point.doubt])
    scales.places(axes, figure.places, {float(point.place) for each in figure.measured for point in each.points})
    scales.values(axes, "y", figure.values)


def _guide_line(axes: Axes, series: Series, places: List[float], values: List[float]) -> None:
    """Across the whole panel where it has one place only."""
    look = {"color": series.look.colour, "linestyle": series.look.line, "linewidth": 1.2, "zorder": GUIDE}
    if len(places) == 1:
        axes.axhline(values[0], **look)
    else:
        axes.plot(places, values, **look)


def _ladder(axes: Axes, figure: Figure) -> None:
    rows = {name: at for at, name in enumerate(figure.names)}
    offsets = _offsets(figure)
    for at in range(0, len(rows) if offsets else 0, 2):
        axes.axhspan(at - 0.5, at + 0.5, color=style.GRID, alpha=0.45, linewidth=0, zorder=0)
    for each in figure.series:
        heights = [rows[str(point.place)] + offsets.get(each.name, 0.0) for point in each.points]
        values = [point.value for point in each.points]
        if each.is_guide:
            axes.vlines(values, [at - 0.42 for at in heights], [at + 0.42 for at in heights], color=each.look.colour,
                        linewidth=1.6, zorder=GUIDE)
            continue
        axes.plot(values, heights, linestyle="none", color=each.look.colour, marker=each.look.marker, zorder=MEASURED)
        for point, height in zip(each.points, heights):
            axes.hlines([height] * bool(_bar(point)), *_bar(point) or (0, 0), color=each.look.colour, **BAR)
        _hollow(axes, each, [(value, height) for value, height, point in zip(values, heights, each.points)
                              if point.doubt])
    style.names_axis(axes, figure.names)
    scales.values(axes, "x", figure.values)


def _offsets(figure: Figure) -> Dict[str, float]:
    """Series that share a row lie beneath each other, so that equal values are all seen."""
    most = sharing(figure)
    if most == 1:
        return {}
    step = min(MOST_OFFSET, SPREAD / most)
    return {each.name: step * (at - (len(figure.measured) - 1) / 2) for at, each in enumerate(figure.measured)}


def _stack(axes: Axes, figure: Figure) -> None:
    rows = {name: at for at, name in enumerate(figure.names)}
    ends = dict.fromkeys(rows, 0.0)
    for each in figure.series:
        for point in each.points:
            name = str(point.place)
            axes.barh(rows[name], point.value, left=ends[name], height=0.7, color=each.look.colour, linewidth=0,
                      hatch="////" if point.doubt else None, edgecolor="white")
            ends[name] += point.value
    style.names_axis(axes, figure.names)
    scales.values(axes, "x", figure.values)


def _hollow(axes: Axes, series: Series, doubtful: List[Tuple[float, float]]) -> None:
    if doubtful:
        axes.plot(*zip(*doubtful), linestyle="none", color=series.look.colour, marker=series.look.marker,
                  markerfacecolor="white", zorder=MEASURED)


def _bar(point: Point) -> Tuple[float, ...]:
    """Its ends; nothing where they are not known."""
    return point.interval if point.interval and all(map(math.isfinite, point.interval)) else ()
