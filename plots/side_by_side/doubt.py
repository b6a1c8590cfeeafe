"""Why a number proves less than it seems to, in words; empty where it does not."""
from __future__ import annotations

from typing import Iterable, Optional, Tuple

from results import Measurement


def missing_workers(cell: Measurement) -> str:
    if not cell.is_short:
        return ""
    return f"not proven parallel: {cell.counters['workers_observed']:.1f} of {cell.workers} workers took part"


def missing_workers_of(cells: Iterable[Measurement]) -> str:
    """Of the first of them that lacks any."""
    return next((doubt for cell in cells if (doubt := missing_workers(cell))), "")


def no_difference(interval: Optional[Tuple[float, float]]) -> str:
    """Of a ratio."""
    return "may be no difference: the interval holds 1" if interval and interval[0] <= 1 <= interval[1] else ""
