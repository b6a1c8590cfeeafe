"""Which cells of a recording are compared with each other, and so have their bounds named.

A question adds some by a function `cases(recording)` in its file bound.py.
"""
from __future__ import annotations

from typing import Iterator, List, NamedTuple

from analysis import discovery
from analysis.recording.reader import Measurement, Recording

NAME_WIDTH = 20


class Case(NamedTuple):
    what: str  # in words
    cells: List[Measurement]


def compared(recording: Recording) -> Iterator[Case]:
    """Those that have cells, the fastest of each first."""
    for module in discovery.parts("bound"):
        if hasattr(module, "cases"):
            for what, cells in module.cases(recording):
                if cells:
                    yield Case(what, sorted(cells, key=lambda cell: (-cell.rate, cell.strategy)))
