#!/usr/bin/env python3
"""Prints how the strategies compare: the largest size, break-even sizes, small jobs, locks, waiting, scaling."""
from __future__ import annotations

import argparse
import sys
from typing import List, Optional, Sequence, Tuple

import contention_table
import ranking
import scaling_tables
import small_jobs
import waiting_table
from fitness import fitness
from ranking import Ranked
from results import Recording, ResultsError, load
from tables import FORMS, Row
from ties import are_replicated
from units import (NOT_MEASURED, count, percent, print_anything, printable, seconds, span, times,
                   times_between)

NAME_WIDTH = 20
BREAK_EVEN_COLUMNS = ("strategy", "warm", "cold (start and stop included)")
WORDS = frozenset(BREAK_EVEN_COLUMNS)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", metavar="FILE.json", help="what the benchmark recorded")
    parser.add_argument("--workers", type=int, metavar="W",
                        help="worker count to compare at (default: one for each effective CPU)")
    parser.add_argument("--n", type=int, metavar="N",
                        help="size to compare at (default: the largest recorded)")
    parser.add_argument("--format", choices=tuple(FORMS), default="text",
                        help="markdown is for pages such as the README (default: text)")
    options = parser.parse_args(arguments)
    print_anything()
    try:
        print(summarise(load(options.file), options.workers, options.n, options.format))
    except ResultsError as error:
        print(f"summary.py: {error}", file=sys.stderr)
        return 2
    return 0


def summarise(recording: Recording, workers: Optional[int] = None, n: Optional[int] = None,
              form: str = "text") -> str:
    """Raises ResultsError if workers or n are given, but not recorded."""
    shown = FORMS[form]
    chosen = workers or n
    workers = workers or ranking.usual_workers(recording)
    n = n or ranking.largest_n(recording, workers)
    ranked = ranking.rank(recording, n, workers)
    if chosen and not any(row.cell.workers == workers for row in ranked):
        raise ResultsError(_not_recorded(recording, n, workers))
    blocks = [_header(recording, n, workers) if ranked else _nothing(recording)]
    if ranked:
        blocks.append(shown.table(*_ranking(ranked), WORDS))
    blocks.append(shown.listing("Failed, unavailable or not recorded:",
                                list(ranking.unranked(recording, n, workers).items())))
    if ranked:
        blocks += [shown.paragraph(_legend(ranked)), shown.paragraph("; ".join(fitness(recording)) + ".")]
    sizes = _break_evens(recording, workers)
    if sizes:
        blocks += [shown.paragraph(_question(ranked, sizes)), shown.table(BREAK_EVEN_COLUMNS, sizes, WORDS)]
    for question in (small_jobs, contention_table, waiting_table):
        found = question.table(recording)
        if found.rows:
            blocks += [shown.paragraph(question.QUESTION), shown.table(found.columns, found.rows, question.WORDS),
                       shown.paragraph(found.note)]
    diagnosis = scaling_tables.report(recording)
    for each in diagnosis.tables:
        blocks += [shown.paragraph(each.title),
                   shown.table(each.columns, each.rows, scaling_tables.WORDS)]
    blocks.append(shown.paragraph(diagnosis.note))
    return "\n\n".join(block for block in blocks if block)


def _nothing(recording: Recording) -> str:
    return f"{recording.path}: no warm row of '{ranking.WORKLOAD}' has a time, so nothing is ranked."


def _not_recorded(recording: Recording, n: int, workers: int) -> str:
    cells = [cell for cell in ranking.squares(recording, "warm") if cell.ok]
    if not cells:
        return _nothing(recording)
    sizes = ", ".join(map(str, sorted({cell.n for cell in cells})))
    crews = ", ".join(map(str, sorted({cell.workers for cell in cells})))
    return (f"{recording.path}: no row has n = {n} and {workers} workers; "
            f"choose --n from {sizes} and --workers from {crews}")


def _header(recording: Recording, n: int, workers: int) -> str:
    machine, cpus = recording.about("machine"), recording.about("effective_cpus")
    return (f"Squares of {count(n)} numbers, {workers} worker{'s' if workers > 1 else ''}, warm\n"
            f"machine: {machine}, effective CPUs: {cpus}")


