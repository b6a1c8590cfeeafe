#!/usr/bin/env python3
"""How far do more workers help? Speed-up and efficiency against workers; serial fractions."""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Dict, List, Mapping, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from analysis.presentation import looks
from analysis.questions.scaling import table as scaling_tables
from analysis.questions.scaling.numbers import diagnose, Diagnosis, Panel, panels
from analysis.ranking import ranking
from analysis.ranking.ceilings import ceiling, worker_counts
from analysis.recording.reader import Recording
from analysis.statistics.fitness import spread
from analysis.statistics.scaling_laws import Cells, Fractions
from analysis.wording.units import rough_count
from plots.drawing import chart, style
from plots.drawing.chart import NothingToDraw
from plots.drawing.style import Axes, Figure, Line2D

CEILING = {"color": style.CEILING, "linewidth": 7, "alpha": 0.22, "zorder": 1}
IDEAL = {"color": looks.MUTED, "linestyle": looks.DASHED, "linewidth": 1}
CPUS = {"color": looks.MUTED, "linestyle": looks.DOTTED, "linewidth": 1.2, "zorder": 1}
LAW = {"linewidth": 3.5, "alpha": 0.3, "zorder": 1.5}

CURVE = 60  # points of a law
LINES, ROW = 2.8, 0.2  # inches: a panel of lines, a row of a panel with one for each strategy
PALEST = 0.3  # opacity of the fewest workers' serial fraction; that of the most is opaque
WIDEST = (-0.3, 1.15)  # serial fractions beyond are arrows at the edge; above 1, one worker is faster

Diagnoses = Mapping[str, Diagnosis]  # by strategy


def draw(recording: Recording) -> Figure:
    found = panels(recording)
    if not found:
        raise NothingToDraw(f"no strategy of '{ranking.WORKLOAD}' was measured with two worker "
                            "counts at a size that serial was measured at too")
    diagnoses = [diagnose(panel) for panel in found]
    divided = sorted({name for each in diagnoses for name in each if each[name].fractions},
                     key=lambda name: looks.family_order(recording.strategies[name]))
    heights = [LINES, LINES, 0.6 + ROW * len(divided)][:3 if divided else 2]
    figure, (speed_ups, efficiencies, *fractions) = style.new_figure(
        len(heights), len(found), sum(heights), sharey="row", gridspec_kw={"height_ratios": heights})
    for panel, each, upper, lower in zip(found, diagnoses, speed_ups, efficiencies):
        _draw_lines(upper, lower, panel, recording)
        _draw_laws(upper, panel, each)
    speed_ups[0].set_ylabel("speed-up over serial (times)")
    efficiencies[0].set_ylabel("efficiency (speed-up / worker)")
    for row in (speed_ups, efficiencies):
        row[0].set_ylim(bottom=0)  # once all panels are drawn, since they share it
    for row in fractions:
        _draw_fractions(row, divided, found, diagnoses)
    return _finish(figure, recording, found, diagnoses)


def _draw_lines(upper: Axes, lower: Axes, panel: Panel, recording: Recording) -> None:
    counts, serial, best = panel.workers, panel.serial.median, _ceiling(panel, recording)
    per_worker = {count: bound / count for count, bound in best.items()}
    if len(best) == 1:
        upper.axhline(*best.values(), **CEILING)
    for axes, bounds in ((upper, best), (lower, per_worker)):
        axes.plot(list(bounds), list(bounds.values()), **CEILING)
        if recording.effective_cpus:
            axes.axvline(recording.effective_cpus, **CPUS)
    for strategy, cells in panel.strategies.items():
        style.draw_line(upper, cells, lambda _, time: serial / time)
        style.draw_line(lower, cells, lambda count, time: serial / time / count)
    upper.axline((0, 0), slope=1, **IDEAL)
    lower.axhline(1, **IDEAL)
    for axes in (upper, lower):
        axes.set_xlim(counts[0] - 0.04 * counts[-1], 1.04 * counts[-1])
        style.workers_axis(axes.xaxis)
    upper.set_title(f"intensity {panel.intensity}\nn = {rough_count(panel.n)}")


