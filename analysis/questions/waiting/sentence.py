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
from analysis.wording.sentences import as_sentences, counted, name
from analysis.wording.units import count, quantity, seconds, times, times_between

IN_HEADLINE = True  # whether the first sentence stands among the answers in a few sentences


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
    told = (f"the highest throughput of {what} is {_rate(best)}, with {name(best.strategy)} and {count(best.workers)} "
            "at a time")
    return [*as_sentences([told, _against_one(curves, best), _tied(curves, best)]),
            *filter(None, [why(recording, best)]), *as_sentences([_threads_and_processes(curves)])]


def _rate(cell: Measurement) -> str:
    return f"{quantity(cell.rate, '')} a second"


def _against_one(curves: Curves, best: Measurement) -> str:
    alone = curves.get("serial", {}).get(1)
    return (f"that is {best.rate / alone.rate:,.0f} times the throughput of a plain loop" if alone and alone is not best
            else "")


def _tied(curves: Curves, best: Measurement) -> str:
    """Those with as many workers that may be as quick; nothing without a second life."""
    others = [cells[best.workers] for cells in curves.values() if best.workers in cells]
    decisions = decide([within(best, cell) for cell in others if cell is not best and cell.n == best.n])
    tied = sum(decision.difference is not None and decision.verdict is not Verdict.SLOWER for decision in decisions)
    return f"{counted(tied, 'other')} {'does' if tied == 1 else 'do'} not differ significantly" if tied else ""


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
    who = f"{count(workers)} processes"
    if difference is None:
        return (f"the throughput of {who} is {times(processes.rate / threads.rate)} that of as many threads, measured "
                "once")
    ratio = times_between(difference.ratio, difference.interval())
    verdict = decide([difference])[0].verdict
    if verdict is Verdict.EQUIVALENT:
        return f"{who} have the same throughput as {count(workers)} threads ({ratio})"
    if verdict in (Verdict.FASTER, Verdict.SLOWER):
        return f"the throughput of {who} is {ratio} that of as many threads"
    return f"the throughput of {who} and of as many threads does not differ significantly ({ratio})"
