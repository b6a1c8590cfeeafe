"""Where does the time of a run go?"""
from __future__ import annotations

from typing import Dict, Optional

from analysis.presentation.sections import failures, Section
from analysis.questions.anatomy import numbers as anatomy
from analysis.questions.anatomy.chart import figures
from analysis.questions.anatomy.numbers import Anatomy
from analysis.recording.reader import Recording
from analysis.wording.units import percent, rough_count

TITLE, NEEDS = "Where does the time of a run go?", "--questions=anatomy"


def section(recording: Recording) -> Optional[Section]:
    workers = anatomy.usual_workers(recording)
    found = anatomy.anatomies(recording, workers)
    if not found:
        return None
    return Section(TITLE, [_answer(found[max(found)], max(found))], figures(recording), [],
                   failures(anatomy.contestants(recording, workers)),
                   ["Launch: until a worker begins; wait: it is done, others are not; join: all are done, the caller "
                    "does not know yet; carry: results are copied home. The mean over the workers."])


def _answer(strategies: Dict[str, Anatomy], n: int) -> str:
    shares = sorted(((each.shares["compute"], name) for name, each in strategies.items()
                     if not each.cell.is_serial and not each.cell.is_unsettled))
    if not shares:
        return "No strategy with workers was looked into once it had settled."
    (least, last), (most, first) = shares[0], shares[-1]
    return (f"At n = {rough_count(n)}, {first} spends {percent(most)} of a worker's time on the work, {last} "
            f"{percent(least)}.")
