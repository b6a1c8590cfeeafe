#!/usr/bin/env python3
"""Do our own pools reach their targets on this machine? Prints each target, what was measured, and pass or short.

Record first: benchmarks/record.py --questions=targets --lives=10. It compares what was measured in the
same life, within seconds of each other.
Exit code: 0 printed, whatever passes; 2 the file is no recording of the question targets.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Optional, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.recording.reader import load, ResultsError
from analysis.targets.targets import report
from analysis.wording.tables import FORMS
from analysis.wording.units import print_anything


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="FILE.json", help="a recording of the question targets")
    parser.add_argument("--format", choices=tuple(FORMS), default="text", help="default: text")
    options = parser.parse_args(arguments)
    print_anything()
    try:
        print(report(load(options.file), options.format))
    except ResultsError as error:
        print(f"targets.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
