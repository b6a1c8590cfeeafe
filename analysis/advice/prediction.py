"""The time of a job under one strategy, in the parts that it is made of."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Dict, Mapping, Optional, Tuple, Union

from analysis.advice.draws import Draws, interval
from analysis.advice.job import Job, SKEWED
from analysis.advice.model import Model, Parameters
from analysis.recording.catalogue import SERIAL
from analysis.statistics.scientific import np

Items = Union[float, Draws]  # Draws: one number for each draw of the model, or any that all have its only draw


@dataclass(frozen=True)
class Prediction:
    strategy: str
    parts: Mapping[str, Draws]  # seconds, of all calls together

    @cached_property
    def total(self) -> Draws:
        return np.asarray(np.sum(list(self.parts.values()), axis=0))

    @property
    def seconds(self) -> float:
        return float(self.total[0])

    @property
    def interval(self) -> Optional[Tuple[float, float]]:
        return interval(self.total)

    @property
    def mostly(self) -> str:
        """The largest part."""
        return max(self.parts, key=lambda part: float(self.parts[part][0]))


def predictions(model: Model, job: Job, items: Optional[Items] = None) -> Dict[str, Prediction]:
    """By strategy, of all that can do such a job. `items`, where given, take the place of the job's."""
    count = np.zeros(model.draws) + (job.items if items is None else items)
    by_strategy = {} if job.isolated else {SERIAL: _serial(model, job, count)}
    for strategy, parameters in model.parameters.items():
        if _is_known(parameters, job) and _is_allowed(model, strategy, job):
            by_strategy[strategy] = Prediction(strategy, _parts(model, parameters, job, count))
    return by_strategy


def not_predicted(model: Model, job: Job) -> Dict[str, str]:
    """By strategy: why it is not, of those that the job allows."""
    lacking = {strategy: "imbalance: no skewed rows (question imbalance)"
               for strategy, parameters in model.parameters.items() if not _is_known(parameters, job)}
    every = {**model.missing, **lacking}
    return {strategy: reason for strategy, reason in every.items() if _is_allowed(model, strategy, job)}


def _is_known(parameters: Parameters, job: Job) -> bool:
    return job.spread != SKEWED or parameters.imbalance is not None


def _is_allowed(model: Model, strategy: str, job: Job) -> bool:
    return not job.isolated or model.recording.strategies[strategy].processes


def plain_loop(model: Model, job: Job) -> Prediction:
    return _serial(model, job, np.zeros(model.draws) + job.items)


def _serial(model: Model, job: Job, items: Draws) -> Prediction:
    """Nothing is started or handed over."""
    run = _longer(items * job.seconds_per_item, np.zeros_like(items), model.alone.seconds(items * job.bytes_per_item))
    return Prediction(SERIAL, {part: job.calls * seconds for part, seconds in run.items()})


def _parts(model: Model, parameters: Parameters, job: Job, items: Draws) -> Dict[str, Draws]:
    amount = items * job.bytes_per_item
    compute = items * job.seconds_per_item / parameters.parallelism.value
    factor = parameters.imbalance.value if parameters.imbalance and job.spread == SKEWED else np.ones(1)
    run = {"hand-off": parameters.hand_off.value + np.zeros_like(items),
           **_longer(compute, compute * (factor - 1), model.together.seconds(amount)),
           "copying": parameters.copying.value * amount}
    return {"start": parameters.start.value + parameters.first_touch.value * amount,
            **{part: job.calls * seconds for part, seconds in run.items()}}


def _longer(compute: Draws, imbalance: Draws, memory: Draws) -> Dict[str, Draws]:
    """Computing and writing overlap, so only one of them counts."""
    computes = compute + imbalance >= memory
    return {"compute": np.where(computes, compute, 0.0), "imbalance": np.where(computes, imbalance, 0.0),
            "memory": np.where(computes, 0.0, memory)}
