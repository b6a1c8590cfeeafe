"""Does a row's time depend on who had the turn before? Then the order of turns would be a part of every answer.

Turns are drawn anew in each life, so each row comes after others by chance. Its times are grouped by the family of the
strategy before it, and the groups are compared by ranks (Kruskal & Wallis 1952, Journal of the American Statistical
Association 47).
"""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import Dict, Iterable, List, Optional, Sequence, Tuple

from analysis.recording.once import once
from analysis.recording.reader import Measurement, Recording
from analysis.statistics import significance_level
from analysis.statistics.noise import rate_interval
from analysis.statistics.scientific import chdtrc
from analysis.wording.units import percent

FEWEST = 4  # times behind a family
FEWEST_ROWS = 20  # of which one differs by chance


@dataclass(frozen=True)
class Predecessors:
    rows: int  # that came after two families or more often enough
    dependent: int  # of them: each by its own p-value, which one in twenty should be by chance

    def __str__(self) -> str:
        low, high = rate_interval(self.dependent, self.rows)
        return (f"predecessors: the times of {self.dependent} of {self.rows} rows depended on which row ran before "
                f"({percent(self.dependent / self.rows)}, 95 % interval {100 * low:.0f} to {percent(high)}; by chance "
                "5 %)")


@once
def predecessors(recording: Recording) -> Optional[Predecessors]:
    """None where the recording does not tell of enough rows who came before."""
    groups: Dict[int, Dict[str, List[float]]] = {}  # by the row's cell
    turns = sorted(_turns(recording), key=lambda turn: turn[:2])
    for (life_before, _, before, _), (life, _, cell, seconds) in zip(turns, turns[1:]):
        if life == life_before:
            groups.setdefault(id(cell), {}).setdefault(before.traits.family, []).append(seconds)
    values = [found for each in groups.values()
              if (found := p_value([times for times in each.values() if len(times) >= FEWEST])) is not None]
    if len(values) < FEWEST_ROWS:
        return None
    return Predecessors(len(values), sum(each < significance_level.USUAL for each in values))


def p_value(groups: Sequence[Sequence[float]]) -> Optional[float]:
    """Of the hypothesis that all groups are alike; None where there are not two, or all their values are the same."""
    values = sorted(chain.from_iterable(groups))
    count = len(values)
    ties = Counter(values)
    spread = 1 - sum(each ** 3 - each for each in ties.values()) / (count ** 3 - count) if count > 1 else 0.0
    if len(groups) < 2 or not spread:
        return None
    ranks: Dict[float, float] = {}
    before = 0
    for value, often in ties.items():  # in ascending order; those alike share the mean of their ranks
        ranks[value] = before + (often + 1) / 2
        before += often
    sums = sum(sum(ranks[value] for value in group) ** 2 / len(group) for group in groups)
    statistic = (12 / (count * (count + 1)) * sums - 3 * (count + 1)) / spread
    return float(chdtrc(len(groups) - 1, max(0.0, statistic)))


def _turns(recording: Recording) -> Iterable[Tuple[int, float, Measurement, float]]:
    """Life, time in it, cell, and seconds of a run."""
    cells = [*recording.measurements, *(second for _, second in (*recording.twins, *recording.other))]
    return ((sample.life, moment.at, cell, seconds) for cell in cells for sample in cell.samples
            for seconds, moment in zip(sample.seconds, sample.moments))
