#!/usr/bin/env python3
"""Is advise.py right? Measures, on jobs that a recording does not have, how its advice compares with the best.

Draws jobs at random (items, computing, even or skewed, workers, calls), measures every strategy on them with
benchmarks/record.py, takes the advice from the recording alone, and compares. Regret is the time of the advised
strategy over that of the best, less 1.
Exit code: 0 the advice is within 10 % of the best, or within the recording's noise floor, for at least 90 % of the
jobs and never takes twice as long; 1 it is not; 2 wrong usage, or nothing to compare.
"""
from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.advice import held_out
from analysis.advice.model import model, Model
from analysis.advice.evidence import Evidence
from analysis.advice.held_out import Outcome, Shape
from analysis.recording.catalogue import SERIAL
from analysis.recording.reader import load, Recording, ResultsError
from analysis.statistics.recording_quality import fitness_text
from analysis.statistics.noise import noise_floor
from analysis.wording.tables import FORMS, Row
from analysis.wording.units import count, percent, print_anything, printable, seconds

CLOSE = 0.10
MOST = 1.0  # regret: twice as long
FEWEST_CLOSE = 0.90
SHOWN, NAME_WIDTH = 12, 40
RECORD = Path(__file__).resolve().parents[1] / "benchmarks" / "record.py"
COLUMNS: Row = ("regret", "advised", "predicted", "took", "best", "took", "plain loop", "items", "of", "calls",
                "spread")
WORDS = frozenset({"advised", "best", "spread"})


def main(arguments: Optional[Sequence[str]] = None) -> int:
    options, flags = _parse(arguments)
    print_anything()
    try:
        recording = load(options.file)
        measured = list(map(load, options.recorded or ())) or _measured(recording, options, flags)
        return _check(recording, measured, _outcomes(recording, measured, options.seed))
    except ResultsError as error:
        print(f"check_advice.py: {error}", file=sys.stderr)
        return 2


def _parse(arguments: Optional[Sequence[str]]) -> Tuple[argparse.Namespace, List[str]]:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
        epilog="All other flags go to benchmarks/record.py: --bench=PROGRAM, --strategies= ...")
    parser.add_argument("file", metavar="RECORDING.json", help="the recording that the advice comes from")
    parser.add_argument("--recorded", metavar="HELD_OUT.json", nargs="+",
                        help="recordings of jobs that were measured before; nothing is measured now")
    parser.add_argument("--configurations", type=_whole, metavar="K", default=40, help="jobs to draw (default: 40)")
    parser.add_argument("--seed", type=int, metavar="S", default=1, help="seed of the random jobs (default: 1)")
    parser.add_argument("--lives", type=_whole, metavar="K", default=5,
                        help="number of lives that measure each job (default: 5)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the new recordings in DIR, for --recorded")
    options, flags = parser.parse_known_args(arguments)
    if options.recorded and flags:
        parser.error(f"unknown flag {flags[0]}; only what measures passes flags on")
    return options, flags


def _measured(recording: Recording, options: argparse.Namespace, flags: Sequence[str]) -> List[Recording]:
    """A recording for each number of workers."""
    cpus = int(recording.cpus or 1)
    most = min(cpus, max(Evidence(recording).worker_counts, default=0))
    workers = range(min(2, most) or 1, most + 1)
    if not workers:
        raise ResultsError(f"{options.file}: no workers were recorded that have a CPU each; record with ./run.sh")
    groups: Dict[int, List[Shape]] = {}
    for shape in held_out.draw(recording, options.configurations, workers, options.seed):
        groups.setdefault(shape.workers, []).append(shape)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        return [_record(folder / f"held-out-{count}-workers.json", shapes, options, flags)
                for count, shapes in sorted(groups.items())]


