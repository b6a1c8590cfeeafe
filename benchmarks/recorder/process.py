"""Runs ./bench: as a planner, and for each life anew."""
from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence

from benchmarks.recorder.interruption import Interrupted, let_in

ANSWER_SECONDS = 30.0  # within which a plan is there, or the program is taken to hang
FILES_IN = "--files-in"
GRACE_SECONDS = 2.5  # between the request to end and the end by force


class BenchError(Exception):
    """A sentence for the user: ./bench could not be used at all."""

    def __init__(self, message: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True)
class Outcome:
    """What a process has left."""

    rows: List[Dict[str, Any]]
    context: Dict[str, Any]  # Google Benchmark's
    exit_code: int  # negative: the signal that ended it
    seconds: float  # wall
    cpu_seconds: float  # of it and all processes below it
    problem: str  # why rows may be missing; empty if there is no reason
    was_asked_to_end: bool  # before it had measured everything
    interruption: Optional[Interrupted]  # that asked for it, to be raised once what was measured is kept


class Bench:
    def __init__(self, path: Path, files_in: Path) -> None:
        """Workloads keep files in `files_in`, which no outcome names: it may go to other machines."""
        self.path = path
        self.files_in = files_in

    def plan(self, flags: Sequence[str]) -> Dict[str, Any]:
        planned = _parse(self._say("--plan", *flags))
        if not {"groups", "effective_cpus"} <= planned.keys():
            raise BenchError(f"{self.path}: does not say what it would measure, so it is no build of ./bench")
        return planned

    def version(self) -> str:
        """How the program calls itself: version and commit."""
        return self._say("--version").strip()

    def live(self, order: Mapping[str, Any], flags: Sequence[str], wall_limit: float) -> Outcome:
        """Has one life measure its order. Asked to end after `wall_limit` seconds, or by Ctrl-C, it tells what it has
        until then; call it with signals held, so that no second Ctrl-C takes that away. Whatever happens to the
        process, it and all below it are gone on return."""
        command = [*_dies_with_us(), str(self.path), *flags, "--life", f"{FILES_IN}={self.files_in}"]
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as words:
            # Files and not pipes: reading pipes would wake us up while it measures.
            asked.write(json.dumps(order).encode())
            asked.seek(0)
            begun = time.monotonic()
            process = subprocess.Popen(command, stdin=asked, stdout=out, stderr=words, start_new_session=True)
            in_time, interruption = False, None
            try:
                with let_in():
                    in_time = _ends_within(process, wall_limit)
            except Interrupted as interrupted:  # what it has measured is kept before this goes on
                interruption = interrupted
            cpu_seconds = _end(process)
            seconds = time.monotonic() - begun
            document = _parse(_text(out))
            said = self._without_place(_text(words))
        problem = _problem(process.returncode, said, in_time, interruption is not None, wall_limit)
        if not document:
            problem = problem or "the program's answer cannot be read"
        rows = document.get("benchmarks", [])
        for row in rows:
            if row.get("error_occurred"):
                row["error_message"] = self._without_place(str(row.get("error_message", "")))
        return Outcome(rows, document.get("context", {}), process.returncode, seconds, cpu_seconds, problem,
                       not in_time, interruption)

    def _without_place(self, words: str) -> str:
        place = str(self.files_in)
        return words if place == self.files_in.anchor else words.replace(place, FILES_IN)

    def _say(self, *flags: str) -> str:
        try:
            answer = subprocess.run([str(self.path), *flags], stdin=subprocess.DEVNULL, text=True,
                                    capture_output=True, timeout=ANSWER_SECONDS, check=False)
        except OSError as error:
            raise BenchError(f"{self.path}: cannot be run: {error.strerror}; build it with ./run.sh, "
                             "or name it with --bench") from None
        except subprocess.TimeoutExpired:
            raise BenchError(f"{self.path} {flags[0]}: no answer within {ANSWER_SECONDS:.0f} s") from None
        if answer.returncode != 0:
            raise BenchError(answer.stderr.strip() or _why(answer.returncode, ""))
        return answer.stdout


def _dies_with_us() -> List[str]:
    """Even if we are killed, nothing goes on measuring."""
    return ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []


def _ends_within(process: subprocess.Popen, seconds: float) -> bool:
    """Sleeps until then: Popen.wait would wake up twenty times a second, beside the measurement."""
    if not hasattr(os, "pidfd_open"):
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True
    handle = os.pidfd_open(process.pid)
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def _end(process: subprocess.Popen) -> float:
    """Ends it if it still runs, collects it and whatever it left; returns its CPU seconds."""
    for request in (signal.SIGTERM, signal.SIGKILL):
        if process.returncode is None and not _has_ended(process):
            os.kill(process.pid, request)
            _ends_within(process, GRACE_SECONDS)
    if process.returncode is not None:
        return 0.0
    try:
        os.killpg(process.pid, signal.SIGKILL)  # workers that outlived it
    except ProcessLookupError:
        pass
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def _has_ended(process: subprocess.Popen) -> bool:
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _text(file: Any) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _parse(text: str) -> Dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _problem(exit_code: int, said: str, in_time: bool, is_interrupted: bool, wall_limit: float) -> str:
    if is_interrupted:
        return "interrupted"
    if not in_time:
        return f"asked to end after {wall_limit:.0f} s"
    return "" if exit_code in (0, 1) else _why(exit_code, said)


def _why(exit_code: int, words: str) -> str:
    last: Optional[str] = next(reversed(words.strip().splitlines()), None)
    if exit_code < 0:
        return f"the process died: {signal.Signals(-exit_code).name}"
    return last or f"the process ended with exit code {exit_code}"
