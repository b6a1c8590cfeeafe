#!/usr/bin/env python3
"""Measures the strategies and writes a recording: JSON in Google Benchmark's form.

It starts ./bench again and again. Each of these lives measures every row once, in an order drawn anew, and some rows
twice: how much these differ is the noise of the machine. More lives make shorter intervals.

With --bench=PROGRAM it measures any program of Google Benchmark: in each life a process for each row, in an order drawn
anew. With --against=OTHER, each row of PROGRAM (A) is measured beside the same row of OTHER (B).

Prints the path of the recording on the standard output, and progress on the standard error.
Exit code: 0 all rows were measured; 1 some rows failed (the file says why); 2 wrong usage, or a machine, program or
folder that cannot be used; 130 or 143 interrupted (the file has what was measured; --resume goes on with it).
"""
from __future__ import annotations

import argparse
import math
import os
import sys
from pathlib import Path
from typing import List, Mapping, Optional, Sequence, Tuple, Union

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.recording.private_names import without_names
from analysis.wording.commands import BENCH, RECORD, command
from benchmarks.recorder.machine_fitness import OneRecording, concerns
from benchmarks.recorder.interruption import Interrupted, watch
from benchmarks.recorder.journal import JournalError, Tell, as_it_is
from benchmarks.recorder.place import Continued, NewFile
from benchmarks.recorder.plan import Plan
from benchmarks.recorder.planning import (FOREIGN_SAMPLE_MS, QUICK, SAMPLE_MS, UsageError, planned, require_plannable,
                                          title)
from benchmarks.recorder.process import Bench, BenchError
from benchmarks.recorder.profiles import FEWEST_LIVES, PROFILES, Profile, expected_life_seconds
from benchmarks.recorder.program import program
from benchmarks.recorder.progress import counted, duration
from benchmarks.recorder.recorder import Goal, Recorder

ROOT = Path(__file__).resolve().parents[1]
SOME_ROWS_FAILED, BAD_USAGE = 1, 2
MOST_SHOWN = 10  # of a list


def main(arguments: Optional[Sequence[str]] = None) -> int:
    options, flags = _parse(arguments)
    watch()
    try:
        return _record(options, flags)
    except (UsageError, JournalError, BenchError) as error:
        print(f"record.py: {error}", file=sys.stderr)
        return BAD_USAGE
    except Interrupted as interruption:
        return interruption.exit_code


def _parse(arguments: Optional[Sequence[str]]) -> Tuple[argparse.Namespace, List[str]]:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
        epilog=f"All other flags go to {BENCH} and choose the rows: --questions=, --strategies=, --workloads=,\n"
               f"--workers=, --sizes=, --extent=whole; {BENCH} --help explains them. The rows of another program are\n"
               "chosen with --benchmark_filter=REGEX.")
    profiles = ", ".join(f"{name} (at most {duration(each.seconds)})" for name, each in PROFILES.items())
    parser.add_argument("--profile", choices=tuple(PROFILES),
                        help=f"how long to measure: {profiles}; default: {QUICK}")
    end = parser.add_mutually_exclusive_group()
    end.add_argument("--lives", type=_lives, metavar="K", help="measure every row in K lives, however long that takes")
    end.add_argument("--until-decided", action="store_true",
                     help="end early once every claim is decided, and from which size on each strategy beats a "
                          "plain loop; it looks after a quarter, half and three quarters of the time")
    parser.add_argument("--minutes", type=_minutes, metavar="M",
                        help="measure for at most M minutes (default: the profile's)")
    parser.add_argument("--sample-ms", type=_milliseconds, metavar="MS",
                        help="time each row for MS milliseconds in each life, after its workers have warmed up "
                             f"(default: {SAMPLE_MS:g}); of another program: its minimum time (default: "
                             f"{FOREIGN_SAMPLE_MS:g})")
    parser.add_argument("--against", type=Path, metavar="PROGRAM",
                        help="measure another build of the program side by side with this one; "
                             f"{command('plots/compare.py')} FILE then says which is faster")
    parser.add_argument("--seed", type=int, metavar="S",
                        help="draw the rows in the order of another recording with this seed")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--out", type=Path, metavar="FILE", help="write the recording to FILE")
    place.add_argument("--dir", type=Path, metavar="DIR", default=Path("results"),
                       help="write it to DIR/<machine>/<UTC time>.json (default: results)")
    place.add_argument("--resume", type=Path, metavar="FILE",
                       help="go on with an interrupted recording, or add lives to a finished one")
    parser.add_argument("--files-in", type=Path, metavar="DIR",
                        help="put the temporary files of workloads into DIR; its name is not recorded "
                             "(default: the folder of the recording)")
    parser.add_argument("--keep-names", action="store_true",
                        help="record the names of host, folders and accounts, and addresses (default: 'not told' takes "
                             "their place)")
    parser.add_argument("--anyway", action="store_true",
                        help="record although another recording is running on this machine")
    parser.add_argument("--bench", type=Path, metavar="PROGRAM", default=ROOT / "bench",
                        help=f"the benchmark program: {BENCH} (default) or any that uses Google Benchmark")
    return parser.parse_known_args(arguments)


