"""How small may a task be? METG of every strategy, its efficiency at each slice, and METG against workers."""
from __future__ import annotations

from typing import Dict, List, Mapping

from analysis.presentation import points
from analysis.presentation.figure import all_drawable, Axis, Figure, guide, of_part, of_strategy, Place, Point
from analysis.presentation.colours import in_family_order
from analysis.questions.granularity import numbers as granularity
from analysis.questions.granularity.numbers import Rung
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.metg import EFFICIENCY, Metg
from analysis.wording.units import seconds

PHASES = ("warm", "cold")
BAR = "the 95 % interval of METG"
SLICE = Axis("duration of a slice", "s")


def figures(recording: Recording) -> List[Figure]:
    workers = granularity.usual_workers(recording)
    return all_drawable([_ladder(granularity.ladder(recording, workers)), _efficiency(recording, workers),
                         _against_workers(recording)])


def _ladder(ladder: Mapping[str, Rung]) -> Figure:
    series = [of_part(at, [_point(name, found) for name, rung in ladder.items() if (found := getattr(rung, phase))],
                      phase) for at, phase in enumerate(PHASES)]
    return Figure("METG: the least slice that is half work", "ladder", Axis("strategy"), SLICE, tuple(series), BAR)


def _point(place: Place, found: Metg) -> Point:
    """What lies beyond the slices that were recorded is drawn at the last of them."""
    if not found.value:
        return Point(place, found.shortest, str(found), None, "below the shortest slice that was recorded")
    low, high = found.interval or (found.value, found.value)
    interval = (max(low, found.shortest), min(high, found.longest)) if found.interval else None
    doubt = "" if found.value <= found.longest else "beyond the longest slice that was recorded"
    return Point(place, min(found.value, found.longest), found.with_interval, interval, doubt)


def _efficiency(recording: Recording, workers: int) -> Figure:
    durations, crowding = granularity.slices(recording), granularity.crowding(recording, workers)
    series = [of_strategy(strategy, [_share(durations[steps], crowding, cell) for steps, cell in cells.items()
                                     if steps in durations])
              for strategy, cells in in_family_order(recording, granularity.curves(recording, "warm", workers))]
    ends = [end(durations.values()) for end in (min, max) if durations]
    return Figure(f"Efficiency, warm, {workers} workers", "lines", SLICE, Axis("efficiency", "%", logarithmic=False),
                  (*series, guide("half is work", [(end, 100 * EFFICIENCY) for end in ends], "%")))


def _share(duration: float, crowding: float, cell: Measurement) -> Point:
    """Of the time of a run, what the slices take at best."""
    efficiency = 100 * duration * crowding / cell.median
    return Point(duration, efficiency, f"{efficiency:.0f} % at slices of {seconds(duration)}, {points.times_of(cell)}",
                 None, points.doubt(cell))


def _against_workers(recording: Recording) -> Figure:
    found: Dict[str, List[Point]] = {}
    for count in granularity.worker_counts(recording):
        for strategy, each in granularity.metgs(recording, "warm", count).items():
            found.setdefault(strategy, []).append(_point(count, each))
    several = {strategy: drawn for strategy, drawn in found.items() if len(drawn) > 1}
    return Figure("METG, warm, by workers", "lines", Axis("workers", logarithmic=False), SLICE,
                  tuple(of_strategy(strategy, drawn) for strategy, drawn in in_family_order(recording, several)), BAR)
