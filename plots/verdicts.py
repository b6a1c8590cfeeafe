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
from typing import List, Optional, Sequence, Tuple

from by_state import View, views
from claims.claim import WORDS, Finding, Verdict
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


def by_state(recording: Recording) -> List[Tuple[View, List[Finding]]]:
    """Once; or once for each of the machine's states, where verdicts differ between them."""
    def judged(part: Recording) -> List[Verdict]:
        return [each.verdict for each in findings(part)]

    return [(view, findings(view.recording)) for view in views(recording, judged)]


def report(recording: Recording, form: str = "text") -> str:
    shown = FORMS[form]
    parts = []
    for view, found in by_state(recording):
        overview = [(f"({each.claim.letter}) {each.claim.text}", each.verdict.value) for each in found]
        parts += [shown.paragraph(view.title), shown.table(COLUMNS, overview, COLUMNS)]
        for each in found:
            parts.append(shown.paragraph(f"({each.claim.letter}) {each.claim.text} {each.verdict.value.capitalize()}. "
                                          f"{each.sentence}"))
            if each.evidence:
                parts.append(shown.table(each.table.columns, each.table.rows, WORDS))
            parts.append(shown.paragraph(f"Rule: {each.claim.rule}"))
    parts.append(shown.paragraph("; ".join(fitness(recording)) + "."))
    return "\n\n".join(filter(None, parts))


def _modules() -> List[ModuleType]:
    folder = Path(__file__).resolve().parent / "claims"
    return [importlib.import_module(f"claims.{path.stem}") for path in sorted(folder.glob("claim_*.py"))]


if __name__ == "__main__":
    sys.exit(main())
