"""The largest job that was recorded."""
from __future__ import annotations

from typing import Iterator

from analysis.bottleneck.cases import Case
from analysis.ranking import ranking
from analysis.recording.reader import Recording
from analysis.wording.units import count


def cases(recording: Recording) -> Iterator[Case]:
    workers = ranking.usual_workers(recording)
    n = ranking.largest_n(recording, workers)
    yield Case(f"{recording.job.name}, n = {count(n)}", [row.cell for row in ranking.rank(recording, n, workers)])
