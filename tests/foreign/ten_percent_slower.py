#!/usr/bin/env python3
"""Is a build that takes 10 % longer found in a minute, and is the same build never called different?

Records foreign_100, a program of Google Benchmark with two rows, beside foreign_110, whose rows take 10 % longer, and
beside itself: each in turn, N times. A try has found the difference if both rows are called slower; a try of the same
build is false if any row is called slower or faster. Prints a line for each try, and the figures at the end.
Exit code: 0 found in all tries but one of twenty at the most, at most so many false ones, and no try took more than
60 s; 1 not so; 2 wrong usage, or a try that was not recorded.
"""
from __future__ import annotations

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional, Sequence

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # not installed: the packages lie there

from analysis.comparison.comparison import compare_programs, Comparison  # noqa: E402
from analysis.comparison.text import ratio, relative  # noqa: E402
from analysis.recording.reader import load_any, ResultsError  # noqa: E402
from analysis.statistics.decision import Verdict  # noqa: E402

MOST_SECONDS = 60.0  # from the start of record.py to its end
MOST_WRONG = 0.05  # of the tries
SOME_ROWS_FAILED = 1


@dataclass(frozen=True)
class Try:
    comparison: Comparison
    seconds: float

    @property
    def verdicts(self) -> List[Verdict]:
        return [row.decision.verdict for row in self.comparison.rows]

    @property
    def is_found(self) -> bool:
        return bool(self.verdicts) and all(verdict is Verdict.SLOWER for verdict in self.verdicts)

    @property
    def is_different(self) -> bool:
        return any(verdict in (Verdict.SLOWER, Verdict.FASTER) for verdict in self.verdicts)

    def __str__(self) -> str:
        rows = ", ".join(f"{row.name} {ratio(row.ratio)} {row.decision.verdict.value}"
                         + (f" (detectable {relative(row.decision.detectable)})" if row.decision.detectable else "")
                         for row in self.comparison.rows)
        return f"{len(self.comparison.base.lives)} lives in {self.seconds:.0f} s: {rows}"


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
                                     allow_abbrev=False, epilog="All other flags go to benchmarks/record.py.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the recordings go")
    parser.add_argument("--tries", type=int, metavar="N", default=20, help="of each kind (default: %(default)s)")
    parser.add_argument("--minutes", type=float, metavar="M", default=0.95,
                        help="to record in each try (default: %(default)s: the rest of a minute is for its start)")
    parser.add_argument("--build", type=Path, metavar="DIR", default=ROOT / "build" / "release",
                        help="where the programs are (default: build/release)")
    options, flags = parser.parse_known_args(arguments)
    usual, slower = (options.build.absolute() / f"foreign_{percent}" for percent in (100, 110))
    found: List[Try] = []
    same: List[Try] = []
    try:
        for number in range(1, options.tries + 1):
            for kind, other, tries in (("slower", slower, found), ("same", usual, same)):
                file = options.folder / f"{number:02}-{kind}.json"
                tries.append(_try(file, f"--bench={usual}", f"--against={other}", f"--minutes={options.minutes}",
                                  *flags))
                print(f"{file.name}: {tries[-1]}", flush=True)
    except ResultsError as error:
        print(f"ten_percent_slower.py: {error}", file=sys.stderr)
        return 2
    return _tell(found, same)


def _try(file: Path, *flags: str) -> Try:
    command = [sys.executable, str(ROOT / "benchmarks" / "record.py"), f"--out={file}", *flags]
    begun = time.monotonic()
    ended = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    seconds = time.monotonic() - begun
    if ended.returncode not in (0, SOME_ROWS_FAILED):
        raise ResultsError(f"{file}: was not recorded: {ended.stderr.strip()}")
    return Try(compare_programs(load_any(file)), seconds)


def _tell(found: Sequence[Try], same: Sequence[Try]) -> int:
    right, false = sum(each.is_found for each in found), sum(each.is_different for each in same)
    longest = max((each.seconds for each in (*found, *same)), default=0.0)
    allowed = int(MOST_WRONG * len(found))
    print(f"10 % slower, found:                 {right} of {len(found)} tries; at least {len(found) - allowed}")
    print(f"the same build, called different:   {false} of {len(same)} tries; at most {allowed}")
    print(f"the longest try took:               {longest:.1f} s; at most {MOST_SECONDS:.0f} s")
    return 0 if right >= len(found) - allowed and false <= allowed and longest <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
