"""From which duration on a task pays, under which strategy, in this recording."""
from __future__ import annotations

from typing import Mapping, Optional

from analysis.claims.paired_ratio import PROCESSES, THREADS
from analysis.questions.granularity import numbers as granularity
from analysis.recording.reader import Recording
from analysis.statistics.metg import Cells
from analysis.statistics.metg_ratio import metg_ratio
from analysis.ranking.target import Value


def metg_over_threads(recording: Recording, workers: int, strategy: str = PROCESSES) -> Optional[Value]:
    """How many times as long tasks must be as those of a ready pool of threads."""
    curves: Mapping[str, Cells] = granularity.curves(recording, "warm", workers)
    if strategy not in curves or THREADS not in curves:
        return None
    found = metg_ratio(curves[strategy], curves[THREADS], granularity.serial(recording),
                       granularity.crowding(recording, workers))
    return Value(*found) if found else None
