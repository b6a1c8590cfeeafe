"""Jobs that a recording does not have: drawn, measured by ./bench afterwards, and what the advice would have cost.

Jobs are squares, evenly spread or skewed, since those are what ./bench computes with every strategy. What a user
would know of a job is given to the adviser: how many items, and how long one takes in a plain loop. That is
serial's row of the very job; all else is from the recording that is judged.
"""
from __future__ import annotations

import math
import random
import statistics
from dataclasses import dataclass
from typing import Dict, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from analysis.advice.choice import Advice, advise
from analysis.advice.evidence import SKEWED as SKEWED_SQUARES, SQUARES
from analysis.advice.job import EVEN, Job, SKEWED
from analysis.advice.model import Model
from analysis.recording.catalogue import SERIAL
from analysis.recording.reader import Measurement, Recording

ITEMS = (1e2, 5e6)
INTENSITIES = (1.0, 1000.0)  # multiplications an item
CALLS = (1.0, 1e4)
MOST_MULTIPLIES = 5e7  # in one run: a tenth of a second, serial
WORKLOADS = {EVEN: SQUARES, SKEWED: SKEWED_SQUARES}


class Shape(NamedTuple):
    """Of a job: what ./bench has to measure."""

    spread: str
    n: int
    intensity: int
    workers: int

    @property
    def spec(self) -> str:
        """As --workloads= takes it."""
        kind = "/shape:triangular" if self.spread == SKEWED else ""
        return f"{WORKLOADS[self.spread]}/n:{self.n}/intensity:{self.intensity}{kind}"


@dataclass(frozen=True)
class Outcome:
    """What the advice for one job would have cost."""

    job: Job
    advised: str
    best: str  # over all lives of the recording
    seconds: Mapping[str, float]  # by strategy, measured
    predicted: Mapping[str, float]
    regret: float  # the time of the advised over that of the best, less 1


def draw(recording: Recording, count: int, workers: Sequence[int], seed: int) -> List[Shape]:
    """Shapes of jobs, none of which the recording has."""
    dice = random.Random(f"jobs of {seed}")
    known = {_shape(cell) for workload in WORKLOADS.values() for cell in recording.select(workload)}
    found: Dict[Shape, None] = {}
    while len(found) < count:
        n = round(_between(dice, *ITEMS))
        most = min(INTENSITIES[1], max(1.0, MOST_MULTIPLIES / n))
        intensity = round(_between(dice, INTENSITIES[0], most))
        shape = Shape(dice.choice(list(WORKLOADS)), n, intensity, dice.choice(workers))
        if shape not in known:
            found[shape] = None
    return list(found)


def shapes(held_out: Iterable[Recording]) -> Dict[Shape, Recording]:
    """Those that any strategy with workers was measured with, and where."""
    found = {_shape(cell): each for each in held_out for workload in WORKLOADS.values()
             for cell in each.measured(workload, phase="cold") if cell.strategy != SERIAL}
    return {shape: found[shape] for shape in sorted(shape for shape in found if shape)}


def outcome(model: Model, shape: Shape, held_out: Recording, seed: int) -> Optional[Outcome]:
    """None where serial, or every other strategy, has no time."""
    rows = _rows(held_out, shape)
    alone = held_out.measured(WORKLOADS[shape.spread], SERIAL, phase="warm", n=shape.n, intensity=shape.intensity)
    if SERIAL not in rows or len(rows) < 2:
        return None
    calls = round(_between(random.Random(f"calls of {shape} of {seed}"), *CALLS))
    per_item = math.exp(statistics.mean(alone[0].logarithms.values())) / shape.n
    job = Job(shape.n, per_item, shape.workers, calls, 8.0, shape.spread)
    found = advise(model, job)
    return judged(found, {strategy: times(*phases, calls) for strategy, phases in rows.items()})


def judged(advice: Advice, took: Mapping[str, Mapping[int, float]]) -> Optional[Outcome]:
    """The strategy that looks best owes some of that to luck, so it is chosen on half of the lives and its time is
    taken from the other half, where luck is against nobody; then the other way round."""
    advised = next((each.strategy for each in (advice.advised, *advice.options)
                    if each and each.strategy in took), None)
    lives = sorted(set.intersection(*(set(times) for times in took.values())))
    if advised is None or not lives:
        return None
    halves = [(lives[::2], lives[1::2]), (lives[1::2], lives[::2])] if lives[1:] else [(lives, lives)]
    regrets = []
    for choosing, judging in halves:
        best = min(took, key=lambda each: _middle(took[each], choosing))
        regrets.append(_middle(took[advised], judging) - _middle(took[best], judging))
    seconds = {strategy: math.exp(_middle(values, lives)) for strategy, values in took.items()}
    return Outcome(advice.job, advised, min(seconds, key=lambda each: seconds[each]), seconds,
                   {each.strategy: each.prediction.seconds for each in advice.options},
                   math.exp(statistics.mean(regrets)) - 1)


def _rows(held_out: Recording, shape: Shape) -> Dict[str, Tuple[Measurement, Measurement]]:
    """By strategy: a crew's whole life with one run, and one run of ready workers."""
    found: Dict[str, Dict[str, Measurement]] = {}
    for cell in held_out.measured(WORKLOADS[shape.spread], n=shape.n, intensity=shape.intensity):
        if not cell.is_reference and (cell.strategy == SERIAL or _shape(cell) == shape):
            found.setdefault(cell.strategy, {})[str(cell.keys.get("phase"))] = cell
    return {strategy: (phases["cold"], phases["warm"]) for strategy, phases in found.items()
            if {"cold", "warm"} <= phases.keys()}


def times(cold: Measurement, warm: Measurement, calls: int) -> Dict[int, float]:
    """Logarithms by life: of one crew's with its first run, and all other runs."""
    return {life: math.log(math.exp(cold.logarithms[life]) + (calls - 1) * math.exp(warm.logarithms[life]))
            for life in cold.logarithms.keys() & warm.logarithms.keys()}


def _shape(cell: Measurement) -> Optional[Shape]:
    if cell.workload == SKEWED_SQUARES and cell.keys.get("shape") != "triangular":
        return None
    spread = SKEWED if cell.workload == SKEWED_SQUARES else EVEN
    return Shape(spread, cell.n, cell.number("intensity"), cell.workers)


def _middle(times: Mapping[int, float], lives: Sequence[int]) -> float:
    """The median, so that one busy neighbour does not count."""
    return statistics.median(times[life] for life in lives)


def _between(dice: random.Random, low: float, high: float) -> float:
    """Log-uniform."""
    return math.exp(dice.uniform(math.log(low), math.log(high)))
