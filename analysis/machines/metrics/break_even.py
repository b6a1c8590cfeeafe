"""From which size on does a strategy beat serial?"""
from __future__ import annotations

import math
from functools import partial
from typing import Mapping, Optional

from analysis.machines.metric import Answer, Metric, Value
from analysis.presentation.points import doubt
from analysis.ranking import ranking
from analysis.recording.failed_strategies import failures
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.break_even import BreakEven, Verdict


def _ask(phase: str, recording: Recording) -> Optional[Answer]:
    workers = ranking.usual_workers(recording)
    cells = ranking.of_job(recording, phase, workers)
    curves = ranking.curves(cells)
    found = ranking.break_evens(curves)
    if not found:
        return None
    return Answer(f"{workers} workers, one multiplication an item",
                  {strategy: _value(each, curves[strategy]) for strategy, each in found.items()},
                  failures(cells))


def _value(found: BreakEven, sizes: Mapping[int, Measurement]) -> Value:
    """Doubtful where the size that decides was computed by fewer workers."""
    deciding = sizes.get(found.wins_at) or sizes[max(sizes)]
    if found.order == math.inf:
        return Value(str(found), doubt=doubt(deciding))
    around = None if found.verdict is Verdict.ALWAYS else (float(found.loses_at), float(found.wins_at))
    return Value(str(found), found.n, found.interval or around, doubt(deciding))


def _metric(phase: str, order: int, title: str, meaning: str) -> Metric:
    return Metric(f"pays-{phase}", order, title, meaning, "pays from n on", "", "sizes", min, partial(_ask, phase))


METRICS = (
    _metric("warm", 10, "From which size on does it pay, warm?",
            "Workers that are ready: the size from which on a strategy beats serial on the same "
            "machine, with its 95 % interval, or else between the last size that loses and the first that wins."),
    _metric("cold", 20, "From which size on does it pay, start and end included?",
            "The same for workers that are started for this run and ended after it."),
)
