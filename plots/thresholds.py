#!/usr/bin/env python3
"""Writes for programs that choose a strategy: from which plain-loop time on does each one pay on this machine?

crossover_thresholds.hpp is a header for C++11 and later that includes the standard library alone;
crossover_thresholds.json has the same for other languages. Times are in nanoseconds of a plain loop.
"""
from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Optional, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.recording.reader import load, ResultsError
from analysis.thresholds.header import header
from analysis.thresholds.thresholds import thresholds
from analysis.wording.text_file import write
from analysis.wording.units import print_anything

HEADER, JSON = "crossover_thresholds.hpp", "crossover_thresholds.json"


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
                                     epilog="Exit code: 0 written, 2 wrong usage, or a file without thresholds.")
    parser.add_argument("file", metavar="RECORDING.json", type=Path,
                        help="a recording of the question sizes, and of granularity for slices")
    parser.add_argument("--out", metavar="FOLDER", type=Path, default=Path(), help="where to write (default: here)")
    options = parser.parse_args(arguments)
    print_anything()
    try:
        found = thresholds(load(options.file))
        for name, text in ((HEADER, header(found)), (JSON, json.dumps(found, indent=2, allow_nan=False) + "\n")):
            write(text, options.out / name)
            print(options.out / name)
    except ResultsError as error:
        print(f"thresholds.py: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"thresholds.py: {error.filename}: cannot be written: {error.strerror}; choose another folder with --out",
              file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
