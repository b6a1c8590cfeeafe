"""The real program under Open MPI's launcher."""
from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Sequence

import program

AS_ROOT = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
STRATEGIES = ("mpi", "mpi_keep", "mpi_threads", "mpi_threads_keep")
ALONE = "needs several processes that a launcher has started: mpirun -np 4"


def mpirun(ranks: int, *launcher_flags: object) -> List[object]:
    return ["mpirun", "--oversubscribe", "--bind-to", "none", *launcher_flags, "-np", ranks]


def bench(files_in: Path, *flags: object, program_file: Path = program.BENCH) -> List[object]:
    return [program_file, f"--files-in={files_in}", program.QUICK, *flags]


def start(command: Sequence[object], **options: Any) -> program.Run:
    return program.Run(command, AS_ROOT, **options)


def run(ranks: int, files_in: Path, *flags: object, program_file: Path = program.BENCH) -> program.Ended:
    command = [*mpirun(ranks), *bench(files_in, "--benchmark_format=json", *flags, program_file=program_file)]
    return start(command).end()


def errors(rows: Sequence[Dict[str, Any]]) -> List[str]:
    return [row["error_message"] for row in rows if row.get("error_occurred")]


def rank_of(process: int) -> int:
    """-1 if it is none or has ended."""
    try:
        environment = Path(f"/proc/{process}/environ").read_bytes().split(b"\0")
    except OSError:
        return -1
    found = [int(each.partition(b"=")[2]) for each in environment if each.startswith(b"OMPI_COMM_WORLD_RANK=")]
    return found[0] if found else -1


def processes_of_rank(run_: program.Run, rank: int) -> List[int]:
    return [process for process in run_.processes() if rank_of(process) == rank]
