#!/usr/bin/env python3
"""Is compare.py right? In pairs of recordings of the same build, every difference that it reports is false.

Then 10 % is added to the times of one strategy after the other, and compare.py should find that. With --record the
pairs are recorded first, one after the other: DIR/01-a.json, DIR/01-b.json, DIR/02-a.json ...
Exit code: 0 at most 5 % of the equal rows are called different and at least 95 % of the added 10 % are found, 1 if not,
2 wrong usage or no pairs.
"""
from __future__ import annotations

import argparse
import dataclasses
import math
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional, Sequence, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.comparison.comparison import compare, Comparison, Row
from analysis.recording.reader import load, Measurement, Recording, ResultsError
from analysis.statistics import significance_level
from analysis.statistics.decision import Verdict
from analysis.statistics.scientific import stdtr
from analysis.wording.units import percent

SLOWER_BY = 0.10
MOST_FALSE_CALLS = 0.05
FEWEST_FOUND = 0.95
RECORD = Path(__file__).resolve().parents[1] / "benchmarks" / "record.py"


@dataclass
class Tally:
    """How many of the rows that it could have called it did call."""

    called: int = 0
    rows: int = 0

    def add(self, rows: Sequence[Row], verdicts: Tuple[Verdict, ...]) -> None:
        self.called += sum(row.decision.verdict in verdicts for row in rows)
        self.rows += len(rows)

    @property
    def rate(self) -> float:
        return self.called / max(1, self.rows)

    def __str__(self) -> str:
        return f"{self.called} of {self.rows} rows ({100 * self.rate:.1f} %)"


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
        epilog="With --record, all other flags go to benchmarks/record.py: --lives=25 --questions=sizes ...")
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder of the pairs, NAME-a.json and NAME-b.json")
    parser.add_argument("--record", type=int, metavar="N", default=0, help="record N pairs first")
    options, flags = parser.parse_known_args(arguments)
    if flags and not options.record:
        parser.error(f"unknown flag {flags[0]}; only --record passes flags on")
    try:
        for number in range(1, options.record + 1):
            for side in "ab":
                _record(options.folder / f"{number:02}-{side}.json", flags)
        return _check(_pairs(options.folder))
    except ResultsError as error:
        print(f"check_compare.py: {error}", file=sys.stderr)
        return 2


def _record(file: Path, flags: Sequence[str]) -> None:
    code = subprocess.run([sys.executable, str(RECORD), f"--out={file}", *flags], check=False,
                          stdout=subprocess.DEVNULL).returncode
    if code not in (0, 1):
        raise ResultsError(f"{file}: was not recorded (reason above)")


def _pairs(folder: Path) -> List[Tuple[Recording, Recording]]:
    files = sorted(folder.glob("*-a.json"))
    if not files:
        raise ResultsError(f"{folder}: there is no NAME-a.json; record pairs with --record")
    return [(load(file), load(file.with_name(file.name[:-len("a.json")] + "b.json"))) for file in files]


def _check(pairs: Sequence[Tuple[Recording, Recording]]) -> int:
    false, found, insensible, beside = Tally(), Tally(), Tally(), Tally()
    disturbed, usual = 0, Tally()
    for base, other in pairs:
        unchanged = compare(base, other)
        if not unchanged.undisturbed:
            disturbed += 1
            continue
        false.add(unchanged.rows, (Verdict.FASTER, Verdict.SLOWER))
        usual.called += sum(_differs_by_t_test(*row.cells) for row in unchanged.rows)
        usual.rows += len(unchanged.rows)
        for strategy in sorted({cell.strategy for cell in other.measurements if cell.ok}):
            changed = compare(base, _slowed_down(other, strategy))
            sensitive, insensitive, others = _sorted_out(changed, strategy)
            found.add(sensitive, (Verdict.SLOWER,))
            insensible.add(insensitive, (Verdict.SLOWER,))
            beside.add(others, (Verdict.FASTER, Verdict.SLOWER))
    print(f"{len(pairs)} pairs of recordings of the same build, {disturbed} of them not compared since other "
          "programs disturbed them")
    print(f"called faster or slower, falsely:          {false}; at most {percent(MOST_FALSE_CALLS)}")
    print(f"... by a t test over the lives:            {usual}")
    print(f"10 % more where that is detectable, found: {found}; at least {percent(FEWEST_FOUND)}")
    print(f"10 % more where it is not, found:          {insensible}")
    print(f"the other strategies, called falsely:      {beside}; at most {percent(MOST_FALSE_CALLS)}")
    good = false.rate <= MOST_FALSE_CALLS and beside.rate <= MOST_FALSE_CALLS and found.rate >= FEWEST_FOUND
    return 0 if good else 1


def _differs_by_t_test(first: Measurement, second: Measurement) -> bool:
    """Welch's, each row on its own, as if the lives of a recording knew nothing of each other."""
    values = [list(cell.logarithms.values()) for cell in (first, second)]
    errors = [statistics.variance(each) / len(each) for each in values]
    degrees = sum(errors) ** 2 / sum(error**2 / (len(each) - 1) for error, each in zip(errors, values))
    apart = abs(statistics.mean(values[0]) - statistics.mean(values[1]))
    return bool(2 * stdtr(degrees, -apart / math.sqrt(sum(errors))) < significance_level.USUAL)


def _slowed_down(recording: Recording, strategy: str) -> Recording:
    cells = tuple(dataclasses.replace(cell, samples=tuple(
        sample._replace(seconds=tuple((1 + SLOWER_BY) * each for each in sample.seconds))
        for sample in cell.samples)) if cell.strategy == strategy else cell for cell in recording.measurements)
    return dataclasses.replace(recording, measurements=cells)


def _sorted_out(comparison: Comparison, strategy: str) -> Tuple[List[Row], List[Row], List[Row]]:
    """The strategy's rows that can show the change, those that cannot, and all others."""
    own = [row for row in comparison.rows if row.cells[0].strategy == strategy]
    sensitive = [row for row in own if row.decision.detectable is not None and row.decision.detectable < SLOWER_BY]
    return (sensitive, [row for row in own if row not in sensitive],
            [row for row in comparison.rows if row.cells[0].strategy != strategy])


if __name__ == "__main__":
    sys.exit(main())
