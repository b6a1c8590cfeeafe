#!/usr/bin/env python3
"""Prints how the strategies compare: the largest size, break-even sizes, small jobs, bursts, locks, waits, scaling.

Of a program that is not Crossover's it prints the time of each row, with its 95 % interval.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Optional, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.recording.reader import load_any, ResultsError
from analysis.summary.summary import summarise
from analysis.wording.tables import FORMS
from analysis.wording.units import print_anything


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", metavar="FILE.json", help="a recording")
    parser.add_argument("--workers", type=int, metavar="W",
                        help="worker count to compare at (default: one for each effective CPU)")
    parser.add_argument("--n", type=int, metavar="N",
                        help="size to compare at (default: the largest recorded)")
    parser.add_argument("--format", choices=tuple(FORMS), default="text",
                        help="markdown is for pages such as the README (default: text)")
    options = parser.parse_args(arguments)
    print_anything()
    try:
        print(summarise(load_any(options.file), options.workers, options.n, options.format))
    except ResultsError as error:
        print(f"summary.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
