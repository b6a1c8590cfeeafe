#!/usr/bin/env python3
"""Do our crews read and change the records of a file as quickly as fio does? Prints both, side by side.

Each block runs ./bench and fio once in every case, a process each, in turn: the same numbers of workers,
records and bytes, the same folder, everything in the page cache. Compared is what was measured in the same
block.
fio (https://fio.readthedocs.io) is needed for nothing else; on Debian: apt-get install fio.
Exit code: 0 every case passes, 1 one falls short, 2 it cannot be measured, 130 or 143 interrupted.
"""
from __future__ import annotations

import argparse
import shutil
import signal
import statistics
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import List, NamedTuple, Optional, Sequence, Tuple, Union

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.recording.reader import Measurement, Sample
from analysis.statistics.bootstrap import Difference, within
from analysis.wording.tables import FORMS, Row
from analysis.wording.units import quantity, three_digits
from benchmarks.contestants import Bench, BLOCK_BYTES, Case, ContestantError, Fio, RECORDS
from benchmarks.recorder.machine_fitness import OneRecording

ROOT = Path(__file__).resolve().parents[1]
UNMEASURABLE, SIGNAL_OFFSET = 2, 128
LEAST = 0.9  # of fio's operations per second
FEWEST_BLOCKS = 2  # for an interval
COLUMNS: Row = ("what", "strategy", "ours", "fio", "ours / fio", "95 % interval", "")
WORDS = frozenset({"what", "strategy", ""})
CASES = tuple(Case(reads, strategy) for reads in (100, 0) for strategy in ("thread_pool", "process_pool"))


class Result(NamedTuple):
    case: Case
    ours: List[float]  # operations per second, one of each block
    fios: List[float]

    @property
    def passes(self) -> bool:
        return self._difference.ratio >= LEAST

    @property
    def _difference(self) -> Difference:
        """Of the seconds for an operation, so fio's to ours are our operations per second to fio's."""
        difference = within(_seconds(self.case, self.ours), _seconds(self.case, self.fios))
        assert difference is not None, "two blocks are enough"
        return difference

    def row(self) -> Row:
        ours, fios = (quantity(statistics.median(rates), "op/s") for rates in (self.ours, self.fios))
        ratio, *interval = (f"{three_digits(value)}x" for value in (self._difference.ratio,
                                                                    *self._difference.interval()))
        return (self.case.name, self.case.strategy, ours, fios, ratio, " .. ".join(interval),
                "pass" if self.passes else "short")


def main(arguments: Optional[Sequence[str]] = None) -> int:
    options = _parse(arguments)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        workers, results = _measure(options)
    except ContestantError as error:
        print(f"beside_fio.py: {error}", file=sys.stderr)
        return UNMEASURABLE
    print(_report(results, workers, options.format))
    return int(not all(result.passes for result in results))


def _parse(arguments: Optional[Sequence[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files-in", type=Path, metavar="DIR", default=Path("."),
                        help="where both keep their file meanwhile (default: here)")
    parser.add_argument("--blocks", type=_blocks, metavar="K", default=10,
                        help="how often each case is measured (default: 10)")
    parser.add_argument("--seconds", type=_seconds_each, metavar="S", default=1.0,
                        help="for each process of either (default: 1)")
    parser.add_argument("--format", choices=tuple(FORMS), default="text", help="default: text")
    parser.add_argument("--anyway", action="store_true",
                        help="measure although a recording is running on this machine")
    parser.add_argument("--bench", type=Path, metavar="PROGRAM", default=ROOT / "bench",
                        help="the benchmark program (default: ./bench)")
    parser.add_argument("--fio", metavar="PROGRAM", default="fio", help="default: the fio that is installed")
    return parser.parse_args(arguments)


def _measure(options: argparse.Namespace) -> Tuple[int, List[Result]]:
    """With the number of workers. Whatever happens, no file is left."""
    program = shutil.which(options.fio)
    if not program:
        raise ContestantError(f"there is no {options.fio}; on Debian and Ubuntu: apt-get install fio, "
                              "or name it with --fio")
    alone = OneRecording()
    if not alone.alone and not options.anyway:
        raise ContestantError("a recording is running on this machine, and both would be spoiled; "
                              "wait for it, or add --anyway")
    try:
        with tempfile.TemporaryDirectory(prefix="beside_fio-", dir=options.files_in.resolve()) as folder:
            bench = Bench(options.bench.resolve(), Path(folder), options.seconds)
            fio = Fio(Path(program).resolve(), Path(folder), options.seconds)
            workers = bench.effective_cpus(CASES)
            results = [Result(case, [], []) for case in CASES]
            for block in range(options.blocks):
                _say(f"block {block + 1} of {options.blocks}")
                for case, ours, fios in results:
                    turns: List[Tuple[Union[Bench, Fio], List[float]]] = [(bench, ours), (fio, fios)]
                    for contestant, rates in turns if block % 2 else turns[::-1]:
                        rates.append(contestant.operations_per_second(case, workers))
    except OSError as error:
        raise ContestantError(f"--files-in={options.files_in}: no file can be kept there: "
                              f"{error.strerror}; name another folder") from None
    return workers, results


def _seconds(case: Case, rates: Sequence[float]) -> Measurement:
    samples = tuple(Sample(block, (1 / rate,)) for block, rate in enumerate(rates))
    return Measurement(case.name, case.strategy, {}, samples, {}, "", "")


def _report(results: Sequence[Result], workers: int, form: str) -> str:
    shown = FORMS[form]
    return "\n\n".join([
        shown.table(COLUMNS, [result.row() for result in results], WORDS),
        shown.paragraph(f"{RECORDS} records of {BLOCK_BYTES} bytes, {workers} workers, in the page cache; medians "
                        f"of {len(results[0].ours)} blocks. An update of ours is one read and one write, which "
                        f"are two operations of fio's. Promised is at least {LEAST}x.")])


def _say(sentence: str) -> None:
    print(f"beside_fio.py: {sentence}", file=sys.stderr, flush=True)


def _interrupt(number: int, _: Optional[FrameType]) -> None:
    sys.exit(SIGNAL_OFFSET + number)


def _blocks(word: str) -> int:
    number = int(word)
    if number < FEWEST_BLOCKS:
        raise ValueError
    return number


def _seconds_each(word: str) -> float:
    number = float(word)
    if not 0 < number <= 3600:
        raise ValueError
    return number


# argparse names a type in "invalid ... value".
_blocks.__name__, _seconds_each.__name__ = f"number of blocks ({FEWEST_BLOCKS} or more)", "number of seconds"


if __name__ == "__main__":
    sys.exit(main())
