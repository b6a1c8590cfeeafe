"""The ranking, its ties, and what is advised."""
from __future__ import annotations

from dataclasses import dataclass
from typing import List, Mapping, Optional, Tuple

from analysis.advice.draws import interval
from analysis.advice.job import Job
from analysis.advice.model import Model
from analysis.advice.prediction import not_predicted, plain_loop, Prediction, predictions
from analysis.recording.catalogue import Strategies
from analysis.statistics.scientific import Floats, np

WORTH = 0.05  # what a strategy must save to be advised instead of a simpler one


@dataclass(frozen=True)
class Option:
    """One line of the ranking."""

    prediction: Prediction
    rank: int  # those that cannot be told apart from the best share the first
    speed_up: float  # over the plain loop
    speed_up_interval: Optional[Tuple[float, float]]

    @property
    def strategy(self) -> str:
        return self.prediction.strategy


@dataclass(frozen=True)
class Advice:
    job: Job
    options: List[Option]  # the shortest predicted time first
    advised: Optional[Option]  # None: nothing can do such a job
    unpredicted: Mapping[str, str]  # by strategy, with the reason

    @property
    def ties(self) -> List[str]:
        """The best, and what cannot be told apart from it."""
        return [option.strategy for option in self.options if option.rank == 1]


def advise(model: Model, job: Job) -> Advice:
    known = model.recording.strategies
    every = sorted(predictions(model, job).values(),
                   key=lambda each: (each.seconds, known[each.strategy].by_simplicity))
    loop = plain_loop(model, job)
    options = [Option(each, 1 if _is_tied(each, every[0], model.noise) else at + 1, loop.seconds / each.seconds,
                      interval(loop.total / each.total)) for at, each in enumerate(every)]
    chosen = simplest(known, {each.strategy: each.total[:1] for each in every})
    return Advice(job, options, next((each for each in options if [each.strategy] == chosen), None),
                  not_predicted(model, job))


def simplest(known: Strategies, totals: Mapping[str, Floats]) -> List[str]:
    """For each place in the arrays, the simplest strategy of those that are nearly as quick as the quickest."""
    names = sorted(totals, key=lambda name: known[name].by_simplicity)
    if not names:
        return []
    times = np.array([totals[name] for name in names])
    return [names[at] for at in np.argmax(times <= times.min(axis=0) * (1 + WORTH), axis=0)]


def _is_tied(one: Prediction, best: Prediction, noise: Optional[float]) -> bool:
    """Its resamples are not surely longer, or the recording could not see such a difference."""
    ratio = one.total / best.total
    low, _ = interval(ratio) or (ratio[0], ratio[0])
    return low <= 1 or ratio[0] <= 1 + (noise or 0.0)
