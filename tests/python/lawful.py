"""Rows of strategies that obey the Universal Scalability Law: made up, nothing here was measured."""
from __future__ import annotations

from typing import Any, Dict, Iterable, List

import model

COUNTS = (1, 2, 3, 4, 6, 9, 13, 19, 28, 32)  # what ./bench measures on CPUS
CPUS = 16


def rows(strategy: str, contention: float = 0.0, coherency: float = 0.0, counts: Iterable[int] = COUNTS,
         intensity: int = 1, n: int = 1_000_000, **counters: float) -> List[Dict[str, Any]]:
    """The law ends at CPUS: workers beyond get in each other's way."""
    found = []
    for workers in counts:
        lost = (workers - 1) * (contention + coherency * workers)
        seconds = 1e-3 * (1 + lost) / workers * max(1.0, 3 * workers / CPUS - 2)
        found.append(model.row(
            model.name("squares", strategy, n=n, intensity=intensity, workers=workers, phase="warm"), seconds,
            **counters))
    return found


def serial(**options: Any) -> List[Dict[str, Any]]:
    return rows("serial", counts=(1,), **options)
