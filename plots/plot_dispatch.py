#!/usr/bin/env python3
"""What does it cost to hand over a run, and what do workers burn that wait for one?"""
from __future__ import annotations

import sys
from pathlib import Path
from typing import List, Mapping

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from analysis.presentation import looks
from analysis.questions.dispatch import numbers as dispatch
from analysis.questions.dispatch.numbers import Dispatch, EMPTY, KINDS, RENDEZVOUS, WINDOW
from analysis.ranking import ranking
from analysis.recording.reader import Recording
from analysis.statistics.fitness import spread
from analysis.wording.units import fine_percent
from plots.drawing import chart, style
from plots.drawing.chart import NothingToDraw
from plots.drawing.style import Axes, Figure, Line2D

MARKERS = {"empty": "s", "rendezvous": "o"}
MEANINGS = {"empty": "empty: whoever takes the items", "rendezvous": "rendezvous: all take part"}
OFFSETS = {"empty": -0.12, "rendezvous": 0.12}  # of a row, so that equal ones are all seen
ROW = 0.27  # inches for each strategy

Dispatches = Mapping[str, Dispatch]  # by strategy


def draw(recording: Recording) -> Figure:
    workers = dispatch.usual_workers(recording)
    found = dispatch.dispatches(recording, workers)
    if not found:
        raise NothingToDraw(f"no row of '{EMPTY}' or '{RENDEZVOUS}' has a time that tells of a dispatch")
    has_times = any(each.kinds for each in found.values())
    has_idle = any(each.idle for each in found.values())
    figure, panels = style.mosaic([["times"] * has_times + ["idle"] * has_idle], [0.8 + ROW * len(found)],
                                  widths=[2.6] * has_times + [1.0] * has_idle)
    if has_times:
        _draw_times(panels["times"], found)
    if has_idle:
        _draw_idle(panels["idle"], found, not has_times)
    failed = ranking.failures(dispatch.contestants(recording, workers))
    return style.finish(
        figure, "What does it cost to hand over a run?",
        f"{workers} workers with an item each: the median, with a bar {spread(recording)}. In a rendezvous the "
        "items wait for each other, so all workers must come; strategies are in its order. "
        f"Idle: CPU time burnt in {1000 * WINDOW:.0f}\u00a0ms without work. {style.HOLLOW}",
        recording, style.failure_notes(failed), legend=_meanings(found))


def _draw_times(axes: Axes, found: Dispatches) -> None:
    for at, each in enumerate(found.values()):
        for kind, cell in each.kinds.items():
            style.dot(axes, at + OFFSETS[kind], cell, MARKERS[kind])
    axes.set(xscale="log", title="Dispatch")
    style.names_axis(axes, list(found))
    style.seconds_axis(axes.xaxis, "time of a run")


def _draw_idle(axes: Axes, found: Dispatches, is_alone: bool) -> None:
    for at, each in enumerate(found.values()):
        if each.idle:
            axes.barh(at, 100 * each.idle_share, height=0.6, color=looks.look(each.idle.traits).colour, alpha=0.65,
                      edgecolor="white", linewidth=0, hatch="////" if each.idle.is_unsettled else None)
            style.whisker(axes, at, tuple(100 * end / WINDOW for end in each.idle.spread))
            style.beside(axes, at, fine_percent(each.idle_share), 48, align="right")
    axes.set_title("While idle")
    axes.set_xlim(left=0, right=max(axes.get_xlim()[1], 100))
    axes.set_xlabel("CPU time (% of a CPU)")
    style.names_axis(axes, list(found))
    axes.tick_params(labelleft=is_alone)


def _meanings(found: Dispatches) -> List[Line2D]:
    drawn = {kind for each in found.values() for kind in each.kinds}
    return [Line2D([], [], color=looks.MUTED, marker=MARKERS[kind], markersize=style.DOT, linestyle="none",
                   label=MEANINGS[kind]) for kind in KINDS if kind in drawn]


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
