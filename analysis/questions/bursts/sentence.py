"""What does a rest cost the first run behind it, who stays slow, and who burns CPU time while resting?"""
from __future__ import annotations

from typing import List, Mapping, Optional

from analysis.questions.bursts import numbers as bursts
from analysis.questions.bursts.numbers import Bursts, LENGTH
from analysis.recording.catalogue import Job
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.bootstrap import within
from analysis.statistics.decision import decide, Verdict
from analysis.wording.sentences import as_sentences, counted, name, names
from analysis.wording.units import fine_percent, percent, seconds, times_between, two_digits

IN_HEADLINE = True  # whether the first sentence stands among the answers in a few sentences
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
    return as_sentences([*_first(first, rest, recording.job), _dearest(first), _stays_slow(crews),
                         _resting(crews, rest)])


def _first(cells: Mapping[str, Measurement], rest: int, job: Job) -> List[str]:
    crews = {strategy: cell for strategy, cell in cells.items() if not cell.is_serial}
    if not crews:
        return []
    best = min(crews.values(), key=lambda cell: cell.median)
    decisions = decide([within(best, cell) for cell in crews.values() if cell is not best])
    tied = sum(decision.difference is not None and decision.verdict is not Verdict.SLOWER for decision in decisions)
    return [f"after {bursts.named(rest)} of rest the first run of {job.counted(best.n)} is fastest with "
            f"{name(best.strategy)}: it takes {seconds(best.median)}{_beside(cells.get('serial'), best)}",
            _in_settled(best), f"{counted(tied, 'other')} {'does' if tied == 1 else 'do'} not differ significantly"
            if tied else "",
            f"a plain loop's first run takes {seconds(cells['serial'].median)}" if "serial" in cells else ""]


def _beside(loop: Optional[Measurement], cell: Measurement) -> str:
    difference = within(loop, cell) if loop else None
    return (f", {times_between(difference.ratio, difference.interval())} as long as with a plain loop" if difference
            else "")


def _in_settled(cell: Measurement) -> str:
    times = bursts.times_settled(cell)
    if times is None:
        return ""
    longer = f"{two_digits(times)} times as long as" if times >= 1.05 else "no longer than"
    return f"that is {longer} in the steady state"


def _dearest(cells: Mapping[str, Measurement]) -> str:
    """The strategy whose first run is the slowest beside its own steady state."""
    times = {strategy: value for strategy, cell in cells.items()
             if not cell.is_serial and (value := bursts.times_settled(cell)) is not None}
    if len(times) < 2:
        return ""
    worst = max(times, key=times.__getitem__)
    if times[worst] < 2:
        return "no strategy's first run takes twice as long as in the steady state"
    return (f"rest slows down {name(worst)} most: its first run takes {seconds(cells[worst].median)}, "
            f"{two_digits(times[worst])} times as long as in the steady state")


def _stays_slow(crews: Mapping[str, Bursts]) -> str:
    shares = {strategy: crew.never_settled for strategy, crew in crews.items() if crew.never_settled is not None}
    slow = sorted((strategy for strategy, share in shares.items() if share > 0), key=lambda crew: -shares[crew])
    if not shares:
        return ""
    if not slow:
        return f"every burst of {LENGTH} reached the steady state"
    others = f"; the same happens to {names(slow[1:])}" if slow[1:] else ""
    return (f"{percent(shares[slow[0]])} of {name(slow[0])}'s bursts of {LENGTH} end before the steady state, after "
            f"the worst length of rest{others}")


def _resting(crews: Mapping[str, Bursts], rest: int) -> str:
    shares = {strategy: share for strategy, crew in crews.items() if (share := crew.rest_cpu(rest)) is not None}
    awake = sorted((strategy for strategy, share in shares.items() if share > MOST_IDLE),
                   key=lambda strategy: -shares[strategy])
    if not shares:
        return ""
    if not awake:
        return f"while idle, no strategy's workers use more than {percent(MOST_IDLE)} of a CPU"
    others = f"; those of {names(awake[1:])} use more than {percent(MOST_IDLE)} too" if awake[1:] else ""
    return f"while idle, the workers of {name(awake[0])} use {fine_percent(shares[awake[0]])} of a CPU{others}"
