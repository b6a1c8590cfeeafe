"""From what size on does each strategy beat a plain loop?"""
from __future__ import annotations

from typing import Optional

from analysis.presentation import points
from analysis.presentation.figure import Axis, Figure, guide, of_strategy
from analysis.presentation.sections import failures, in_family_order, of_table, Section
from analysis.questions.sizes import sentence as paying
from analysis.questions.strategies.table import break_even_table, WORDS
from analysis.ranking import ranking
from analysis.recording.catalogue import SERIAL
from analysis.recording.reader import Recording
from analysis.statistics.noise import noise_floor

ORDER, TITLE, NEEDS = 30, "From what size on does it pay?", "--questions=sizes"
PHASES = {"warm": "Warm: the workers are ready", "cold": "Cold: start, one run and stop of the workers"}


def section(recording: Recording) -> Optional[Section]:
    workers = ranking.usual_workers(recording)
    cells = {phase: ranking.squares(recording, phase, workers) for phase in PHASES}
    figures = [_figure(recording, phase, ranking.curves(each)) for phase, each in cells.items()]
    ranked = ranking.rank(recording, ranking.largest_n(recording, workers), workers)
    table = of_table("Break-even sizes", break_even_table(recording, ranked, workers), WORDS)
    if table is None and not any(figures):
        return None
    return Section(TITLE, paying.sentences(recording), figures, [table], "sizes",
                   failures([cell for each in cells.values() for cell in each]),
                   [f"Squares, intensity 1, {workers} workers. Times are compared with the plain loop's of the same "
                    "life; hollow marks are not told apart from it."])


def _figure(recording: Recording, phase: str, curves: ranking.Curves) -> Optional[Figure]:
    serial = curves.get(SERIAL, {})
    floor = noise_floor(recording)
    series = [of_strategy(strategy, [points.speed_up(n, cell, serial[n], floor)
                                     for n, cell in sizes.items() if n in serial])
              for strategy, sizes in in_family_order(recording, curves) if strategy.name != SERIAL]
    if len(serial) < 2 or not series:
        return None
    return Figure(PHASES[phase], "lines", Axis("n, items in a run"), Axis("speed-up over the plain loop (times)"),
                  (*series, guide("plain loop", [(min(serial), 1.0), (max(serial), 1.0)])))
