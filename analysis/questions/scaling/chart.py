"""How far do more workers help?"""
from __future__ import annotations

from typing import Dict, List

from analysis.presentation import colours, points
from analysis.presentation.figure import all_drawable, Axis, Figure, guide, of_strategy
from analysis.presentation.colours import in_family_order
from analysis.questions.scaling.numbers import Panel, panels
from analysis.ranking.ceilings import ceiling, worker_counts
from analysis.recording.reader import Recording
from analysis.wording.units import rough_count


def figures(recording: Recording) -> List[Figure]:
    return all_drawable(_figure(panel, recording) for panel in panels(recording))


def _figure(panel: Panel, recording: Recording) -> Figure:
    series = [of_strategy(strategy, [points.speed_up(workers, cell, panel.serial) for workers, cell in cells.items()])
              for strategy, cells in in_family_order(recording, panel.strategies)]
    ideal = [(workers, float(workers)) for workers in panel.workers if workers <= panel.cpus]
    return Figure(f"Intensity {panel.intensity}, n = {rough_count(panel.n)}", "lines",
                  Axis("workers", logarithmic=False), Axis("speed-up over the plain loop (times)", logarithmic=False),
                  (*series, guide("a CPU for each worker", ideal),
                   guide("ceiling of the machine", _ceiling(panel, recording).items(), line=colours.DOTTED)),
                  points.WITHIN_LIVES)


def _ceiling(panel: Panel, recording: Recording) -> Dict[int, float]:
    """By workers, the speed-up that no strategy can pass.

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
