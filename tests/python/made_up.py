"""Rows as Google Benchmark writes them, of times that a test makes up."""
from __future__ import annotations

from typing import Any, Dict, List


def name(workload: str, strategy: str, **keys: Any) -> str:
    return "/".join([workload, strategy, *(f"{key}:{value}" for key, value in keys.items()),
                     "real_time"])


def row(row_name: str, seconds: float, repetition: int = 0, **counters: float) -> Dict[str, Any]:
    return {"name": row_name, "run_name": row_name, "run_type": "iteration", "threads": 1,
            "repetitions": 3, "repetition_index": repetition, "iterations": 10,
            "real_time": seconds * 1e9, "cpu_time": seconds * 1e9, "time_unit": "ns", **counters}


def failed(row_name: str, message: str, **kind: int) -> Dict[str, Any]:
    """Kinds are unavailable=1, timed_out=1 and interrupted=1."""
    return {"name": row_name, "run_name": row_name, "run_type": "iteration", "threads": 1,
            "repetitions": 1, "repetition_index": 0, "iterations": 0, "real_time": 0.0,
            "cpu_time": 0.0, "time_unit": "ns", "error_occurred": True, "error_message": message, **kind}


def settling(rows: List[Dict[str, Any]], *unsettled: str) -> List[Dict[str, Any]]:
    """The same, as watched: those whose name has one of these parts did not settle before they were timed."""
    return [each if each.get("error_occurred") else
            {**each, "settling_ns": 4e8 if part else 2e6, "settled": 0.0 if part else 1.0}
            for each in rows for part in [any(some in each["name"] for some in unsettled)]]


def repeated(row_name: str, seconds: float, **counters: float) -> List[Dict[str, Any]]:
    """Three repetitions, the median of which is `seconds`."""
    return [row(row_name, seconds * factor, index, **counters)
            for index, factor in enumerate((1.0, 0.97, 1.06))]
