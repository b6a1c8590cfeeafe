#!/usr/bin/env python3
"""Do the claims of the text that this project began with hold on this machine? Prints each verdict and its reasons.

Exit code: 0 printed, whatever holds; 2 the file is no recording.
"""
from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import List, Optional, Sequence

from claims.claim import WORDS, Finding
from fitness import fitness
from results import Recording, ResultsError, load
from tables import FORMS
from units import print_anything

COLUMNS = ("claim", "verdict")


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="FILE.json", help="what the benchmark recorded")
    parser.add_argument("--format", choices=tuple(FORMS), default="text", help="default: text")
    options = parser.parse_args(arguments)
    print_anything()
    try:
        print(report(load(options.file), options.format))
    except ResultsError as error:
        print(f"verdicts.py: {error}", file=sys.stderr)
        return 2
    return 0


def findings(recording: Recording) -> List[Finding]:
    """Of every claims/claim_*.py beside this file, in the order of their names: a new claim needs no other edit."""
    return [module.judge(recording.settled) for module in _modules()]


def report(recording: Recording, form: str = "text") -> str:
    shown = FORMS[form]
    found = findings(recording)
    overview = [(f"({each.claim.letter}) {each.claim.text}", each.verdict.value) for each in found]
    parts = [shown.table(COLUMNS, overview, COLUMNS)]
    for each in found:
        parts.append(shown.paragraph(f"({each.claim.letter}) {each.claim.text} {each.verdict.value.capitalize()}. "
                                      f"{each.sentence}"))
        if each.evidence:
            parts.append(shown.table(each.table.columns, each.table.rows, WORDS))
        parts.append(shown.paragraph(f"Rule: {each.claim.rule}"))
    parts.append(shown.paragraph("; ".join(fitness(recording)) + "."))
    return "\n\n".join(parts)


def _modules() -> List[ModuleType]:
    folder = Path(__file__).resolve().parent / "claims"
    return [importlib.import_module(f"claims.{path.stem}") for path in sorted(folder.glob("claim_*.py"))]


if __name__ == "__main__":
    sys.exit(main())
