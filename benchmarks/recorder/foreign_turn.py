"""One turn of a row of a foreign program: a process that measures this row and no other."""
from __future__ import annotations

import re
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, NamedTuple

from analysis.recording.aggregates import without_aggregates
from analysis.recording.foreign_rows import as_ours
from benchmarks.recorder.life import TIMED_OUT, lost
from benchmarks.recorder.plan import marked
from benchmarks.recorder.process import ask, parsed
from benchmarks.recorder.watched_process import Ended, run, why

FILTER = "--benchmark_filter="
LIST = "--benchmark_list_tests=true"
MIN_TIME = "--benchmark_min_time="
NO_ROW = "^$"  # a filter that no name passes


class Turn(NamedTuple):
    program: Path
    row: str
    mark: str  # empty, or that of a twin or of the other program

    @property
    def name(self) -> str:
        return marked(self.row, self.mark) if self.mark else self.row


class Taken(NamedTuple):
    rows: List[Dict[str, Any]]  # several of a row that its program repeats; one that says why, if it has no time
    context: Dict[str, Any]  # Google Benchmark's
    ended: Ended


def take(turn: Turn, seconds: float, limit: float) -> Taken:
    """Measures for `seconds` or, where the program's source says for how long, as it says."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.json"  # its standard output is the program's own
        ended = run([str(turn.program), f"{FILTER}^{_escaped(turn.row)}$", minimum_time(turn.program, seconds),
                     f"--benchmark_out={file}", "--benchmark_out_format=json"], "", limit)
        document = parsed(file.read_text(encoding="utf-8", errors="replace")) if file.exists() else {}
    if not ended.in_time:
        return Taken([{**lost(turn.name, f"did not end within {limit:.3g} s"), TIMED_OUT: 1}], {}, ended)
    kept = [as_ours(row) for row in without_aggregates(document.get("benchmarks", [])).rows if row]
    own = [row for row in kept if row.get("run_name") == turn.row]
    problem = why(ended.exit_code, ended.words) if ended.exit_code else _problem(own)
    if problem:
        return Taken([lost(turn.name, problem)], {}, ended)
    return Taken([{**row, "name": turn.name, "run_name": turn.name} for row in own], document.get("context", {}), ended)


@lru_cache(maxsize=None)
def minimum_time(program: Path, seconds: float) -> str:
    """The flag, in the spelling that the program takes: versions before 1.8 know no unit, later ones ask for it."""
    spellings = [f"{MIN_TIME}{seconds:g}s", f"{MIN_TIME}{seconds:g}"]
    return next((each for each in spellings if _takes(program, each)), spellings[-1])


def _takes(program: Path, flag: str) -> bool:
    """Without a word: not all programs end when they are given a flag that is wrong."""
    answer = ask(program, LIST, f"{FILTER}{NO_ROW}", flag)
    return answer.returncode == 0 and MIN_TIME[:-1] not in answer.stderr


def _problem(rows: List[Dict[str, Any]]) -> str:
    """Of what the process told of its row; empty if there is none."""
    if not rows:
        return "the program told nothing of this row"
    repetitions = [row["repetition_index"] for row in rows if "repetition_index" in row]
    return "the program has several rows of this name" if len(set(repetitions)) < len(repetitions) else ""


def _escaped(name: str) -> str:
    """For each of the kinds of regular expressions that Google Benchmark may be built with."""
    return re.sub(r"([\\^$.|?*+()\[\]{}])", r"\\\1", name)