def _ranking(ranked: List[Ranked]) -> Tuple[Row, List[Row]]:
    """Columns that were measured for no strategy are left to the legend."""
    replicated = are_replicated(row.cell for row in ranked)
    columns = {
        "#": [_rank(row) if replicated else NOT_MEASURED for row in ranked],
        "strategy": [printable(row.cell.strategy, NAME_WIDTH) for row in ranked],
        "median": [seconds(row.cell.median) for row in ranked],
        "min .. max": [NOT_MEASURED if replicated else span(*row.cell.spread, row.cell.median)
                       for row in ranked],
        "speed-up": [times_between(row.speed_up, row.interval) for row in ranked],
        "ceiling": [percent(row.share) for row in ranked],
        "CPU cost": [times(row.cpu_cost) for row in ranked],
        "workers": [_workers(row) for row in ranked],
    }
    kept = {name: cells for name, cells in columns.items() if set(cells) != {NOT_MEASURED}}
    return tuple(kept), list(zip(*kept.values()))


def _rank(row: Ranked) -> str:
    return "?" if row.rank is None else str(row.rank)


def _workers(row: Ranked) -> str:
    if row.observed is None:
        return NOT_MEASURED
    return f"{'! ' if row.cell.is_short else ''}{row.observed:.1f} of {row.cell.workers}"


def _legend(ranked: List[Ranked]) -> str:
    explained = [
        ("speed-up", "serial's time / time, with its own 95 % interval" if any(row.interval for row in ranked)
         else "serial's time / time", [row.speed_up for row in ranked]),
        ("ceiling", "share of what the machine can do at best", [row.share for row in ranked]),
        ("CPU cost", "CPU time of the whole crew / serial's", [row.cpu_cost for row in ranked]),
        ("workers", "how many computed something, of those asked for",
         [row.observed for row in ranked])]
    lines = [f"{_times_measured(ranked)}; {_order(ranked)}."]
    for name, meaning, values in explained:
        known = any(value is not None for value in values)
        lines.append(f"{name}: {meaning if known else NOT_MEASURED}.")
    if any(row.cell.is_short for row in ranked):
        lines.append("!: fewer workers took part than were asked for.")
    return " ".join(lines)


def _order(ranked: List[Ranked]) -> str:
    if not are_replicated(row.cell for row in ranked):
        return "the order is that of the medians"
    unknown = any(row.rank is None for row in ranked)
    return ("strategies that cannot be told apart from a rank's first share it (5 %, Holm's correction)"
            + ("; ?: measured too rarely for a rank" if unknown else ""))


def _times_measured(ranked: List[Ranked]) -> str:
    """As often as the strategies were: in so many processes, or else so many times in the only one."""
    replicated = are_replicated(row.cell for row in ranked)
    counts = {len(row.cell.samples if replicated else row.cell.times) for row in ranked}
    fewest, most = min(counts), max(counts)
    return (f"Median of {fewest if fewest == most else f'{fewest} to {most}'} "
            f"{'invocation' if replicated else 'repetition'}{'s' if most > 1 else ''}")


def _question(ranked: List[Ranked], sizes: List[Row]) -> str:
    crossing = " In brackets: where the curves cross, 95 % interval." if any("[" in cell for row in sizes
                                                                             for cell in row[1:]) else ""
    judged = (f"A size where chance may explain the difference decides nothing.{crossing}"
              if are_replicated(row.cell for row in ranked) else "By the medians alone.")
    return f"From which n on does each strategy beat serial? ({judged})"


def _break_evens(recording: Recording, workers: int) -> List[Row]:
    phases = [ranking.break_evens(ranking.curves(ranking.squares(recording, phase, workers)))
              for phase in ("warm", "cold")]
    return [(printable(strategy, NAME_WIDTH),
             *(str(phase.get(strategy, NOT_MEASURED)) for phase in phases))
            for strategy in dict.fromkeys([*phases[0], *phases[1]])]


if __name__ == "__main__":
    sys.exit(main())
