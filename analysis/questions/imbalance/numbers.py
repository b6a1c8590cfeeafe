"""What a recording says of uneven work: each strategy's time relative to even work, and serial's, the items' own."""
from __future__ import annotations

from collections import Counter
from typing import Dict, List, Mapping, Tuple

from analysis.ranking import ranking
from analysis.recording.measurement import UNSETTLED
from analysis.recording.failed_strategies import failures
from analysis.recording.outcome import Reason
from analysis.recording.reader import Measurement

WORKLOAD = "skewed_squares"
EVEN = "even"

Setting = Tuple[int, ...]  # n, intensity, workers, slices
Shapes = Dict[str, Measurement]  # by shape


def usual_setting(cells: List[Measurement], cpus: float) -> Setting:
    """The one that most cells of parallel strategies share, if possible with a CPU for each worker."""
    parallel = [cell for cell in cells if not cell.is_serial] or cells
    shared = Counter(_setting_of(cell) for cell in parallel)
    return max(shared, default=(), key=lambda each: (each[2] <= cpus, shared[each], each))


def _setting_of(cell: Measurement) -> Setting:
    return tuple(cell.number(key) for key in ("n", "intensity", "workers", "slices"))


def compared(cells: List[Measurement], setting: Setting) -> Mapping[str, Shapes]:
    found: Dict[str, Shapes] = {}
    for cell in cells:
        same = 2 if cell.is_serial else len(setting)
        if cell.ok and _setting_of(cell)[:same] == setting[:same]:
            shapes = found.setdefault(cell.strategy, {})
            shape = str(cell.keys.get("shape", ""))
            shapes[shape] = min(shapes.get(shape, cell), cell, key=ranking.quickness)
    return {name: shapes for name, shapes in found.items()
            if EVEN in shapes and len(shapes) > 1 and not shapes[EVEN].is_unsettled}


def missing(cells: List[Measurement], compared: Mapping[str, Shapes]) -> Dict[str, Reason]:
    unmatched = {cell.strategy: Reason("not measured with even and skewed work in this setting")
                 for cell in cells if cell.strategy not in compared}
    unsettled = {cell.strategy: Reason(f"its even work {UNSETTLED}") for cell in cells
                 if cell.strategy in unmatched and cell.is_unsettled and cell.keys.get("shape") == EVEN}
    return {**unmatched, **unsettled, **failures(cells)}


def relative(shapes: Shapes) -> Dict[str, float]:
    """By shape that settled, its time over that of even work."""
    return {shape: cell.median / shapes[EVEN].median for shape, cell in shapes.items() if not cell.is_unsettled}


def worst(shapes: Shapes, items_alone: Mapping[str, float]) -> float:
    return max(times / items_alone.get(shape, 1) for shape, times in relative(shapes).items())