def _ceiling(panel: Panel, recording: Recording) -> Dict[int, float]:
    """By workers, the speed-up over serial that no strategy can pass.

    It stays where it is beyond the CPUs: further workers have nothing left to run on.
    """
    best: Dict[int, float] = {}
    for count in worker_counts(recording):
        seconds = ceiling(recording, count, panel.n).seconds(panel.serial)
        if seconds is not None and count <= panel.workers[-1]:
            best[count] = panel.serial.median / seconds
    if best and max(best) >= (recording.cpus or max(best) + 1):
        best.update({count: best[max(best)] for count in panel.workers if count > max(best)})
    return best


def _draw_laws(axes: Axes, panel: Panel, diagnoses: Diagnoses) -> None:
    """From one worker to as many as were measured: beyond, a law would be a guess."""
    for strategy, each in diagnoses.items():
        if each.law:
            counts = [1 + (each.law.most - 1) * step / CURVE for step in range(CURVE + 1)]
            axes.plot(counts, [panel.serial.median * each.law.throughput(count) for count in counts],
                      color=looks.look(panel.strategies[strategy][1].traits).colour, **LAW)


def _draw_fractions(row: Sequence[Axes], strategies: Sequence[str], found: List[Panel],
                    diagnoses: List[Diagnoses]) -> None:
    counts = sorted({workers for panel in diagnoses for each in panel.values() for workers in each.fractions})
    for axes, panel, each in zip(row, found, diagnoses):
        for at, strategy in enumerate(strategies):
            if strategy in each:
                _draw_strategy(axes, at, panel.strategies[strategy], each[strategy].fractions, counts)
        style.names_axis(axes, strategies)
        axes.set_xlabel("serial fraction (time / one worker's)")
    low = min(axes.get_xlim()[0] for axes in row)
    high = max(axes.get_xlim()[1] for axes in row)
    for axes in row:
        axes.set_xlim(max(low, WIDEST[0]), min(high, WIDEST[1]))
        for bound in (0, 1):
            axes.axvline(bound, **IDEAL)
    row[0].set_ylabel(f"pale to opaque: {counts[0]} to {counts[-1]} workers" if counts[1:]
                      else f"{counts[0]} workers")


def _draw_strategy(axes: Axes, at: int, cells: Cells, fractions: Fractions, counts: List[int]) -> None:
    """A dot and an interval for each worker count."""
    colour = looks.look(cells[1].traits).colour
    for workers, (value, interval) in fractions.items():
        opacity = 1 - (1 - PALEST) * (counts[-1] - workers) / max(1, counts[-1] - counts[0])
        axes.hlines(at, *(interval or (value, value)), color=colour, alpha=opacity)
        shown = min(max(value, WIDEST[0]), WIDEST[1])
        axes.plot(shown, at, "<" if value < shown else ">" if value > shown else "o", color=colour,
                  alpha=opacity, markersize=4.5, clip_on=False, markeredgewidth=cells[workers].is_doubtful,
                  markerfacecolor="white" if cells[workers].is_doubtful else colour)


def _finish(figure: Figure, recording: Recording, found: List[Panel], diagnoses: List[Diagnoses]) -> Figure:
    drawn = {recording.strategies[name] for panel in found for name in panel.strategies}
    failed = ranking.failures([cell for cell in ranking.squares(recording, "warm", intensity=None)
                               if any(cell.n in (0, panel.n) for panel in found)])
    has_law = any(each.law for strategies in diagnoses for each in strategies.values())
    return style.finish(
        figure, "How far do more workers help?",
        f"Squares, warm: the median, with a bar {spread(recording)}. Low intensity is bound by memory, high "
        f"intensity by the cores. {style.HOLLOW}",
        recording, [*_explanations(found, diagnoses), *style.failure_notes(failed)],
        legend=[*map(style.sample, sorted(drawn, key=looks.family_order)), *_line_meanings(has_law)])


def _explanations(found: List[Panel], diagnoses: List[Diagnoses]) -> List[str]:
    """Of the serial fractions; nothing where there are none."""
    if not any(each.fractions for panel in diagnoses for each in panel.values()):
        return []
    omitted = dict.fromkeys(text for panel, each in zip(found, diagnoses)
                            for text in scaling_tables.omissions(panel, each))
    return [" ".join([scaling_tables.FRACTION, *omitted])]


def _line_meanings(has_law: bool) -> List[Line2D]:
    law = [Line2D([], [], label="scalability law", color=looks.MUTED, **LAW)]
    return [Line2D([], [], label="ceiling of the machine", **CEILING),
            Line2D([], [], label="ideal", **IDEAL), Line2D([], [], label="effective CPUs", **CPUS),
            *law[:has_law]]


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
