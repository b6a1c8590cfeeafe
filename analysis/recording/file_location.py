"""Where workloads kept their files while they were measured, in what a recording says of it."""
from __future__ import annotations

from typing import Any, Iterable, List, Mapping

from analysis.wording.units import printable

KEEPING_FILES = frozenset({"shared_file", "blocking"})  # workloads
FACTS = "files_"  # what a recording's context says of the place begins with this
# What is written there takes another way than to a file system on a disk.
UNLIKE_A_DISK = ("tmpfs", "ramfs", "overlay")


def has_files(workloads: Iterable[str]) -> bool:
    """Or names of rows, which begin with their workload's."""
    return any(workload.partition("/")[0] in KEEPING_FILES for workload in workloads)


def place(context: Mapping[str, Any], workloads: Iterable[str]) -> List[str]:
    """A sentence where a file system that is not like a disk was measured; else none."""
    file_system = context.get("files_file_system")
    if isinstance(file_system, str) and file_system.startswith(UNLIKE_A_DISK) and has_files(workloads):
        return [f"its files were kept on {printable(file_system, 60)}, not on a disk's own file system"]
    return []
