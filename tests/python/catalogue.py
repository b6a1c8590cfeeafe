"""What a made-up program says of its strategies and questions."""
from __future__ import annotations

from typing import Any, Dict

from analysis.recording.catalogue import strategies

# Family, and what comes first in it comes first here too; the numbers grow with what it takes to adopt one.
FAMILIES = {
    "serial": {"serial": 0},
    "threads": {"thread_pool": 10, "thread_pool_dynamic": 11, "thread_pool_blocking": 12, "async": 13,
                "thread_per_call": 14},
    "stdpar": {"stdpar": 15},
    "openmp": {"openmp_static": 20, "openmp_dynamic": 21, "openmp_passive": 22, "openmp_taskloop": 23},
    "tbb": {"tbb_static": 30, "tbb_auto": 31},
    "asio": {"asio_pool": 32},
    "processes": {"process_pool": 40, "process_pool_dynamic": 41, "process_per_call": 42, "process_pool_pipe": 43,
                  "process_spawn": 44},
    "io_uring": {"io_uring": 50},
    "mpi": {"mpi": 60},
    "python": {"python_serial": 0, "python_threads": 10, "python_pool_fork": 40, "python_pool_spawn": 41},
}
REFERENCES = {
    "serial": ("bare_loop", "native_loop"),
    "threads": ("bare_file_loop", "futex_round_trip", "pinned_futex_round_trip", "pinned_thread_pool", "spinning_pool",
                "unplaced_thread_pool"),
    "processes": ("bare_fork", "bare_spawn", "pinned_process_pool", "unplaced_process_pool"),
}
ALONE = {"serial", "python_serial", "bare_loop", "native_loop", "bare_fork", "bare_spawn"}
NEW_IN_EACH_RUN = {"async", "thread_per_call", "process_per_call", "process_spawn"}
COPYING = {"process_pool_pipe", "python_pool_fork", "python_pool_spawn"}
ON_REQUEST = {"targets", "advice", "python"}
QUESTIONS = ("anatomy", "bursts", "ceilings", "contention", "dispatch", "granularity", "imbalance", "scaling", "sizes",
             "startup", "waiting", *sorted(ON_REQUEST))


def traits(name: str, family: str, simplicity: float = 0, is_reference: bool = False) -> Dict[str, Any]:
    is_python = family == "python"
    return {"family": family, "simplicity": simplicity, "language": "Python" if is_python else "C++",
            "processes": family in ("processes", "mpi") or name.startswith("python_pool"),
            "parallel": name not in ALONE, "starts_each_run": name in NEW_IN_EACH_RUN,
            "copies_results": name in COPYING, "on_request": is_python, "is_reference": is_reference,
            "summary": f"{name}, made up"}


STRATEGIES: Dict[str, Any] = {
    **{name: traits(name, family, simplicity) for family, own in FAMILIES.items() for name, simplicity in own.items()},
    **{name: traits(name, family, is_reference=True) for family, own in REFERENCES.items() for name in own}}
ASKED: Dict[str, Any] = {name: {"summary": f"{name}, made up", "on_request": name in ON_REQUEST,
                                "in_brief": name not in ON_REQUEST} for name in QUESTIONS}
KNOWN = strategies({"strategies": STRATEGIES}, ())  # as a recording has them
