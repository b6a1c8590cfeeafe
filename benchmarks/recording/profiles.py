"""How much is measured: from a first look to a recording that settles close calls."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence, Tuple

from .plan import Group, Plan

QUESTIONS = "--questions"
FEWEST_BLOCKS = 3  # fewer invocations say next to nothing about their spread

# Seconds for each row beyond its repetitions: memory, start of the crew, checks, waiting for rest. Seen
# on two CPUs; only the forecast depends on it.
ROW_SECONDS = 0.035
# Google Benchmark measures a row about so many times its minimum: it approaches it in steps.
APPROACH = 2.5


@dataclass(frozen=True)
class Profile:
    blocks: int  # invocations of each group
    seconds: float  # wall time that it may take; blocks that would not fit are left out
    min_time: float  # seconds for each repetition of a row
    repetitions: int
    questions: Tuple[str, ...] = ()  # none: all that ./bench answers unasked

    @property
    def flags(self) -> Tuple[str, ...]:
        return (f"--benchmark_min_time={self.min_time}",
                f"--benchmark_repetitions={self.repetitions}")

    def flags_with(self, users: Sequence[str]) -> Tuple[str, ...]:
        """Of ./bench. The user's questions, if they name any, take the place of the profile's."""
        asked = any(flag.partition("=")[0] == QUESTIONS for flag in users)
        chosen = (f"{QUESTIONS}={','.join(self.questions)}",) if self.questions and not asked else ()
        return (*self.flags, *chosen, *users)


PROFILES = {
    "quick": Profile(blocks=5, seconds=80, min_time=0.002, repetitions=1,
                     questions=("ceilings", "dispatch", "imbalance", "scaling", "sizes")),
    "standard": Profile(blocks=20, seconds=15 * 60, min_time=0.01, repetitions=1),
    "full": Profile(blocks=60, seconds=60 * 60, min_time=0.02, repetitions=1),
}


def expected_block_seconds(plan: Plan) -> float:
    return plan.rows * _row_seconds(plan.flags)


def wall_limit(group: Group, flags: Sequence[str]) -> float:
    """Seconds after which an invocation is taken to hang: far beyond what a slow machine needs."""
    return 20 + 40 * len(group.rows) * _row_seconds(flags)


def _row_seconds(flags: Sequence[str]) -> float:
    repetitions = max(1.0, _last(flags, "--benchmark_repetitions="))
    return ROW_SECONDS + APPROACH * repetitions * _last(flags, "--benchmark_min_time=")


def _last(flags: Sequence[str], name: str) -> float:
    """The value that prevails in Google Benchmark; its own default is not worth knowing here."""
    values = [flag[len(name):].rstrip("s") for flag in flags if flag.startswith(name)]
    try:
        return max(0.0, float(values[-1])) if values else 0.0
    except ValueError:  # ./bench will say what is wrong with it
        return 0.0
