"""The loop: life after life, the journal kept after each, time spent where it decides."""
from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Set, Union

from analysis.recording.row_names import OTHER_MARK, TWIN_MARK
from benchmarks.recorder import resting_rows, self_description, surroundings
from benchmarks.recorder.rows_given_up import GivenUp
from benchmarks.recorder.interruption import held
from benchmarks.recorder.journal import COMPLETE, INTERRUPTED, Journal
from benchmarks.recorder.life import life_rows
from benchmarks.recorder.place import Continued, NewFile
from benchmarks.recorder.plan import Plan, marked
from benchmarks.recorder.process import BenchError
from benchmarks.recorder.profiles import FEWEST_LIVES, expected_life_seconds
from benchmarks.recorder.program import Program
from benchmarks.recorder.progress import Display

VAIN_LIVES = 3  # without a single time, one after the other: there is no point in more
OVERTIME = 4  # times what lives took so far, and the time in which some workers may hang, are too much for a life
LONGEST_TURNS = 100.0  # seconds
SLACK_SECONDS = 10.0  # beyond the recording's time, before a life is asked to end


@dataclass(frozen=True)
class Goal:
    """When a recording is finished."""

    seconds: float  # no life is begun that would end later, but for the first few; may be infinite
    lives: Optional[int] = None  # None: as many as fit
    until_decided: bool = False  # ends sooner where no answer is open any more


class Recorder:
    def __init__(self, bench: Program, plan: Plan, goal: Goal, place: Union[NewFile, Continued],
                 against: Optional[Path] = None) -> None:
        self.bench, self.plan, self.goal, self.place, self.against = bench, plan, goal, place, against
        self.journal: Optional[Journal] = None
        self.lives = place.lives  # finished, also by an earlier session
        self.open_questions: Optional[List[str]] = None  # None: not asked
        self.given_up = GivenUp()
        self.changed = 0  # lives around which the machine was not as it should be
        self._earlier = place.lives
        self._waiting: List[List[Dict[str, Any]]] = []  # rows of lives, for the first that tells about the machine
        self._problem = ""  # of the last life
        self._decided: Set[str] = set()
        self._looks = 0
        self._vain = 0  # lives, the last ones
        self._started = time.monotonic()
        self._measuring_seconds = 0.0  # in processes of the program
        for rows in place.rows_by_life:
            self._take_in(rows)
        self._vain = 0  # of this session

    def run(self) -> None:
        """Whatever happens after the first life, the journal is closed and says how far it got."""
        state = INTERRUPTED
        try:
            with Display() as display:
                while self._wants_another_life():
                    display.at(self.elapsed, self._seconds_in_all(), self.lives)
                    self._live()
            if isinstance(self.place, Continued) and not self.journal:  # there was nothing left to measure
                self.journal = self.place.open(self.place.context, self.plan)
            if self._waiting:
                raise BenchError(f"nothing was measured: {self._problem}")
            if self.goal.until_decided and self.journal and self.open_questions != []:  # the last of the planned looks
                self.open_questions = self_description.open_questions(self.journal.path, resting_rows.LEVEL)
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

    def _wants_another_life(self) -> bool:
        if self.goal.lives is not None and self.lives >= self.goal.lives:
            return False
        if self._vain == VAIN_LIVES:
            raise BenchError(f"{VAIN_LIVES} lives in a row measured nothing: {self._problem}")
        self._look()
        if self.goal.until_decided and self.open_questions == []:
            return False
        return self.lives < FEWEST_LIVES or self.elapsed + self._life_seconds() <= self.goal.seconds

    def _look(self) -> None:
        """At the planned times."""
        passed = resting_rows.looks_passed(self._share())
        if passed == self._looks or not self.journal or self.lives < FEWEST_LIVES:
            return
        self._looks = passed
        if self.bench.answers_questions and not self.against:  # whose pairs all count
            self._decided = self_description.decided_rows(self.journal.path, self.plan.rows, resting_rows.LEVEL)
        if self.goal.until_decided:
            self.open_questions = self_description.open_questions(self.journal.path, resting_rows.LEVEL)

    def _share(self) -> float:
        """Of the time, or of the lives where only these are limited."""
        by_lives = self.lives / self.goal.lives if self.goal.lives else 0.0
        return max(by_lives, self.elapsed / self.goal.seconds)

    def _live(self) -> None:
        order = self._order()
        with held():  # until what was measured is in the file
            before = surroundings.look()
            outcome = self.bench.live(order, self.plan.flags, self._limit())
            self._measuring_seconds += outcome.seconds
            rows = life_rows(self.lives, order, outcome, before, surroundings.look())
            if rows:
                self._take_in(rows)
                self._keep(rows, outcome.context)
                self.lives += 1
        if outcome.interruption:
            raise outcome.interruption

    def _order(self) -> Dict[str, Any]:
        hopeless = self.given_up.reasons
        due = {row for row in resting_rows.due(self.plan, self._decided, self.lives)
               if row not in hopeless and marked(row, OTHER_MARK) not in hopeless}
        order = self.plan.order(self.lives, due, str(self.against) if self.against else None)
        order["twins"] = [row for row in order["twins"] if marked(row, TWIN_MARK) not in hopeless]
        if not order["rows"]:
            raise BenchError("no row is left that could be measured: " +
                             next(iter(hopeless.values()), "none was planned"))
        return order

    def _take_in(self, rows: List[Dict[str, Any]]) -> None:
        """Of one life, also of an earlier session."""
        entry: Mapping[str, Any] = rows[0]["life"]
        is_vain = all(row.get("error_occurred") for row in rows)
        self._vain = self._vain + 1 if is_vain else 0
        self._problem = str(entry.get("problem") or rows[0].get("error_message", "every row failed"))
        self.changed += bool(entry.get("changed"))
        self.given_up.take_in(rows)

    def _keep(self, rows: List[Dict[str, Any]], context: Mapping[str, Any]) -> None:
        self._waiting.append(rows)
        if self.journal is None and context:
            self.journal = self.place.open(context, self.plan)
        if self.journal:
            for done in self._waiting:
                self.journal.append(done)
            self._waiting.clear()

    def _limit(self) -> float:
        """Seconds for the next life: far beyond what lives take, but no more than the recording can wait."""
        expected = self._life_seconds()
        left = max(0.0, self.goal.seconds - self.elapsed)
        return min(OVERTIME * expected + LONGEST_TURNS, left + expected + SLACK_SECONDS)

    def _life_seconds(self) -> float:
        """Expected, until this session has seen one."""
        done = self.lives - self._earlier
        return self.elapsed / done if done else expected_life_seconds(self.plan)

    def _seconds_in_all(self) -> float:
        """As far as that can be said."""
        if self.goal.lives is None:
            return self.goal.seconds
        left = max(0, self.goal.lives - self.lives)
        return min(self.goal.seconds, self.elapsed + left * self._life_seconds())

    def _close(self, journal: Journal, state: str) -> None:
        journal.close(state, lives=self.lives)
