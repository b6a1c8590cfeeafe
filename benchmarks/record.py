#!/usr/bin/env python3
"""Records the benchmark: many short lives of it, each with every strategy side by side, and its own noise floor.

Prints the path of the recording on stdout, everything else on stderr.
Exit code: 0 all rows measured, 1 some rows failed (they are in the file, with the reason), 2 wrong
usage or a machine, program or place that cannot be used, 130 or 143 interrupted (what was measured
until then is in the file; --resume goes on with it).
"""
from __future__ import annotations

import argparse
import math
import os
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Sequence, Tuple, Union

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from analysis.recording.private_names import without_names
from benchmarks.recorder.fitness import OneRecording, concerns
from benchmarks.recorder.interruption import Interrupted, watch
from benchmarks.recorder.journal import JournalError, as_it_is
from benchmarks.recorder.place import Continued, NewFile
from benchmarks.recorder.plan import Plan, groups_from, plan_from
from benchmarks.recorder.process import Bench, BenchError
from benchmarks.recorder.profiles import FEWEST_LIVES, PROFILES, Profile, expected_life_seconds
from benchmarks.recorder.progress import counted, duration
from benchmarks.recorder.recorder import Goal, Recorder

ROOT = Path(__file__).resolve().parents[1]
SOME_ROWS_FAILED, BAD_USAGE = 1, 2
MOST_SHOWN = 10  # of a list

# What these flags of ./bench decide is decided here.
OURS = ("--group", "--plan", "--probe", "--list", "--version", "--life", "--host-of")
GOOGLES = "--benchmark_"  # flags of Google Benchmark, which does not time the rows of lives
QUICK, SAMPLE_MS = "quick", 4.0


class UsageError(Exception):
    """A sentence for the user."""


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
        epilog="All other flags go to ./bench, which says what it has with --help: "
               "--questions=, --strategies=, --workloads=, --workers=, --sizes=, --extent=whole ...")
    profiles = ", ".join(f"{name} (at most {duration(each.seconds)})" for name, each in PROFILES.items())
    parser.add_argument("--profile", choices=tuple(PROFILES),
                        help=f"how long to measure: {profiles}; default: {QUICK}")
    end = parser.add_mutually_exclusive_group()
    end.add_argument("--lives", type=_lives, metavar="K", help="measure K lives, however long that takes")
    end.add_argument("--until-decided", action="store_true",
                     help="end sooner, at a quarter, half or three quarters of the time, if every claim and every size "
                          "from which on a strategy pays is decided")
    parser.add_argument("--minutes", type=_minutes, metavar="M",
                        help="the time that it may take (default: the profile's)")
    parser.add_argument("--sample-ms", type=_milliseconds, metavar="MS",
                        help="time each row for so long in a life, once its workers have settled "
                             f"(default: {SAMPLE_MS:g})")
    parser.add_argument("--against", type=Path, metavar="PROGRAM",
                        help="another build of ./bench, measured side by side with it: plots/compare.py then says of "
                             "the one recording which is faster")
    parser.add_argument("--seed", type=int, metavar="S", help="repeats the order of another recording")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--out", type=Path, metavar="FILE", help="where the recording goes")
    place.add_argument("--dir", type=Path, metavar="DIR", default=Path("results"),
                       help="or else to DIR/<machine>/<UTC time>.json (default: results)")
    place.add_argument("--resume", type=Path, metavar="FILE",
                       help="go on with a recording that was interrupted, or add lives to one")
    parser.add_argument("--files-in", type=Path, metavar="DIR",
                        help="where workloads keep their own files meanwhile, which no recording tells "
                             "(default: the folder that the recording goes to)")
    parser.add_argument("--keep-names", action="store_true",
                        help="keep the names of this host, of folders and of accounts, and addresses, wherever they "
                             "stand in what is recorded (default: 'not told' takes their place)")
    parser.add_argument("--anyway", action="store_true",
                        help="record although another recording is running on this machine")
    parser.add_argument("--bench", type=Path, metavar="PROGRAM", default=ROOT / "bench",
                        help="the benchmark program (default: ./bench)")
    return parser.parse_known_args(arguments)


def _record(options: argparse.Namespace, flags: List[str]) -> int:
    alone = OneRecording()
    if not alone.alone and not options.anyway:
        raise UsageError("another recording is running on this machine, and both would be spoiled; "
                         "wait for it, or add --anyway")
    tell = as_it_is if options.keep_names else without_names
    place = Continued(options.resume, tell) if options.resume else NewFile(options.out, options.dir, tell)
    place.require_writable()
    bench = Bench(options.bench, _files_in(options.files_in, place.folder))
    other = Bench(options.against, bench.files_in) if options.against else None
    plan, effective_cpus = _plan(bench, other, place, options, flags)
    goal = _goal(options, PROFILES[plan.profile])
    _announce(plan, goal, effective_cpus)
    recorder = Recorder(bench, plan, goal, place, options.against and options.against.resolve())
    try:
        recorder.run()
    finally:
        _conclude(recorder, goal)
    return SOME_ROWS_FAILED if recorder.journal.failures else 0


