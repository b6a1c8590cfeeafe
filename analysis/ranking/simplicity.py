"""Which strategies a user may choose, and which of two is the simpler one."""
from __future__ import annotations

from typing import Tuple

from analysis.recording.reader import Measurement

# The simplest first: a loop; what the language's own library has; what a compiler flag or another library adds;
# processes, each with memory of its own, of which those that copy results or execute programs come last.
SIMPLEST_FIRST = (
    "serial",
    "thread_pool", "thread_pool_dynamic", "thread_pool_blocking", "async", "thread_per_call", "stdpar",
    "openmp_static", "openmp_dynamic", "openmp_passive", "openmp_taskloop", "tbb_static", "tbb_auto", "asio_pool",
    "process_pool", "process_pool_dynamic", "process_per_call", "process_pool_pipe", "process_spawn")
OTHERS_LOOPS = "python_"  # begins the names of strategies whose loop is not the one that the user has


def simplicity(strategy: str) -> Tuple[int, str]:
    """Sorts the simplest first, unknown ones behind those that are known."""
    known = SIMPLEST_FIRST.index(strategy) if strategy in SIMPLEST_FIRST else len(SIMPLEST_FIRST)
    return known, strategy


def is_choice(cell: Measurement) -> bool:
    return not cell.is_reference and not cell.strategy.startswith(OTHERS_LOOPS)
