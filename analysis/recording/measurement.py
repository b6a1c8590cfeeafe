"""What was measured of one cell."""
from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Callable, FrozenSet, Mapping, NamedTuple, Optional, Tuple

from analysis.recording.catalogue import Strategy
from analysis.recording.outcome import Outcome, Reason
from analysis.recording.row_names import Key
from analysis.recording.samples import Moment

# Of the times of a cell, those that began before the runs were settled: where they are most, it is not known what the
# cell settles to; a few are part of its spread.
ALL_TOOK_PART = 0.975  # of the workers expected, in a mean run: benchmarks/measuring/row_counters.cpp has the same
MOST_UNSETTLED = 0.5
UNSETTLED = "did not reach a steady state in time; its time may include the warm-up"

Identity = Tuple[str, str, FrozenSet[Tuple[str, Key]]]


class Sample(NamedTuple):
    """All times of one cell in one life: they are not independent of each other."""

    life: int
    seconds: Tuple[float, ...]
    fixed_work: Optional[float] = None  # seconds that it took in this life: the pace of the clock; None: unknown
    moments: Tuple[Moment, ...] = ()  # of each of the seconds, or nothing

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def hand_over(self) -> Optional[float]:
        """Seconds from core to core just before, the median; None is "not measured"."""
        known = [moment.hand_over for moment in self.moments if moment.hand_over]
        return statistics.median(known) if known else None

    def when(self, holds: Callable[[Optional[float]], bool]) -> Sample:
        kept = [at for at, moment in enumerate(self.moments) if holds(moment.hand_over)]
        return self._replace(seconds=tuple(self.seconds[at] for at in kept),
                             moments=tuple(self.moments[at] for at in kept))


@dataclass(frozen=True, eq=False)
class Measurement:
    """One cell with all its times, or with the error that left it without any."""

    workload: str
    strategy: str
    keys: Mapping[str, Key]
    samples: Tuple[Sample, ...]  # one for each life, by its id
    counters: Mapping[str, float]  # per run, median over all repetitions
    label: str
    error: str  # why it has no time that counts; or empty
    # Counters in nanoseconds, each over the time of its own row, median: what the machine's state does to both cancels.
    shares: Mapping[str, float] = field(default_factory=dict)
    values: Mapping[str, Tuple[float, ...]] = field(default_factory=dict)  # of each counter, in all repetitions
    unsettled: float = 0.0  # share of its repetitions that did not settle before they were timed
    outcome: Outcome = Outcome.MEASURED
    traits: Strategy = Strategy("")

    @property
    def ok(self) -> bool:
        return not self.error

    @property
    def identity(self) -> Identity:
        """What was measured: the same in every recording."""
        return self.workload, self.strategy, frozenset(self.keys.items())

    @property
    def title(self) -> str:
        """Its name without its keys."""
        return f"{self.workload}/{self.strategy}" if self.strategy else self.workload

    @property
    def reason(self) -> Reason:
        """The error, for readers."""
        return Reason(self.error, self.outcome is Outcome.UNAVAILABLE)

    @property
    def is_reference(self) -> bool:
        """What strategies are held against; it competes with nobody."""
        return self.traits.is_reference

    @property
    def is_serial(self) -> bool:
        """Without workers by design, so it stands beside the others whatever worker count they have."""
        return not self.traits.parallel

    @property
    def expected(self) -> int:
        """Workers that had something to do: all that were asked for, where an older recording does not say."""
        return round(self.counters.get("workers_expected", self.workers))

    @property
    def is_short(self) -> bool:
        """Fewer workers computed something than had something to do; the program marks the same rows in their label."""
        return self.counters.get("workers_observed", self.expected) < ALL_TOOK_PART * self.expected

    @property
    def is_unsettled(self) -> bool:
        """It is shown, but decides nothing."""
        return self.unsettled > MOST_UNSETTLED

    @property
    def once_settled(self) -> Measurement:
        """For what decides: one that did not settle has no time, but a reason."""
        return replace(self, samples=(), counters={}, shares={}, values={}, error=UNSETTLED) if (
            self.ok and self.is_unsettled) else self

    def when(self, holds: Callable[[Optional[float]], bool], condition: str) -> Measurement:
        """With the samples alone before which a hand-over took so long; counters stay those of all samples."""
        samples = [part for part in (sample.when(holds) for sample in self.samples) if part.seconds]
        if samples or not self.ok:
            return replace(self, samples=tuple(samples))
        return replace(self, samples=(), counters={}, shares={}, values={}, error=f"not measured {condition}")

    @cached_property
    def times(self) -> Tuple[float, ...]:
        return tuple(seconds for sample in self.samples for seconds in sample.seconds)

    @cached_property
    def logarithms(self) -> Mapping[int, float]:
        """Of the median time in each life."""
        return {sample.life: math.log(sample.median) for sample in self.samples}

    @cached_property
    def median(self) -> float:
        return statistics.median(self.times)

    @cached_property
    def spread(self) -> Tuple[float, float]:
        """From least to most: of the lives' medians, or of the repetitions of the only one."""
        values = self.times if len(self.samples) == 1 else [sample.median for sample in self.samples]
        return min(values), max(values)

    @property
    def n(self) -> int:
        """Items; 0 where the name does not say."""
        return self.number("n")

    @property
    def rate(self) -> float:
        """Items a second: what cells of different n may be compared in."""
        return self.n / self.median

    @property
    def workers(self) -> int:
        """Workers asked for; 0 where the name does not say."""
        return self.number("workers")

    def number(self, key: str) -> int:
        value = self.keys.get(key, 0)
        return value if isinstance(value, int) else 0
