"""What does uneven work cost?"""
from __future__ import annotations

from typing import Optional

from analysis.presentation.sections import failures_of, Section
from analysis.questions.imbalance import numbers as imbalance, sentence as uneven_items
from analysis.questions.imbalance.chart import figures
from analysis.questions.imbalance.numbers import WORKLOAD
from analysis.recording.reader import Recording
from analysis.wording.units import count

TITLE, NEEDS = "What does uneven work cost?", "--questions=imbalance"


def section(recording: Recording) -> Optional[Section]:
    cells = recording.select(WORKLOAD, phase="warm")
    setting = imbalance.usual_setting([cell for cell in cells if cell.ok], recording.cpus or 0)
    compared = imbalance.compared(cells, setting)
    if not compared:
        return None
    n, intensity, workers, slices = setting
    return Section(TITLE, uneven_items.sentences(recording), figures(recording), [],
                   failures_of(imbalance.missing(cells, compared)),
                   [f"Squares of {count(n)} numbers of unequal cost, intensity {intensity}, {workers} workers, "
                    f"{slices} slices, warm. 1 is no load imbalance: a plain loop has none."], is_lead=True)
