"""Who waits for the lock? The table: threads beside processes under every lock, and the words that explain it."""
from __future__ import annotations

from typing import Dict, List, Optional

from analysis.questions.contention import numbers as contention
from analysis.questions.contention.numbers import Contest, Curves, EXCLUSIVE, LOCK_FREE, THREADS
from analysis.recording.reader import Measurement, Recording
from analysis.recording.settling import marked, notes
from analysis.wording.number import Number
from analysis.wording.tables import Table
from analysis.wording.units import percent, printable, quantity, seconds, times, times_between

QUESTION = "Who waits for the lock?"
WORDS = ("lock", "strategy")  # the columns that are no numbers
NAME_WIDTH = 20
UNKNOWN, NO_LOCK, NO_THREADS = "unknown", "no lock", "no threads"
NOTHING = (UNKNOWN, NO_LOCK, NO_THREADS, "")

FILE = "Records of one file, changed in memory; workers: {workers}."
LOCK = "One exclusive lock: {locks}."
MEANINGS = {
    "of threads": f"operations a second over {THREADS}'s{{interval}}",
    "waits": "share of the workers' time while all of them work, {alone} if they only take turns",
    "fair": "fewest over most operations of a worker until the first is done",
    "p99": "99th percentile of an operation's latency, waiting included",
    "speed-up": "over one worker"}


def table(recording: Recording) -> Table:
    """Columns that were measured for no strategy are left out."""
    contest = contention.contest(recording)
    workers = contention.usual_workers(contest)
    rows = [_row(cell, contest[lock], cells.get(THREADS)) for lock, cells in contention.at(contest, workers).items()
            for cell in cells.values()]
    columns = [name for name in (rows[0] if rows else ())
               if any(row[name] not in NOTHING for row in rows)]
    return Table(tuple(columns), [tuple(row[name] for name in columns) for row in rows],
                 " ".join([_note(columns, rows, workers), *notes(_cells(contest, workers))]) if rows else "")


def _cells(contest: Contest, workers: int) -> List[Measurement]:
    return [cell for cells in contention.at(contest, workers).values() for cell in cells.values()]


def _row(cell: Measurement, curves: Curves, threads: Optional[Measurement]) -> Dict[str, str]:
    first, lock = curves[cell.strategy].get(1), str(cell.keys["lock"])
    fairness, longest = cell.counters.get("fairness"), contention.latency(cell, "p99")
    return {"lock": printable(lock, NAME_WIDTH),
            "strategy": printable(cell.strategy, NAME_WIDTH),
            "operations/s": marked(cell, quantity(cell.rate, "")),
            "of threads": _of_threads(cell, threads),
            "waits": NO_LOCK if lock in LOCK_FREE else _percent(contention.waiting_share(cell)),
            "fair": UNKNOWN if fairness is None else Number(f"{fairness:.2f}", fairness),
            "p99": UNKNOWN if longest is None else seconds(longest),
            "speed-up": times(contention.throughput_ratio(cell, first)[0]) if first and first is not cell else UNKNOWN}


def _of_threads(cell: Measurement, threads: Optional[Measurement]) -> str:
    if threads is None:
        return NO_THREADS
    return "" if cell is threads else times_between(*contention.throughput_ratio(cell, threads))


def _percent(share: Optional[float]) -> str:
    return UNKNOWN if share is None else percent(share)


def _note(columns: List[str], rows: List[Dict[str, str]], workers: int) -> str:
    exclusive = [lock for lock in EXCLUSIVE if any(row["lock"] == lock for row in rows)]
    interval = ", with its own 95 % interval" if any("[" in row["of threads"] for row in rows) else ""
    meanings = "; ".join(f"{name}: {meaning}" for name, meaning in MEANINGS.items() if name in columns)
    parts = [FILE.format(workers=workers), LOCK.format(locks=", ".join(exclusive)) if exclusive else "",
             f"{meanings}.".format(alone=percent(contention.alone(workers)), interval=interval) if meanings else "",
             f"{UNKNOWN}: failed or not recorded." if any(row[name] == UNKNOWN for row in rows for name in columns)
             else ""]
    return " ".join(part for part in parts if part)
