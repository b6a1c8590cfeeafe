"""Runs a Google Benchmark program that has never heard of recordings: as a planner, and for each life anew."""
from __future__ import annotations

import hashlib
import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Sequence, Set, Tuple

from analysis.recording.row_names import MARKS, OTHER_MARK, TWIN_MARK
from benchmarks.recorder.foreign_turn import FILTER, LIST, NO_ROW, Taken, Turn, take
from benchmarks.recorder.life import TIMED_OUT, lost
from benchmarks.recorder.process import BenchError, Outcome, ask
from benchmarks.recorder.watched_process import why

LONGEST_TURN = 20.0  # seconds, as ./bench has it
LONGEST_SHARE = 0.5  # of a life: a row that hangs leaves time for the others


class ForeignProgram:
    answers_questions = False

    def __init__(self, path: Path, machine: Mapping[str, Any]) -> None:
        """`machine` is what is known of it besides what the program tells."""
        self.path = path
        self._machine = machine

    def beside(self, path: Path) -> ForeignProgram:
        """Another build, to be measured in the same lives."""
        return ForeignProgram(path, self._machine)

    def plan(self, flags: Sequence[str]) -> Dict[str, Any]:
        """The rows that a filter leaves, or all."""
        # What the program prints besides is no row: it prints that without any row too, or something else each time.
        chosen, again, beside = (Counter(self._say(LIST, *each).splitlines())
                                 for each in (flags, flags, [f"{FILTER}{NO_ROW}"]))
        rows = [line for line in (chosen & again) - beside if line]
        if not rows:
            raise BenchError(f"{self.path}: names no row when it is given {' '.join([LIST, *flags])}; give a program "
                             "of Google Benchmark that has some, or another filter")
        taken = [row for row in rows if MARKS.intersection(row.split("/"))]
        if taken:
            raise BenchError(f"{self.path}: its row '{taken[0]}' has a name that recordings use for rows that are "
                             f"measured once more; choose others with {FILTER}REGEX")
        return {"groups": [{"group": "rows", "rows": rows}], "effective_cpus": len(os.sched_getaffinity(0))}

    def version(self) -> str:
        """What it is: its name and a hash of its content."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise BenchError(f"{self.path}: cannot be read: {error.strerror}; name another program") from None
        return f"{self.path.name} ({hashlib.sha256(content).hexdigest()[:12]})"

    def live(self, order: Mapping[str, Any], flags: Sequence[str], wall_limit: float) -> Outcome:
        """Has every row and twin measured once, in a drawn order, and the other program's row beside its own. Ends
        after `wall_limit` seconds or by Ctrl-C with what it has; call it with signals held."""
        begun = time.monotonic()
        rows: List[Dict[str, Any]] = []
        done: List[Taken] = []
        hung: Set[Tuple[Path, str]] = set()
        is_over = False
        for turn in _turns(self.path, order):
            left = wall_limit - (time.monotonic() - begun)
            is_over = left <= 0
            if is_over:
                break
            if (turn.program, turn.row) in hung:
                rows.append({**lost(turn.name, "did not end in its other turn of this life"), TIMED_OUT: 1})
                continue
            taken = take(turn, order["sample_ms"] / 1e3, min(left, LONGEST_TURN, LONGEST_SHARE * wall_limit))
            done.append(taken)
            if taken.ended.interruption:
                break
            rows += taken.rows
            if not taken.ended.in_time:
                hung.add((turn.program, turn.row))
        return self._outcome(rows, done, time.monotonic() - begun,
                             f"asked to end after {wall_limit:.0f} s" if is_over else "")

    def _outcome(self, rows: List[Dict[str, Any]], done: Sequence[Taken], seconds: float, problem: str) -> Outcome:
        told: Dict[str, Any] = next((each.context for each in done if each.context), {})
        interruption = done[-1].ended.interruption if done else None
        return Outcome(rows, {**told, **self._machine, "program": self.version()} if told else {},
                       next((each.ended.exit_code for each in done if each.ended.exit_code), 0), seconds,
                       sum(each.ended.cpu_seconds for each in done), "interrupted" if interruption else problem,
                       bool(interruption or problem), interruption)

    def _say(self, *flags: str) -> str:
        answer = ask(self.path, *flags)
        if answer.returncode != 0:
            raise BenchError(f"{self.path}: is no build of ./bench, and no program of Google Benchmark that takes "
                             f"{' '.join(flags)}: {why(answer.returncode, answer.stderr)}")
        return answer.stdout


def _turns(program: Path, order: Mapping[str, Any]) -> Iterator[Turn]:
    dice = random.Random(order["seed"])
    own = [Turn(program, row, mark) for mark, rows in (("", order["rows"]), (TWIN_MARK, order["twins"]))
           for row in rows]
    for turn in dice.sample(own, len(own)):
        beside = [turn]
        if order["against"] and not turn.mark:
            beside.append(Turn(Path(order["against"]), turn.row, OTHER_MARK))
        yield from dice.sample(beside, len(beside))
