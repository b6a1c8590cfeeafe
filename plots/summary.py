#!/usr/bin/env python3
"""Prints how the strategies compare: the largest size in detail, then the break-even sizes."""
from __future__ import annotations

import argparse
import sys
import textwrap
from typing import Dict, List, Optional, Sequence, Tuple

import ranking
from ranking import Ranked
from results import Recording, ResultsError, load
from units import NOT_MEASURED, count, percent, print_anything, printable, seconds, span, times

WIDTH = 100
NAME_WIDTH = 20

Row = Tuple[str, ...]


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", metavar="FILE.json", help="what the benchmark recorded")
    parser.add_argument("--workers", type=int, metavar="W",
                        help="worker count to compare at (default: one for each effective CPU)")
    parser.add_argument("--n", type=int, metavar="N",
                        help="size to compare at (default: the largest recorded)")
    parser.add_argument("--format", choices=("text", "markdown"), default="text",
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
    table, listing = (_markdown_table, _markdown_list) if form == "markdown" else (_table, _list)
    chosen = workers or n
    workers = workers or ranking.usual_workers(recording)
    n = n or ranking.largest_n(recording, workers)
    ranked = ranking.rank(recording, n, workers)
    if chosen and not any(row.cell.workers == workers for row in ranked):
        raise ResultsError(_not_recorded(recording, n, workers))
    blocks = [_header(recording, n, workers) if ranked else _nothing(recording)]
    if ranked:
        blocks.append(table(*_ranking(ranked)))
    blocks.append(listing("Failed, unavailable or not recorded:",
                          ranking.unranked(recording, n, workers)))
    if ranked:
        blocks.append(_legend(ranked))
    sizes = _break_evens(recording, workers)
    if sizes:
        blocks += ["From which n on does each strategy beat serial? (Overlapping ranges decide nothing.)",
                   table(("strategy", "warm", "cold (start and stop included)"), sizes)]
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
    columns = {
        "#": [str(row.rank) for row in ranked],
        "strategy": [printable(row.cell.strategy, NAME_WIDTH) for row in ranked],
        "median": [seconds(row.cell.median) for row in ranked],
        "min .. max": [span(row.cell.low, row.cell.high, row.cell.median) for row in ranked],
        "speed-up": [times(row.speed_up) for row in ranked],
        "ceiling": [percent(row.share) for row in ranked],
        "CPU cost": [times(row.cpu_cost) for row in ranked],
        "workers": [_workers(row) for row in ranked],
    }
    kept = {name: cells for name, cells in columns.items() if set(cells) != {NOT_MEASURED}}
    return tuple(kept), list(zip(*kept.values()))


def _workers(row: Ranked) -> str:
    if row.observed is None:
        return NOT_MEASURED
    return f"{'! ' if row.cell.is_short else ''}{row.observed:.1f} of {row.cell.workers}"


def _legend(ranked: List[Ranked]) -> str:
    fewest, most = ranking.repetitions([row.cell for row in ranked])
    lines = [f"Median of {fewest if fewest == most else f'{fewest} to {most}'} repetition"
             f"{'s' if most > 1 else ''}; strategies whose ranges overlap share a rank."]
    if most == 1:
        lines = ["One repetition: how sure the order is cannot be said."]
    explained = [
        ("speed-up", "serial's time / time", [row.speed_up for row in ranked]),
        ("ceiling", "share of what the machine can do at best", [row.share for row in ranked]),
        ("CPU cost", "CPU time of the whole crew / serial's", [row.cpu_cost for row in ranked]),
        ("workers", "how many computed something, of those asked for",
         [row.observed for row in ranked])]
    for name, meaning, values in explained:
        known = any(value is not None for value in values)
        lines.append(f"{name}: {meaning if known else NOT_MEASURED}.")
    if any(row.cell.is_short for row in ranked):
        lines.append("!: fewer workers took part than were asked for.")
    return textwrap.fill(" ".join(lines), WIDTH)


def _break_evens(recording: Recording, workers: int) -> List[Row]:
    phases = [ranking.break_evens(ranking.curves(ranking.squares(recording, phase, workers)))
              for phase in ("warm", "cold")]
    return [(printable(strategy, NAME_WIDTH),
             *(str(phase.get(strategy, NOT_MEASURED)) for phase in phases))
            for strategy in dict.fromkeys([*phases[0], *phases[1]])]


def _is_number(column: str) -> bool:
    return column not in ("strategy", "warm") and not column.startswith("cold")


def _table(columns: Row, rows: List[Row]) -> str:
    widths = [max(map(len, cells)) for cells in zip(columns, *rows)]
    lines = []
    for row in (columns, *rows):
        cells = (cell.rjust(width) if _is_number(column) else cell.ljust(width)
                 for column, cell, width in zip(columns, row, widths))
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _list(title: str, reasons: Dict[str, str]) -> str:
    lines = [textwrap.fill(printable(reason), WIDTH, subsequent_indent=" " * (NAME_WIDTH + 4),
                           initial_indent=f"  {printable(strategy, NAME_WIDTH):{NAME_WIDTH}}  ")
             for strategy, reason in reasons.items()]
    return "\n".join([title, *lines]) if lines else ""


def _markdown_table(columns: Row, rows: List[Row]) -> str:
    rule = tuple("--:" if _is_number(column) else "---" for column in columns)
    escaped = [tuple(map(_escaped, row)) for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (columns, rule, *escaped))


def _markdown_list(title: str, reasons: Dict[str, str]) -> str:
    lines = [f"- {_escaped(printable(strategy))}: {_escaped(printable(reason))}"
             for strategy, reason in reasons.items()]
    return "\n".join([title, "", *lines]) if lines else ""


def _escaped(text: str) -> str:
    for char, replacement in (("&", "&amp;"), ("<", "&lt;"), ("|", "\\|"), ("_", "\\_"),
                              ("*", "\\*"), ("`", "\\`"), ("[", "\\[")):
        text = text.replace(char, replacement)
    return text


if __name__ == "__main__":
    sys.exit(main())
