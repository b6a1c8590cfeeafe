"""From what size on does each strategy beat a plain loop?"""
from __future__ import annotations

from typing import List, Optional

import ranking
from break_even import Verdict
from noise import noise_floor
from page import points
from page.figure import Axis, Figure, guide, of_strategy
from page.section import Section, failures, in_family_order, of_table
from ranking_table import WORDS, break_even_table
from results import Recording
from units import count, rough_count

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
    return Section(TITLE, _answer(recording, workers), figures, [table], "sizes",
                   failures([cell for each in cells.values() for cell in each]),
                   [f"Squares, intensity 1, {workers} workers. Times are compared with the plain loop's of the same "
                    "block; hollow marks are not told apart from it."])


def _figure(recording: Recording, phase: str, curves: ranking.Curves) -> Optional[Figure]:
    serial = curves.get("serial", {})
    floor = noise_floor(recording)
    series = [of_strategy(strategy, [points.speed_up(n, cell, serial[n], floor)
                                     for n, cell in sizes.items() if n in serial])
              for strategy, sizes in in_family_order(curves) if strategy != "serial"]
    if len(serial) < 2 or not series:
        return None
    return Figure(PHASES[phase], "lines", Axis("n, items in a run"), Axis("speed-up over the plain loop (times)"),
                  (*series, guide("plain loop", [(min(serial), 1.0), (max(serial), 1.0)])))


def _answer(recording: Recording, workers: int) -> str:
    sentences: List[str] = []
    for phase, condition in (("warm", "With workers that are ready"), ("cold", "Started for a single run")):
        verdicts = ranking.break_evens(ranking.curves(ranking.squares(recording, phase, workers)))
        if not verdicts:
            continue
        strategy, first = next(iter(verdicts.items()))
        if first.verdict in (Verdict.NEVER, Verdict.UNDECIDED):
            sentences.append(f"{condition}, nothing was shown to beat a plain loop up to n = {count(first.n)}.")
        else:
            until = "" if first.verdict is not Verdict.BETWEEN else f", up to {rough_count(first.until)}"
            sentences.append(f"{condition}, {strategy} is the first to beat a plain loop: from n = "
                             f"{rough_count(first.n)}{until}.")
    return " ".join(sentences) or "Too few sizes were measured to tell."