def _files_in(chosen: Optional[Path], default: Path) -> Path:
    """A place where nothing can be kept is told now, rather than by every row that keeps files."""
    if chosen and (not chosen.is_dir() or chosen.is_symlink() or not os.access(chosen, os.W_OK | os.X_OK)):
        raise UsageError(f"--files-in={chosen}: is no folder that can be written to; name one that is there, "
                         "not by a link")
    return (chosen or default).resolve()


def _plan(bench: Bench, other: Optional[Bench], place: Union[NewFile, Continued], options: argparse.Namespace,
          flags: List[str]) -> Tuple[Plan, int]:
    """And the CPUs that it is made for."""
    against = _both(bench, other)
    if isinstance(place, Continued):
        planned_anew = [*flags, *(f"--{name.replace('_', '-')}" for name in ("profile", "sample_ms", "seed")
                                  if getattr(options, name) is not None)]
        if planned_anew:
            raise UsageError(f"{' '.join(planned_anew)}: --resume goes on with the plan that the file has; "
                             "leave it out")
        plan = _continued(place, against)
    else:
        googles = [flag for flag in flags if flag.startswith(GOOGLES)]
        if googles:
            raise UsageError(f"{googles[0]}: is not for recordings, of which each life samples every row for "
                             "--sample-ms MS; give that, --minutes or --lives")
        ours = [flag for flag in flags if flag.startswith(OURS) or not flag.startswith("--")]
        if ours:
            raise UsageError(f"{ours[0]}: is not for recordings; --help says what is")
        seed = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
        name = options.profile or QUICK
        profile, sample_ms = PROFILES[name], options.sample_ms or SAMPLE_MS
        plan = Plan((), profile.flags_with(flags), name, profile.rounds, sample_ms, seed, against)
    planned = bench.plan(plan.flags)
    groups = groups_from(planned["groups"])
    if other and groups_from(other.plan(plan.flags)["groups"]) != groups:
        raise UsageError(f"{other.path} plans other rows than {bench.path} does, so they cannot be compared: "
                         f"{against['other']} against {against['own']}")
    if isinstance(place, Continued) and groups != plan.groups:
        raise UsageError(f"{place.path}: this version of ./bench plans other rows than the file has; "
                         "make a new recording")
    if not groups:
        raise UsageError("these flags leave no row to measure; ./bench --list says what there is")
    return replace(plan, groups=groups), planned["effective_cpus"]


def _both(bench: Bench, other: Optional[Bench]) -> Optional[Dict[str, str]]:
    """How both programs call themselves."""
    return {"own": bench.version(), "other": other.version()} if other else None


def _continued(place: Continued, against: Optional[Dict[str, str]]) -> Plan:
    try:
        plan = plan_from(place.plan)
    except (KeyError, TypeError):
        raise UsageError(f"{place.path}: is no recording of record.py (its plan lacks something); "
                         "make a new recording") from None
    if plan.against != against:
        raise UsageError(f"{place.path}: was recorded {_against(plan.against)}, which is {_against(against)} now; "
                         "make a new recording")
    return plan


def _against(programs: Optional[Mapping[str, str]]) -> str:
    return f"with {programs['own']} against {programs['other']}" if programs else "without --against"


def _goal(options: argparse.Namespace, profile: Profile) -> Goal:
    limit = 60 * options.minutes if options.minutes else None
    if options.lives:
        return Goal(limit or math.inf, options.lives)
    return Goal(limit or profile.seconds, until_decided=options.until_decided)


def _announce(plan: Plan, goal: Goal, effective_cpus: int) -> None:
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
             f"more: benchmarks/record.py --resume {journal.path} --lives {goal.lives}")
    if recorder.open_questions:
        _say(f"{len(recorder.open_questions)} answers were open at the last look:")
        _list(recorder.open_questions)
    _say(f"{counted(recorder.lives)}, {recorder.changed} of which met changed surroundings; "
         f"{recorder.own_seconds:.1f} of {recorder.elapsed:.1f} s were not spent in ./bench")
    _tell("failed, at least in one life", {**journal.failures, **recorder.given_up.failures})
    _tell("are unavailable, which is no failure", journal.unavailable)
    print(journal.path)


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
