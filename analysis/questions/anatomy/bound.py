"""Runs whose workers noted down when they began and ended."""
from __future__ import annotations

from typing import Iterator

from analysis.bottleneck.cases import Case
from analysis.questions.anatomy import numbers as anatomy
from analysis.recording.reader import Recording
from analysis.wording.units import count


def cases(recording: Recording) -> Iterator[Case]:
    for n, strategies in anatomy.anatomies(recording, anatomy.usual_workers(recording)).items():
        yield Case(f"timeline, n = {count(n)}", [each.cell for each in strategies.values()])
