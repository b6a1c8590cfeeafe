#!/usr/bin/env python3
"""Who waits best? Items that only wait: how many a second, against workers and against the memory they take."""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Callable, Dict, List, Mapping, Optional

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from analysis.presentation import looks
from analysis.questions.waiting import numbers as waiting
from analysis.questions.waiting.numbers import Cells, Curves
from analysis.recording import usual_settings as settings
from analysis.recording.catalogue import Strategy
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.fitness import spread
from analysis.wording.units import quantity
from plots.drawing import chart, doublings, style
from plots.drawing.chart import NothingToDraw
from plots.drawing.style import Axes, Figure, Line2D

TITLES = {"timer": "Waiting for a timer", "pipe": "Waiting for a pipe", "read": "Waiting for a file"}
MARKERS = {"timer": "o", "pipe": "s", "read": "D"}
OFFSET = 0.2  # of a kind in the row of a strategy, so that equal ones are all seen
LINES, COSTS, ROW = 2.5, 0.75, 0.24  # inches: a panel of lines, one with a row for each strategy, such a row
LEAST_MEMORY, LEAST_SWITCHES = 1e3, 0.0  # bytes of a worker, and of an item: less is drawn as an arrow here
RATE = "items a second (1/s)"
IDEAL = {"color": looks.MUTED, "linestyle": looks.DASHED, "linewidth": 1}

Kinds = Mapping[str, Curves]  # by what is waited for
Costs = Dict[str, Dict[str, float]]  # by what is waited for, then by strategy


def draw(recording: Recording) -> Figure:
    kinds = waiting.kinds(recording)
    if not kinds:
        raise NothingToDraw(f"no row of '{waiting.WORKLOAD}' that says what its items wait for has a time")
    worker = _costs(kinds, waiting.memory_per_worker)
    switches = _costs(kinds, lambda cells: waiting.switches_per_item(cells[max(cells)]))
    has_memory = any(waiting.memory(cell) for cell in _cells(kinds))
    costs = ["worker"] * bool(worker) + ["switches"] * bool(switches)
    strategies = sorted({name for each in (worker, switches) for values in each.values() for name in values},
                        key=lambda name: looks.family_order(recording.strategies[name]))
    lines = [[f"rate {kind}", *[f"memory {kind}"] * has_memory] for kind in kinds]
    figure, panels = style.mosaic([*lines, *[(costs * 2)[:1 + has_memory]] * bool(costs)],
                                  [LINES] * len(kinds) + [COSTS + ROW * len(strategies)] * bool(costs))
    for kind, curves in kinds.items():
        _draw_rates(panels[f"rate {kind}"], kind, curves)
        if has_memory:
            _draw_against_memory(panels[f"memory {kind}"], panels[f"rate {kind}"], curves)
    if worker:
        _draw_costs(panels["worker"], worker, [recording.strategies[each] for each in strategies], LEAST_MEMORY)
        panels["worker"].set_title("Memory of each further worker")
        doublings.round_ticks(panels["worker"], "x", "memory (B)")
    if switches:
        _draw_costs(panels["switches"], switches, [recording.strategies[each] for each in strategies],
                    LEAST_SWITCHES)
        panels["switches"].set(title="Context switches, most workers", xlabel="of the whole crew (switches / item)")
        panels["switches"].set_xlim(left=0)
        panels["switches"].tick_params(labelleft=not worker)
    return style.finish(figure, "Who waits best?", _subtitle(recording, kinds), recording,
                        _notes(recording, kinds, worker, has_memory), legend=_legend(kinds, bool(costs)))


def _cells(kinds: Kinds) -> List[Measurement]:
    return [cell for curves in kinds.values() for cells in curves.values() for cell in cells.values()]


def _ideal(curves: Curves) -> Dict[int, float]:
    """By workers: items a second as if waiting were all."""
    found = {cell.workers: waiting.ideal(cell) for cells in curves.values() for cell in cells.values()}
    return {workers: rate for workers, rate in sorted(found.items()) if rate}


