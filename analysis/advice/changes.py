"""The sizes at which the advice changes, all else being equal."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple

from analysis.advice.choice import simplest
from analysis.advice.draws import Draws, interval
from analysis.advice.job import Job
from analysis.advice.model import Model
from analysis.advice.prediction import predictions
from analysis.statistics.scientific import Floats, np

MOST_ITEMS = 1e12
GRID = 241  # sizes from 1 on: 20 in each power of ten
FINE = 64  # sizes between two of them, and once more between two of these
REACH = 1000.0  # an interval's end that is further off than this factor is not known
HALVINGS = 40


@dataclass(frozen=True)
class Change:
    items: float  # below: one strategy, from here on: the other
    below: str
    above: str
    interval: Optional[Tuple[float, float]]  # of items, 95 %; an end may be 0 or infinite: beyond what is known


def changes(model: Model, job: Job) -> List[Change]:
    """By items, ascending."""
    quick = model.estimates
    sizes = np.geomspace(1, MOST_ITEMS, GRID)
    advised = _advised(quick, job, sizes)
    found = []
    for at in range(len(advised) - 1):
        if advised[at] != advised[at + 1]:
            low, high, above = _narrowed(quick, job, *_narrowed(quick, job, sizes[at], sizes[at + 1])[:2])
            items = math.sqrt(low * high)
            found.append(Change(items, advised[at], above, _interval(model, job, items, advised[at], above)))
    return found


def around(every: Sequence[Change], items: float) -> Tuple[Optional[Change], Optional[Change]]:
    """The nearest below and above."""
    return (next((each for each in reversed(every) if each.items <= items), None),
            next((each for each in every if each.items > items), None))


def _advised(quick: Model, job: Job, sizes: Floats) -> List[str]:
    totals = {name: each.total for name, each in predictions(quick, job, sizes).items()}
    return simplest(quick.recording.strategies, totals)


def _narrowed(quick: Model, job: Job, low: float, high: float) -> Tuple[float, float, str]:
    """Two neighbouring sizes, of which the first has the advice of `low`, and the advice of the second."""
    sizes = np.geomspace(low, high, FINE)
    advised = _advised(quick, job, sizes)
    at = next((at for at, name in enumerate(advised) if name != advised[0]), FINE - 1)
    return sizes[at - 1], sizes[at], advised[at]


def _interval(model: Model, job: Job, items: float, below: str, above: str) -> Optional[Tuple[float, float]]:
    """Where, in each resample, the two are as far apart as the estimates are where the advice changes."""
    if model.draws == 1:
        return None

    def apart(sizes: Draws) -> Draws:
        every = predictions(model, job, sizes)
        return np.asarray(np.log(every[below].total / every[above].total))

    wanted = apart(np.full(model.draws, items))[0]
    low, high = np.full(model.draws, items / REACH), np.full(model.draws, items * REACH)
    for _ in range(HALVINGS):
        middle = np.sqrt(low * high)
        short = apart(middle) < wanted
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    least, most = interval(np.append(items, np.sqrt(low * high)[1:])) or (items, items)
    return (least if least > 1.01 * items / REACH else 0.0), (most if most < 0.99 * items * REACH else math.inf)
