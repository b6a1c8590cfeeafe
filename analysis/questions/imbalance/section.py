"""What does uneven work cost?"""
from __future__ import annotations

from typing import Dict, List, Mapping, Optional

from analysis.presentation import points
from analysis.presentation.figure import Axis, Figure, of_part, Point
from analysis.presentation.sections import failures_of, Section
from analysis.questions.imbalance import numbers as imbalance, sentence as uneven_items
from analysis.questions.imbalance.numbers import EVEN, Shapes, WORKLOAD
from analysis.recording.reader import Recording
from analysis.wording.units import count, times

ORDER, TITLE, NEEDS = 75, "What does uneven work cost?", "--questions=imbalance"


def section(recording: Recording) -> Optional[Section]:
    cells = recording.select(WORKLOAD, phase="warm")
    setting = imbalance.usual_setting([cell for cell in cells if cell.ok], recording.cpus or 0)
    compared = imbalance.compared(cells, setting)
    if not compared:
        return None
    items_alone = imbalance.relative(compared.get("serial", {}))
    order = sorted(compared, key=lambda name: (imbalance.worst(compared[name], items_alone), name))
    shapes = [shape for name in order for shape in compared[name] if shape != EVEN]
    figure = Figure("Time over that of even work, relative to the same of a plain loop", "ladder", Axis("strategy"),
                    Axis("times", logarithmic=False),
                    tuple(of_part(at, _points(order, compared, shape, items_alone), shape)
                          for at, shape in enumerate(dict.fromkeys(shapes))))
    n, intensity, workers, slices = setting
    return Section(TITLE, uneven_items.sentences(recording), [figure], [], "imbalance",
                   failures_of(imbalance.missing(cells, compared)),
                   [f"Squares of {count(n)} numbers of unequal cost, intensity {intensity}, {workers} workers, {slices} "
                    "slices, warm. A plain loop pays for the items alone, so 1 is no cost at all."], is_lead=True)


def _points(order: List[str], compared: Mapping[str, Shapes], shape: str, items_alone: Dict[str, float]) -> List[Point]:
    found = []
    for name in order:
        if shape in compared[name]:
            cell = compared[name][shape]
            one = compared[name][EVEN].median * items_alone.get(shape, 1)
            low, high = (end / one for end in cell.spread)
            found.append(Point(name, cell.median / one, f"{times(cell.median / one)}, range {times(low)} .. {times(high)} "
                               f"over {points.times_of(cell)}", (low, high), points.doubt(cell)))
    return found
