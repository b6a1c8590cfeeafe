"""From what size on does each strategy beat a plain loop?"""
from __future__ import annotations

from typing import List, Optional

from analysis.presentation import points
from analysis.presentation.figure import all_drawable, Axis, Figure, guide, of_strategy
from analysis.presentation.colours import in_family_order
from analysis.ranking import ranking
from analysis.recording.catalogue import SERIAL
from analysis.recording.reader import Recording
from analysis.statistics.noise import noise_floor

PHASES = {"warm": "Warm: the workers are ready", "cold": "Cold: start, one run and stop of the workers"}


def figures(recording: Recording) -> List[Figure]:
    return all_drawable(_figure(recording, phase) for phase in PHASES)


def _figure(recording: Recording, phase: str) -> Optional[Figure]:
    curves = ranking.curves(ranking.of_job(recording, phase, ranking.usual_workers(recording)))
    serial, floor = curves.get(SERIAL, {}), noise_floor(recording)
    if len(serial) < 2:
        return None
    series = [of_strategy(strategy, [points.speed_up(n, cell, serial[n], floor)
                                     for n, cell in sizes.items() if n in serial])
              for strategy, sizes in in_family_order(recording, curves) if strategy.name != SERIAL]
    return Figure(PHASES[phase], "lines", Axis("n, items in a run"), Axis("speed-up over the plain loop (times)"),
                  (*series, guide("plain loop", [(min(serial), 1.0), (max(serial), 1.0)])), points.WITHIN_LIVES)
