#!/usr/bin/env python3
"""From what size on does each strategy beat serial? Time of a run against n, warm and cold."""
from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Iterable, Mapping

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from analysis.presentation import looks
from analysis.ranking import ranking
from analysis.ranking.ranking import Curves
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.fitness import spread
from analysis.statistics.ties import are_replicated
from plots.drawing import chart, style
from plots.drawing.chart import NothingToDraw
from plots.drawing.style import Axes, Figure

PHASES = {"warm": "Warm: the workers are ready",
          "cold": "Cold: start, one run and stop of the workers"}


def draw(recording: Recording) -> Figure:
    workers = ranking.usual_workers(recording)
    cells = {phase: ranking.squares(recording, phase, workers) for phase in PHASES}
    panels = {phase: lines for phase in PHASES if (lines := _lines(ranking.curves(cells[phase])))}
    if not panels:
        raise NothingToDraw(f"no strategy of '{ranking.WORKLOAD}' was measured at two sizes or more")
    figure, axes = style.new_figure(rows=len(panels), height=4.3 * len(panels))
    for (phase, lines), (panel,) in zip(panels.items(), axes):
        _draw_panel(panel, recording, PHASES[phase], lines)
    reasons = ranking.failures([cell for phase in panels for cell in cells[phase]])
    return style.finish(
        figure, "From what size on does each strategy beat serial?",
        f"Squares, intensity 1, {workers} workers: the median, with a bar {spread(recording)}. A ring marks "
        f"where a curve passes below serial, {_judged(panels.values())}. {style.HOLLOW}",
        recording, style.failure_notes(reasons))


def _judged(panels: Iterable[Curves]) -> str:
    cells = (cell for lines in panels for sizes in lines.values() for cell in sizes.values())
    return "and is surely below at the next size" if are_replicated(cells) else "by the medians alone"


def _lines(curves: Curves) -> Curves:
    return {strategy: sizes for strategy, sizes in curves.items() if len(sizes) > 1}


def _draw_panel(axes: Axes, recording: Recording, title: str, lines: Curves) -> None:
    verdicts = ranking.break_evens(lines)
    others = sorted((each for each in lines if each not in verdicts),
                    key=lambda name: looks.family_order(recording.strategies[name]))
    listed = [*others, *verdicts]
    for strategy in listed:
        style.draw_line(axes, lines[strategy])
    serial = lines.get("serial", {})
    for strategy, verdict in verdicts.items():
        if verdict.loses_at:
            axes.plot(verdict.n, _on_line(serial, verdict.n), "o", markersize=10, fillstyle="none",
                      color=looks.look(recording.strategies[strategy]).colour, markeredgewidth=1.6, zorder=3)
    axes.set(xscale="log", yscale="log", title=title)
    style.items_axis(axes.xaxis)
    style.seconds_axis(axes.yaxis, "time of a run")
    notes = [verdicts[each].brief if each in verdicts else "" for each in listed]
    style.list_beside(axes, [recording.strategies[each] for each in listed], "beats serial from n =", notes)


def _on_line(cells: Mapping[int, Measurement], n: float) -> float:
    """The time at n on the straight lines between the sizes measured."""
    low = max(size for size in cells if size <= n)
    high = min((size for size in cells if size > n), default=low)
    way = math.log(n / low) / math.log(high / low) if high > low else 0
    return cells[low].median * (cells[high].median / cells[low].median) ** way


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
