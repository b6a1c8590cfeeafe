"""What our own ./bench knows of this machine, for a recording of a program that knows less."""
from __future__ import annotations

import os
from typing import Any, Dict

from benchmarks.recorder.process import ANSWER_SECONDS, Bench

FACTS = ("machine", "cpu_model", "sockets", "cores", "hardware_threads", "smt", "numa_nodes", "l1d_cache", "l2_cache",
         "l3_cache", "memory", "memory_limit", "hypervisor", "online_cpus", "affinity_mask", "cgroup_quota",
         "effective_cpus", "kernel", "c_library", "clock_source", "cpu_governor", "turbo", "huge_pages", "load_average")
NOTHING = {"seed": 0, "rounds": 1, "sample_ms": 1.0, "rows": [], "twins": [], "against": None}  # to be measured


def machine_facts(bench: Bench) -> Dict[str, Any]:
    """None where ./bench is not built."""
    if not os.access(bench.path, os.X_OK):
        return {}
    context = bench.live(NOTHING, (), ANSWER_SECONDS).context
    return {fact: context[fact] for fact in FACTS if fact in context}
