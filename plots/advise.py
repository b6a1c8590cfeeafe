#!/usr/bin/env python3
"""What should I use for my own job? Predicts its time under every strategy from what was measured on this machine.

A job is a number of independent items. One crew of workers computes all of them in each call. The time of an item is
that of a plain loop over many items on one CPU, divided by their number.
Exit code: 0 the advice was printed, 2 wrong usage or a recording that nothing can be predicted from.
"""
from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from typing import Callable, Optional, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.advice import report
from analysis.advice.choice import advise
from analysis.advice.job import Job
from analysis.advice.model import model
from analysis.advice.changes import changes
from analysis.advice.job import EVEN, SPREADS
from analysis.recording.reader import load, ResultsError
from analysis.wording.tables import FORMS
from analysis.wording.units import print_anything

MOST_SECONDS = 1e9  # of work in one call: 30 years


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.items * options.ns_per_item > 1e9 * MOST_SECONDS:
        parser.error("--items times --ns-per-item: is more than 30 years of work; give the nanoseconds of one item")
    print_anything()
    try:
        print(_answer(options))
    except ResultsError as error:
        print(f"advise.py: {error}", file=sys.stderr)
        return 2
    return 0


def _answer(options: argparse.Namespace) -> str:
    recording = load(options.file)
    workers = options.workers or max(1, int(recording.cpus or 1))
    job = Job(options.items, 1e-9 * options.ns_per_item, workers, options.calls, options.bytes_per_item,
              options.spread, options.isolated)
    found, shown = model(recording, workers), FORMS[options.format]
    answer = report.advice(found, advise(found, job), changes(found, job), shown)
    return f"{answer}\n\n{report.explanation(found, shown)}" if options.explain else answer


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="FILE.json", help="a recording of the machine in question")
    parser.add_argument("--items", type=_number(1, 1e15), required=True, metavar="N", help="items of each call")
    parser.add_argument("--ns-per-item", type=_number(1e-3, 1e18), required=True, metavar="T",
                        help="nanoseconds that a plain loop on one CPU takes for an item")
    parser.add_argument("--workers", type=_whole(1, 4096), metavar="W",
                        help="number of workers (default: one for each effective CPU)")
    parser.add_argument("--calls", type=_number(1, 1e12), default=1.0, metavar="C",
                        help="number of calls to the same crew, one right after the other (default: 1)")
    parser.add_argument("--bytes-per-item", type=_number(0, 1e9), default=8.0, metavar="B",
                        help="bytes of each item's results (default: 8)")
    parser.add_argument("--spread", choices=SPREADS, default=EVEN,
                        help="skewed: the cost grows from item to item, up to twice the mean (default: even)")
    parser.add_argument("--isolated", action="store_true",
                        help="only strategies with processes: a crash ends nothing else")
    parser.add_argument("--explain", action="store_true", help="print the model's parameters too")
    parser.add_argument("--format", choices=tuple(FORMS), default="text", help="default: text")
    return parser


def _number(least: float, most: float) -> Callable[[str], float]:
    def number(word: str) -> float:
        try:
            value = float(word)
        except ValueError:
            value = math.nan
        if not least <= value <= most:  # nor is it "not a number"
            raise argparse.ArgumentTypeError(f"is {word[:40]!r}; it must be a number from {least:g} to {most:g}")
        return value
    return number


def _whole(least: int, most: int) -> Callable[[str], int]:
    def whole(word: str) -> int:
        if not (word.isascii() and word.isdigit() and len(word) < 10 and least <= int(word) <= most):
            raise argparse.ArgumentTypeError(f"is {word[:40]!r}; it must be a whole number from {least} to {most}")
        return int(word)
    return whole


if __name__ == "__main__":
    sys.exit(main())
