#!/usr/bin/env python3
"""Prints the rows of a recording as JSON, one flat object for each: for programs and notebooks.

Exit code: 0 printed; 2 the file is no recording.
"""
from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Optional, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.recording.plain_rows import MEANINGS, plain_rows
from analysis.recording.reader import load, ResultsError
from analysis.wording.units import print_anything

EPILOG = "keys of a row:\n" + "\n".join(f"  {key}: {meaning}" for key, meaning in MEANINGS.items())


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, epilog=EPILOG,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="FILE.json", help="a recording")
    options = parser.parse_args(arguments)
    print_anything()
    try:
        print(json.dumps(plain_rows(load(options.file)), indent=1))
    except ResultsError as error:
        print(f"rows.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
