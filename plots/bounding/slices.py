"""Slices of `grain`: how much of a run is a slice's work, as serial computes it, and how much is handing it over."""
from __future__ import annotations

import granularity
from bounding.cause import COMPUTE, LAUNCH, Cause, Evidence
from bounding.reference import share
from ranking import is_serial
from results import Measurement, Recording
from units import seconds

QUESTION = "granularity"


def evidence(recording: Recording, cell: Measurement) -> Evidence:
    alone = granularity.serial(recording).get(cell.number("steps"))
    if is_serial(cell.strategy):
        return Evidence((Cause(COMPUTE, 1.0, "nothing is handed over"),))
    if alone is None:
        return Evidence(missing=(QUESTION,))
    each = 1 / (alone.n or 1)
    found = share(alone, cell, each * granularity.crowding(recording, cell.workers))
    words = f"a slice of {seconds(each * alone.median)} is {found} of its time"
    return Evidence((Cause(COMPUTE, found.value, words),
                     Cause(LAUNCH, 1 - found.value, f"{words}, the rest is handing over")))
