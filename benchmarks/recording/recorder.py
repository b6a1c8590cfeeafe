"""The loop: block after block, every task in a process of its own, the journal kept after each."""
from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Dict, List, Optional, Union

from . import analysis, surroundings
from .invocation import Invocation, gave_up, invocation
from .journal import COMPLETE, INTERRUPTED, Journal
from .place import Continued, NewFile
from .plan import Plan, Task
from .process import Bench, BenchError
from .profiles import FEWEST_BLOCKS, expected_block_seconds, wall_limit
from .progress import Display


@dataclass(frozen=True)
class Goal:
    """When a recording is finished."""

    blocks: Optional[int]  # None: until nothing is open any more
    seconds: float  # no block is begun that would end later, but for the first few; may be infinite

    def blocks_in_all(self, block_seconds: float, done: int = 0, elapsed: float = 0.0) -> int:
        """As far as that can be said when so many are done after so many seconds."""
        by_time = max(FEWEST_BLOCKS, done + (self.seconds - elapsed) / block_seconds)
        return int(by_time if self.blocks is None else min(self.blocks, by_time))


class Recorder:
    def __init__(self, bench: Bench, plan: Plan, goal: Goal, place: Union[NewFile, Continued]) -> None:
        self.bench, self.plan, self.goal, self.place = bench, plan, goal, place
        self.journal: Optional[Journal] = None
        self.blocks = 0  # finished, also by an earlier session
        self.open_questions: Optional[List[str]] = None  # None: not asked
        self._waiting: List[Invocation] = []  # for the first that tells about the machine
        self._started = time.monotonic()
        self._measuring_seconds = 0.0  # in processes of ./bench
        self._done = 0  # invocations of this session

    def run(self) -> None:
        """Whatever happens after the first invocation, the journal is closed and says how far it got."""
        state = INTERRUPTED
        try:
            with Display() as display:
                self._run_blocks(display)
            if isinstance(self.place, Continued) and not self.journal:  # there was nothing left to measure
                self.journal = self.place.open(self.place.context, self.plan)
            if self._waiting:
                raise BenchError(f"nothing was measured: {self._waiting[0].entry['problem']}")
            state = COMPLETE
        finally:
            if self.journal:
                self._close(self.journal, state)

    @property
    def elapsed(self) -> float:
        """Seconds of this session."""
        return time.monotonic() - self._started

    @property
    def own_seconds(self) -> float:
        """Of them, those not spent in the processes that measure."""
        return self.elapsed - self._measuring_seconds

    def _run_blocks(self, display: Display) -> None:
        moment = surroundings.look(self.bench.probe())
        while self._wants_another_block():
            for task in self.plan.block(self.blocks):
                if task.id not in self.place.finished and not self._is_hopeless(task):
                    display.at(task.id, self._tasks(), self._seconds_left(task), task.group.name)
                    moment = self._do(task, moment)
            self.blocks += 1

    def _wants_another_block(self) -> bool:
        if self.goal.blocks is None:
            if self.journal and self.blocks >= FEWEST_BLOCKS:
                self.open_questions = analysis.open_questions(self.journal.path)
                if not self.open_questions:
                    return False
        elif self.blocks >= self.goal.blocks:
            return False
        fits = self.elapsed + self._block_seconds() <= self.goal.seconds
        return fits or self.blocks < FEWEST_BLOCKS

    def _is_hopeless(self, task: Task) -> bool:
        entries = [*(self.journal.invocations if self.journal else ()), *(each.entry for each in self._waiting)]
        return (task.group.name, task.twin) in gave_up(entries)

    def _do(self, task: Task, before: surroundings.Moment) -> surroundings.Moment:
        outcome = self.bench.measure(task, self.plan.flags, wall_limit(task.group, self.plan.flags))
        self._measuring_seconds += outcome.seconds
        self._done += 1
        after = surroundings.look(self.bench.probe())
        self._waiting.append(invocation(task, outcome, before, after))
        if self.journal is None and outcome.context:
            self.journal = self.place.open(outcome.context, self.plan)
        if self.journal:
            for done in self._waiting:
                self.journal.append(done.rows, done.entry)
            self._waiting.clear()
        return after

    def _block_seconds(self) -> float:
        """Expected, until this session has seen one."""
        size = len(self.plan.block(0))
        seen = self._done >= size
        return self.elapsed / self._done * size if seen else expected_block_seconds(self.plan)

    def _tasks(self) -> int:
        """In all, as far as that can be said."""
        blocks = self.goal.blocks_in_all(self._block_seconds(), self.blocks, self.elapsed)
        return max(blocks, self.blocks + 1) * len(self.plan.block(0))

    def _seconds_left(self, task: Task) -> float:
        return (self._tasks() - task.id) * self._block_seconds() / len(self.plan.block(0))

    def _close(self, journal: Journal, state: str) -> None:
        summary: Dict[str, object] = {
            "blocks": self.blocks, "seconds": round(self.elapsed, 1),
            "own_seconds": round(self.own_seconds, 2)}
        if self.open_questions is not None:
            summary["undecided"] = self.open_questions
        summary["noise"] = analysis.noise(journal.path)
        journal.close(state, **summary)
