"""The real program as the fault tests run it, and what it must not leave behind."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Set, Tuple

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CROSSOVER_BUILD", ROOT / "build" / "release"))
BENCH = BUILD / "bench"
BENCH_WITH_FAULTS = BUILD / "bench_with_faults"
INJECTOR = BUILD / "libcrossover_faults.so"
PYTHON_POOLS = "sem."  # names in shared memory: of semaphores, for a moment also glibc's own while it makes them
LLVMS_OPENMP = "__KMP_REGISTERED_LIB_"
MARK = "CROSSOVER_FAULT_TEST"  # in the environment of all processes of one run
QUICK = "--benchmark_min_time=0.002"
GONE_SECONDS = 1.0  # within which everything below a program that has ended is gone
LIMIT_SECONDS = 60.0  # far beyond what any of these runs takes


@dataclass(frozen=True)
class Ended:
    """What is left of a run."""

    exit_code: int  # negative: the signal that ended it
    out: str
    said: str
    seconds: float  # from the begin or, if `signalled`, from the signal to the end

    def rows(self) -> List[Dict[str, Any]]:
        return rows_of(self.out)

    def row(self, part: str) -> Dict[str, Any]:
        """The only one whose name has that part."""
        (row,) = [row for row in self.rows() if part in row["name"]]
        return row


def rows_of(text: str) -> List[Dict[str, Any]]:
    rows: List[Dict[str, Any]] = json.loads(text)["benchmarks"]
    return rows


def context_of(text: str) -> Dict[str, Any]:
    context: Dict[str, Any] = json.loads(text)["context"]
    return context


class Run:
    """A program that has been started, in a session of its own."""

    def __init__(self, command: Sequence[object], environment: Optional[Mapping[str, str]] = None,
                 **options: Any) -> None:
        self.mark = uuid.uuid4().hex
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        self.begun = time.monotonic()
        self.process = subprocess.Popen([str(word) for word in command], text=True, start_new_session=True,
                                        env={**os.environ, **(environment or {}), MARK: self.mark}, **options)

    def signal(self, number: int) -> None:
        self.begun = time.monotonic()
        self.process.send_signal(number)

    def await_said(self, words: str) -> None:
        """Reads what it says up to a line that begins with them."""
        said = ""
        while not said.startswith(words):
            said = self.process.stderr.readline()
            assert said, f"the program has ended before it said: {words}"

    def end(self, limit: float = LIMIT_SECONDS) -> Ended:
        """Waits for it, at most so many seconds, and until nothing of it is left."""
        try:
            out, said = self.process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            raise AssertionError(f"not over after {limit:.0f} s: {self.process.args}") from None
        ended = Ended(self.process.returncode, out or "", said or "", time.monotonic() - self.begun)
        self.require_gone()
        return ended

    def require_gone(self) -> None:
        deadline = time.monotonic() + GONE_SECONDS
        while self.processes():
            assert time.monotonic() < deadline, f"still there: {[_command(pid) for pid in self.processes()]}"
            time.sleep(0.005)

    def processes(self) -> List[int]:
        """Of this run, but for the program itself once it has been reaped."""
        wanted = f"{MARK}={self.mark}".encode()
        return [pid for pid in _all_processes() if wanted in _read(f"/proc/{pid}/environ").split(b"\0")]

    def processes_with(self, word: str) -> List[int]:
        return [pid for pid in self.processes() if word in _command(pid)]


def start(*flags: object, program: Path = BENCH, files_in: Path, **options: Any) -> Run:
    return Run([program, f"--files-in={files_in}", QUICK, *flags], **options)


def run(*flags: object, **options: Any) -> Ended:
    return start(*flags, "--benchmark_format=json", **options).end()


def injecting(fault: str) -> Dict[str, str]:
    """An environment in which that fault happens: see injector.cpp."""
    return {"LD_PRELOAD": str(INJECTOR), "CROSSOVER_FAULT": fault}


def await_that(is_so: Callable[[], object], what: str, limit: float = LIMIT_SECONDS) -> None:
    deadline = time.monotonic() + limit
    while not is_so():
        assert time.monotonic() < deadline, f"not seen: {what}"
        time.sleep(0.002)


def parent_of(pid: int) -> int:
    """0 if there is no such process."""
    fields = _read(f"/proc/{pid}/stat").rpartition(b")")[2].split()
    return int(fields[1]) if fields else 0


def kill(process: int, number: int) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:  # it has ended meanwhile
        pass


def shared_memory_names(kinds: Tuple[str, ...] = ()) -> Set[str]:
    """In memory that the whole machine shares: without those that others, which run meanwhile, may have for a while,
    but for the kinds that this test itself makes."""
    others = {PYTHON_POOLS, LLVMS_OPENMP} - set(kinds)
    return {name for name in os.listdir("/dev/shm") if not name.startswith(tuple(others))}


def _all_processes() -> List[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _command(pid: int) -> str:
    return _read(f"/proc/{pid}/cmdline").replace(b"\0", b" ").decode(errors="replace")


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:  # it has ended meanwhile
        return b""
