"""In what two recordings may be compared: their raw times, or only what each says relative to itself."""
from __future__ import annotations

import statistics
from dataclasses import dataclass
from enum import Enum
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

from analysis.recording.file_location import FACTS, has_files
from analysis.recording.private_names import NOT_TOLD
from analysis.recording.reader import Life, Recording
from analysis.wording.commands import RECORD
from analysis.wording.units import NOT_MEASURED, percent, printable, seconds

# Another machine, or another share of it: what the same program takes there says nothing about the program.
LIMITING = frozenset({
    "machine", "cpu_model", "sockets", "cores", "hardware_threads", "smt", "numa_nodes", "l1d_cache",
    "l2_cache", "l3_cache", "hypervisor", "online_cpus", "num_cpus", "affinity_mask", "cgroup_quota",
    "effective_cpus", "instruction_set",  # the best that the processor has
})
# They change from start to start and explain nothing, or repeat what runtime_environment says.
PASSING = frozenset({
    "date", "host_name", "executable", "load_average", "mhz_per_cpu", "openmp_wait_policy"})

# Of one CPU: what other programs may use during half of the lives. An idle system takes a twentieth.
OTHERS_CPU_SHARE = 0.25

# Median surroundings that differ by more than these factors are the machine's change, not noise.
CORE_TO_CORE_FACTOR = 1.3
FIXED_WORK_FACTOR = 1.05


Probe = Callable[[Life], Optional[float]]
Names = Tuple[str, str]


class Scope(Enum):
    TIMES = "raw times"
    RELATIVE = "speed-ups over the own serial, shares of the own ceiling and break-even sizes"


@dataclass(frozen=True)
class Change:
    """What differs between the surroundings of two recordings."""

    name: str
    old: str
    new: str
    limits: bool  # raw times are incomparable

    @property
    def effect(self) -> str:
        return "limits: raw times are not compared" if self.limits else "does not limit"


@dataclass(frozen=True)
class Comparability:
    scope: Scope
    reason: str  # for the scope
    disturbance: str  # why nothing can be called, whatever the scope; or empty
    changes: Tuple[Change, ...]  # those that limit first
    warnings: Tuple[str, ...]

    def __str__(self) -> str:
        if self.disturbance:
            return f"not comparable: {self.disturbance}; the rows below are shown without a verdict"
        if self.scope is Scope.TIMES:
            return f"comparable: {self.reason}, so raw times are compared"
        return f"not comparable in raw times: {self.reason}; compared are {self.scope.value}"


def comparability(base: Recording, other: Recording, names: Names = ("A", "B")) -> Comparability:
    """In sentences that call the two by these names."""
    changes = _facts(base, other) + _plans(base.plan, other.plan)
    changes.sort(key=lambda change: not change.limits)
    if not base.is_own:
        return _of_foreign(base, other, names, changes)
    machine = base.about("machine")
    if changes and changes[0].limits:
        scope, reason = Scope.RELATIVE, _reason([change for change in changes if change.limits])
    elif machine == NOT_MEASURED:
        scope, reason = Scope.RELATIVE, "neither recording says which machine it is of"
    else:
        scope, reason = Scope.TIMES, f"the same machine ({machine})"
    return Comparability(scope, reason, _disturbance(base, other, names), tuple(changes),
                         (*_remarks(base, other, names), *_surroundings(base, other),
                          *_shortcomings(base, other, names)))


def _of_foreign(base: Recording, other: Recording, names: Names, changes: List[Change]) -> Comparability:
    """Nothing else than raw times can be compared."""
    limiting = [change for change in changes if change.limits]
    machine = base.about("machine")
    reason = (f"the same machine ({machine})" if machine != NOT_MEASURED else
              "nothing in the files says that they are of two machines")
    disturbance = f"they are of two machines: {_reason(limiting)}" if limiting else _disturbance(base, other, names)
    hosts = [recording.about("host_name") for recording in (base, other)]
    moved = [f"host_name differs ({hosts[0]} -> {hosts[1]}): if these are two machines, differences of times may come "
             "from that alone"] if hosts[0] != hosts[1] and not {NOT_MEASURED, NOT_TOLD}.intersection(hosts) else []
    return Comparability(Scope.TIMES, reason, disturbance, tuple(changes),
                         (*_remarks(base, other, names), *moved, *_surroundings(base, other),
                          *_shortcomings(base, other, names)))


def _remarks(base: Recording, other: Recording, names: Names) -> List[str]:
    """On aggregates, once where both files have the same."""
    if base.remarks == other.remarks:
        return [f"in {' and '.join(names)}, {remark}" for remark in base.remarks]
    return [f"in {name}, {remark}" for name, recording in zip(names, (base, other)) for remark in recording.remarks]


def side_by_side(base: Recording, other: Recording) -> Comparability:
    """Of two programs of one recording: whatever the machine did, it did to both."""
    single = [] if len(base.lives) > 1 else ["one life was recorded: how sure its times are cannot be said, so nothing "
                                            "is called; record more of them"]
    return Comparability(Scope.TIMES, "both programs were measured in the same lives", "",
                         tuple(_facts(base, other)), tuple(single))


def limiting_changes(base: Recording, other: Recording) -> List[Change]:
    """What tells that they are of two machines."""
    return [change for change in _facts(base, other) if change.limits]


