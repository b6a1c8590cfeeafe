"""How small may a task be?"""
from __future__ import annotations

from typing import Dict, List, Optional

from analysis.presentation import points
from analysis.presentation.figure import Axis, Figure, guide, of_part, of_strategy, Point, Series
from analysis.presentation.sections import failures, in_family_order, of_table, Section
from analysis.questions.granularity import numbers as granularity, sentence as small_slices, table as small_jobs
from analysis.recording.reader import Recording
from analysis.statistics.metg import Metg
from analysis.wording.units import seconds

ORDER, TITLE, NEEDS = 40, "How small may a task be?", "--questions=granularity,dispatch"


def section(recording: Recording) -> Optional[Section]:
    table = of_table("Small jobs", small_jobs.table(recording), small_jobs.WORDS)
    if table is None:
        return None
    workers = granularity.usual_workers(recording)
    ladder = granularity.ladder(recording, workers)
    failed = [cell for phase in ("warm", "cold") for cell in granularity.contestants(recording, phase, workers)]
    return Section(TITLE, small_slices.sentences(recording), [_ladder(ladder), _curves(recording, workers)], [table], "granularity",
                   failures(failed), is_lead=True)



def _ladder(ladder: Dict[str, granularity.Rung]) -> Optional[Figure]:
    series = []
    for at, phase in enumerate(("warm", "cold")):
        rungs = [_point(name, found) for name, rung in ladder.items() for found in [getattr(rung, phase)] if found]
        series.append(of_part(at, rungs, phase))
    return Figure("METG: the least slice that is half work", "ladder", Axis("strategy"),
                  Axis("duration of a slice", "s"), tuple(series)) if ladder else None


def _point(name: str, found: Metg) -> Point:
    if not found.value:
        return Point(name, found.shortest, str(found), None, "below the shortest slice that was recorded")
    low, high = found.interval or (found.value, found.value)
    interval = (max(low, found.shortest), min(high, found.longest)) if found.interval else None
    doubt = "" if found.value <= found.longest else "beyond the longest slice that was recorded"
    return Point(name, min(found.value, found.longest), found.with_interval, interval, doubt)


def _curves(recording: Recording, workers: int) -> Optional[Figure]:
    durations, crowding = granularity.slices(recording), granularity.crowding(recording, workers)
    series: List[Series] = []
    for strategy, cells in in_family_order(recording, granularity.curves(recording, "warm", workers)):
        series.append(of_strategy(strategy, [
            Point(durations[steps], 100 * durations[steps] * crowding / cell.median,
                  f"{100 * durations[steps] * crowding / cell.median:.0f} % at slices of {seconds(durations[steps])}, "
                  f"{points.times_of(cell)}", None, points.doubt(cell))
            for steps, cell in cells.items() if steps in durations]))
    if not series or not durations:
        return None
    ends = (min(durations.values()), max(durations.values()))
    return Figure(f"Efficiency, warm, {workers} workers", "lines", Axis("duration of a slice", "s"),
                  Axis("efficiency", "%", logarithmic=False),
                  (*series, guide("half is work", [(end, 50.0) for end in ends])))
