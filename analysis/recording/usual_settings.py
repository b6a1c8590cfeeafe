"""One setting of a question, where the user had it recorded with several."""
from __future__ import annotations

from collections import Counter
from typing import Collection, Dict, FrozenSet, List, Tuple

from analysis.recording.reader import Key, Measurement

Settings = FrozenSet[Tuple[str, Key]]


def usual(cells: Collection[Measurement], varied: Collection[str]) -> List[Measurement]:
    """The cells that have the most frequent value of every key but the varied ones, all of them together.

    A key that a name lacks excludes nothing: an unavailable strategy may have no keys at all.
    """
    counted = Counter(_settings(cell, varied) for cell in cells if cell.ok)
    chosen: Dict[str, Key] = dict(counted.most_common(1)[0][0]) if counted else {}
    return [cell for cell in cells
            if all(chosen.get(key, value) == value for key, value in _settings(cell, varied))]


def failures(cells: Collection[Measurement], key: str) -> Dict[str, str]:
    """Why, by strategy and, unless all its cells failed, the values of a key: {"mpi (lock: rw)": "timeout"}."""
    measured = {cell.strategy for cell in cells if cell.ok}
    found: Dict[Tuple[str, str], List[str]] = {}
    for cell in cells:
        if not cell.ok:
            values = found.setdefault((cell.strategy, str(cell.reason)), [])
            if cell.strategy in measured and key in cell.keys and str(cell.keys[key]) not in values:
                values.append(str(cell.keys[key]))
    return {f"{strategy} ({key}: {', '.join(values)})" if values else strategy: error
            for (strategy, error), values in sorted(found.items())}


def _settings(cell: Measurement, varied: Collection[str]) -> Settings:
    return frozenset((key, value) for key, value in cell.keys.items() if key not in varied)
