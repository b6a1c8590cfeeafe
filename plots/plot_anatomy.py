#!/usr/bin/env python3
"""Where does the time of a run go? Shares of the wall time of each strategy, by size."""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Dict, List, Mapping, Sequence, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from analysis.presentation import looks
from analysis.questions.anatomy import numbers as anatomy
from analysis.questions.anatomy.numbers import Anatomy, PARTS, TOLERANCE
from analysis.ranking import ranking
from analysis.recording.measurement import UNSETTLED
from analysis.recording.reader import Recording
from analysis.wording.units import percent, rough_count, seconds
from plots.drawing import chart, style
from plots.drawing.chart import NothingToDraw
from plots.drawing.style import Axes, Figure, Line2D

COLOURS = dict(zip(PARTS, (looks.SKY, looks.GREEN, looks.ORANGE, looks.VERMILION, looks.PURPLE)))
MEANINGS = {"launch": "launch: until it begins", "compute": "compute", "wait": "wait: for the others",
            "join": "join: until the caller goes on", "carry": "carry: results home"}
COLUMNS = 3  # panels beside each other
ROW = 0.24  # inches for each strategy
EDGE = 1.25  # of the wall time, where longer bars are cut

Sizes = Mapping[int, Mapping[str, Anatomy]]  # by n, then by strategy


def draw(recording: Recording) -> Figure:
    workers = anatomy.usual_workers(recording)
    found = anatomy.anatomies(recording, workers)
    if not found:
        raise NothingToDraw(f"no row of '{anatomy.WORKLOAD}' has a time and counters of all its parts")
    order = _order(found)
    columns = min(COLUMNS, len(found))
    rows = -(-len(found) // columns)
    figure, grid = style.new_figure(rows, columns, rows * (0.8 + ROW * len(order)), sharex=True)
    panels = [axes for row in grid for axes in row]
    for at, (axes, (n, by_strategy)) in enumerate(zip(panels, found.items())):
        _draw_panel(axes, n, by_strategy, order)
        axes.tick_params(labelleft=at % columns == 0)
    for axes in panels[len(found):]:
        axes.remove()
    longest = max(each.accounted for by_strategy in found.values() for each in by_strategy.values())
    panels[0].set_xlim(0, 100 * min(max(1.0, longest), EDGE))  # of all panels, since they share it
    for axes in panels[max(0, len(found) - columns):len(found)]:
        axes.set_xlabel("share of the wall time (%)")
        axes.tick_params(labelbottom=True)
    return style.finish(
        figure, "Where does the time of a run go?",
        f"{workers} workers, warm: what a worker spends on average, as shares of the wall time, which stands "
        f"beside.{_doubts(found)}",
        recording, style.failure_notes(_missing(recording, workers, found)), legend=_meanings())


def _order(found: Sizes) -> List[str]:
    """By the wall time at the smallest size, where strategies differ most."""
    first: Dict[str, Tuple[int, float, str]] = {}
    for n, by_strategy in found.items():
        for strategy, each in by_strategy.items():
            first.setdefault(strategy, (n, each.cell.median, strategy))
    return sorted(first, key=first.__getitem__)


def _draw_panel(axes: Axes, n: int, by_strategy: Mapping[str, Anatomy], order: Sequence[str]) -> None:
    for at, strategy in enumerate(order):
        if strategy in by_strategy:
            _draw_bar(axes, at, by_strategy[strategy])
    axes.axvline(100, color=style.INK, linewidth=1)
    axes.set_title(f"n = {rough_count(n)}")
    style.names_axis(axes, order)


def _draw_bar(axes: Axes, at: int, found: Anatomy) -> None:
    left = 0.0
    for part, share in found.shares.items():
        width = min(100 * share, 100 * EDGE - left)
        axes.barh(at, width, left=left, height=0.7, color=COLOURS[part], linewidth=0,
                  hatch="////" if _is_doubtful(found) else None, edgecolor="white")
        left += width
    wall = seconds(found.cell.median)
    style.beside(axes, at, f"{wall} !" if _is_doubtful(found) else wall, 52, align="right")


def _is_doubtful(found: Anatomy) -> bool:
    return found.cell.is_unsettled or not found.adds_up


def _doubts(found: Sizes) -> str:
    unsettled = any(each.cell.is_unsettled for by_strategy in found.values() for each in by_strategy.values())
    return _left_out(found) + (f" ! and hatched: the row {UNSETTLED}." if unsettled else "")


def _left_out(found: Sizes) -> str:
    wrong = [each.accounted for by_strategy in found.values() for each in by_strategy.values() if not each.adds_up]
    if not wrong:
        return ""
    ends = dict.fromkeys((percent(min(wrong)), percent(max(wrong))))
    return (f" ! and hatched: the parts do not add up to the wall time within {percent(TOLERANCE)}, "
            f"but to {' to '.join(ends)} of it, so do not trust them.")


def _missing(recording: Recording, workers: int, found: Sizes) -> Dict[str, str]:
    cells = anatomy.contestants(recording, workers)
    drawn = {strategy for by_strategy in found.values() for strategy in by_strategy}
    bare = {cell.strategy: "its rows lack the counters of its parts"
            for cell in cells if cell.ok and cell.strategy not in drawn}
    return {**bare, **ranking.failures(cells)}


def _meanings() -> List[Line2D]:
    return [Line2D([], [], color=COLOURS[part], marker="s", markersize=8, linestyle="none", label=MEANINGS[part])
            for part in PARTS]


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
