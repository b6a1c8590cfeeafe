#!/usr/bin/env python3
"""Prints from which cost of an item on it pays to compute on many hosts and to gather the results on one.

A simple model (latency, bytes over the link of rank 0, computing on all hosts) is fitted to rows of the question
machines, which were measured over links of known rates: see docs/machines.md.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Optional, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.gathering.model import fit, Link
from analysis.gathering.worth import COLUMNS, constants, GIGABIT, NOTE, rows
from analysis.recording.reader import load, ResultsError
from analysis.wording.tables import FORMS
from analysis.wording.units import print_anything


def link(word: str) -> Link:
    rate, separator, file = word.rpartition("=")
    try:
        return Link(load(file), float(rate) * GIGABIT if separator else None)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{rate}' is no rate in Gbit/s") from None


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
                                     epilog="Exit code: 0 printed, 2 wrong usage, or rows are missing.")
    parser.add_argument("links", metavar="[GBIT_S=]FILE.json", nargs="+",
                        help="rows of the question machines; over links of so many Gbit/s, or not limited")
    parser.add_argument("--format", choices=tuple(FORMS), default="text", help="markdown is for pages (default: text)")
    options = parser.parse_args(arguments)
    print_anything()
    try:
        model = fit([link(word) for word in options.links])
    except (ResultsError, argparse.ArgumentTypeError) as error:
        print(f"gathering.py: {error}", file=sys.stderr)
        return 2
    form = FORMS[options.format]
    print(form.paragraph(constants(model)), form.table(COLUMNS, rows(model), ()), form.paragraph(NOTE), sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
