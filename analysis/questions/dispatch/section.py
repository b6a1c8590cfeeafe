"""What does handing over a run cost?"""
from __future__ import annotations

import math
from typing import List, Mapping, Optional

from analysis.presentation.sections import failures, Section
from analysis.questions.dispatch import numbers as dispatch
from analysis.questions.dispatch.chart import figures
from analysis.recording.reader import Recording
from analysis.wording.units import seconds

TITLE, NEEDS = "What does handing over a run cost?", "--questions=dispatch"


def section(recording: Recording) -> Optional[Section]:
    workers = dispatch.usual_workers(recording)
    dispatches = {name: each for name, each in dispatch.dispatches(recording, workers).items()
                  if recording.strategies[name].parallel}
    if not dispatches:
        return None
    least, cost = next(((name, each) for name, each in dispatches.items()
                         if not recording.strategies[name].is_reference),
                       ("", dispatch.Dispatch({}, None)))
    met = cost.seconds("rendezvous") if cost.order < math.inf else None
    answer = (f"The lowest hand-off latency is that of {least}: all {workers} workers meet and are done in "
              f"{seconds(met)}." if met else "No strategy was shown to bring all its workers together.")
    return Section(TITLE, [answer, *_without_placement(dispatches)], figures(recording), [],
                   failures(dispatch.contestants(recording, workers)))


def _without_placement(dispatches: Mapping[str, dispatch.Dispatch]) -> List[str]:
    """What no other strategy can ask for must be seen to be no advantage, or which one."""
    said = []
    for pool, unplaced in dispatch.UNPLACED.items():
        times = [time for name in (pool, unplaced) if name in dispatches
                 and (time := dispatches[name].seconds("rendezvous")) is not None]
        if len(times) == 2:
            said.append(f"{pool} {seconds(times[1])} instead of {seconds(times[0])}")
    return [f"Our pools move their workers off the caller's CPU, which the others cannot ask for. Without that "
            f"it takes: {', '.join(said)}."] if said else []
