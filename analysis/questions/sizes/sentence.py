"""From what size on does it pay?"""
from __future__ import annotations

from typing import List, Mapping

from analysis.ranking import ranking
from analysis.ranking.ranking import Curves
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.break_even import BreakEven, Verdict
from analysis.statistics.ties import are_replicated, tied_sizes
from analysis.wording.sentences import joined, name, names, size, size_between
from analysis.wording.units import count

IN_HEADLINE = False  # whether the first sentence stands among the answers in a few sentences
WON = (Verdict.FROM, Verdict.ALWAYS, Verdict.BETWEEN)
KINDS = {"warm": "ready workers", "cold": "workers that are started for each run"}


def sentences(recording: Recording) -> List[str]:
    recording = recording.settled
    return [text for phase, who in KINDS.items() if (text := _sentence(recording, phase, who))]


def _sentence(recording: Recording, phase: str, who: str) -> str:
    workers = ranking.usual_workers(recording)
    curves = ranking.curves(ranking.of_job(recording, phase, workers))
    evens = ranking.break_evens(curves)
    if not evens:
        return ""
    sizes = list(curves["serial"])
    replicated = are_replicated(cell for cells in curves.values() for cell in cells.values())
    winners = {strategy: even for strategy, even in evens.items() if even.verdict in WON}
    told = _from(winners, curves, who) if winners else _nowhere(evens, sizes, who, replicated)
    return joined([told + ("" if replicated else ", by the medians of one process alone")])


def _from(winners: Mapping[str, BreakEven], curves: Curves, who: str) -> str:
    """The earliest, and those whose interval reaches down to it."""
    strategy, first = next(iter(winners.items()))
    sizes = list(curves["serial"])
    as_early = [other for other, even in winners.items() if other != strategy and _overlap(even, first)]
    earliest = f"the earliest is {name(strategy)}" + (f" (not significantly later: {names(as_early)})" if as_early
                                                      else "")
    certain = _certain(curves["serial"], curves[strategy])
    if first.verdict is Verdict.ALWAYS:
        return (f"{who} beat a plain loop from the smallest size measured on (n = {count(first.n)}{certain}); "
                f"{earliest}")
    until = f" to {size(first.until)}" if first.verdict is Verdict.BETWEEN else f" on{certain}"
    return (f"{who} beat a plain loop from n = {size_between(first.n, first.interval, sizes[0], sizes[-1])}{until}; "
            f"{earliest}")


def _certain(serial: Mapping[int, Measurement], strategy: Mapping[int, Measurement]) -> str:
    """Where the largest sizes are ties: up to which one it is surely faster."""
    common = sorted(serial.keys() & strategy.keys())
    tied = tied_sizes(serial, strategy) if are_replicated(strategy.values()) else set()
    wins = [n for n in common if n not in tied and strategy[n].median < serial[n].median]
    return f", significantly up to n = {count(wins[-1])}" if wins and wins[-1] != common[-1] else ""


def _overlap(even: BreakEven, first: BreakEven) -> bool:
    return bool(even.interval and first.interval and even.interval[0] <= first.interval[1])


def _nowhere(evens: Mapping[str, BreakEven], sizes: List[int], who: str, replicated: bool) -> str:
    undecided = [strategy for strategy, even in evens.items() if even.verdict is Verdict.UNDECIDED]
    if undecided and replicated:
        return (f"up to n = {count(sizes[-1])} {who} are never significantly faster than a plain loop; at some size "
                f"{len(undecided)} of {len(evens)} strategies do not differ significantly from it")
    return f"up to n = {count(sizes[-1])} {who} never beat a plain loop"
