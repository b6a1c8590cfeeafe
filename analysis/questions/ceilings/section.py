"""What can this machine do at best?"""
from __future__ import annotations

from typing import List, Optional

from analysis.presentation.sections import failures, Section
from analysis.questions.ceilings.chart import figures
from analysis.ranking import ceilings
from analysis.recording.reader import Recording
from analysis.wording.units import quantity

TITLE, NEEDS = "What can this machine do at best?", "--questions=ceilings"


def section(recording: Recording) -> Optional[Section]:
    counts = ceilings.worker_counts(recording)
    if not counts:
        return None
    cells = [cell for cell in recording.measurements if cell.is_reference or cell.workload.startswith("ceiling/")]
    return Section(TITLE, [_answer(recording, counts)], figures(recording), [], failures(cells))


def _answer(recording: Recording, counts: List[int]) -> str:
    told = []
    for workers in dict.fromkeys((counts[0], counts[-1])):
        best = ceilings.ceiling(recording, workers)
        rates = [*([quantity(best.bandwidth, "B/s")] if best.bandwidth else []),
                 *([f"{quantity(best.multiply_rate, '')} multiplications/s"] if best.multiply_rate else [])]
        told.append(f"{workers} worker{'s' if workers > 1 else ''}: {' and '.join(rates)}")
    return f"The highest rates of filling memory and of multiplying were, with {'; with '.join(told)}."
