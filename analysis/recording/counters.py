"""The counters of a cell: what its rows tell beside their times."""
from __future__ import annotations

import statistics
from typing import Any, Dict, List, Mapping, NamedTuple, Sequence, Tuple

from analysis.recording.json_file import is_number

NANOSECOND = 1e-9
NANOSECONDS = "_ns"  # ends the names of counters that are times
SETTLED = "settled"  # the counter that is 0 where the runs did not become steady before they were timed

# Numbers of a row that describe the row itself; every other number is a counter.
NOT_COUNTERS = frozenset({
    "family_index", "per_family_instance_index", "repetitions", "repetition_index", "threads",
    "iterations", "real_time", "cpu_time", "life",
})


class Counters(NamedTuple):
    values: Mapping[str, Tuple[float, ...]]  # of each, in the order of the rows that have it
    medians: Mapping[str, float]
    shares: Mapping[str, float]  # of those in nanoseconds, each over the time of its own row: the median

    @property
    def unsettled(self) -> float:
        """Rows that do not say so are settled: older ones were not watched."""
        told = self.values.get(SETTLED, ())
        return sum(value < 1 for value in told) / len(told) if told else 0.0


def counters(rows: Sequence[Mapping[str, Any]], seconds: Sequence[float]) -> Counters:
    """Column by column, which takes half of the time that row by row takes."""
    values: Dict[str, Tuple[float, ...]] = {}
    shares: Dict[str, List[float]] = {}
    for field in dict.fromkeys(field for row in rows for field in row):
        if field in NOT_COUNTERS:
            continue
        column = [(row[field], own) for row, own in zip(rows, seconds) if is_number(row.get(field))]
        if column:
            values[field] = tuple(value for value, _ in column)
            if field.endswith(NANOSECONDS):
                shares[field] = [NANOSECOND * value / own for value, own in column]
    return Counters(values, _medians(values), _medians(shares))


def _medians(values: Mapping[str, Sequence[float]]) -> Dict[str, float]:
    return {name: statistics.median(each) for name, each in values.items()}
