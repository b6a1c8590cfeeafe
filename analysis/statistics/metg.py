"""How small may a task be? METG(50 %), the minimum effective task granularity.

It is the duration of a slice from which on a strategy spends at least half of its workers' time on the work
(Slaughter et al., "Task Bench: A Parameterized Benchmark for Evaluating Parallel Runtime Performance", SC20).

Between two recorded durations the time of a run is taken as straight, which is exact for a constant overhead:
time = duration + overhead. Theirs is straight on logarithmic axes, which curves such a line.

The interval is a percentile bootstrap of the METG itself, since no formula has its error. What is drawn are
lives, with serial and strategy together: as in `bootstrap.within`, what the machine was like in a life then
cancels from its efficiencies. Runs of lives (`drift`) would leave four units of a usual recording, too few
to resample; they guard comparisons with another recording, and here nothing is compared with one.
"""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Mapping, Optional, Tuple

from analysis.recording.reader import Measurement
from analysis.statistics import resampling, significance_level
from analysis.statistics.scientific import Floats, np
from analysis.wording.units import seconds, span

EFFICIENCY = 0.5
CYCLES_PER_STEP = 4  # of the chain: 3 for the multiplication and 1 for the addition, as on current x86-64
ONE_UNIT = 100  # an interval whose ends differ by more is not readable in the unit of its value

Cells = Mapping[int, Measurement]  # of one strategy, by steps of a slice


@dataclass(frozen=True)
class Metg:
    value: float  # seconds; 0: below the shortest slice; infinite: never up to the longest
    interval: Optional[Tuple[float, float]]  # 95 %; None where too few lives allow none
    shortest: float  # slice recorded, in seconds
    longest: float
    step: float  # seconds, where a slice is long enough to hide what begins and ends it

    @property
    def cycles(self) -> Optional[float]:
        """Of the CPU's clock while it computed the chain; it rests on CYCLES_PER_STEP."""
        return CYCLES_PER_STEP * self.value / self.step if 0 < self.value < math.inf else None

    def __str__(self) -> str:
        if not self.value:
            return f"below {seconds(self.shortest)}"
        return seconds(self.value) if self.value < math.inf else f"never up to {seconds(self.longest)}"

    @property
    def with_interval(self) -> str:
        """"12.3 µs [11.2 .. 13.4]"; an end that lies beyond the slices recorded is a word."""
        if self.interval is None or not 0 < self.value < math.inf:
            return str(self)
        low, high = self.interval
        if 0 < low and high < ONE_UNIT * low:
            return f"{self} [{span(low, high, self.value)}]"
        return f"{self} [{seconds(low) if low else 'below'} .. {seconds(high) if high < math.inf else 'never'}]"


def metg(strategy: Cells, serial: Cells, crowding: float) -> Optional[Metg]:
    """Of a strategy whose workers have a slice each.

    `serial` computes slices of the same steps one after the other. `crowding` is the number of workers that
    share a CPU, 1 or more. None without a life in which both were measured with the same steps.
    """
    steps = sorted(strategy.keys() & serial.keys())
    if not steps:
        return None
    lives = resampling.log_seconds([*(serial[each] for each in steps), *(strategy[each] for each in steps)])
    if not len(lives):
        return None
    lives = resampling.winsorized(lives)
    in_run = np.array([serial[each].n or 1 for each in steps])
    slices, times = _halves(lives.mean(axis=0, keepdims=True), in_run)
    value = float(crossings(slices, times, crowding)[0])
    shortest, longest = float(slices[0, 0]), float(slices[0, -1])
    return Metg(value, _interval(lives, in_run, crowding, value), shortest, longest, longest / steps[-1])


def _halves(logarithms: Floats, in_run: Floats) -> Tuple[Floats, Floats]:
    """The durations of slices, and the times of the strategy's runs; of each row."""
    serial, strategy = np.split(np.exp(logarithms), 2, axis=1)
    return serial / in_run, strategy


def crossings(slices: Floats, times: Floats, crowding: float) -> Floats:
    """Behind the longest slice that falls short of the efficiency; of each row."""
    missing = times - slices * crowding / EFFICIENCY
    rows, longest = np.arange(len(missing)), missing.shape[1] - 1
    short = missing > 0
    last = longest - np.argmax(short[:, ::-1], axis=1)  # the longest, too, where none falls short
    after = np.minimum(last + 1, longest)
    falling = np.where(last < longest, missing[rows, last] - missing[rows, after], 1.0)
    way = missing[rows, last] / falling
    between = slices[rows, last] + way * (slices[rows, after] - slices[rows, last])
    return np.where(short.any(axis=1), np.where(last < longest, between, math.inf), 0.0)


def _interval(lives: Floats, in_run: Floats, crowding: float, value: float,
              ) -> Optional[Tuple[float, float]]:
    """Open at an end that resamples fall beyond: 0 or infinite."""
    if len(lives) < resampling.FEWEST_LIVES:
        return None
    found = crossings(*_halves(resampling.resampled_means(lives), in_run), crowding)
    tail = significance_level.level() / 2
    low, high = np.quantile(found, [tail, 1 - tail], method="nearest")  # some are infinite
    return min(float(low), value), max(float(high), value)
