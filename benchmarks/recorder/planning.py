"""What is to be recorded, by the flags that the user gave: of builds of ./bench, or of other programs."""
from __future__ import annotations

import argparse
import random
from dataclasses import replace
from pathlib import Path
from typing import Dict, List, Mapping, NamedTuple, Optional, Tuple, Union

from analysis.wording.commands import BENCH
from benchmarks.recorder.foreign_turn import FILTER
from benchmarks.recorder.place import Continued, NewFile
from benchmarks.recorder.plan import Groups, Plan, groups_from, plan_from
from benchmarks.recorder.process import Bench
from benchmarks.recorder.profiles import PROFILES
from benchmarks.recorder.program import Program

# What these flags of ./bench decide is decided here.
OURS = ("--plan", "--list", "--version", "--life", "--host-of", "--effective-cpus")
GOOGLES = "--benchmark_"  # flags of Google Benchmark, which does not time the rows of lives
QUICK, SAMPLE_MS = "quick", 4.0
FOREIGN_SAMPLE_MS = 20.0  # four times what starting a process takes


class UsageError(Exception):
    """A sentence for the user."""


class Planned(NamedTuple):
    plan: Plan
    effective_cpus: int  # that it is made for
    left_out: Mapping[Path, List[str]]  # rows that only this program has, where there are two


def require_plannable(place: Union[NewFile, Continued], options: argparse.Namespace, flags: List[str]) -> None:
    """What is wrong whichever program is measured, told before one is started. Raises UsageError."""
    if isinstance(place, Continued):
        _require_no_other_plan(options, flags)
        _plan_of(place)
        return
    googles = [flag for flag in flags if flag.startswith(GOOGLES) and not flag.startswith(FILTER)]
    if googles:
        raise _not_for_lives(googles[0])
    others = [flag for flag in flags if flag.startswith(OURS) or not flag.startswith("--")]
    if others:
        raise UsageError(f"{others[0]}: is not for recordings; --help says what is")


def planned(bench: Program, other: Optional[Program], place: Union[NewFile, Continued], options: argparse.Namespace,
            flags: List[str]) -> Planned:
    """Raises UsageError."""
    against = {"own": bench.version(), "other": other.version()} if other else None  # how they call themselves
    if not isinstance(bench, Bench):
        _refuse_ours(bench.path, options, flags)
    if isinstance(place, Continued):
        plan = _continued(place, against)
    else:
        plan = _new(bench, against, options, flags)
    told = bench.plan(plan.flags)
    groups, left_out = groups_from(told["groups"]), {}  # type: Groups, Mapping[Path, List[str]]
    if other and against:
        groups, left_out = _of_both(bench, groups, other, groups_from(other.plan(plan.flags)["groups"]), against)
    if isinstance(place, Continued) and groups != plan.groups:
        raise UsageError(f"{place.path}: this version of {title(bench)} plans other rows than the file has; "
                         "make a new recording")
    if not groups:
        raise UsageError(f"these flags leave no row to measure; {BENCH} --list says what there is")
    return Planned(replace(plan, groups=groups), told["effective_cpus"], left_out)


def title(bench: Program) -> str:
    return BENCH if isinstance(bench, Bench) else str(bench.path)


def _refuse_ours(path: Path, options: argparse.Namespace, flags: List[str]) -> None:
    """Flags that only builds of ./bench know what to do with."""
    asked = {"--until-decided": options.until_decided, "--files-in": options.files_in}
    known = (GOOGLES, *OURS)  # refused for another reason
    ours = [*(flag for flag in flags if flag.startswith("--") and not flag.startswith(known)),
            *(flag for flag, value in asked.items() if value)]
    if ours:
        raise UsageError(f"{ours[0]}: is for Crossover's own ./bench, which {path} is not; its rows are chosen with "
                         f"{FILTER}REGEX, and --minutes or --lives say how long to measure")


def _new(bench: Program, against: Optional[Mapping[str, str]], options: argparse.Namespace, flags: List[str]) -> Plan:
    """All but the rows. Other programs know no extents, and each turn of their rows is a process anyway."""
    is_ours = isinstance(bench, Bench)
    filters = [flag for flag in flags if flag.startswith(FILTER)]
    if is_ours and filters:
        raise _not_for_lives(filters[0])
    seed = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
    name = options.profile or QUICK
    profile = PROFILES[name]
    if is_ours:
        return Plan((), profile.flags_with(flags), name, profile.rounds, options.sample_ms or SAMPLE_MS, seed, against)
    return Plan((), tuple(flags), name, 1, options.sample_ms or FOREIGN_SAMPLE_MS, seed, against)


def _not_for_lives(flag: str) -> UsageError:
    return UsageError(f"{flag}: is not for recordings, of which each life samples every row for --sample-ms MS; "
                      "give that, --minutes or --lives")


def _require_no_other_plan(options: argparse.Namespace, flags: List[str]) -> None:
    planned_anew = [*flags, *(f"--{name.replace('_', '-')}" for name in ("profile", "sample_ms", "seed")
                              if getattr(options, name) is not None)]
    if planned_anew:
        raise UsageError(f"{' '.join(planned_anew)}: --resume goes on with the plan that the file has; "
                         "leave it out")


def _plan_of(place: Continued) -> Plan:
    try:
        return plan_from(place.plan)
    except (KeyError, TypeError):
        raise UsageError(f"{place.path}: is no recording of record.py (its plan lacks something); "
                         "make a new recording") from None


def _continued(place: Continued, against: Optional[Mapping[str, str]]) -> Plan:
    plan = _plan_of(place)
    if plan.against != against:
        raise UsageError(f"{place.path}: was recorded {_against(plan.against)}, which is {_against(against)} now; "
                         "make a new recording")
    return plan


def _against(programs: Optional[Mapping[str, str]]) -> str:
    return f"with {programs['own']} against {programs['other']}" if programs else "without --against"


def _of_both(bench: Program, own: Groups, other: Program, others: Groups, against: Mapping[str, str],
             ) -> Tuple[Groups, Dict[Path, List[str]]]:
    """Builds of ./bench must plan the same rows; of other programs, those are measured that both have."""
    if own == others:
        return own, {}
    if isinstance(bench, Bench):
        raise UsageError(f"{other.path} plans other rows than {bench.path} does, so they cannot be compared: "
                         f"{against['other']} against {against['own']}")
    mine, theirs = ([row for group in groups for row in group.rows] for groups in (own, others))
    common = tuple(row for row in mine if row in theirs)
    if not common:
        raise UsageError(f"{other.path} has no row in common with {bench.path}, so they cannot be compared")
    return (replace(own[0], rows=common),), {bench.path: [row for row in mine if row not in common],
                                             other.path: [row for row in theirs if row not in common]}
