"""Who waits best?"""
from __future__ import annotations

from typing import List

from analysis.bottleneck.bounds import why
from analysis.questions.contention.numbers import PROCESSES, THREADS
from analysis.questions.waiting import numbers as waiting
from analysis.questions.waiting.numbers import Curves, MICROSECOND
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.bootstrap import within
from analysis.statistics.decision import decide, Verdict
from analysis.wording.sentences import counted, each, name
from analysis.wording.units import count, quantity, seconds, times, times_between


def sentences(recording: Recording) -> List[str]:
    """Of the first kind of wait that was measured."""
    recording = recording.settled
    kinds = waiting.kinds(recording)
    if not kinds:
        return []
    kind, curves = next(iter(kinds.items()))
    best = max((cells[max(cells)] for cells in curves.values()), key=lambda cell: cell.rate)
    delay = best.number("delay_us") if kind in waiting.TIMED else 0
    what = f"items that wait {seconds(MICROSECOND * delay)} each" if delay else "items that only wait"
    told = f"of {what}, {name(best.strategy)} does {_rate(best)} with {count(best.workers)} at a time"
    return [*each([told, _against_one(curves, best), _tied(curves, best)]), *filter(None, [why(recording, best)]),
            *each([_threads_and_processes(curves)])]


def _rate(cell: Measurement) -> str:
    return f"{quantity(cell.rate, '')} a second"


def _against_one(curves: Curves, best: Measurement) -> str:
    alone = curves.get("serial", {}).get(1)
    return f"that is {best.rate / alone.rate:,.0f} times what a plain loop does" if alone and alone is not best else ""


def _tied(curves: Curves, best: Measurement) -> str:
    """Those with as many workers that may be as quick; nothing without a second life."""
    others = [cells[best.workers] for cells in curves.values() if best.workers in cells]
    decisions = decide([within(best, cell) for cell in others if cell is not best and cell.n == best.n])
    tied = sum(decision.difference is not None and decision.verdict is not Verdict.SLOWER for decision in decisions)
    return f"{counted(tied, 'other')} cannot be told apart from it" if tied else ""


def _threads_and_processes(curves: Curves) -> str:
    """With as many workers as both were measured with at most."""
    common = curves.get(THREADS, {}).keys() & curves.get(PROCESSES, {}).keys()
    if not common:
        return ""
    workers = max(common)
    threads, processes = curves[THREADS][workers], curves[PROCESSES][workers]
    if threads.n != processes.n:
        return ""
    difference = within(processes, threads)
    both = f"{count(workers)} processes"
    if difference is None:
        return f"{both} do {times(processes.rate / threads.rate)} of what threads do, by one process"
    ratio = times_between(difference.ratio, difference.interval())
    verdict = decide([difference])[0].verdict
    if verdict is Verdict.EQUIVALENT:
        return f"{both} do as much as {count(workers)} threads ({ratio})"
    if verdict in (Verdict.FASTER, Verdict.SLOWER):
        return f"{both} do {ratio} of what as many threads do"
    return f"{both} and as many threads cannot be told apart ({ratio})"
