"""The parameters of one strategy, from its rows: least squares of relative errors, no parameter negative."""
from __future__ import annotations

from typing import Collection, NamedTuple, Optional, Sequence, Tuple

from analysis.advice.bandwidth import Bandwidth
from analysis.advice.draws import Draws, interval
from analysis.advice.evidence import Evidence, Run
from analysis.statistics.least_squares import non_negative_least_squares
from analysis.statistics.scientific import Floats, np
from analysis.wording.lists import listed

SHORT = 20e-6  # seconds of work: a run that takes no longer shows what handing it over costs
LONG = 1e-3  # seconds of work: a run that takes no less shows what workers do to computing,
COMPUTES = 2e-9  # if it takes so many seconds for each byte of results


class Missing(Exception):
    """What a strategy cannot be predicted without, as a user reads it."""


class RunFit(NamedTuple):
    """Of a run of ready workers."""

    hand_over: Draws  # seconds
    parallelism: Draws  # seconds of work done in a second
    copying: Draws  # seconds a byte


class LifeFit(NamedTuple):
    """Of what start, first run and stop take beyond a run of ready workers."""

    start: Draws  # seconds
    first_touch: Draws  # seconds a byte


def bandwidth(evidence: Evidence, workers: int) -> Bandwidth:
    """The highest of as many workers or fewer, since more can always do as little as fewer do."""
    return Bandwidth({amount: np.max([amount / evidence.times.of(cell) for cell in cells], axis=0)
                      for amount, cells in evidence.fills(workers).items()})


def run(evidence: Evidence, strategy: str, workers: int) -> Tuple[RunFit, str]:
    """And from which rows. Straight between two recorded numbers of workers. Raises Missing."""
    counts = evidence.run_counts(strategy)
    if not counts:
        raise Missing(evidence.failure(strategy) or "no warm row of squares or grain")
    below = max((each for each in counts if each <= workers), default=0)
    above = min((each for each in counts if each >= workers), default=0)
    if not below or not above:
        raise Missing(f"it was recorded with {listed(counts)} workers only")
    fits = {each: _run(evidence.runs(strategy, each), bandwidth(evidence, each), evidence.most(each))
            for each in {below, above}}
    way = (workers - below) / (above - below) if above > below else 0.0
    source = _source({each.source for each in evidence.runs(strategy, below)}, sorted(fits))
    return RunFit(*((1 - way) * low + way * high for low, high in zip(fits[below], fits[above]))), source


def life(evidence: Evidence, strategy: str, workers: int) -> Tuple[LifeFit, str]:
    """And from which rows. In proportion to the workers where only others were recorded. Raises Missing."""
    lives = evidence.lives(strategy)
    if not lives:
        raise Missing("start-up: no cold row (questions startup, granularity, sizes)")
    count = _nearest(lives, workers)
    found = LifeFit(*_explained([each.beyond for each in lives[count]], [each.seconds for each in lives[count]],
                                [(np.ones_like(each.beyond), np.full_like(each.beyond, each.bytes))
                                 for each in lives[count]]))
    return (found._replace(start=found.start * workers / count),
            _source({each.source for each in lives[count]}, [count]))


def imbalance(evidence: Evidence, strategy: str, workers: int, fit: RunFit) -> Optional[Tuple[Draws, str]]:
    """And from which rows; None where there are none.

    Equal shares of costs that grow along the way lose 1 - 1 / workers; what other numbers of workers lose is
    taken as in proportion to that.
    """
    skews = evidence.skews(strategy)
    count = _nearest(skews, workers) if skews else 1
    if count == 1:
        return (np.ones_like(fit.hand_over), "one worker has all items") if workers == 1 else None
    relative = []
    for each in skews[count]:
        computing = np.maximum(each.seconds - fit.hand_over - fit.copying * each.bytes, 0.5 * each.seconds)
        relative.append(computing / each.work)
    even, skewed = relative
    loss = np.maximum(skewed / even, 1.0) - 1
    return (1 + loss * (1 - 1 / workers) / (1 - 1 / count), _source({each.source for each in skews[count]}, [count]))


def _run(runs: Sequence[Run], limit: Bandwidth, most: float) -> RunFit:
    """Raises Missing."""
    if not any(each.work[0] <= SHORT for each in runs):
        raise Missing("hand-over: no short run (questions granularity, sizes)")
    if not any(each.work[0] >= max(LONG, COMPUTES * each.bytes) for each in runs):
        raise Missing("parallelism: no long run that computes (questions granularity, scaling)")
    targets, terms = [], []
    for each in runs:
        computing, writing = each.work / most, limit.seconds(each.bytes)
        targets.append(each.seconds - np.maximum(computing, writing))
        terms.append((np.ones_like(each.work), np.where(computing >= writing, each.work, 0.0),
                      np.full_like(each.work, each.bytes)))
    hand_over, slower, copying = _explained(targets, [each.seconds for each in runs], terms)
    return RunFit(hand_over, 1 / (1 / most + slower), copying)


def _explained(targets: Sequence[Draws], scales: Sequence[Draws], terms: Sequence[Sequence[Draws]]) -> Floats:
    """The factors of the terms, a row for each, that miss the rows' targets least, relative to the scales.

    The last term is what bytes cost. Where that may be nothing it is nothing: the rest is known better then.
    """
    wanted = (np.array(targets) / np.array(scales)).T
    columns = np.moveaxis(np.array(terms) / np.array(scales)[:, None], -1, 0)
    factors = non_negative_least_squares(columns, wanted).T
    sure = interval(factors[-1])
    if sure and sure[0] <= 0:
        factors[:-1], factors[-1] = non_negative_least_squares(columns[..., :-1], wanted).T, 0.0
    return factors


def _nearest(counts: Collection[int], workers: int) -> int:
    return min(counts, key=lambda each: (abs(each - workers), each))


def _source(workloads: Collection[str], counts: Sequence[int]) -> str:
    return f"{', '.join(sorted(workloads))} with {listed(counts)} worker{'s' if counts != [1] else ''}"
