"""Runs ./bench: as a planner, and for each life anew."""
from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence

from analysis.wording.commands import BUILD_IT
from benchmarks.recorder.interruption import Interrupted
from benchmarks.recorder.watched_process import Ended, run, why

ANSWER_SECONDS = 30.0  # within which a plan is there, or the program is taken to hang
CALLED = "crossover "  # begins what a build of ./bench answers to --version
FILES_IN = "--files-in"


class BenchError(Exception):
    """A sentence for the user: the program could not be used at all."""

    def __init__(self, message: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True)
class Outcome:
    """What a life has left."""

    rows: List[Dict[str, Any]]
    context: Dict[str, Any]  # Google Benchmark's
    exit_code: int  # negative: the signal that ended it
    seconds: float  # wall
    cpu_seconds: float  # of it and all processes below it
    problem: str  # why rows may be missing; empty if there is no reason
    was_asked_to_end: bool  # before it had measured everything
    interruption: Optional[Interrupted]  # that asked for it, to be raised once what was measured is kept


class Bench:
    answers_questions = True  # so a recording may look which of its answers are decided

    def __init__(self, path: Path, files_in: Path) -> None:
        """Workloads keep files in `files_in`, which no outcome names: it may go to other machines."""
        self.path = path
        self.files_in = files_in

    def beside(self, path: Path) -> Bench:
        """Another build, to be measured in the same lives."""
        return Bench(path, self.files_in)

    def plan(self, flags: Sequence[str]) -> Dict[str, Any]:
        planned = parsed(self._say("--plan", *flags))
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
        command = [str(self.path), *flags, "--life", f"{FILES_IN}={self.files_in}"]
        ended = run(command, json.dumps(order), wall_limit)
        document = parsed(ended.out)
        problem = _problem(ended, self._without_place(ended.words), wall_limit)
        if not document:
            problem = problem or "the program's answer cannot be read"
        rows = document.get("benchmarks", [])
        for row in rows:
            if row.get("error_occurred"):
                row["error_message"] = self._without_place(str(row.get("error_message", "")))
        return Outcome(rows, document.get("context", {}), ended.exit_code, ended.seconds, ended.cpu_seconds, problem,
                       not ended.in_time, ended.interruption)

    def _without_place(self, words: str) -> str:
        place = str(self.files_in)
        return words if place == self.files_in.anchor else words.replace(place, FILES_IN)

    def _say(self, *flags: str) -> str:
        answer = ask(self.path, *flags)
        if answer.returncode != 0:
            raise BenchError(answer.stderr.strip() or why(answer.returncode, ""))
        return answer.stdout


def ask(path: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """A program that answers at once. Raises BenchError if it does not, or cannot be run."""
    try:
        return subprocess.run([str(path), *flags], stdin=subprocess.DEVNULL, text=True, errors="replace",
                              capture_output=True, timeout=ANSWER_SECONDS, check=False)
    except OSError as error:
        raise BenchError(f"{path}: cannot be run: {error.strerror}; {BUILD_IT}, "
                         "or name it with --bench") from None
    except subprocess.TimeoutExpired:
        raise BenchError(f"{path} {flags[0]}: no answer within {ANSWER_SECONDS:.0f} s") from None


def parsed(text: str) -> Dict[str, Any]:
    """A JSON object; an empty one if it is none."""
    try:
        document = json.loads(text)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _problem(ended: Ended, said: str, wall_limit: float) -> str:
    if ended.interruption:
        return "interrupted"
    if not ended.in_time:
        return f"asked to end after {wall_limit:.0f} s"
    return "" if ended.exit_code in (0, 1) else why(ended.exit_code, said)
