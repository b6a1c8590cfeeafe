"""Slices of `grain`: how much of a run is a slice's work, as serial computes it, and how much is handing it over."""
from __future__ import annotations

from typing import Iterator

from analysis.bottleneck.cases import Case
from analysis.bottleneck.bounds import Collectors
from analysis.bottleneck.cause import Cause, COMPUTE, Evidence, LAUNCH
from analysis.bottleneck.reference import share
from analysis.questions.granularity import numbers as granularity
from analysis.recording.reader import Measurement, Recording
from analysis.wording.units import seconds

QUESTION = "granularity"
TYPICAL_SLICE = 1e-5  # seconds


def evidence(recording: Recording, cell: Measurement) -> Evidence:
    alone = granularity.serial(recording).get(cell.number("steps"))
    if cell.is_serial:
        return Evidence((Cause(COMPUTE, 1.0, "nothing is handed over"),))
    if alone is None:
        return Evidence(missing=(QUESTION,))
    each = 1 / (alone.n or 1)
    found = share(alone, cell, each * granularity.crowding(recording, cell.workers))
    words = f"a slice of {seconds(each * alone.median)} is {found} of its time"
    return Evidence((Cause(COMPUTE, found.value, words),
                     Cause(LAUNCH, 1 - found.value, f"{words}, the rest is handing over")))


def cases(recording: Recording) -> Iterator[Case]:
    """Slices that are long for a pool, and short for a new thread."""
    durations = granularity.slices(recording)
    if durations:
        steps = min(durations, key=lambda each: abs(durations[each] - TYPICAL_SLICE))
        curves = granularity.curves(recording, "warm", granularity.usual_workers(recording))
        yield Case(f"slices of {seconds(durations[steps])}",
                   [cells[steps] for cells in curves.values() if steps in cells])


COLLECTORS: Collectors = {("grain", "warm"): evidence, ("grain", "cold"): evidence}
