"""Who waits for a file's lock, and is it because they are processes?"""
from __future__ import annotations

from typing import Dict, List, Mapping

from analysis.questions.contention import numbers as contention
from analysis.questions.contention.numbers import PROCESSES, THREADS
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.bootstrap import Difference, within
from analysis.statistics.decision import decide, Verdict
from analysis.wording.sentences import as_sentences
from analysis.wording.units import percent, percent_span, times_between

IN_HEADLINE = True  # whether the first sentence stands among the answers in a few sentences
ONE_LOCK = contention.EXCLUSIVE
OWN_FILE = "own_file"

Cells = Mapping[str, Mapping[str, Measurement]]  # by lock, then by strategy


def sentences(recording: Recording) -> List[str]:
    recording = recording.settled
    contest = contention.contest(recording)
    workers = contention.usual_workers(contest)
    cells = contention.at(contest, workers)
    waiting = _waiting(cells)
    if not waiting or workers < 2:
        return []
    (first, share), *others = waiting.items()
    return as_sentences([f"{workers} {first} that share a file wait {share} of their time for its lock",
                 *(f"{workers} {who} wait {shares} of theirs" for who, shares in others),
                 f"if they only took turns, it would be {percent(contention.alone(workers))}",
                 *_compared(cells), *_without_sharing(cells, workers)])


def _waiting(cells: Cells) -> Dict[str, str]:
    """The share of their time, over all exclusive locks, of processes and of threads."""
    waiting: Dict[str, str] = {}
    for strategy, who in ((PROCESSES, "processes"), (THREADS, "threads")):
        shares = [share for lock in ONE_LOCK if (cell := cells.get(lock, {}).get(strategy))
                  and (share := contention.waiting_share(cell)) is not None]
        if shares:
            waiting[who] = percent_span(shares, " to ")
    return waiting


def _compared(cells: Cells) -> List[str]:
    """Threads against processes, under every lock that both can take; all at once."""
    shared = [lock for lock in ONE_LOCK if {THREADS, PROCESSES} <= cells.get(lock, {}).keys()]
    differences = {lock: difference for lock in shared
                   if (difference := within(cells[lock][PROCESSES], cells[lock][THREADS]))}
    if not shared or len(differences) < len(shared):
        return []
    decisions = dict(zip(shared, decide(list(differences.values()))))
    apart = [lock for lock in shared if decisions[lock].verdict in (Verdict.FASTER, Verdict.SLOWER)]
    if not apart:
        return [f"under the same lock ({', '.join(shared)}) their throughput does not differ significantly"]
    return [f"under {lock} the throughput of processes is {_ratio(differences[lock])} that of threads"
            for lock in apart]


def _without_sharing(cells: Cells, workers: int) -> List[str]:
    """What the lock costs them: against a file for each."""
    told = []
    for strategy, who in ((PROCESSES, "processes"), (THREADS, "threads")):
        own = cells.get(OWN_FILE, {}).get(strategy)
        locked = next((cells[lock][strategy] for lock in ("ofd", *ONE_LOCK) if strategy in cells.get(lock, {})), None)
        if not own or not locked:
            continue
        difference = within(own, locked)
        if difference and decide([difference])[0].verdict is Verdict.SLOWER:
            told.append(f"with a file each, the throughput of {workers} {who} is {_ratio(difference)} that under "
                        f"{locked.keys['lock']}")
    return told


def _ratio(difference: Difference) -> str:
    return times_between(difference.ratio, difference.interval())
