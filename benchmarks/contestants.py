"""What beside_fio.py compares: ./bench and fio, doing the same to a file of the same size."""
from __future__ import annotations

import json
import os
import statistics
import subprocess
from pathlib import Path
from typing import Any, Dict, Iterable, List, NamedTuple, Sequence

from analysis.recording.json_file import Flaw
from analysis.recording.row_names import take_apart

RECORDS, BLOCK_BYTES = 1024, 4096
OPERATIONS = 2_000  # in one of our runs
FILE = "records"  # fio's; a path could have a colon, with which fio parts names
HANGS_AFTER = 60.0  # seconds beyond those that were asked for

# What makes fio quickest here, of what its manual offers: no clock around every operation, no map of the
# blocks that it has seen, no advice to the kernel about an order that the page cache does not need. From
# front to back, as our workers go through the regions of their slices.
FIO_FLAGS = ("--name=beside", f"--filename={FILE}", f"--size={RECORDS * BLOCK_BYTES}", f"--bs={BLOCK_BYTES}",
             "--ioengine=psync", "--direct=0", "--invalidate=0", "--pre_read=1", "--time_based",
             "--gtod_reduce=1", "--norandommap=1", "--fadvise_hint=0", "--group_reporting",
             "--output-format=json")


class ContestantError(Exception):
    """A sentence for the user: which program, what is wrong, what to do."""


class Case(NamedTuple):
    reads: int  # percent of the operations
    strategy: str

    @property
    def name(self) -> str:
        return "reads" if self.reads else "updates"

    @property
    def operations(self) -> int:
        """Of fio's in one of ours: an update reads a record and writes it."""
        return 1 if self.reads else 2


class Bench:
    def __init__(self, program: Path, folder: Path, seconds: float) -> None:
        self._program, self._folder, self._seconds = program, folder, seconds

    def effective_cpus(self, cases: Iterable[Case]) -> int:
        """Raises ContestantError where a case would have no row."""
        for case in cases:
            plan = self._ask(case, "--plan")
            if not plan.get("groups"):
                raise ContestantError(f"{self._program}: plans no row for {case.name} under {case.strategy}; "
                                      "build this version with ./run.sh")
        return int(_positive([plan.get("effective_cpus")], self._program))

    def operations_per_second(self, case: Case, workers: int) -> float:
        document = self._ask(case, f"--workers={workers}", f"--benchmark_min_time={self._seconds}",
                             "--benchmark_format=json", f"--files-in={self._folder}")
        rows = [row for row in document.get("benchmarks", ()) if _is_of(row.get("name", ""), case, workers)]
        names = sorted({row["name"] for row in rows})
        if len(names) != 1:
            raise ContestantError(f"{self._program}: has {len(names)} rows for {case.name} under "
                                  f"{case.strategy} with {workers} workers, not one: {', '.join(names)}")
        for row in rows:
            if row.get("error_occurred"):
                raise ContestantError(f"{self._program}: {row.get('error_message')}")
        return case.operations * _positive([row.get("items_per_second") for row in rows], self._program)

    def _ask(self, case: Case, *flags: str) -> Dict[str, Any]:
        workload = (f"shared_file/records:{RECORDS}/bytes:{BLOCK_BYTES}/lock:disjoint/regime:cached/"
                    f"reads:{case.reads}")
        return _answer([str(self._program), "--questions=contention", f"--workloads={workload}",
                        f"--strategies={case.strategy}", f"--sizes={OPERATIONS}", *flags],
                       self._folder, HANGS_AFTER + 20 * self._seconds)


class Fio:
    def __init__(self, program: Path, folder: Path, seconds: float) -> None:
        """Writes the file, so that it is in the page cache."""
        self._program, self._folder, self._seconds = program, folder, seconds
        (folder / FILE).write_bytes(os.urandom(RECORDS * BLOCK_BYTES))

    def operations_per_second(self, case: Case, workers: int) -> float:
        command = [str(self._program), *FIO_FLAGS, f"--rw={'read' if case.reads else 'rw'}",
                   f"--numjobs={workers}", f"--runtime={round(1000 * self._seconds)}ms"]
        if case.strategy == "thread_pool":
            command.append("--thread")
        document = _answer(command, self._folder, HANGS_AFTER + self._seconds)
        try:
            jobs = document["jobs"]
            failed = [os.strerror(job["error"]) for job in jobs if job["error"]]
            rate = sum(job[way]["iops"] for job in jobs for way in ("read", "write"))
        except (KeyError, TypeError):
            raise ContestantError(f"{self._program}: answers otherwise than fio 3 does; name one with --fio") from None
        if failed:
            raise ContestantError(f"{self._program}: {failed[0]}")
        return _positive([rate], self._program)


def _is_of(name: str, case: Case, workers: int) -> bool:
    """Whether it is the name of the case's row, whatever else stands in it; thinking is no operation."""
    try:
        workload, strategy, keys = take_apart(name)
    except Flaw:
        return False
    wanted = {"records": RECORDS, "bytes": BLOCK_BYTES, "lock": "disjoint", "regime": "cached", "reads": case.reads,
              "workers": workers, "think_ns": 0}
    return (workload, strategy) == ("shared_file", case.strategy) and all(
        keys.get(key, value) == value for key, value in wanted.items())


def _answer(command: List[str], folder: Path, seconds: float) -> Dict[str, Any]:
    """Runs a program to its end and takes the JSON from its words; fio may say something before it."""
    program = command[0]
    try:
        answer = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                timeout=seconds, check=False)
    except OSError as error:
        raise ContestantError(f"{program}: cannot be run: {error.strerror}; name it with --bench or --fio, or "
                              "build it with ./run.sh") from None
    except subprocess.TimeoutExpired:
        raise ContestantError(f"{program}: has not ended after {seconds:.0f} s") from None
    try:
        document = json.loads(answer.stdout[answer.stdout.index("{"):])
    except ValueError:
        document = None
    if not isinstance(document, dict):
        words = (answer.stderr or answer.stdout).strip().splitlines()
        raise ContestantError(words[-1] if words else f"{program}: ended with exit code {answer.returncode} and "
                              "without a word")
    return document


def _positive(rates: Sequence[Any], program: Path) -> float:
    """The median."""
    if not rates or not all(isinstance(rate, (int, float)) and rate > 0 for rate in rates):
        raise ContestantError(f"{program}: tells no number where one must be, but {rates!r:.80}")
    return float(statistics.median(rates))
