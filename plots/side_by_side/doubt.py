"""Why a number proves less than it seems to, in words; empty where it does not."""
from __future__ import annotations

from typing import Iterable, Optional, Tuple

from page.points import shortage
from results import Measurement


def first_shortage(cells: Iterable[Measurement]) -> str:
    return next((doubt for cell in cells if (doubt := shortage(cell))), "")


def no_difference(interval: Optional[Tuple[float, float]]) -> str:
    """Of a ratio."""
    return "may be no difference: the interval holds 1" if interval and interval[0] <= 1 <= interval[1] else ""
