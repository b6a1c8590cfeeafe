"""How much is measured: from a first answer to a recording that settles close calls."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence, Tuple

from benchmarks.recorder.plan import Plan

EXTENT = "--extent"
FEWEST_LIVES = 3  # fewer say next to nothing about their spread

# Seconds for each row of a life beside its sample: crew or process, settling, checks. Seen on two CPUs; only the
# forecast depends on it.
_ROW_SECONDS = 0.026


@dataclass(frozen=True)
class Profile:
    seconds: float  # wall time that it may take; a life that would not fit is not begun
    extent: str  # of ./bench: how much each question asks for
    rounds: int  # of each life

    def flags_with(self, users: Sequence[str]) -> Tuple[str, ...]:
        """Of ./bench. The user's extent, if there is one, takes the place of the profile's."""
        chosen = any(flag.partition("=")[0] == EXTENT for flag in users)
        return (*(() if chosen else (f"{EXTENT}={self.extent}",)), *users)


PROFILES = {
    "quick": Profile(seconds=110, extent="brief", rounds=1),
    "standard": Profile(seconds=15 * 60, extent="whole", rounds=1),
    "full": Profile(seconds=60 * 60, extent="whole", rounds=2),
}


def expected_life_seconds(plan: Plan) -> float:
    programs = 2 if plan.against else 1
    return plan.rounds * (programs * len(plan.rows) + len(plan.twins)) * (_ROW_SECONDS + plan.sample_ms / 1e3)
