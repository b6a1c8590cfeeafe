#!/usr/bin/env python3
"""What does the first run after a rest cost, how soon is the steady state reached, and what does resting cost?"""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Dict, List, Mapping, Optional

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from analysis.presentation import looks
from analysis.questions.bursts import numbers as bursts
from analysis.questions.bursts.numbers import BAD, Bursts, LENGTH, PHASE, Rests, WORKLOAD
from analysis.ranking import ranking
from analysis.recording.reader import Recording
from analysis.statistics.fitness import spread
from analysis.wording.units import count, fine_percent, percent, seconds, two_digits
from plots.drawing import chart, columns, doublings, style
from plots.drawing.chart import NothingToDraw
from plots.drawing.columns import Column
from plots.drawing.style import Axes, Figure, Line2D

MARKERS = ("v", "s", "D", "o", "^", "P")  # from the shortest rest to the longest
SETTLED = {"color": style.INK, "linewidth": 1.6}
HALF = 0.36  # of a row: how far its rests reach from the middle
ROW = 0.34  # inches for each strategy
WIDTHS = {"settles in": 60, "stay slow": 50, "worst": 46, "CPU at rest": 60}  # points of a column
SHOWN = (seconds, percent, lambda times: f"{two_digits(times)}x", fine_percent)  # a column each


def draw(recording: Recording) -> Figure:
    workers = bursts.usual_workers(recording)
    found = bursts.bursts(recording, workers)
    if not found:
        raise NothingToDraw(f"no row of '{WORKLOAD}' with phase:{PHASE} and a rest has a time")
    sizes, rests = bursts.sizes(recording, workers), bursts.rests(found)
    figure, panels = style.mosaic([[str(n) for n in sizes]], [0.8 + ROW * len(found)])
    for n in sizes:
        axes = panels[str(n)]
        for at, each in enumerate(found.values()):
            _draw_rests(axes, at, each.sizes.get(n, {}), rests)
        axes.set_title(f"{count(n)} squares")
        style.names_axis(axes, list(found))
        doublings.round_ticks(axes, "x", "")
        style.seconds_axis(axes.xaxis, "first run")
        axes.tick_params(labelleft=n == sizes[0])
    columns.write(panels[str(sizes[-1])], _columns(found, rests[-1]))
    failed = ranking.failures(bursts.contestants(recording, workers))
    return style.finish(
        figure, "What does the first run after a rest cost?",
        f"{workers} workers, warm, after rests without work: the median first run of bursts of {LENGTH}, with a bar "
        f"{spread(recording)}. The line is the settled run. {style.HOLLOW}",
        recording, [_explained(rests[-1]), *style.failure_notes(failed)], legend=_meanings(found, rests))


def _draw_rests(axes: Axes, at: int, measured: Rests, rests: List[int]) -> None:
    for rest, cell in measured.items():
        place = at + _offset(rests.index(rest), len(rests))
        style.dot(axes, place, cell, MARKERS[rests.index(rest) % len(MARKERS)], size=5)
        settled = bursts.settled_run(cell)
        if settled:
            axes.vlines(settled, place - HALF / len(rests), place + HALF / len(rests), **SETTLED)


def _offset(at: int, rests: int) -> float:
    """The shortest rest on top."""
    return HALF * (2 * at - rests + 1) / rests


def _columns(found: Mapping[str, Bursts], rest: int) -> List[Column]:
    """After the longest rest, at the size where it is worst; columns without a number are left out."""
    every: Dict[str, List[Optional[str]]] = {name: [] for name in WIDTHS}
    for each in found.values():
        numbers = (each.until_settled(rest), each.never_settled, each.slowest_burst, each.rest_cpu(rest))
        for name, number, show in zip(every, numbers, SHOWN):
            every[name].append(None if number is None else show(number))
    return [Column(name, WIDTHS[name], [text or "" for text in texts]) for name, texts in every.items() if any(texts)]


def _explained(rest: int) -> str:
    return ("Settles in: time from the begin of a burst until runs are as fast as settled ones, after "
            f"{bursts.named(rest)} of rest, at the size where it takes longest. Stay slow: share of the bursts that "
            "end before, after the rest where it is highest. Worst: median run of the slowest of all bursts over the "
            f"settled run, bad above {BAD:g}x. CPU at rest: CPU time of waiting workers in {bursts.named(rest)}, "
            "100 % is one CPU.")


def _meanings(found: Mapping[str, Bursts], rests: List[int]) -> List[Line2D]:
    marks = [Line2D([], [], color=looks.MUTED, marker=MARKERS[at % len(MARKERS)], markersize=5, linestyle="none",
                    label=f"after {bursts.named(rest)}") for at, rest in enumerate(rests)]
    has_settled = any(bursts.settled_run(cell) for each in found.values() for cell in each.cells)
    return marks + [Line2D([], [], label="settled run", marker="|", markersize=9, markeredgewidth=1.6, linestyle="none",
                           color=style.INK)] * has_settled


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
