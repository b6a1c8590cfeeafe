"""Recordings of several invocations, made of the model's rows and seeded noise: nothing here was measured."""
from __future__ import annotations

import math
import random
from typing import Any, Collection, Dict, Iterable, List, Mapping, Optional, Tuple

import model
from row_names import take_apart

Rows = List[Dict[str, Any]]

QUESTIONS = {"squares": "sizes", "skewed_squares": "imbalance", "ceiling": "ceilings"}  # by workload


def document(rows: Optional[Rows] = None, blocks: int = 10, noise: float = 0.02, seed: int = 1,
             twins: Collection[str] = (), factor: Optional[Mapping[str, float]] = None,
             repetitions: int = 1, state: str = "complete", **context: Any) -> Dict[str, Any]:
    """Every row of `rows` (default: a bit of everything) in every block, at a time of its own.

    A time is the row's times `factor` of its strategy, times a log-normal factor of the invocation with
    the standard deviation `noise`; its repetitions differ by a fifth of that. The groups of the
    strategies in `twins` are recorded twice in each block.
    """
    dice = random.Random(seed)
    groups = _groups(model.everything() if rows is None else rows)
    labels = [label for label in groups if label.split("/")[1] in twins]
    measured: Rows = []
    invocations: Rows = []
    for block in range(blocks):
        for label, is_twin in _shuffled(dice, [*((label, False) for label in groups),
                                               *((label, True) for label in labels)]):
            for row in groups[label]:
                strategy = take_apart(row["name"]).strategy
                measured += _repeated(dice, _named(row, is_twin), len(invocations), noise,
                                      (factor or {}).get(strategy, 1.0), repetitions)
            invocations.append(invocation(len(invocations), block, label, is_twin))
    return {
        "context": {**model.CONTEXT, **context}, "plan": _plan(groups, labels, seed),
        "benchmarks": measured, "invocations": invocations,
        "recording": {"state": state, "blocks": blocks, "seconds": 0.4 * len(invocations),
                      "own_seconds": 0.1, "noise": None}}


def invocation(id: int, block: int, group: str, is_twin: bool = False) -> Dict[str, Any]:
    return {"id": id, "block": block, "group": group, "twin": is_twin,
            "started": "2030-01-01T00:00:00Z", "seconds": 0.4, "exit_code": 0,
            "surroundings": {"core_to_core_ns": [88.1, 90.2], "fixed_work_ns": [1.0e6, 1.01e6],
                             "steal_share": 0.0, "throttled_us": None, "cpu_pressure_share": 0.01,
                             "others_cpu_share": 0.02, "load": 0.4, "thermal_throttles": None},
            "changed": []}


def _groups(rows: Rows) -> Dict[str, Rows]:
    """By label; of the repetitions of a row, the first."""
    first: Dict[str, Dict[str, Any]] = {}
    for row in rows:
        first.setdefault(row["name"], row)
    groups: Dict[str, Rows] = {}
    for row in first.values():
        workload, strategy, keys = take_apart(row["name"])
        kind = workload.split("/")[0]
        question = "bursts" if keys.get("phase") == "burst" else QUESTIONS.get(kind, kind)
        groups.setdefault(f"{question}/{strategy}", []).append(row)
    return groups


def _plan(groups: Mapping[str, Rows], twins: List[str], seed: int) -> Dict[str, Any]:
    return {"hash": "0" * 64, "seed": seed, "profile": "quick", "flags": ["--benchmark_repetitions=1"],
            "groups": [{"group": label, "rows": [row["name"] for row in rows]}
                       for label, rows in groups.items()],
            "twins": twins}


def _shuffled(dice: random.Random, groups: Iterable[Tuple[str, bool]]) -> List[Tuple[str, bool]]:
    order = list(groups)
    dice.shuffle(order)
    return order


def _named(row: Dict[str, Any], is_twin: bool) -> Dict[str, Any]:
    keys, _, clock = row["name"].rpartition("/")
    name = f"{keys}/twin:1/{clock}" if is_twin else row["name"]
    return {**row, "name": name, "run_name": name}


def _repeated(dice: random.Random, row: Dict[str, Any], invocation_id: int, noise: float, factor: float,
              repetitions: int) -> Rows:
    own = row["real_time"] * factor * math.exp(dice.gauss(0, noise))
    return [{**row, "repetitions": repetitions, "repetition_index": index, "invocation": invocation_id,
             "real_time": own * math.exp(dice.gauss(0, noise / 5))} for index in range(repetitions)]
