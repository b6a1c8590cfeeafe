"""The rows of a recording as plain values, for programs and notebooks."""
from __future__ import annotations

from typing import Any, Dict, List

from analysis.recording.reader import Measurement, Recording

MEANINGS = {
    "workload": "what is computed", "strategy": "how",
    "n, workers, slices, phase, ...": "the row's parameters, those of the workload among them",
    "seconds": "time of one run: the median over lives; null: no time",
    "least, most": "the smallest and the largest of the lives' times",
    "times": "the median time in each life: independent of each other, so compute intervals from these",
    "settled": "whether runs had become equally long before they were timed",
    "error": "why it has no time; empty if it has one"}


def plain_rows(recording: Recording) -> List[Dict[str, Any]]:
    return [_plain(cell) for cell in recording.measurements]


def _plain(cell: Measurement) -> Dict[str, Any]:
    row: Dict[str, Any] = {"workload": cell.workload, "strategy": cell.strategy, **cell.keys}
    least, most = cell.spread if cell.ok else (None, None)
    return {**row, "seconds": cell.median if cell.ok else None, "least": least, "most": most,
            "times": [sample.median for sample in cell.samples], "settled": cell.ok and not cell.is_unsettled,
            "error": cell.error}
