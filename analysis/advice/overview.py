"""The advice at a glance: for short and long jobs, called once and often."""
from __future__ import annotations

from typing import List, Optional

from analysis.advice.choice import advise
from analysis.advice.job import Job
from analysis.advice.model import Model, model
from analysis.recording.catalogue import SERIAL
from analysis.recording.reader import Recording
from analysis.wording.tables import Row, Table
from analysis.wording.units import count, printable, seconds, times

DURATIONS = (1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0)  # of one run in a plain loop, in seconds
CALLS = (1, 100, 10_000)
ITEM = 100e-9  # seconds; with 8 bytes of results, so that memory is not what limits it
PLAIN_LOOP = "plain loop"


def matrix(recording: Recording, known: Optional[Model] = None) -> Table:
    """The advised strategy and its predicted speed-up, with a worker for each CPU.

    `known`, if there is one, is the recording's model. Raises ResultsError where nothing can be predicted.
    """
    of = known or model(recording, max(1, int(recording.cpus or 1)))
    columns = ("one run in a plain loop", *(f"{count(calls)} call{'s' if calls > 1 else ''}" for calls in CALLS))
    return Table(columns, _rows(of.estimates), f"Items of {seconds(ITEM)} with 8 bytes of results each, all alike; "
                 f"workers: {of.workers}. {PLAIN_LOOP}: no strategy is predicted to save more than it costs.")


def _rows(quick: Model) -> List[Row]:
    return [(seconds(duration), *(_advised(quick, Job(duration / ITEM, ITEM, quick.workers, calls))
                                  for calls in CALLS)) for duration in DURATIONS]


def _advised(quick: Model, job: Job) -> str:
    chosen = advise(quick, job).advised
    if chosen is None or chosen.strategy == SERIAL:
        return PLAIN_LOOP
    return f"{printable(chosen.strategy, 40)} {times(chosen.speed_up)}"
