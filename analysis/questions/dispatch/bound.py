"""What comes on top of a run's work: starting and joining, results carried home, memory that new workers touch first.

A run with notes of who computed when (`anatomy`) tells all of it. Other runs of the strategy were not noted down, so
what its noted run of the nearest size tells is carried over: the seconds of starting and joining as they are, those of
carrying by the byte, those of touching memory by the page fault.
"""
from __future__ import annotations

import math
from typing import Dict, Optional

from analysis.bottleneck.bounds import Collectors, JOB
from analysis.bottleneck.cause import as_if_alone, Cause, COPY, Evidence, FIRST_TOUCH, IMBALANCE, LAUNCH
from analysis.questions.anatomy import numbers as anatomy
from analysis.questions.anatomy.numbers import Anatomy
from analysis.questions.dispatch import numbers as dispatch
from analysis.recording.reader import Measurement, Recording
from analysis.wording.units import count, percent, seconds

QUESTION = "anatomy"
PAGE = 4096  # bytes
TOUCHED = 0.5  # of a result's pages: with fewer faults than that, workers had most of them before


def evidence(recording: Recording, cell: Measurement) -> Evidence:
    if cell.is_serial:
        return Evidence()
    runs = anatomy.anatomies(recording, cell.workers)
    noted = _nearest(runs, cell)
    if noted is None:
        return _dispatch(recording, cell)
    causes = [_launch(noted, cell), _carry(noted, cell), _first_touch(runs.get(noted.cell.n, {}), noted, cell),
              _wait(noted, cell)]
    return Evidence(tuple(cause for cause in causes if cause))


def _nearest(runs: Dict[int, Dict[str, Anatomy]], cell: Measurement) -> Optional[Anatomy]:
    """Its own notes, if it has some."""
    if cell.workload == anatomy.WORKLOAD:
        return anatomy.of(cell)
    found = [by_strategy[cell.strategy] for by_strategy in runs.values() if cell.strategy in by_strategy]
    found.sort(key=lambda each: abs(math.log(each.cell.n / max(1, cell.n))))
    return found[0] if found else None


def _launch(noted: Anatomy, cell: Measurement) -> Cause:
    return _cause(LAUNCH, (noted.shares["launch"] + noted.shares["join"]) * noted.cell.median, cell,
                  f"starting and joining workers takes {{}}{_noted_at(noted, cell)}")


def _carry(noted: Anatomy, cell: Measurement) -> Optional[Cause]:
    carried, own = noted.cell.counters.get("bytes", 0.0), cell.counters.get("bytes", 0.0)
    if not noted.shares["carry"] or not carried:
        return None
    return _cause(COPY, noted.shares["carry"] * noted.cell.median * own / carried, cell,
                  f"carrying results home takes {{}}{_noted_at(noted, cell)}")


def _first_touch(others: Dict[str, Anatomy], noted: Anatomy, cell: Measurement) -> Optional[Cause]:
    """What computing takes beyond that of the workers who had touched the memory before."""
    faults, own = noted.cell.counters.get("page_faults", 0.0), cell.counters.get("page_faults", 0.0)
    pages = noted.cell.counters.get("bytes", 0.0) / PAGE
    computing = [each.shares["compute"] * each.cell.median for name, each in others.items() if not each.cell.is_serial]
    if not pages or faults < TOUCHED * pages or not computing:
        return None
    more = noted.shares["compute"] * noted.cell.median - min(computing)
    return _cause(FIRST_TOUCH, more * own / faults, cell,
                  f"{count(own)} page faults, as new workers touch the memory, take {{}}{_noted_at(noted, cell)}")


def _wait(noted: Anatomy, cell: Measurement) -> Optional[Cause]:
    """Only of a run's own notes: who waits for whom depends on its size."""
    if noted.cell is not cell:
        return None
    waiting = noted.shares["wait"]
    alone = as_if_alone(waiting, cell.workers)
    return Cause(IMBALANCE, alone, f"workers wait {percent(waiting)} of their time for the last one, as if one worked "
                                   f"alone for {percent(alone)} of the run")


def _dispatch(recording: Recording, cell: Measurement) -> Evidence:
    """Without notes the time of a run in which there is nothing to do but meet."""
    found = dispatch.dispatches(recording, cell.workers).get(cell.strategy)
    for kind in ("rendezvous", "empty"):
        taken = found.seconds(kind) if found else None
        if taken is not None:
            return Evidence((_cause(LAUNCH, taken, cell, f"a run of the kind '{kind}', without work, takes {{}}"),))
    return Evidence(missing=(QUESTION,))


def _cause(name: str, taken: float, cell: Measurement, words: str) -> Cause:
    share = min(1.0, max(0.0, taken) / cell.median)
    return Cause(name, share, words.format(f"{seconds(max(0.0, taken))} of {seconds(cell.median)}"))


def _noted_at(noted: Anatomy, cell: Measurement) -> str:
    return "" if noted.cell is cell else f", judged by its anatomy at n = {count(noted.cell.n)}"


COLLECTORS: Collectors = {(workload, phase): evidence for workload, phase in (
    (JOB, "warm"), ("skewed_squares", "warm"), ("timeline", "anatomy"))}
