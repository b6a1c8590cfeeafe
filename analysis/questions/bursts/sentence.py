"""What does a rest cost the first run behind it, who stays slow, and who burns CPU time while resting?"""
from __future__ import annotations

from typing import List, Mapping, Optional

from analysis.questions.bursts import numbers as bursts
from analysis.questions.bursts.numbers import Bursts, LENGTH
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.bootstrap import within
from analysis.statistics.decision import decide, Verdict
from analysis.wording.sentences import counted, each, name, names
from analysis.wording.units import count, fine_percent, percent, seconds, times_between, two_digits

MOST_IDLE = 0.01  # of a CPU: who burns no more while resting counts as asleep


def sentences(recording: Recording) -> List[str]:
    recording = recording.settled
    workers = bursts.usual_workers(recording)
    found = bursts.bursts(recording, workers)
    crews = {strategy: own for strategy, own in found.items() if recording.strategies[strategy].parallel}
    if not crews:
        return []
    rest, n = max(bursts.rests(found)), bursts.sizes(recording, workers)[0]
    first = {strategy: cell for strategy, own in found.items() if (cell := own.sizes.get(n, {}).get(rest))}
    return each([*_first(first, rest), _dearest(first), _stays_slow(crews), _resting(crews, rest)])


def _first(cells: Mapping[str, Measurement], rest: int) -> List[str]:
    crews = {strategy: cell for strategy, cell in cells.items() if not cell.is_serial}
    if not crews:
        return []
    best = min(crews.values(), key=lambda cell: cell.median)
    decisions = decide([within(best, cell) for cell in crews.values() if cell is not best])
    tied = sum(each.difference is not None and each.verdict is not Verdict.SLOWER for each in decisions)
    return [f"after {bursts.named(rest)} without work the first run of {count(best.n)} squares is shortest with "
            f"{name(best.strategy)}: {seconds(best.median)}{_beside(cells.get('serial'), best)}", _in_settled(best),
            f"{counted(tied, 'other')} cannot be told apart from it" if tied else "",
            f"a plain loop's first run takes {seconds(cells['serial'].median)}" if "serial" in cells else ""]


def _beside(loop: Optional[Measurement], cell: Measurement) -> str:
    difference = within(loop, cell) if loop else None
    return (f", {times_between(difference.ratio, difference.interval())} as long as a plain loop's" if difference
            else "")


def _in_settled(cell: Measurement) -> str:
    times = bursts.times_settled(cell)
    if times is None:
        return ""
    return f"that is {f'{two_digits(times)} times' if times >= 1.05 else 'no more than'} its settled run"


def _dearest(cells: Mapping[str, Measurement]) -> str:
    """Whose first run is the most settled ones."""
    times = {strategy: value for strategy, cell in cells.items()
             if not cell.is_serial and (value := bursts.times_settled(cell)) is not None}
    if len(times) < 2:
        return ""
    worst = max(times, key=times.__getitem__)
    if times[worst] < 2:
        return "no strategy's first run takes twice its settled run"
    return (f"measured in settled runs {name(worst)} pays most: {seconds(cells[worst].median)}, "
            f"{two_digits(times[worst])} times its own")


def _stays_slow(crews: Mapping[str, Bursts]) -> str:
    shares = {strategy: each.never_settled for strategy, each in crews.items() if each.never_settled is not None}
    slow = sorted((strategy for strategy, share in shares.items() if share > 0), key=lambda each: -shares[each])
    if not shares:
        return ""
    if not slow:
        return f"every burst of {LENGTH} became as fast as settled runs are"
    others = f"; it happens to {names(slow[1:])} too" if slow[1:] else ""
    return (f"{percent(shares[slow[0]])} of {name(slow[0])}'s bursts of {LENGTH} end before its runs are as fast as "
            f"settled ones, after the rest where that is worst{others}")


def _resting(crews: Mapping[str, Bursts], rest: int) -> str:
    shares = {strategy: share for strategy, each in crews.items() if (share := each.rest_cpu(rest)) is not None}
    awake = sorted((strategy for strategy, share in shares.items() if share > MOST_IDLE),
                   key=lambda strategy: -shares[strategy])
    if not shares:
        return ""
    if not awake:
        return f"while they rest, no strategy's workers burn more than {percent(MOST_IDLE)} of a CPU"
    others = f", those of {names(awake[1:])} more than {percent(MOST_IDLE)} as well" if awake[1:] else ""
    return f"while they rest, the workers of {name(awake[0])} burn {fine_percent(shares[awake[0]])} of a CPU{others}"
