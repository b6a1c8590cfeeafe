"""A cell held against another one of the same recording that does the same without what is looked for."""
from __future__ import annotations

from typing import NamedTuple, Optional, Tuple

from analysis.recording.reader import Measurement
from analysis.statistics.bootstrap import within
from analysis.wording.units import percent


class Share(NamedTuple):
    """The least time of a run over the time that it took: 1 where nothing is lost."""

    value: float
    interval: Optional[Tuple[float, float]]  # 95 %; None where nothing was measured twice

    def __str__(self) -> str:
        """"93 % [88, 99]"."""
        ends = ", ".join(f"{100 * end:.0f}" for end in self.interval or ())
        return percent(self.value) + (f" [{ends}]" if ends else "")


def share(reference: Measurement, cell: Measurement, factor: float = 1.0) -> Share:
    """So many times the reference's time over the cell's, life by life where both were measured in two or more.

    Never above 1: noise makes some references slower than what they are the least time of.
    """
    difference = within(cell, reference)
    if difference is None:
        return Share(_at_most_one(factor * reference.median / cell.median), None)
    low, high = (_at_most_one(factor * end) for end in difference.interval())
    return Share(_at_most_one(factor * difference.ratio), (low, high))


def _at_most_one(value: float) -> float:
    return min(1.0, value)
