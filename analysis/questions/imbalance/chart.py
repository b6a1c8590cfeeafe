"""What does uneven work cost?"""
from __future__ import annotations

from typing import Dict, List, Mapping

from analysis.presentation import points
from analysis.presentation.figure import all_drawable, Axis, Figure, guide, of_part, Point
from analysis.questions.imbalance import numbers as imbalance
from analysis.questions.imbalance.numbers import EVEN, Shapes, WORKLOAD
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.recording_quality import spread
from analysis.wording.units import times

LOGARITHMIC_FROM = 8.0  # times: or one slow strategy would flatten all others


def figures(recording: Recording) -> List[Figure]:
    cells = recording.select(WORKLOAD, phase="warm")
    compared = imbalance.compared(cells, imbalance.usual_setting([each for each in cells if each.ok],
                                                                 recording.cpus or 0))
    items_alone = imbalance.relative(compared.get("serial", {}))
    order = sorted(compared, key=lambda name: (imbalance.worst(compared[name], items_alone), name))
    shapes = dict.fromkeys(shape for name in order for shape in compared[name] if shape != EVEN)
    series = [of_part(at, _points(order, compared, shape, items_alone), shape) for at, shape in enumerate(shapes)]
    longest = max((point.value for each in series for point in each.points), default=0.0)
    base = ", relative to the same of a plain loop" if items_alone else ""
    return all_drawable([Figure(f"Time over that of even work{base}", "ladder", Axis("strategy"),
                                Axis("time over that of even work (times)", logarithmic=longest > LOGARITHMIC_FROM),
                                (*series, guide("no cost", [(name, 1.0) for name in order])), spread(recording))])


def _points(order: List[str], compared: Mapping[str, Shapes], shape: str, items_alone: Dict[str, float]) -> List[Point]:
    return [_point(name, compared[name][shape], compared[name][EVEN].median * items_alone.get(shape, 1))
            for name in order if shape in compared[name]]


def _point(name: str, cell: Measurement, one: float) -> Point:
    low, high = (end / one for end in cell.spread)
    words = f"{times(cell.median / one)}, range {times(low)} .. {times(high)} over {points.times_of(cell)}"
    return Point(name, cell.median / one, words, (low, high), points.doubt(cell))
