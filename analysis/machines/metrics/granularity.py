"""How small may a slice be? METG(50 %)."""
from __future__ import annotations

import math
from functools import partial
from typing import List, Mapping, Optional

from analysis.machines.metric import Answer, Metric, Value
from analysis.presentation.points import doubt
from analysis.questions.granularity import numbers as granularity
from analysis.recording.failed_strategies import failures
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.metg import Metg


def _ask(phase: str, recording: Recording) -> Optional[Answer]:
    workers = granularity.usual_workers(recording)
    found = granularity.metgs(recording, phase, workers)
    curves, durations = granularity.curves(recording, phase, workers), granularity.slices(recording)
    values = {strategy: _value(each, _doubt(_deciding(each, curves[strategy], durations)))
             for strategy, each in found.items()}
    reasons = failures(granularity.contestants(recording, phase, workers))
    return Answer(f"{workers} workers, a slice each", values, reasons) if values else None


def _deciding(found: Metg, cells: Mapping[int, Measurement], durations: Mapping[int, float]) -> List[Measurement]:
    """The longest slice up to the METG, and the next one: shorter ones do not count, nor what did not settle."""
    known = [(durations[steps], cell) for steps, cell in sorted(cells.items())
             if steps in durations and not cell.is_unsettled]
    shorter = [cell for duration, cell in known if duration <= found.value]
    longer = [cell for duration, cell in known if duration > found.value]
    return [*shorter[-1:], *longer[:1]]


def _doubt(cells: List[Measurement]) -> str:
    return next((told for cell in cells if (told := doubt(cell))), "")


def _value(found: Metg, doubt: str) -> Value:
    if not 0 < found.value < math.inf:
        return Value(found.with_interval, doubt=doubt)
    return Value(found.with_interval, found.value, found.interval, doubt)


def _metric(phase: str, order: int, title: str, meaning: str) -> Metric:
    return Metric(f"metg-{phase}", order, title, meaning, "METG(50 %)", "s", "granularity", min, partial(_ask, phase))


METRICS = (
    _metric("warm", 30, "How small may a slice be, warm?",
            "METG(50 %): the duration of a slice from which on half of the workers' time or more is work, with its "
            "95 % interval."),
    _metric("cold", 40, "How small may a slice be, start and end included?",
            "The same for workers that are started for this run and ended after it."),
)