def _record(options: argparse.Namespace, flags: List[str]) -> int:
    alone = OneRecording()
    if not alone.alone and not options.anyway:
        raise UsageError("another recording is running on this machine, and both would be spoiled; "
                         "wait for it, or add --anyway")
    tell: Tell = without_names
    if options.keep_names:
        tell = as_it_is
    place: Union[NewFile, Continued] = (Continued(options.resume, tell) if options.resume else
                                        NewFile(options.out, options.dir, tell))
    place.require_writable()
    require_plannable(place, options, flags)
    ours = Bench(ROOT / "bench", _files_in(options.files_in, place.folder))
    bench = program(options.bench.absolute(), ours)
    other = bench.beside(options.against.absolute()) if options.against else None
    plan, effective_cpus, left_out = planned(bench, other, place, options, flags)
    goal = _goal(options, PROFILES[plan.profile])
    _announce(plan, goal, effective_cpus, left_out)
    recorder = Recorder(bench, plan, goal, place, other.path if other else None)
    try:
        recorder.run()
    finally:
        _conclude(recorder, goal)
    return SOME_ROWS_FAILED if recorder.journal and recorder.journal.failures else 0


def _files_in(chosen: Optional[Path], default: Path) -> Path:
    """A place where nothing can be kept is told now, rather than by every row that keeps files."""
    if chosen and (not chosen.is_dir() or chosen.is_symlink() or not os.access(chosen, os.W_OK | os.X_OK)):
        raise UsageError(f"--files-in={chosen}: is no folder that can be written to; name one that is there, "
                         "not by a link")
    return (chosen or default).resolve()


def _goal(options: argparse.Namespace, profile: Profile) -> Goal:
    limit = 60 * options.minutes if options.minutes else None
    if options.lives:
        return Goal(limit or math.inf, options.lives)
    return Goal(limit or profile.seconds, until_decided=options.until_decided)


def _announce(plan: Plan, goal: Goal, effective_cpus: int, left_out: Mapping[Path, List[str]]) -> None:
    for path, rows in left_out.items():
        if rows:
            _say(f"not measured, since only {path} has them:")
            _list(rows)
    concerned = concerns(effective_cpus)
    _say("this machine is not quite fit for measuring:" if concerned else
         "this machine is fit for measuring: it is idle, and nothing limits or slows down its CPUs")
    _list(concerned)
    _say(f"{len(plan.rows)} rows and {len(plan.twins)} twins in each life, {_extent(goal, plan)}")


def _extent(goal: Goal, plan: Plan) -> str:
    life = expected_life_seconds(plan)
    if goal.lives is not None:
        return f"{counted(goal.lives)}, about {duration(goal.lives * life)}"
    early = ", or fewer if every answer is decided before" if goal.until_decided else ""
    return f"about {counted(max(FEWEST_LIVES, int(goal.seconds / life)))} in {duration(goal.seconds)}{early}"


def _conclude(recorder: Recorder, goal: Goal) -> None:
    journal = recorder.journal
    if not journal:
        return
    if goal.lives is not None and recorder.lives < goal.lives:
        _say(f"{recorder.lives} of {goal.lives} lives are finished; "
             f"more: {RECORD} {_programs(recorder)}--resume {journal.path} --lives {goal.lives}")
    if recorder.open_questions:
        _say(f"{len(recorder.open_questions)} answers were open at the last look:")
        _list(recorder.open_questions)
    _say(f"{counted(recorder.lives)}, {recorder.changed} of which met changed surroundings; "
         f"{recorder.own_seconds:.1f} of {recorder.elapsed:.1f} s were not spent in {title(recorder.bench)}")
    _tell("failed, at least in one life", {**journal.failures, **recorder.given_up.failures})
    _tell("are unavailable, which is no failure", journal.unavailable)
    print(journal.path)


def _programs(recorder: Recorder) -> str:
    """Flags that name them again, where they are not ours."""
    if isinstance(recorder.bench, Bench):
        return ""
    against = f"--against {recorder.against} " if recorder.against else ""
    return f"--bench {recorder.bench.path} {against}"


def _tell(what: str, reasons: Mapping[str, str]) -> None:
    if reasons:
        _say(f"{len(reasons)} rows {what}:")
        _list([f"{name}: {reason}" for name, reason in reasons.items()])


def _say(sentence: str) -> None:
    print(f"record.py: {sentence}", file=sys.stderr, flush=True)


def _list(sentences: Sequence[str]) -> None:
    """Not all of many: they are in the file."""
    for sentence in sentences[:MOST_SHOWN]:
        print(f"  {sentence}", file=sys.stderr)
    if len(sentences) > MOST_SHOWN:
        print(f"  and {len(sentences) - MOST_SHOWN} more", file=sys.stderr, flush=True)


def _lives(word: str) -> int:
    number = int(word)
    if number < 1:
        raise ValueError
    return number


def _minutes(word: str) -> float:
    number = float(word)
    if not 0 < number < math.inf:
        raise ValueError
    return number


def _milliseconds(word: str) -> float:
    number = float(word)
    if not 0.01 <= number <= 60_000:
        raise ValueError
    return number


# argparse names a type in "invalid ... value".
_lives.__name__, _minutes.__name__, _milliseconds.__name__ = "number of lives", "number of minutes", "number of ms"


if __name__ == "__main__":
    sys.exit(main())
