"""What do items of unequal cost cost?"""
from __future__ import annotations

from typing import Dict, List, Optional, Tuple

import ranking
import relative
import settings
from bootstrap import Difference, within
from bounding import uneven
from decision import Verdict, decide
from ranking import is_serial
from results import Measurement, Recording
from sentences.words import joined, name
from units import printable, times_between

SHAPES = ("heavy_tailed", "triangular")  # the first that was measured

Shapes = Dict[str, Measurement]


def sentences(recording: Recording) -> List[str]:
    cells = settings.usual(ranking.contestants(recording, uneven.WORKLOAD, "warm"), ("shape", *uneven.CREW))
    workers = ranking.usual_workers(recording, cells)
    at_workers = [cell for cell in cells if is_serial(cell.strategy) or cell.workers == workers]
    shapes = [shape for shape in SHAPES if any(cell.keys.get("shape") == shape for cell in at_workers)]
    found = _excesses(at_workers, shapes[0]) if shapes else []
    if not found:
        return []
    decisions = dict(zip((strategy for strategy, _ in found), decide([each for _, each in found])))
    dearer = [each for each in found if decisions[each[0]].verdict is Verdict.SLOWER]
    items = f"items of unequal cost ({printable(shapes[0])})"
    if not dearer:
        return [joined([f"{items} cost no strategy more than their work, as far as this recording can tell"])]
    (worst, most), (best, least) = dearer[-1], found[0]
    told = f"{items} take {_told(worst, most)} as long as their work evenly shared"
    return [joined([told, _told(best, least) if best != worst else ""])]


def _told(strategy: str, difference: Difference) -> str:
    return f"{name(strategy)} {times_between(difference.ratio, difference.interval())}"


def _excesses(cells: List[Measurement], shape: str) -> List[Tuple[str, Difference]]:
    """By strategy, the least first: its time over that of even items, relative to the same of serial."""
    even, skewed = (ranking.best(cell for cell in cells if cell.keys.get("shape") == each)
                    for each in (uneven.EVEN, shape))
    if "serial" not in even or "serial" not in skewed:
        return []
    found = [(strategy, difference) for strategy in even.keys() & skewed.keys() if not is_serial(strategy)
             for difference in [_difference(even[strategy], skewed[strategy], even["serial"], skewed["serial"])]
             if difference]
    return sorted(found, key=lambda each: (each[1].log_ratio, each[0]))


def _difference(even: Measurement, skewed: Measurement, even_alone: Measurement, skewed_alone: Measurement,
                ) -> Optional[Difference]:
    """Block by block: of the skewed time to what the even one would be with serial's change of work."""
    expected = {block: even.logarithms[block] + skewed_alone.logarithms[block] - even_alone.logarithms[block]
                for block in even.logarithms.keys() & skewed_alone.logarithms.keys() & even_alone.logarithms.keys()}
    return within(relative.of_blocks(even, expected), skewed) if len(expected) > 1 else None
