#!/usr/bin/env python3
"""Who waits for the lock? Threads beside processes that change one file, under every lock and without one."""
from __future__ import annotations

import sys
from typing import Dict, List, Mapping

import chart
import columns
import contention
import doublings
import settings
import style
from chart import NothingToDraw
from columns import Column
from contention import CACHED, LOCK_FREE, REGIMES, THREADS, WRITES, Contest, Curves
from fitness import spread
from results import Measurement, Recording
from style import Axes, Figure, Line2D
from units import count, percent, times_between

FIELDS = 8  # of a row of the mosaic: as many as there are locks
RATES, WAITS, FURTHER = 2.1, 1.6, 2.6  # inches: rows of panels
ROW = 0.2  # inches: a strategy under a lock
OFFSETS = (-0.17, 0.17)  # of the first strategy and the others, in a row that they share
RATE = "operations / s"
ALONE = {"color": style.MUTED, "linestyle": style.DASHED, "linewidth": 1}
LATENCIES = {"p50": "o", "p99": "|", "max": "x"}
MEANINGS = {"p50": "half took no longer", "p99": "99 % took no longer", "max": "the longest"}

Cells = Mapping[str, Mapping[str, Measurement]]  # by lock, then by strategy


def draw(recording: Recording) -> Figure:
    found = contention.contest(recording)
    further = {regime: each for regime in REGIMES[1:] if (each := contention.contest(recording, regime))}
    shared = _shares(recording)
    if not found and not further and not shared:
        raise NothingToDraw(f"no row of '{contention.WORKLOAD}' has a lock, a regime and a time")
    raise NotImplementedError


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