def _record(file: Path, shapes: Sequence[Shape], options: argparse.Namespace, flags: Sequence[str]) -> Recording:
    code = subprocess.run(
        [sys.executable, str(RECORD), f"--out={file}", f"--lives={options.lives}", f"--seed={options.seed}",
         "--questions=advice", f"--workers={shapes[0].workers}", 
         f"--workloads={','.join(shape.spec for shape in shapes)}", *flags],
        check=False, stdout=subprocess.DEVNULL).returncode
    if code not in (0, 1):
        raise ResultsError(f"{file}: was not recorded (reason above)")
    return load(file)


def _outcomes(recording: Recording, measured: Sequence[Recording], seed: int) -> List[Outcome]:
    for each in measured:
        if each.about("machine") != recording.about("machine"):
            raise ResultsError(f"{each.path}: is from {each.about('machine')}, but {recording.path} is from "
                               f"{recording.about('machine')}; advice is for the machine that was recorded")
    models: Dict[int, Model] = {}
    found = []
    for shape, where in held_out.shapes(measured).items():
        if shape.workers not in models:
            models[shape.workers] = model(recording, shape.workers).estimates
        found.append(held_out.outcome(models[shape.workers], shape, where, seed))
    kept = [each for each in found if each]
    if not kept:
        raise ResultsError(f"{', '.join(str(each.path) for each in measured)}: has no job that serial and another "
                           "strategy have warm and cold rows of; measure some without --recorded")
    return sorted(kept, key=lambda each: -each.regret)


def _check(recording: Recording, measured: Sequence[Recording], outcomes: Sequence[Outcome]) -> int:
    """Prints the worst jobs and what they come to."""
    text, noise = FORMS["text"], noise_floor(recording)
    allowed = max(CLOSE, noise.smallest_detectable_difference if noise else 0.0)
    regrets = [each.regret for each in outcomes]
    close, strictly = (sum(regret <= limit for regret in regrets) / len(regrets) for limit in (allowed, CLOSE))
    print(text.table(COLUMNS, [_row(each) for each in outcomes[:SHOWN]], WORDS), end="\n\n")
    print(text.paragraph(
        f"{count(len(outcomes))} jobs that the recording does not have. Within {percent(CLOSE)} of the best: "
        f"{percent(strictly)} of the jobs; within {percent(allowed)}, the larger of that and the recording's noise "
        f"floor: {percent(close)} (at least {percent(FEWEST_CLOSE)} wanted). Regret: median "
        f"{percent(statistics.median(regrets))}, largest {percent(max(regrets))} (less than {percent(MOST)} wanted). "
        f"{_prediction_error(outcomes)}"), end="\n\n")
    print(text.paragraph(
        "How long an item takes in a plain loop is what a user knows; it is from the job's own row of serial. The "
        "best is chosen on one half of the lives and timed on the other, and the other way round, so regret may be "
        "below 0."), end="\n\n")
    for each in measured:
        print(text.paragraph(f"The jobs: {fitness_text(each)}"))
    return 0 if close >= FEWEST_CLOSE and max(regrets) < MOST else 1


def _prediction_error(outcomes: Sequence[Outcome]) -> str:
    ratios = [each.predicted[each.advised] / each.seconds[each.advised] for each in outcomes]
    off = statistics.median(max(ratio, 1 / ratio) - 1 for ratio in ratios)
    return f"The predicted time of what was advised was off by {percent(off)} (median)."


def _row(outcome: Outcome) -> Row:
    job, took = outcome.job, outcome.seconds
    predicted = outcome.predicted[outcome.advised]
    return (percent(outcome.regret), printable(outcome.advised, NAME_WIDTH), seconds(predicted),
            seconds(took[outcome.advised]), printable(outcome.best, NAME_WIDTH), seconds(took[outcome.best]),
            seconds(took[SERIAL]), count(job.items), seconds(job.seconds_per_item), count(job.calls), job.spread)


def _whole(word: str) -> int:
    number = int(word)
    if number < 1:
        raise ValueError
    return number


_whole.__name__ = "number"  # argparse names a type in "invalid ... value"


if __name__ == "__main__":
    sys.exit(main())
