"""Pairs of made-up recordings for the tests of comparisons."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any, List, Mapping, Optional

from analysis.comparison import comparison
from analysis.comparison.comparison import Comparison
from analysis.recording.reader import load
import model
from plots import compare
import recorded

STRATEGIES = ("serial", "async", "tbb_auto")
ROWS = model.sizes(STRATEGIES, phases=["warm"], ns=[100, 1_000, 10_000])
OTHER_MACHINE = {"machine": "other-2-cpus", "cpu_model": "Other", "seed": 2}
HOSTILE = ["</script>&<b>", "$x^$", r"\frac{1}{2}$_$", "_hid|den", "100%s{}", "[a](b)`c`*d*", "x" * 3000]


def files(folder: Path, first: Optional[Mapping[str, Any]] = None, second: Optional[Mapping[str, Any]] = None,
          rows: recorded.Rows = ROWS) -> List[Path]:
    """A.json and B.json: of ten lives and 1 % noise, but for these options."""
    options = ({"seed": 1, **(first or {})}, {"seed": 2, **(second or {})})
    return written(folder, *(recorded.document(**{"rows": rows, "noise": 0.01, **each}) for each in options))


def written(folder: Path, *documents: Any) -> List[Path]:
    """A.json, B.json, ..."""
    paths = [folder / f"{letter}.json" for letter in "ABCD"[:len(documents)]]
    for path, document in zip(paths, documents):
        path.write_text(json.dumps(document), encoding="utf-8")
    return paths


def comparison_of(folder: Path, *arguments: Any, **options: Any) -> Comparison:
    """Of two such files."""
    return comparison.compare(*map(load, files(folder, *arguments, **options)))


def run(*arguments: object) -> int:
    """compare.py, with these arguments."""
    return compare.main([str(argument) for argument in arguments])


def name(strategy: str, **keys: Any) -> str:
    return model.name("squares", strategy, **keys)
