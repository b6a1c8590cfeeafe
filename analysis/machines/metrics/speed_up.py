"""How many times as fast as serial, where memory is the limit and where computing is, and how near to the ceiling?"""
from __future__ import annotations

from functools import partial
from typing import Callable, List, Mapping, NamedTuple, Optional

from analysis.machines.metric import Answer, Metric, Value
from analysis.presentation import points
from analysis.presentation.figure import Point
from analysis.questions.scaling import numbers as scaling
from analysis.ranking import ranking
from analysis.ranking.ceilings import share_of_ceiling
from analysis.recording.failed_strategies import failures
from analysis.recording.outcome import Reason
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.noise import noise_floor
from analysis.wording.units import count, percent, times_between


class Setting(NamedTuple):
    words: str
    serial: Optional[Measurement]
    cells: Mapping[str, Measurement]  # of the others, by strategy
    reasons: Mapping[str, Reason]  # why one has no time


Choose = Callable[[Recording], Optional[Setting]]


def _largest(recording: Recording) -> Optional[Setting]:
    """The largest size, one multiplication an item."""
    workers = ranking.usual_workers(recording)
    n = ranking.largest_n(recording, workers)
    found = ranking.of_job(recording, "warm", workers)
    cells = {strategy: sizes[n] for strategy, sizes in ranking.curves(found).items() if n in sizes}
    serial = cells.pop("serial", None)
    words = f"n = {count(n)}, 1 multiplication an item, {workers} workers"
    return Setting(words, serial, cells, failures(found)) if cells else None


def _computing(recording: Recording) -> Optional[Setting]:
    """The most multiplications an item that scaling was measured with, with as many workers as there are CPUs for."""
    panels = [panel for panel in scaling.panels(recording) if panel.intensity > 1]
    if not panels:
        return None
    panel = panels[-1]
    workers = max((each for each in panel.workers if each <= panel.cpus), default=0)
    cells = {strategy: cells[workers] for strategy, cells in panel.strategies.items() if workers in cells}
    words = f"n = {count(panel.n)}, {panel.intensity} multiplications an item, {workers} workers"
    reasons = failures(ranking.of_job(recording, "warm", workers, panel.intensity))
    return Setting(words, panel.serial, cells, reasons) if cells else None


def _speed_ups(choose: Choose, recording: Recording) -> Optional[Answer]:
    setting = choose(recording)
    if setting is None or setting.serial is None:
        return None
    floor = noise_floor(recording)
    return Answer(setting.words, {strategy: _value(points.speed_up(strategy, cell, setting.serial, floor))
                                  for strategy, cell in setting.cells.items()}, setting.reasons)


def _value(point: Point) -> Value:
    return Value(times_between(point.value, point.interval), point.value, point.interval, point.doubt)


def _shares(choose: Choose, recording: Recording) -> Optional[Answer]:
    setting = choose(recording)
    if setting is None:
        return None
    every = {**({"serial": setting.serial} if setting.serial else {}), **setting.cells}
    shares = {strategy: share for strategy, cell in every.items()
              if (share := share_of_ceiling(recording, cell)) is not None}
    values = {strategy: _share(every[strategy], share) for strategy, share in shares.items()}
    return Answer(setting.words, values, setting.reasons) if values else None


def _share(cell: Measurement, share: float) -> Value:
    fastest, slowest = cell.spread
    interval = (100 * share * cell.median / slowest, 100 * share * cell.median / fastest)
    return Value(percent(share), 100 * share, interval, points.doubt(cell))


def _metrics(name: str, order: int, what: str, question: str, choose: Choose) -> List[Metric]:
    return [
        Metric(f"speed-up-{name}", order, f"How much faster than serial, {what}?",
               "Time of serial over time of the strategy on the same machine, warm, with its 95 % interval.",
               "speed-up", "", question, max, partial(_speed_ups, choose)),
        Metric(f"ceiling-{name}", order + 1, f"How near to the machine's ceiling, {what}?",
               "The least time in which this machine can write as many bytes and do as many multiplications with as "
               "many workers, over the time taken; whiskers reach over all lives.",
               "share of the ceiling", "%", question, max, partial(_shares, choose)),
    ]


METRICS = (*_metrics("largest", 50, "at the largest size", "sizes", _largest),
           *_metrics("computing", 60, "where computing is the limit", "scaling", _computing))
