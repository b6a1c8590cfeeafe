#!/usr/bin/env python3
"""Compares recordings: whether they can be compared, what became faster or slower, and how sure that is.

Each recording (B) is compared with the first one (A). In a recording of two programs (benchmarks/record.py --against)
the other program (B) is compared with the recording's own (A), life by life.

Files that another program of Google Benchmark wrote are compared too. Each file is of one process, which is one unit:
its repetitions are not independent of each other. With several files a side, A.json ... --against B.json ..., there are
verdicts; with one there are ratios.
"""
from __future__ import annotations

import argparse
import json
import math
import os
import sys
from pathlib import Path
from typing import List, Optional, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.comparison import as_json as comparison_json
from analysis.comparison.comment import comment
from analysis.comparison.comparison import compare, compare_programs, Comparison
from analysis.comparison.side import side
from analysis.comparison.text import page
from analysis.recording.reader import load_any, ResultsError
from analysis.statistics.decision import MARGIN
from analysis.wording.tables import FORMS
from analysis.wording.units import print_anything

EPILOG = f"""\
exit codes:
  0  compared
  1  with --fail-on slower: a row or a strategy is slower, or a row that A measured failed in B;
     of one recording always, where something is slower beyond the margin, or failed
  2  bad usage, a file that is no recording, one recording given twice, no row in common, a recording
     that other programs disturbed, files of two machines of which only raw times are known, or a
     chart that cannot be written

--format json:
{comparison_json.SCHEMA}
"""


def main(arguments: Optional[Sequence[str]] = None) -> int:
    options = _parser().parse_args(arguments)
    print_anything()
    try:
        comparisons = _compare_all(options.files, options.against, options.margin / 100)
        print(_told(comparisons, options.format, options.all), flush=True)
        if options.output:
            _draw(comparisons, options.output)
    except ResultsError as error:
        print(f"compare.py: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not all(each.undisturbed for each in comparisons):
        return 2
    if comparisons[0].is_paired:
        return int(comparisons[0].is_slower_beyond_margin)
    return int(options.fail_on == "slower" and any(each.is_slower for each in comparisons))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, epilog=EPILOG,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="FILE.json", type=Path, nargs="+",
                        help="recordings: A, which the others are compared with, and one or more others; or one of two "
                             "programs; or, with --against, the files of A")
    parser.add_argument("--against", metavar="FILE.json", type=Path, nargs="+",
                        help="the files of B, each of one process, as those before are of A")
    parser.add_argument("--format", choices=(*FORMS, "json"), default="text",
                        help="markdown is for pages and, of one recording, a comment on a change; json is for programs "
                             "(default: text)")
    parser.add_argument("--all", action="store_true",
                        help="list every row, equivalent ones too, and every name")
    parser.add_argument("--margin", metavar="PERCENT", type=_margin, default=100 * MARGIN,
                        help="smaller differences do not matter (default: %(default)g)")
    parser.add_argument("--fail-on", choices=("slower",), help="end with exit code 1 if something is slower")
    parser.add_argument("--output", metavar="PATH", type=Path,
                        help="draw the intervals: FILE.svg or FILE.png, both are written, or a folder")
    return parser


def _margin(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < 100:
        raise argparse.ArgumentTypeError(f"{text!r} is no percentage between 0 and 100, such as 3")
    return value


def _compare_all(files: List[Path], against: Optional[List[Path]], margin: float) -> List[Comparison]:
    if against:
        return [compare(side(files), side(against), margin)]
    if len(files) < 2:
        return [compare_programs(load_any(files[0]), margin)]
    base, *others = map(load_any, files)
    return [compare(base, other, margin) for other in others]


def _told(comparisons: List[Comparison], form: str, show_all: bool) -> str:
    if form == "json":
        return json.dumps(comparison_json.document(comparisons[0].base, comparisons), indent=1,
                          allow_nan=False)
    if form == "markdown" and comparisons[0].is_paired and not show_all:
        return comment(comparisons[0])
    return "\n\n---\n\n".join(page(each, FORMS[form], show_all) for each in comparisons)


def _draw(comparisons: List[Comparison], output: Path) -> None:
    from plots.drawing import comparison_chart  # needs matplotlib, which the tables do not

    for path in comparison_chart.save(comparisons, output):
        print(path, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
