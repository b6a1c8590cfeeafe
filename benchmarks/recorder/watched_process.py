"""Runs a process to its end, or ends it: when its time is over, or when we are interrupted. Nothing of it is left."""
from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from typing import IO, List, Optional, Sequence

from benchmarks.recorder.interruption import Interrupted, let_in

GRACE_SECONDS = 2.5  # between the request to end and the end by force


@dataclass(frozen=True)
class Ended:
    out: str
    words: str  # on its standard error
    exit_code: int  # negative: the signal that ended it
    seconds: float  # wall
    cpu_seconds: float  # of it and all processes below it
    in_time: bool  # false: it was asked to end, or interrupted
    interruption: Optional[Interrupted]  # that asked for it, to be raised once what was measured is kept


def run(command: Sequence[str], asked: str, wall_limit: float) -> Ended:
    """Gives `asked` to its standard input. Call it with signals held, so that no second Ctrl-C takes away what it has
    told until the first."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as words:
        # Files and not pipes: reading pipes would wake us up while it measures.
        given.write(asked.encode())
        given.seek(0)
        begun = time.monotonic()
        process = subprocess.Popen([*_dies_with_us(), *command], stdin=given, stdout=out, stderr=words,
                                   start_new_session=True)
        in_time, interruption = False, None
        try:
            with let_in():
                in_time = _ends_within(process, wall_limit)
        except Interrupted as interrupted:  # what it has measured is kept before this goes on
            interruption = interrupted
        cpu_seconds = _end(process)
        seconds = time.monotonic() - begun
        return Ended(_text(out), _text(words), process.returncode, seconds, cpu_seconds, in_time, interruption)


def why(exit_code: int, words: str) -> str:
    """It ended badly."""
    last: Optional[str] = next(reversed(words.strip().splitlines()), None)
    if exit_code < 0:
        return f"the process died: {signal.Signals(-exit_code).name}"
    return last or f"the process ended with exit code {exit_code}"


def _dies_with_us() -> List[str]:
    """Even if we are killed, nothing goes on measuring."""
    return ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []


def _ends_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Sleeps until then: Popen.wait would wake up twenty times a second, beside the measurement."""
    try:
        handle = os.pidfd_open(process.pid)
    except (AttributeError, OSError):  # not in every Python, kernel and sandbox
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def _end(process: subprocess.Popen[bytes]) -> float:
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
    return float(usage.ru_utime + usage.ru_stime)


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")
