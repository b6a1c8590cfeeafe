#!/usr/bin/env python3
"""Do the claims of the text that this project began with hold on this machine? Prints each verdict and its reasons.

Exit code: 0 printed, whatever holds; 2 the file is no recording.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Optional, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.claims.verdicts import report
from analysis.recording.reader import load, ResultsError
from analysis.wording.tables import FORMS
from analysis.wording.units import print_anything


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="FILE.json", help="a recording")
    parser.add_argument("--format", choices=tuple(FORMS), default="text", help="default: text")
    options = parser.parse_args(arguments)
    print_anything()
    try:
        print(report(load(options.file), options.format))
    except ResultsError as error:
        print(f"verdicts.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