def _draw_rates(axes: Axes, kind: str, curves: Curves) -> None:
    doublings.guide(axes, _ideal(curves), **IDEAL)
    for strategy, cells in curves.items():
        style.draw_line(axes, cells, lambda workers, seconds: cells[workers].n / seconds)
    axes.set_title(TITLES.get(kind, style.plain(f"Waiting for: {kind}")))
    doublings.workers_axis(axes, {workers for cells in curves.values() for workers in cells})
    doublings.round_ticks(axes, "y", RATE)


def _draw_against_memory(axes: Axes, beside: Axes, curves: Curves) -> None:
    """The same items a second; from one worker to the most."""
    axes.sharey(beside)
    for strategy, cells in curves.items():
        by_memory = {memory: cell for cell in cells.values() if (memory := waiting.memory(cell))}
        style.draw_line(axes, by_memory, lambda memory, seconds: by_memory[memory].n / seconds)
    axes.tick_params(labelleft=False)
    doublings.round_ticks(axes, "x", "memory of the whole crew while it waits (B)")


def _costs(kinds: Kinds, cost: Callable[[Cells], Optional[float]]) -> Costs:
    """As far as it was measured."""
    found = {kind: {strategy: value for strategy, cells in curves.items() if (value := cost(cells)) is not None}
             for kind, curves in kinds.items()}
    return {kind: values for kind, values in found.items() if values}


def _draw_costs(axes: Axes, costs: Costs, strategies: List[Strategy], least: float) -> None:
    """A row for each strategy; what is less than `least` is an arrow there."""
    names = [each.name for each in strategies]
    for at, (kind, values) in enumerate(costs.items()):
        for strategy, value in values.items():
            place = names.index(strategy) + OFFSET * (at - (len(costs) - 1) / 2)
            axes.plot(max(value, least), place, MARKERS.get(kind, "h") if value >= least else "<",
                      color=looks.look(strategies[names.index(strategy)]).colour)
    style.names_axis(axes, names)


def _subtitle(recording: Recording, kinds: Kinds) -> str:
    delays = sorted({cell.number("delay_us") for cell in _cells(kinds) if waiting.ideal(cell)})
    timed = f" A timer and a pipe take {' or '.join(f'{each:,}' for each in delays)}\u00a0µs." if delays else ""
    hollow = style.HOLLOW if any(cell.is_doubtful for cell in _cells(kinds)) else ""
    return (f"Items that do not compute, eight for each worker, so their number grows with the workers.{timed} "
            f"The median, with a bar {spread(recording)}. {hollow}").strip()


def _notes(recording: Recording, kinds: Kinds, worker: Costs, has_memory: bool) -> List[str]:
    is_cut = any(value < LEAST_MEMORY for values in worker.values() for value in values.values())
    parts = [waiting.IN_FLIGHT if any("io_uring" in curves for curves in kinds.values()) else "",
             "Memory: of all processes of the crew, what they share counted once." if has_memory else "",
             "Of each further worker: from one worker to the most that were measured." if worker else "",
             f"Arrow: less than {quantity(LEAST_MEMORY, 'B')}." if is_cut else ""]
    failed = style.failure_notes(settings.failures(waiting.contestants(recording), "workers"))
    return [*[" ".join(part for part in parts if part)] * any(parts), *failed]


def _legend(kinds: Kinds, has_costs: bool) -> List[Line2D]:
    drawn = {cell.traits for cell in _cells(kinds)}
    ideal = [Line2D([], [], label="workers / delay", **IDEAL)] * any(_ideal(curves) for curves in kinds.values())
    markers = [Line2D([], [], color=looks.MUTED, marker=MARKERS.get(kind, "h"), linestyle="none",
                      label=style.plain(f"cost: {kind}")) for kind in kinds if has_costs]
    return [*(style.sample(strategy) for strategy in sorted(drawn, key=looks.family_order)), *ideal, *markers]


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
