#!/usr/bin/env python3
"""How small may a task be? METG of every strategy, warm and cold; efficiency against a slice's duration."""
from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from analysis.presentation import looks
from analysis.questions.granularity import numbers as granularity
from analysis.questions.granularity.numbers import Rung
from analysis.ranking import ranking
from analysis.recording.catalogue import Strategy
from analysis.recording.reader import Recording
from analysis.statistics.fitness import spread
from analysis.statistics.metg import CYCLES_PER_STEP, EFFICIENCY, Metg
from analysis.wording.units import NOT_MEASURED, quantity
from plots.drawing import chart, columns, style
from plots.drawing.chart import NothingToDraw
from plots.drawing.columns import Column
from plots.drawing.style import Axes, Figure

ROW, LINES = 0.24, 3.0  # inches: a rung of the ladder, the panels of lines
USUAL = (1e-8, 1e-1)  # seconds that the ladder spans at least
LIMIT = {"color": looks.MUTED, "linestyle": looks.DASHED, "linewidth": 1}

Ladder = Mapping[str, Rung]  # by strategy


def draw(recording: Recording) -> Figure:
    workers = granularity.usual_workers(recording)
    ladder = granularity.ladder(recording, workers)
    if not ladder:
        raise NothingToDraw(f"no strategy of '{granularity.WORKLOAD}' was measured with a number of steps "
                            "that serial was measured with too")
    figure, panels = style.mosaic([["ladder", "words"], ["curves", "counts"]],
                                  [0.7 + ROW * len(ladder), LINES])
    _draw_ladder(panels["ladder"], panels["words"], recording, ladder)
    _draw_curves(panels["curves"], recording, workers)
    _draw_counts(panels["counts"], recording)
    return style.finish(
        figure, "How small may a task be?",
        f"METG: the duration of a slice from which on a strategy is efficient to {100 * EFFICIENCY:.0f} % or "
        f"more, with {workers} workers that have a slice each. Line: its 95 % interval. Cold: start, one run "
        "and stop of the workers.",
        recording, _notes(recording, workers, ladder),
        legend=[style.sample(each)
                for each in sorted(map(recording.strategies.__getitem__, ladder), key=looks.family_order)])


def _draw_ladder(axes: Axes, words: Axes, recording: Recording, ladder: Ladder) -> None:
    for at, (strategy, rung) in enumerate(ladder.items()):
        for found, height, fill in ((rung.cold, at + 0.16, "white"), (rung.warm, at - 0.16, None)):
            if found:
                _draw_metg(axes, height, recording.strategies[strategy], found, fill)
    low, high = axes.get_xlim()
    axes.set(xscale="log", title="METG (filled: warm, open: cold)")
    axes.set_xlim(min(low, USUAL[0]) if low > 0 else USUAL[0], max(high, USUAL[1]))
    style.seconds_axis(axes.xaxis, "duration of a slice")
    for each in (axes, words):
        style.names_axis(each, list(ladder))
    words.axis("off")
    columns.write(words, _columns(ladder), inside=True)


def _draw_metg(axes: Axes, at: float, strategy: Strategy, found: Metg, fill: Optional[str]) -> None:
    colour = looks.look(strategy).colour
    if found.interval:
        axes.hlines(at, *(min(max(end, found.shortest), found.longest) for end in found.interval),
                    color=colour, linewidth=1.4)
    where, marker = _place(found)
    axes.plot(where, at, marker or "o", color=colour, markerfacecolor=fill or colour)


def _place(found: Metg, arrows: str = "<>") -> Tuple[float, str]:
    """Where it is drawn: an arrow at the shortest or longest slice if it lies beyond."""
    if not found.value:
        return found.shortest, arrows[0]
    return (found.value, "") if found.value < math.inf else (found.longest, arrows[1])


def _columns(ladder: Ladder) -> List[Column]:
    warm, cold = ([getattr(rung, phase) for rung in ladder.values()] for phase in ("warm", "cold"))
    return [Column("warm [95 % interval]", 124, [each.with_interval if each else NOT_MEASURED for each in warm]),
            Column("cycles", 46, [_cycles(each) for each in warm]),
            Column("cold", 94, [str(each or NOT_MEASURED) for each in cold])]


def _cycles(found: Optional[Metg]) -> str:
    return quantity(found.cycles, "") if found and found.cycles else ""


def _draw_curves(axes: Axes, recording: Recording, workers: int) -> None:
    """Efficiency: what the slices take at best, over the time of a run."""
    durations, crowding = granularity.slices(recording), granularity.crowding(recording, workers)
    for strategy, cells in granularity.curves(recording, "warm", workers).items():
        by_duration = {durations[steps]: cell for steps, cell in cells.items() if steps in durations}
        style.draw_line(axes, by_duration, lambda duration, time: duration * crowding / time)
    axes.axhline(EFFICIENCY, **LIMIT)
    axes.set(xscale="log", title=f"Efficiency, warm, {workers} workers")
    axes.set_ylim(bottom=0)
    axes.set_ylabel("efficiency (ideal / time)")
    style.seconds_axis(axes.xaxis, "duration of a slice")


def _draw_counts(axes: Axes, recording: Recording) -> None:
    """METG against workers."""
    counts = granularity.worker_counts(recording)
    found: Dict[str, Dict[int, Metg]] = {}
    for count in counts:
        for strategy, each in granularity.metgs(recording, "warm", count).items():
            found.setdefault(strategy, {})[count] = each
    for strategy, by_count in found.items():
        colour, marker, line = looks.look(recording.strategies[strategy])
        places = {count: _place(each, "v^") for count, each in by_count.items()}
        axes.plot(list(places), [where for where, _ in places.values()], color=colour, linestyle=line)
        for count, (where, arrow) in places.items():
            axes.plot(count, where, arrow or marker, color=colour)
    if recording.effective_cpus:
        axes.axvline(recording.effective_cpus, color=looks.MUTED, linestyle=looks.DOTTED, linewidth=1.2)
    axes.set(yscale="log", title="METG against workers, warm")
    style.workers_axis(axes.xaxis)
    style.seconds_axis(axes.yaxis, "METG")


def _notes(recording: Recording, workers: int, ladder: Ladder) -> List[str]:
    failed = ranking.failures([cell for phase in ("warm", "cold")
                               for cell in granularity.contestants(recording, phase, workers)])
    return ["Efficiency: the duration of a slice (serial's), times the workers that share a CPU, over the time of a "
            f"run: the median, with a bar {spread(recording)}. Cycles: {CYCLES_PER_STEP} for each step of a slice's "
            "chain (3 for the multiplication, 1 for the addition), as on current x86-64. Arrow: beyond the slices "
            f"recorded. Curves: {style.HOLLOW[0].lower()}{style.HOLLOW[1:]} Dotted: effective CPUs.",
            *style.failure_notes(failed)]


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
