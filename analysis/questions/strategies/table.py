"""Which strategy is fastest? A table on the job, and the words that explain it."""
from __future__ import annotations

from typing import List

from analysis.ranking.ranking import Ranked
from analysis.recording.reader import Measurement
from analysis.recording.settling import MARK, marked, notes
from analysis.statistics.ties import are_replicated
from analysis.wording.number import Number
from analysis.wording.tables import Table
from analysis.wording.units import NOT_MEASURED, percent, printable, seconds, span, times, times_between

NAME_WIDTH = 20
WORDS = frozenset({"strategy"})  # the column that is no number
_NOUNS = {True: ("life", "lives"), False: ("repetition", "repetitions")}  # where replicated; one, or more


def ranking_table(ranked: List[Ranked]) -> Table:
    """Columns that were measured for no strategy are left to the legend."""
    replicated = are_replicated(row.cell for row in ranked)
    columns = {
        "#": [_rank(row) if replicated else NOT_MEASURED for row in ranked],
        "strategy": [printable(row.cell.strategy, NAME_WIDTH) for row in ranked],
        "median": [marked(row.cell, seconds(row.cell.median)) for row in ranked],
        "min .. max": [NOT_MEASURED if replicated else _spread(row.cell)
                       for row in ranked],
        "speed-up": [times_between(row.speed_up, row.interval) for row in ranked],
        "ceiling": [percent(row.share) for row in ranked],
        "CPU cost": [times(row.cpu_cost) for row in ranked],
        "workers": [_workers(row) for row in ranked],
    }
    kept = {name: cells for name, cells in columns.items() if set(cells) != {NOT_MEASURED}}
    return Table(tuple(kept), list(zip(*kept.values())), _legend(ranked) if ranked else "")


def _rank(row: Ranked) -> str:
    return Number("?", is_doubtful=True) if row.rank is None else Number(str(row.rank), row.rank)


def _spread(cell: Measurement) -> str:
    return Number(span(*cell.spread, cell.median), cell.spread[0])


def _workers(row: Ranked) -> str:
    if row.observed is None:
        return NOT_MEASURED
    text = f"{row.observed:.1f} of {row.cell.expected}"
    return Number(f"{MARK}{text}" if row.cell.is_short else text, row.observed, row.cell.is_short)


def _legend(ranked: List[Ranked]) -> str:
    explained = [
        ("speed-up", "serial's time / time, with its own 95 % interval" if any(row.interval for row in ranked)
         else "serial's time / time", [row.speed_up for row in ranked]),
        ("ceiling", "share of what the machine can do at best", [row.share for row in ranked]),
        ("CPU cost", "CPU time of the whole crew / serial's", [row.cpu_cost for row in ranked]),
        ("workers", "how many took part, of those asked for",
         [row.observed for row in ranked])]
    lines = [f"{_times_measured(ranked)}; {_order(ranked)}."]
    for name, meaning, values in explained:
        known = any(value is not None for value in values)
        lines.append(f"{name}: {meaning if known else NOT_MEASURED}.")
    if any(row.cell.is_short for row in ranked):
        lines.append(f"{MARK.strip()} before workers: fewer took part than were asked for.")
    return " ".join([*lines, *notes(row.cell for row in ranked)])


def _order(ranked: List[Ranked]) -> str:
    if not are_replicated(row.cell for row in ranked):
        return "the order is that of the medians"
    unknown = any(row.rank is None for row in ranked)
    return ("strategies that do not differ significantly from a rank's first share the rank (5 %, Holm's correction)"
            + ("; ?: measured too rarely for a rank, or no steady state" if unknown else ""))


def _times_measured(ranked: List[Ranked]) -> str:
    """As often as the strategies were: in so many lives, or else so many times in the only process."""
    replicated = are_replicated(row.cell for row in ranked)
    counts = {len(row.cell.samples if replicated else row.cell.times) for row in ranked}
    fewest, most = min(counts), max(counts)
    return (f"Median of {fewest if fewest == most else f'{fewest} to {most}'} "
            f"{_NOUNS[replicated][most > 1]}")
