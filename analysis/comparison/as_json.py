"""A comparison for other programs."""
from __future__ import annotations

import math
from typing import Any, Dict, List, Optional, Sequence, Union

from analysis.comparison.comparison import Comparison, Overall, Row
from analysis.ranking.relative import break_evens
from analysis.recording.row_pairs import full_name
from analysis.recording.reader import Recording
from analysis.statistics.decision import Verdict

SCHEMA = """\
{"schema": 1, "base": FILE, "comparisons": [one for each other file:
  {"file": FILE, "comparable": raw times are compared (true/false), "reason": TEXT,
   "disturbance": TEXT (so nothing is called) or null, "warnings": [TEXT],
   "differences": [{"name", "old", "new", "limits": true/false}], "margin": 0.03 for 3 %,
   "counts": {"faster", "slower", "equivalent", "undecided"}, "floor": this machine's, by its twins,
   "rows": [{"name", "workload", "strategy", "keys", "state": the machine's (TEXT) or null,
             "seconds": [A, B], "speed_up": [A, B], "share_of_ceiling": [A, B],
             "settled": in both recordings (true/false), "ratio", "interval": [LOW, HIGH], "verdict", "detectable",
             "below_floor"}],
   "strategies": [{"strategy", "state", "rows", "ratio", "interval", "verdict", "detectable", "below_floor"}],
   "break_evens": [{"strategy", "phase", "base": TEXT, "other": TEXT}],
   "missing": [NAME], "new": [NAME], "renamed": [{"old": NAME, "new": NAME}],
   "failed": [{"name", "base": REASON, "other": REASON}]}]}
FILE names all files of a side, with commas between them. Of a program that is not Crossover's, "workload" is the
row's name, "strategy" is empty and "strategies" has no entry.
ratio is B's time over A's. "seconds" is null where raw times are not compared; "speed_up",
"share_of_ceiling" and "break_evens" are null where they are. null is otherwise "not measured"."""


def document(base: Recording, comparisons: Sequence[Comparison]) -> Dict[str, Any]:
    return {"schema": 1, "base": base.called, "comparisons": [_comparison(each) for each in comparisons]}


def _comparison(comparison: Comparison) -> Dict[str, Any]:
    comparable, matching = comparison.comparability, comparison.matching
    return {
        "file": comparison.other.called, "comparable": comparison.is_raw, "reason": comparable.reason,
        "disturbance": comparable.disturbance or None, "warnings": list(comparable.warnings),
        "differences": [{"name": change.name, "old": change.old, "new": change.new, "limits": change.limits}
                        for change in comparable.changes],
        "margin": comparison.margin,
        "counts": {verdict.value: comparison.count(verdict) for verdict in Verdict},
        "floor": _finite(comparison.floor),
        "rows": [_row(row, comparison) for row in comparison.rows],
        "strategies": [{"strategy": each.strategy, "state": each.state or None, "rows": each.rows,
                        **_decided(each, comparison)}
                       for each in comparison.strategies],
        "break_evens": None if comparison.is_raw else _break_evens(comparison),
        "missing": [full_name(cell) for cell in matching.missing],
        "new": [full_name(cell) for cell in matching.new],
        "renamed": [{"old": full_name(old), "new": full_name(new)} for old, new in matching.renamed],
        "failed": [{"name": full_name(failure.cell), "base": failure.base or None,
                    "other": failure.other or None} for failure in comparison.failures]}


def _row(row: Row, comparison: Comparison) -> Dict[str, Any]:
    cell, values, is_raw = row.cells[0], list(map(_finite, row.values)), comparison.is_raw
    return {"name": full_name(cell), "workload": cell.workload, "strategy": cell.strategy,
            "keys": dict(cell.keys), "state": row.state or None, "seconds": values if is_raw else None,
            "speed_up": None if is_raw else values,
            "share_of_ceiling": None if row.shares is None else [_finite(share) for share in row.shares],
            "settled": not row.is_unsettled, **_decided(row, comparison)}


def _decided(each: Union[Row, Overall], comparison: Comparison) -> Dict[str, Any]:
    decision = each.decision
    interval = [_finite(end) for end in decision.difference.interval()] if decision.difference else None
    return {"ratio": _finite(each.ratio), "interval": interval, "verdict": decision.verdict.value,
            "detectable": _finite(decision.detectable), "below_floor": comparison.is_below_floor(each)}


def _break_evens(comparison: Comparison) -> List[Dict[str, Any]]:
    before, after = break_evens(comparison.base), break_evens(comparison.other)
    return [{"strategy": strategy, "phase": phase, "base": before.get((strategy, phase)),
             "other": after.get((strategy, phase))} for strategy, phase in sorted({*before, *after})]


def _finite(value: Optional[float]) -> Optional[float]:
    """JSON has no infinity."""
    return value if value is not None and math.isfinite(value) else None
