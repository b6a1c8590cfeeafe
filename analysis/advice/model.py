"""A model of every strategy at one number of workers, with few parameters, all from rows of one recording.

    total = start + first_touch x bytes + calls x run
    run   = hand_off + max(imbalance x work / parallelism, bytes / bandwidth) + copying x bytes

`work` is what a run takes in a plain loop. Of all rows whose work is known, with these workers, hand_off,
parallelism and copying are the numbers that leave the least relative error; of the rows of crews that live for
one run, start and first_touch are. No number is negative, and workers are never worth more than as many CPUs.
"""
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Dict, Mapping, Optional, Tuple

from analysis.advice import estimation
from analysis.advice.bandwidth import Bandwidth
from analysis.advice.draws import Draws, interval
from analysis.advice.estimation import Missing
from analysis.advice.evidence import Evidence
from analysis.recording.catalogue import SERIAL
from analysis.recording.measurement import UNSETTLED
from analysis.recording.reader import Recording, ResultsError
from analysis.statistics.noise import noise_floor
from analysis.wording.commands import RUN
from analysis.wording.lists import listed
from analysis.wording.units import printable

MOST_REASONS = 3


@dataclass(frozen=True)
class Parameter:
    value: Draws
    source: str  # which rows it is from

    @property
    def interval(self) -> Optional[Tuple[float, float]]:
        return interval(self.value)

    @property
    def estimate(self) -> Parameter:
        """Without its resamples."""
        return Parameter(self.value[:1], self.source)


@dataclass(frozen=True)
class Parameters:
    """Of one strategy."""

    start: Parameter  # seconds: start and stop of the crew, and what its first run takes more
    first_touch: Parameter  # seconds for each byte of results, in the first run
    hand_off: Parameter  # seconds, every run
    parallelism: Parameter  # plain loops that the crew is worth
    copying: Parameter  # seconds for each byte of results, every run
    imbalance: Optional[Parameter]  # of skewed items: the time over that of even ones; None: not recorded

    @property
    def by_name(self) -> Dict[str, Parameter]:
        return {name: value for name, value in vars(self).items() if value is not None}

    @property
    def estimates(self) -> Parameters:
        return replace(self, **{name: each.estimate for name, each in self.by_name.items()})


@dataclass(frozen=True)
class Model:
    recording: Recording
    workers: int
    alone: Bandwidth  # of one worker
    together: Bandwidth
    parameters: Mapping[str, Parameters]  # by strategy
    missing: Mapping[str, str]  # by strategy: why it has none
    noise: Optional[float]  # the smallest relative difference that the recording can see; None: it has no twins
    draws: int

    @property
    def estimates(self) -> Model:
        """The same without resamples."""
        return replace(self, alone=self.alone.estimate, together=self.together.estimate, draws=1,
                       parameters={name: each.estimates for name, each in self.parameters.items()})


def model(recording: Recording, workers: int) -> Model:
    """Raises ResultsError where nothing can be predicted with so many workers."""
    evidence = Evidence(recording)
    _require(evidence, workers)
    found: Dict[str, Parameters] = {}
    missing: Dict[str, str] = {}
    for strategy in evidence.strategies:
        try:
            found[strategy] = _parameters(evidence, strategy, workers)
        except Missing as reason:
            missing[strategy] = str(reason)
    if not found:
        reasons = [f"{printable(name, 40)}: {reason}" for name, reason in missing.items()][:MOST_REASONS]
        raise ResultsError(f"{recording.path}: no strategy can be predicted: {'; '.join(reasons)}; record with "
                           f"{RUN} --profile=standard")
    floor = noise_floor(recording)
    return Model(recording, workers, estimation.bandwidth(evidence, 1), estimation.bandwidth(evidence, workers),
                 found, missing, floor.smallest_detectable_difference if floor else None, evidence.times.count)


def _require(evidence: Evidence, workers: int) -> None:
    path, counts = evidence.recording.path, evidence.worker_counts
    if not evidence.has_serial:
        reason = evidence.failure(SERIAL)
        because = f" (it {reason})" if reason == UNSETTLED else ""
        raise ResultsError(f"{path}: no warm row of serial has a time{because}, and without it nobody knows how much "
                           "work a row is; record serial too")
    if not counts:
        raise ResultsError(f"{path}: no strategy with workers has a warm row of squares or grain beside serial's; "
                           f"record with {RUN} --profile=standard")
    if not counts[0] <= workers <= counts[-1]:
        chosen = f"--workers={counts[0]}" if counts == [counts[0]] else f"--workers from {counts[0]} to {counts[-1]}"
        raise ResultsError(f"{path}: {workers} workers cannot be predicted, since {listed(counts)} "
                           f"{'were' if counts != [1] else 'was'} recorded; choose {chosen}, or record with "
                           f"--workers={workers}")


def _parameters(evidence: Evidence, strategy: str, workers: int) -> Parameters:
    """Raises Missing."""
    run, runs = estimation.run(evidence, strategy, workers)
    life, lives = estimation.life(evidence, strategy, workers)
    imbalance = estimation.imbalance(evidence, strategy, workers, run)
    return Parameters(Parameter(life.start, lives), Parameter(life.first_touch, lives),
                      Parameter(run.hand_off, runs), Parameter(run.parallelism, runs), Parameter(run.copying, runs),
                      Parameter(*imbalance) if imbalance else None)
