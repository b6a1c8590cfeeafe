"""Rows that Google Benchmark made of others tell nothing new, but for the medians of a file that has nothing else."""
from __future__ import annotations

from typing import Any, Collection, List, Mapping, NamedTuple, Sequence, Tuple

from analysis.wording.lists import listed
from analysis.wording.sentences import counted
from analysis.wording.units import printable

NAME_WIDTH = 80
AGGREGATE = "aggregate"  # a run_type
MEDIAN = "median"
NO_TIMES = frozenset({"BigO", "RMS"})  # coefficients of a curve through the rows of a family


class Kept(NamedTuple):
    rows: List[Any]  # None where one was left out, so the others keep their places
    medians: Tuple[str, ...]  # the rows of which nothing else is known, by name
    left_out: Tuple[str, ...]  # names of aggregates that stand for nothing in `rows`


def without_aggregates(rows: Sequence[Any]) -> Kept:
    """Of rows that may be broken, which is not told here."""
    measured = {_run(row) for row in rows if isinstance(row, dict) and not _is_made(row)}
    medians = {_run(row): None for row in rows if _kind(row) == MEDIAN and _run(row) not in measured}
    known = {*measured, *medians}
    left_out = [str(row.get("name")) for row in rows
                if _is_made(row) and (_kind(row) in NO_TIMES or _run(row) not in known)]
    return Kept([_kept(row, medians) for row in rows], tuple(medians), tuple(left_out))


def remarks(kept: Kept) -> Tuple[str, ...]:
    """Sentences about what was taken for a time and what was left out."""
    taken = [f"of {counted(len(kept.medians), 'row')} only aggregates are known: the median of the repetitions is taken"
             ] if kept.medians else []
    names = [printable(name, NAME_WIDTH) for name in kept.left_out]
    left_out = [f"left out, since they are no times: {listed(names)}"] if names else []
    return (*taken, *left_out)


def _is_made(row: Any) -> bool:
    return isinstance(row, dict) and row.get("run_type") == AGGREGATE


def _kind(row: Any) -> str:
    """Empty of what is no aggregate."""
    return str(row.get("aggregate_name")) if _is_made(row) else ""


def _run(row: Mapping[str, Any]) -> str:
    """What it is a row of."""
    return str(row.get("run_name", row.get("name")))


def _kept(row: Any, medians: Collection[str]) -> Any:
    if not _is_made(row):
        return row
    is_kept = _kind(row) == MEDIAN and _run(row) in medians
    return {**row, "name": _run(row), "run_type": "iteration"} if is_kept else None
