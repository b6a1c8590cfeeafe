"""Stands in for ./bench where check_advice.py has jobs measured: its strategies obey the truths of a test.

FAKE_TRUTHS is JSON: by strategy, the fields of advised.Truth. Only the question advice is answered.
"""
from __future__ import annotations

import json
import os
import sys
from typing import Any, Dict, List

import advised
from analysis.recording.row_names import take_apart

CONTEXT = {"date": "2030-01-01T00:00:00+00:00", "num_cpus": 2, "library_build_type": "release",
           "crossover_version": "0.0.0",
           "machine": os.environ["FAKE_MACHINE"], "effective_cpus": "2", "commit": "0"}


def rows(strategy: str, workloads: List[str], workers: int) -> List[Dict[str, Any]]:
    truths = {name: advised.Truth(**fields) for name, fields in json.loads(os.environ["FAKE_TRUTHS"]).items()}
    found = []
    for spec in workloads:
        workload, _, parameters = spec.partition("/")
        keys = take_apart(f"{workload}/{strategy}/{parameters}").keys
        for phase in ("warm", "cold"):
            found.append(row(workload, strategy, truths.get(strategy), keys, workers, phase))
    return found


def row(workload: str, strategy: str, truth: Any, keys: Dict[str, Any], workers: int, phase: str) -> Dict[str, Any]:
    n, intensity = keys["n"], keys["intensity"]
    work, amount = advised.work_of(n, intensity), n * advised.BYTES
    seconds, count = work, 1
    if truth:
        factor = truth.imbalance if workload == "skewed_squares" else 1.0
        seconds, count = truth.run(work, amount, workers, factor), workers
        seconds += truth.start * workers / 2 + truth.first_touch * amount if phase == "cold" else 0.0
    if workload == "squares":
        return advised.squares(strategy, seconds, n, intensity, count, phase)[0]
    return advised.skewed(strategy, seconds, n, intensity, count, phase, keys["shape"])[0]


def main() -> int:
    flags = dict(flag.partition("=")[::2] for flag in sys.argv[1:])
    if "--version" in flags:
        print("crossover 0.0.0 (advice)")
        return 0
    if flags["--questions"] != "advice":
        return 2
    workloads, workers = flags["--workloads"].split(","), int(flags["--workers"])
    by_strategy = {each: rows(each, workloads, workers) for each in ("serial", *json.loads(os.environ["FAKE_TRUTHS"]))}
    if "--plan" in flags:
        groups = [{"group": f"advice/{strategy}", "rows": [one["name"] for one in found]}
                  for strategy, found in by_strategy.items()]
        print(json.dumps({"effective_cpus": 2, "groups": groups}))
        return 0
    print(json.dumps({"context": CONTEXT, "benchmarks": measured(json.load(sys.stdin), by_strategy)}))
    return 0


def measured(order: Dict[str, Any], by_strategy: Dict[str, List[Dict[str, Any]]]) -> List[Dict[str, Any]]:
    known = {row["name"]: row for found in by_strategy.values() for row in found}
    twins = [{**known[name], "name": name.replace("/real_time", "/twin:1/real_time")} for name in order["twins"]]
    return [*(known[name] for name in order["rows"]), *twins]