def same_recording(base: Recording, other: Recording) -> bool:
    """One file twice, a copy, or an earlier state of the same recording."""
    if base.path.resolve() == other.path.resolve():
        return True
    started = _start(base)
    if None not in started and started == _start(other):
        return True
    times = {cell.identity: cell.times for cell in base.measurements}
    return any(times.values()) and times == {cell.identity: cell.times for cell in other.measurements}


def _start(recording: Recording) -> Tuple[Any, ...]:
    return (recording.plan.get("hash"), recording.plan.get("seed"), recording.context.get("date"))


def _facts(base: Recording, other: Recording) -> List[Change]:
    """The context's, but for lists, which repeat what our own facts say of caches and load. Of other programs it has
    no such facts, so there the caches tell machines apart."""
    keep_files = has_files(cell.workload for recording in (base, other) for cell in recording.measurements)
    changes = []
    for key in dict.fromkeys([*base.context, *other.context]):
        pair = (base.context.get(key), other.context.get(key))
        concerns = key not in PASSING and (keep_files or not key.startswith(FACTS))
        if not concerns or any(isinstance(value, (list, dict)) for value in pair):
            continue
        old, new = (NOT_MEASURED if value in (None, "") else str(value) for value in pair)
        if old != new:
            known = NOT_MEASURED not in (old, new)
            is_asked_for = key == "machine" and base.is_own  # which others need not tell
            changes.append(_change(key, old, new, key in LIMITING and (known or is_asked_for)))
    caches = [recording.context.get("caches") for recording in (base, other)]
    if not base.is_own and None not in caches and caches[0] != caches[1]:
        changes.append(_change("caches", str(caches[0]), str(caches[1]), limits=True))
    return changes


def _change(name: str, old: str, new: str, limits: bool = False) -> Change:
    return Change(printable(name, 40), printable(old, 120), printable(new, 120), limits)


def _plans(old: Mapping[str, Any], new: Mapping[str, Any]) -> List[Change]:
    """How was it measured? Nothing where one has no plan, which is said elsewhere; nor of other rows."""
    if not old or not new:
        return []
    before, after = _settings(old), _settings(new)
    return [_change(name, before.get(name, "not given"), after.get(name, "not given"))
            for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)]


def _settings(plan: Mapping[str, Any]) -> Dict[str, str]:
    """The profile, and each flag with its value."""
    flags = (flag.partition("=") for flag in plan.get("flags") or ())
    return {"profile": plan.get("profile") or "not given",
            **{name: value or "given" for name, _, value in flags}}


def _disturbance(base: Recording, other: Recording, names: Names) -> str:
    """Empty if both had the machine for themselves."""
    shares = [(name, _median(recording, lambda life: life.surroundings.get("others_cpu_share")) or 0.0)
              for name, recording in zip(names, (base, other))]
    return " and ".join(f"while {name} was recorded, other programs used {percent(share)} of a CPU (median)"
                        for name, share in shares if share > OTHERS_CPU_SHARE)


def _surroundings(base: Recording, other: Recording) -> List[str]:
    """Whether the machine changed under the two recordings: on a virtual one it does so unasked.

    What a hand-over takes tells its states apart, which are compared one by one where there are several.
    """
    probes: List[Tuple[Probe, str, float]] = [
        (lambda life: life.fixed_work, "a fixed piece of work", FIXED_WORK_FACTOR)]
    if not (base.states or other.states):
        probes.insert(0, (lambda life: life.hand_over, "a message from core to core", CORE_TO_CORE_FACTOR))
    warnings = []
    for read, what, factor in probes:
        old, new = _median(base, read), _median(other, read)
        if old and new and max(old / new, new / old) > factor:
            warnings.append(f"the machine changed between the recordings: {what} took "
                            f"{seconds(old)} -> {seconds(new)} (median over the lives); differences of times may "
                            "come from that alone")
    return warnings


def _median(recording: Recording, read: Probe) -> Optional[float]:
    """Over the lives."""
    found = [value for value in map(read, recording.lives) if value is not None]
    return statistics.median(found) if found else None


def _shortcomings(base: Recording, other: Recording, names: Names) -> List[str]:
    """What cannot be said, since an interval needs lives that are independent of each other."""
    pairs = tuple(zip(names, (base, other)))
    plain = [name for name, recording in pairs if not recording.has_lives]
    single = [name for name, recording in pairs if len(recording.lives) == 1]
    sentences = []
    if plain:
        each = ("are", " each") if len(plain) > 1 else ("is", "")
        sentences.append(f"{' and '.join(plain)} {each[0]} of one process{each[1]}, whose repetitions are not "
                         "independent of each other, so no verdict is possible; give several files a side (--against), "
                         f"or record with {RECORD}")
    if single:
        sentences.append(f"{' and '.join(single)} {'have' if len(single) > 1 else 'has'} one life of each row: how "
                         f"sure such times are cannot be said, so nothing is called; record with {RECORD}")
    return sentences


def _reason(limiting: List[Change]) -> str:
    first = limiting[0]
    others = f" and {len(limiting) - 1} more differ" if len(limiting) > 1 else ""
    return f"{first.name} differs ({first.old} -> {first.new}){others}"
