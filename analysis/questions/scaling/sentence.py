"""What do workers gain on the largest job, and on work that leaves memory alone?"""
from __future__ import annotations

from typing import List, Sequence

from analysis.bottleneck.bounds import why
from analysis.questions.scaling import numbers as scaling
from analysis.ranking import ranking
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.bootstrap import within
from analysis.statistics.decision import decide, Verdict
from analysis.statistics.ties import are_replicated, ranks
from analysis.wording.sentences import as_sentences, counted, name
from analysis.wording.units import times, times_between

IN_HEADLINE = True  # whether the first sentence stands among the answers in a few sentences


def sentences(recording: Recording) -> List[str]:
    recording = recording.settled
    return [*_largest(recording), *_intense(recording)]


def _largest(recording: Recording) -> List[str]:
    workers = ranking.usual_workers(recording)
    n = ranking.largest_n(recording, workers)
    cells = [row.cell for row in ranking.rank(recording, n, workers)]
    return _gain(recording, cells, recording.job.counted(n))


def _intense(recording: Recording) -> List[str]:
    panel = max(scaling.panels(recording), key=lambda each: each.intensity, default=None)
    if panel is None or panel.intensity == 1:
        return []
    workers = ranking.usual_workers(recording)
    cells = [panel.serial, *(each[workers] for each in panel.strategies.values() if workers in each)]
    return _gain(recording, sorted(cells, key=lambda cell: cell.median),
                 _work(recording, panel))


def _work(recording: Recording, panel: scaling.Panel) -> str:
    each = f" with {panel.intensity} multiplications each" if panel.intensity else ""
    return f"{recording.job.counted(panel.n)}{each}"


def _gain(recording: Recording, cells: Sequence[Measurement], work: str) -> List[str]:
    """`cells` are sorted by their medians. Empty without serial, or with serial alone."""
    serial = next((cell for cell in cells if cell.strategy == "serial"), None)
    others = [cell for cell in cells if not cell.is_serial]
    if serial is None or not others:
        return []
    if not are_replicated(cells):
        return _said(recording, others[0], [f"{_computes(others[0], serial, work)}, by the medians of one process"])
    decisions = decide([within(serial, cell) for cell in others], margin=0)
    verdicts = {cell.strategy: decision.verdict for cell, decision in zip(others, decisions)}
    faster = [cell for cell in others if verdicts[cell.strategy] is Verdict.FASTER]
    if not faster and set(verdicts.values()) == {Verdict.SLOWER}:
        told = _said(recording, others[0], [_all_slower(others[0], serial, work)])
    elif faster:
        told = _said(recording, faster[0], [_computes(faster[0], serial, work), _tied(faster[0], cells)])
    else:
        told = _said(recording, others[0], [_nobody(others[0], serial, work)])
    slowest = others[-1]
    if slowest is not others[0] and verdicts[slowest.strategy] is Verdict.SLOWER:
        told += _said(recording, slowest, [f"for {work} {name(slowest.strategy)} takes {_ratio(serial, slowest)} as "
                                           "long as a plain loop"])
    return told


def _said(recording: Recording, cell: Measurement, parts: List[str]) -> List[str]:
    """The parts as sentences, and one about what bounds the cell."""
    return [*as_sentences(parts), *filter(None, [why(recording, cell)])]


def _tied(best: Measurement, cells: Sequence[Measurement]) -> str:
    rank = dict(zip((cell.strategy for cell in cells), ranks(cells)))
    own = rank.pop(best.strategy)
    tied = sum(rank_of == own for strategy, rank_of in rank.items() if own and strategy != "serial")
    return f"{counted(tied, 'other')} {'does' if tied == 1 else 'do'} not differ significantly" if tied else ""


def _all_slower(first: Measurement, serial: Measurement, work: str) -> str:
    return (f"a plain loop is fastest for {work}: with {counted(first.workers, 'worker')} {name(first.strategy)} takes "
            f"{_ratio(serial, first)} as long")


def _nobody(first: Measurement, serial: Measurement, work: str) -> str:
    """The decisions are corrected for the number of strategies: an interval of its own may exclude 1 all the same."""
    pace = (f"takes {_ratio(serial, first)} as long" if first.median > serial.median
            else f"is {_ratio(first, serial)} as fast")
    return (f"no strategy is significantly faster than a plain loop for {work}: {name(first.strategy)}, the fastest by "
            f"its median, {pace} with {counted(first.workers, 'worker')}")


def _computes(cell: Measurement, serial: Measurement, work: str) -> str:
    """Whoever is slower than the loop has no speed-up that a person could read."""
    who = f"with {counted(cell.workers, 'worker')} {name(cell.strategy)}"
    if cell.median > serial.median:
        return f"{who} takes {_ratio(serial, cell)} as long as a plain loop for {work}"
    return f"{who} computes {work} {_ratio(cell, serial)} as fast as a plain loop"


def _ratio(base: Measurement, cell: Measurement) -> str:
    """Of the cell's time to the base's."""
    difference = within(base, cell)
    if difference is None:
        return times(cell.median / base.median)
    return times_between(difference.ratio, difference.interval())
