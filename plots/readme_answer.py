#!/usr/bin/env python3
"""Prints the answer of a recording as it stands in the README: the crossover and the claims.

In the page it stands between two comments, of which the first names the recording.
Exit code: 0 printed or written, 2 wrong usage, no recording, or a page without the two comments.
"""
from __future__ import annotations

import argparse
import re
import sys
import textwrap
from pathlib import Path
from typing import Optional, Sequence

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # nothing is installed: the packages lie beside this folder

from analysis.claims import overview
from analysis.questions.crossover import sentence
from analysis.recording.reader import load, Recording, ResultsError
from analysis.wording.tables import FORMS
from analysis.wording.text_file import write
from analysis.wording.units import print_anything

WIDTH = 120
COLUMNS = ("claim", "verdict", "measured, with its 95 % interval")
END = "<!-- end of the answer -->"
BLOCK = re.compile(rf"<!-- answer: made by plots/readme_answer\.py (?P<file>\S+) -->\n(?P<answer>.*?){END}", re.DOTALL)
MARKDOWN = FORMS["markdown"]


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="RECORDING.json", type=Path, help="what benchmarks/record.py recorded")
    parser.add_argument("--update", metavar="PAGE.md", type=Path, help="write the answer into this page instead")
    options = parser.parse_args(arguments)
    print_anything()
    try:
        text = answer(load(options.file))
        if options.update:
            page = options.update.read_text(encoding="utf-8")
            write(updated(page, text, _shown(options.file)), options.update)
        else:
            print(text, end="")
    except (ResultsError, ValueError) as error:
        print(f"readme_answer.py: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"readme_answer.py: {options.update}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


def answer(recording: Recording) -> str:
    lines = overview.lines(recording)
    rows = [(line.claim, f"{line.when}: {line.verdict}" if line.when else line.verdict, line.since) for line in lines]
    claims = MARKDOWN.table(COLUMNS, rows, COLUMNS)
    crossover = "\n".join(map(_item, sentence.sentences(recording)))
    return "\n\n".join([_origin(recording), crossover, *([claims] if rows else [])]) + "\n"


def updated(page: str, text: str, file: str) -> str:
    """Raises ValueError."""
    comment = f"<!-- answer: made by plots/readme_answer.py {file} -->"
    page, replaced = BLOCK.subn(lambda _: f"{comment}\n{text}{END}", page)
    if replaced != 1:
        raise ValueError(f"the page has {replaced} answers; one should stand between '{comment}' and '{END}'")
    return page


def _origin(recording: Recording) -> str:
    return textwrap.fill(
        MARKDOWN.paragraph(f"Machine: {recording.about('cpu_model')}, effective CPUs: "
                           f"{recording.about('effective_cpus')}. Recorded on {recording.about('date')[:10]}."), WIDTH)


def _item(text: str) -> str:
    return textwrap.fill(MARKDOWN.paragraph(text), WIDTH, initial_indent="- ", subsequent_indent="  ",
                         break_on_hyphens=False)


def _shown(file: Path) -> str:
    """Seen from the repository, for a recording that lies in it."""
    path = file.resolve()
    return str(path.relative_to(ROOT) if ROOT in path.parents else file)


if __name__ == "__main__":
    sys.exit(main())
