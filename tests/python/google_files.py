"""Files as Google Benchmark's own JSON reporter writes them, of any version: made up here, nothing was measured."""
from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

Row = Dict[str, Any]

FIELDS_SINCE = {"1.5": (), "1.6": ("family_index", "per_family_instance_index"),
                "1.9": ("family_index", "per_family_instance_index")}
VERSIONS = tuple(FIELDS_SINCE)


def context(version: str = "1.9", **more: Any) -> Dict[str, Any]:
    told = {"date": "2030-01-01T00:00:00+00:00", "host_name": "box", "executable": "./theirs", "num_cpus": 8,
            "mhz_per_cpu": 3000, "cpu_scaling_enabled": False,
            "caches": [{"type": "Data", "level": 1, "size": 32768, "num_sharing": 2}], "load_avg": [0.1, 0.2, 0.3],
            "library_build_type": "release"}
    if version == "1.9":
        told.update(aslr_enabled=True, library_version="v1.9.1", json_schema_version=1)
    return {**told, **more}


def row(name: str, time: float, index: int = 0, repetitions: int = 1, version: str = "1.9", unit: str = "ns",
        **more: Any) -> Row:
    return {"name": name, **_family(version), "run_name": name, "run_type": "iteration", "repetitions": repetitions,
            "repetition_index": index, "threads": 1, "iterations": 1000, "real_time": time, "cpu_time": 0.9 * time,
            "time_unit": unit, **more}


def repeated(name: str, times: Sequence[float], version: str = "1.9", **more: Any) -> List[Row]:
    """With the aggregates that follow them."""
    rows = [row(name, time, at, len(times), version, **more) for at, time in enumerate(times)]
    return rows + aggregates(name, times, version)


def aggregates(name: str, times: Sequence[float], version: str = "1.9") -> List[Row]:
    found = {"mean": statistics.mean(times), "median": statistics.median(times), "stddev": statistics.pstdev(times)}
    if version != "1.5":
        found["cv"] = found["stddev"] / found["mean"]
    return [aggregate(name, kind, value, version) for kind, value in found.items()]


def aggregate(name: str, kind: str, value: float, version: str = "1.9") -> Row:
    told = {**row(f"{name}_{kind}", value, version=version), "run_name": name, "run_type": "aggregate",
            "aggregate_name": kind}
    if version != "1.5":
        told["aggregate_unit"] = "percentage" if kind == "cv" else "time"
    del told["repetition_index"]
    return told


def complexity(name: str, version: str = "1.9") -> List[Row]:
    """Of a family: its curve, and how far its rows are from it."""
    shared = {**_family(version), "run_name": name, "run_type": "aggregate", "repetitions": 1, "threads": 1}
    return [{"name": f"{name}_BigO", **shared, "aggregate_name": "BigO", "aggregate_unit": "time",
             "cpu_coefficient": 1.2, "real_coefficient": 1.3, "big_o": "N", "time_unit": "ns"},
            {"name": f"{name}_RMS", **shared, "aggregate_name": "RMS", "aggregate_unit": "percentage", "rms": 0.02}]


def failed(name: str, why: str, version: str = "1.9") -> Row:
    return {**row(name, 0.0, version=version), "iterations": 0, "error_occurred": True, "error_message": why}


def skipped(name: str, why: str) -> Row:
    """On purpose, which versions before 1.8 cannot tell."""
    return {**row(name, 0.0), "iterations": 0, "skipped": True, "skip_message": why}


def write(path: Path, rows: List[Row], told: Optional[Dict[str, Any]] = None, ends: str = "\n", mark: str = "") -> Path:
    text = json.dumps({"context": context() if told is None else told, "benchmarks": rows}, indent=2)
    path.write_bytes((mark + text.replace("\n", ends)).encode("utf-8"))
    return path


def _family(version: str) -> Row:
    return {field: 0 for field in FIELDS_SINCE[version]}
