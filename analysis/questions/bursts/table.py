"""What does the first run after a rest cost? The table, and the words that explain it."""
from __future__ import annotations

from typing import Callable, Dict, List, Mapping, Optional, Sequence

from analysis.questions.bursts import numbers as bursts
from analysis.questions.bursts.numbers import BAD, Bursts, LENGTH
from analysis.recording.reader import Measurement, Recording
from analysis.recording.settling import marked, notes
from analysis.wording.number import Number
from analysis.wording.tables import Table
from analysis.wording.units import fine_percent, percent, printable, rough_count, seconds, two_digits

QUESTION = "What does the first run after a rest cost?"
WORDS = ("strategy",)  # the column that is no number
NAME_WIDTH = 20
UNKNOWN = "unknown"

SETTLED, SLOW, WORST, RESTING = "settles in", "stay slow", "worst", "at rest"
MEANINGS = {
    SETTLED: "time from the start of a burst to the steady state, at the size where that takes longest",
    SLOW: f"share of the bursts of {LENGTH} that end before the steady state, after the worst length of rest",
    WORST: f"median run of the slowest burst over a run in the steady state, bad above {BAD:g}x",
    RESTING: "CPU time of waiting workers, 100 % is one CPU"}


def table(recording: Recording) -> Table:
    """The shortest first run first. Columns that were measured for no strategy are left out."""
    workers = bursts.usual_workers(recording)
    found = bursts.bursts(recording, workers)
    if not found:
        return Table((), [], "")
    rest, sizes = max(bursts.rests(found)), bursts.sizes(recording, workers)
    rows = [{"strategy": printable(strategy, NAME_WIDTH), **_row(each, sizes, rest)}
            for strategy, each in found.items()]
    columns = [name for name in rows[0] if any(row[name] != UNKNOWN for row in rows)]
    shown = [cell for each in found.values() for cell in each.after(rest)]
    return Table(tuple(columns), [tuple(row[name] for name in columns) for row in rows],
                 " ".join([_note(recording.job.name, columns, rows, workers, rest), *notes(shown)]))


def _row(each: Bursts, sizes: List[int], rest: int) -> Dict[str, str]:
    return {**{f"n = {rough_count(n)}": _first(each.sizes.get(n, {}).get(rest)) for n in sizes},
            SETTLED: _known(each.until_settled(rest), seconds),
            SLOW: _known(each.never_settled, percent),
            WORST: _known(each.slowest_burst, lambda times: Number(f"{two_digits(times)}x", times)),
            RESTING: _known(each.rest_cpu(rest), fine_percent)}


def _known(value: Optional[float], show: Callable[[float], str]) -> str:
    return UNKNOWN if value is None else show(value)


def _first(cell: Optional[Measurement]) -> str:
    if cell is None:
        return UNKNOWN
    times = bursts.times_settled(cell)
    settled = f" ({two_digits(times)}x)" if times is not None else ""
    return marked(cell, Number(f"{seconds(cell.median)}{settled}", cell.median))


def _note(job: str, columns: List[str], rows: Sequence[Mapping[str, str]], workers: int, rest: int) -> str:
    meanings = "; ".join(f"{name}: {meaning}" for name, meaning in MEANINGS.items() if name in columns)
    has_times = any("(" in row[name] for row in rows for name in columns if name.startswith("n = "))
    is_unknown = any(row[name] == UNKNOWN for row in rows for name in columns)
    parts = [f"Job: {job}, {workers} workers that rested for {bursts.named(rest)}: the first run"
             f"{', and in brackets its time over that of a run in the steady state' if has_times else ''}.",
             f"{meanings[0].upper()}{meanings[1:]}." if meanings else "",
             f"{UNKNOWN}: failed or not recorded." if is_unknown else ""]
    return " ".join(part for part in parts if part)
