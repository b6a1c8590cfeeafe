"""Strategies that stand next to each other in a ranking: is their order known?"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, FrozenSet, List, Tuple

from analysis.recording.reader import Key, Measurement, Recording
from analysis.statistics.bootstrap import Difference, within
from analysis.statistics.decision import decide, Verdict
from analysis.wording.units import times

# What a strategy chooses for itself, or may: cells that differ in nothing else compete.
OWN_KEYS = frozenset({"slices"})
SERIAL_KEYS = OWN_KEYS | {"workers"}

Contest = Tuple[str, FrozenSet[Tuple[str, Key]]]


@dataclass(frozen=True)
class Neighbours:
    """Two strategies under the same conditions, the faster one first."""

    faster: Measurement
    slower: Measurement
    difference: Difference

    def __str__(self) -> str:
        low, high = self.difference.interval()
        keys = "/".join(f"{key}:{value}" for key, value in self.faster.keys.items() if key not in OWN_KEYS)
        return (f"{self.slower.strategy} takes {times(self.difference.ratio)} [{times(low)}, {times(high)}] "
                f"of {self.faster.strategy}: {self.faster.workload}/{keys}")


def undecided(recording: Recording) -> List[Neighbours]:
    """Those that are neither told apart nor equivalent; none if nothing was measured twice."""
    pairs = [Neighbours(one, other, difference)
             for contestants in contests(recording)
             for one, other in zip(contestants, contestants[1:])
             for difference in [within(one, other)] if difference]
    decisions = decide([pair.difference for pair in pairs])
    return [pair for pair, decision in zip(pairs, decisions) if decision.verdict is Verdict.UNDECIDED]


def contests(recording: Recording) -> List[List[Measurement]]:
    """The cells of each contest, the fastest first; serial stands beside any number of workers."""
    found: Dict[Contest, List[Measurement]] = {}
    cells = [cell for cell in recording.measurements if cell.ok and not cell.is_unsettled and not cell.is_reference]
    for cell in cells:
        if not cell.is_serial:
            found.setdefault(_contest(cell, OWN_KEYS), []).append(cell)
    for contestants in found.values():
        like = _contest(contestants[0], SERIAL_KEYS)
        contestants += [cell for cell in cells
                        if cell.is_serial and _contest(cell, SERIAL_KEYS) == like]
    return [sorted(each, key=lambda cell: cell.median) for each in found.values()]


def _contest(cell: Measurement, without: FrozenSet[str]) -> Contest:
    return cell.workload, frozenset(each for each in cell.keys.items() if each[0] not in without)
