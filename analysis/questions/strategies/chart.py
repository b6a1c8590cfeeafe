"""Which strategy is fastest at the largest size, and how far from what the machine can do?"""
from __future__ import annotations

from typing import List

from analysis.presentation import points
from analysis.presentation.figure import all_drawable, Axis, Figure, guide, of_strategy
from analysis.ranking import ranking
from analysis.ranking.ceilings import ceiling
from analysis.recording.reader import Recording
from analysis.statistics.recording_quality import spread


def figures(recording: Recording) -> List[Figure]:
    workers = ranking.usual_workers(recording)
    n = ranking.largest_n(recording, workers)
    cells = [row.cell for row in ranking.rank(recording, n, workers)]
    best = [(cell.strategy, shortest) for cell in cells
            if (shortest := ceiling(recording, cell.workers, n).seconds(cell)) is not None]
    series = [of_strategy(cell.traits, [points.time(cell.strategy, cell)]) for cell in cells]
    return all_drawable([Figure(f"{recording.job.counted(n)}, {workers} workers, warm", "ladder", Axis("strategy"),
                                Axis("time of a run", "s"), (*series, guide("ceiling of the machine", best, "s")),
                                spread(recording))])
