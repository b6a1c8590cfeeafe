"""Jobs that compute more than they move."""
from __future__ import annotations

from typing import Iterator

from analysis.bottleneck.cases import Case
from analysis.questions.scaling import numbers as scaling
from analysis.ranking import ranking
from analysis.recording.reader import Recording


def cases(recording: Recording) -> Iterator[Case]:
    workers = ranking.usual_workers(recording)
    for panel in scaling.panels(recording):
        if panel.intensity > 1:
            cells = [strategy[workers] for strategy in panel.strategies.values() if workers in strategy]
            yield Case(f"{recording.job.name}, intensity {panel.intensity}", [panel.serial, *cells])
