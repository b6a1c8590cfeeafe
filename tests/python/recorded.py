"""Recordings of several lives, made of the model's rows and seeded noise: nothing here was measured."""
from __future__ import annotations

import math
import random
import statistics
from typing import Any, Collection, Dict, Iterable, List, Mapping, Optional, Sequence

import model
from analysis.recording.row_names import take_apart

Rows = List[Dict[str, Any]]

QUESTIONS = {"squares": "sizes", "skewed_squares": "imbalance", "ceiling": "ceilings"}  # by workload
HAND_OVER, FIXED_WORK = 89.0, 1.0e6  # nanoseconds


def document(rows: Optional[Rows] = None, lives: int = 10, noise: float = 0.02, seed: int = 1,
             twins: Collection[str] = (), factor: Optional[Mapping[str, float]] = None, samples: int = 1,
             other: Optional[Mapping[str, float]] = None, hand_overs: Sequence[float] = (HAND_OVER,),
             slower: Mapping[str, float] = {}, state: str = "complete", **context: Any) -> Dict[str, Any]:
    """Every row of `rows` (default: a bit of everything) in every life, at a time of its own.

    A time is the row's times `factor` of its strategy, times a log-normal factor of the life with the standard
    deviation `noise`; its samples differ by a fifth of that. The rows of the strategies in `twins` are measured
    twice in each life. With `other` all are measured once more, in another program that takes so many times as
    long with these strategies. The hand-over times, in nanoseconds, are those of each life in turn; in lives with
    another one than the first, strategies take `slower` times as long.
    """
    dice = random.Random(seed)
    groups = _groups(model.everything() if rows is None else rows)
    due = [(row, mark, times) for label, group in groups.items() for row in group
           for strategy in [take_apart(row["name"]).strategy] for own in [(factor or {}).get(strategy, 1.0)]
           for mark, times in [("", own), *([("twin:1/", own)] if strategy in twins else []),
                               *([("program:other/", own * other.get(strategy, 1.0))] if other is not None else [])]]
    measured: Rows = []
    for id in range(lives):
        hand_over = hand_overs[id % len(hand_overs)]
        changed = slower if hand_over != hand_overs[0] else {}
        for at, (row, mark, times) in enumerate(_shuffled(dice, due)):
            strategy = take_apart(row["name"]).strategy
            measured.append({**_measured(dice, row, mark, noise, times * changed.get(strategy, 1.0), samples, hand_over,
                                         4.0 * at / len(due)),
                             "life": id if at else life(id)})
    return {
        "context": {**model.CONTEXT, **context}, "plan": _plan(groups, twins, seed, other is not None),
        "benchmarks": measured,
        "recording": {"state": state, "lives": lives}}


def life(id: int) -> Dict[str, Any]:
    return {"id": id, "started": "2030-01-01T00:00:00Z", "seconds": 4.0, "exit_code": 0, "problem": "",
            "surroundings": {"steal_share": 0.0, "throttled_us": None, "cpu_pressure_share": 0.01,
                             "others_cpu_share": 0.02, "load": 0.4, "thermal_throttles": None},
            "changed": []}


def entries(document: Mapping[str, Any]) -> Rows:
    """Of its lives, as they stand in their first rows."""
    return [row["life"] for row in document["benchmarks"] if isinstance(row["life"], dict)]


def id_of(row: Mapping[str, Any]) -> int:
    """Of the life that measured the row."""
    return row["life"]["id"] if isinstance(row["life"], dict) else row["life"]


def keep(document: Dict[str, Any], rows: Iterable[Dict[str, Any]]) -> None:
    """These of its rows only; the first of each life carries its entry, whichever did before."""
    known = {each["id"]: each for each in entries(document)}
    document["benchmarks"] = [{**row, "life": known.pop(id, id)} for row in rows for id in [id_of(row)]]


def take(row: Dict[str, Any], factor: float) -> None:
    """Makes the row take so many times as long."""
    row["real_time"] *= factor
    for each in row.get("samples", ()):
        each["time_ns"] *= factor


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


PROGRAMS = {"own": "crossover 0.1.0 (0000000)", "other": "crossover 0.1.0 (1111111)"}  # how they call themselves


def _plan(groups: Mapping[str, Rows], twins: Collection[str], seed: int, has_other: bool) -> Dict[str, Any]:
    return {"hash": "0" * 64, "seed": seed, "profile": "quick", "extent": "whole", "flags": ["--sample-ms=4"],
            "groups": [{"group": label, "rows": [row["name"] for row in rows]}
                       for label, rows in groups.items()],
            "twins": [row["name"] for label, rows in groups.items() if label.split("/")[1] in twins for row in rows],
            "against": PROGRAMS if has_other else None}


def _shuffled(dice: random.Random, rows: Iterable[Any]) -> List[Any]:
    order = list(rows)
    dice.shuffle(order)
    return order


def _measured(dice: random.Random, row: Dict[str, Any], mark: str, noise: float, factor: float, samples: int,
              hand_over: float, at: float) -> Dict[str, Any]:
    """The row in one life; its name tells whether it is a twin or another program's."""
    keys, _, clock = row["name"].rpartition("/")
    name = f"{keys}/{mark}{clock}"
    about = {**row, "name": name, "run_name": name, "repetitions": 1, "repetition_index": 0}
    if row.get("error_occurred"):
        return about
    own = row["real_time"] * factor * math.exp(dice.gauss(0, noise))
    times = [own * math.exp(dice.gauss(0, noise / 5)) for _ in range(samples)]
    return {**about, "real_time": statistics.median(times), "cpu_time": statistics.median(times),
            "samples": [{"round": round, "at_s": at, "time_ns": time, "runs": 10,
                         "core_to_core_ns": hand_over * math.exp(dice.gauss(0, 0.02)),
                         "fixed_work_ns": FIXED_WORK * math.exp(dice.gauss(0, 0.001))}
                        for round, time in enumerate(times)]}
