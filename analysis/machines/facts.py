"""What matters of each machine and of how it was measured, a line for each fact."""
from __future__ import annotations

from typing import Callable, List, NamedTuple, Sequence, Tuple

from analysis.machines.machine import Machine
from analysis.recording.file_location import has_files
from analysis.recording.reader import Recording
from analysis.statistics.noise import noise_floor
from analysis.wording.units import NOT_MEASURED, percent

Read = Callable[[Recording], str]


class Fact(NamedTuple):
    name: str
    values: Tuple[str, ...]  # one for each machine

    @property
    def differs(self) -> bool:
        return len(set(self.values)) > 1


def facts(machines: Sequence[Machine]) -> List[Fact]:
    """As the main recording of each tells them."""
    return [Fact(name, tuple(read(machine.main) for machine in machines)) for name, read in FACTS]


def _of(key: str) -> Read:
    return lambda recording: recording.about(key)


def _cpus(recording: Recording) -> str:
    used, online = recording.about("effective_cpus"), recording.about("online_cpus")
    return used if online in (used, NOT_MEASURED) else f"{used} of {online}"


def _cores(recording: Recording) -> str:
    sockets, cores, threads = (recording.about(key) for key in ("sockets", "cores", "hardware_threads"))
    return NOT_MEASURED if cores == NOT_MEASURED else f"sockets: {sockets}, cores: {cores}, threads: {threads}"


def _limits(recording: Recording) -> str:
    return (f"affinity {recording.about('affinity_mask')}, quota {recording.about('cgroup_quota')}, "
            f"memory {recording.about('memory_limit')}")


def _files(recording: Recording) -> str:
    if not has_files(cell.workload for cell in recording.measurements):
        return "no rows with files"
    return f"{recording.about('files_file_system')} on {recording.about('files_device')}"


def _build(recording: Recording) -> str:
    return f"{recording.about('build_type')}, Google Benchmark: {recording.about('library_build_type')}"


def _version(recording: Recording) -> str:
    return f"{recording.about('crossover_version')}, commit {recording.about('commit')}"


def lives(recording: Recording) -> str:
    if not recording.has_lives:
        return "1 process"
    count = len(recording.lives)
    return f"{count} {'life' if count == 1 else 'lives'}, {recording.state}"


def floor(recording: Recording) -> str:
    found = noise_floor(recording)
    return percent(found.smallest_detectable_difference) if found else NOT_MEASURED


def disturbed(recording: Recording) -> str:
    changed, total = sum(bool(each.changed) for each in recording.lives), len(recording.lives)
    return f"{changed:,} of {total:,} lives" if total else NOT_MEASURED


FACTS: Tuple[Tuple[str, Read], ...] = (
    ("processor", _of("cpu_model")), ("CPUs used", _cpus), ("its cores", _cores),
    ("simultaneous multithreading", _of("smt")),
    ("L1 data cache", _of("l1d_cache")), ("L2 cache", _of("l2_cache")), ("L3 cache", _of("l3_cache")),
    ("memory", _of("memory")), ("NUMA nodes", _of("numa_nodes")), ("instruction set", _of("instruction_set")),
    ("hypervisor", _of("hypervisor")), ("limits", _limits), ("kernel", _of("kernel")),
    ("frequency governor", _of("cpu_governor")),
    ("turbo", _of("turbo")), ("huge pages", _of("huge_pages")), ("files", _files), ("compiler", _of("compiler")),
    ("its flags", _of("compiler_flags")), ("build", _build), ("Crossover", _version), ("C library", _of("c_library")),
    ("OpenMP", _of("openmp_runtime")), ("oneTBB", _of("onetbb_version")), ("Boost", _of("boost_version")),
    ("Google Benchmark", _of("google_benchmark_version")), ("environment", _of("runtime_environment")),
    ("recorded", _of("date")), ("measured", lives), ("smallest difference it can see", floor),
    ("met changed surroundings", disturbed),
)
