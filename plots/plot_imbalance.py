#!/usr/bin/env python3
"""What does uneven work cost each strategy? Time of skewed shapes relative to even ones and to serial."""
from __future__ import annotations

import sys
from pathlib import Path
from typing import List, Mapping

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from analysis.presentation import looks
from analysis.questions.imbalance import numbers as imbalance
from analysis.questions.imbalance.numbers import EVEN, Shapes, WORKLOAD
from analysis.recording.reader import Recording
from analysis.statistics.fitness import spread
from analysis.wording.units import count
from plots.drawing import chart, style
from plots.drawing.chart import NothingToDraw
from plots.drawing.style import Axes, Figure, Line2D

MARKERS = {"triangular": "^", "heavy_tailed": "D"}  # by shape; the colour tells the strategy
OTHER_MARKER = "o"
LOGARITHMIC_FROM = 8  # times the even work


def draw(recording: Recording) -> Figure:
    cells = recording.select(WORKLOAD, phase="warm")
    setting = imbalance.usual_setting([cell for cell in cells if cell.ok], recording.cpus or 0)
    compared = imbalance.compared(cells, setting)
    if not compared:
        raise NothingToDraw(f"no strategy of '{WORKLOAD}' was measured with shape:{EVEN} "
                            "and with a skewed shape")
    items_alone = imbalance.relative(compared.get("serial", {}))
    order = sorted(compared, key=lambda name: (imbalance.worst(compared[name], items_alone),
                                               looks.family_order(recording.strategies[name])))
    figure, [[axes]] = style.new_figure(height=0.75 + 0.29 * len(order))
    for at, strategy in enumerate(order):
        _draw_strategy(axes, at, compared[strategy], items_alone)
    _scale(axes)
    axes.axvline(1, color=style.INK, linewidth=1)
    axes.set_xlabel("time over that of even work, relative to the same of serial (times)"
                    if items_alone else "time relative to even work by the same strategy (times)")
    style.names_axis(axes, order)
    n, intensity, workers, slices = setting
    return style.finish(
        figure, "What does uneven work cost each strategy?",
        f"Skewed squares of {count(n)} numbers, intensity {intensity}, {workers} workers, {slices} "
        "slices, warm: the median over that of even work, relative to serial, which pays for the items "
        f"alone; with a bar {spread(recording)}. {style.HOLLOW}",
        recording, style.failure_notes(imbalance.missing(cells, compared)), legend=_meanings(compared))


def _draw_strategy(axes: Axes, at: int, shapes: Shapes, items_alone: Mapping[str, float]) -> None:
    for shape, cell in shapes.items():
        if shape != EVEN:
            style.dot(axes, at, cell, MARKERS.get(shape, OTHER_MARKER),
                      one=shapes[EVEN].median * items_alone.get(shape, 1))


def _scale(axes: Axes) -> None:
    """Keeps noise around 1 from filling the chart, and one slow strategy from flattening all others."""
    low, high = axes.get_xlim()
    if high > LOGARITHMIC_FROM:
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter("{x:g}")
    else:
        axes.set_xlim(min(low, 0.8), max(high, 1.5))


def _meanings(compared: Mapping[str, Shapes]) -> List[Line2D]:
    drawn = {shape for shapes in compared.values() for shape in shapes if shape != EVEN}
    shapes = [*(shape for shape in MARKERS if shape in drawn), *sorted(drawn - MARKERS.keys())]
    return [Line2D([], [], color=looks.MUTED, marker=MARKERS.get(shape, OTHER_MARKER), markersize=style.DOT,
                   linestyle="none", label=style.plain(shape.replace("_", "-"))) for shape in shapes]


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
