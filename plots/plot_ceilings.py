#!/usr/bin/env python3
"""What can this machine do at best, and what does the interface cost?"""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Dict, List, NamedTuple, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from analysis.ranking import ranking
from analysis.ranking.ceilings import worker_counts
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.fitness import spread
from analysis.wording.units import count, quantity, rough_count
from plots.drawing import chart, style
from plots.drawing.chart import NothingToDraw
from plots.drawing.style import Axes, Figure

ONE, ALL = "#a9bccb", "#35607f"  # bars of one worker and of more
BARE, AGAINST_BARE = "bare_loop", ("serial", "native_loop")


class Bar(NamedTuple):
    name: str
    middle: float
    spread: Tuple[float, float]
    colour: str


class Stack(NamedTuple):
    """Bars that share an axis."""

    title: str
    axis: str
    unit: str  # of the values, as written behind them
    bars: List[Bar]


def draw(recording: Recording) -> Figure:
    stacks = [stack for stack in _stacks(recording) if stack.bars]
    loops = _loops(recording)
    if not stacks and not loops:
        raise NothingToDraw(f"no row of 'ceiling/...' and no {BARE} of '{ranking.WORKLOAD}' has a time")
    heights = [0.75 + 0.3 * len(stack.bars) for stack in stacks] or [3.0]
    figure, left, right = style.stacked_figure(heights, bool(stacks), bool(loops))
    for axes, stack in zip(left, stacks):
        _draw_stack(axes, stack)
    if loops:
        _draw_loops(right, loops)
    cells = [cell for cell in recording.measurements
             if cell.is_reference or cell.workload.startswith("ceiling/")]
    return style.finish(
        figure, "What can this machine do at best, and what does the interface cost?",
        f"The median, with a whisker {spread(recording)}.", recording,
        style.failure_notes(ranking.failures(cells)), legend=[style.sample(recording.strategies[name]) for name in loops])


def _stacks(recording: Recording) -> List[Stack]:
    counts = worker_counts(recording)
    crews = sorted({counts[0], counts[-1]}) if counts else []
    bandwidths = [bar for kind in ("fill", "copy")
                  for bar in _rates(recording, kind, "bytes", crews, f"{kind}, {{}} items")]
    multiplies = _rates(recording, "multiply", "multiplies", crews, "multiply")
    seam = [Bar(f"seam, {count(slices)} slices", cell.median / slices,
                tuple(end / slices for end in cell.spread), ALL)
            for cell in recording.measured("ceiling/seam") if (slices := cell.number("slices")) > 1]
    return [Stack("Memory", "bandwidth (B/s)", "B/s", bandwidths),
            Stack("Cores", "64-bit multiplications (1/s)", "/s", multiplies),
            Stack("Interface", "time of a slice (s)", "s", seam)]


def _rates(recording: Recording, kind: str, amount: str, crews: List[int], name: str) -> List[Bar]:
    bars = []
    for cell in sorted(recording.measured(f"ceiling/{kind}"), key=lambda each: (each.n, each.workers)):
        done = cell.counters.get(amount, 0.0)
        if done > 0 and cell.workers in crews:
            crew = f"{cell.workers} worker{'s' if cell.workers > 1 else ''}"
            bars.append(Bar(f"{name.format(rough_count(cell.n))}, {crew}", done / cell.median,
                            tuple(done / end for end in cell.spread), ALL if cell.workers > 1 else ONE))
    return bars


def _draw_stack(axes: Axes, stack: Stack) -> None:
    for at, bar in enumerate(stack.bars):
        axes.barh(at, bar.middle, height=0.66, color=bar.colour)
        style.whisker(axes, at, bar.spread)
        style.beside(axes, at, quantity(bar.middle, stack.unit), 6)
    style.names_axis(axes, [bar.name for bar in stack.bars])
    axes.set_title(stack.title)
    axes.set_xlim(left=0)
    style.rate_axis(axes.xaxis, stack.axis, stack.unit)


def _loops(recording: Recording) -> Dict[str, Dict[int, Measurement]]:
    """The bare loop, and what is compared with it, by n; empty unless there are both."""
    cells = [cell for name in (BARE, *AGAINST_BARE)
             for cell in recording.measured(ranking.WORKLOAD, name, phase="warm", intensity=1)]
    found = ranking.curves(cells)
    bare = found.get(BARE, {})
    shared = {name: {n: cell for n, cell in found.get(name, {}).items() if n in bare}
              for name in (BARE, *AGAINST_BARE)}
    loops = {name: cells for name, cells in shared.items() if cells}
    return loops if len(loops) > 1 else {}


def _draw_loops(axes: Axes, loops: Dict[str, Dict[int, Measurement]]) -> None:
    bare = {n: cell.median for n, cell in loops[BARE].items()}
    for name, cells in loops.items():
        style.draw_line(axes, cells, lambda n, time: time / bare[n])
    low, high = axes.get_ylim()
    axes.set(xscale="log", ylim=(min(low, 0.5), max(high, 1.5)),
             title="What the interface costs")
    axes.set_ylabel("time relative to a bare loop (times)")
    style.items_axis(axes.xaxis)


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
