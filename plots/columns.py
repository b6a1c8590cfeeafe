"""Columns of text right of a panel with one row for each strategy."""
from __future__ import annotations

from typing import List, NamedTuple, Sequence

import style
from style import Axes


class Column(NamedTuple):
    name: str
    width: int  # points
    texts: List[str]


def write(axes: Axes, columns: Sequence[Column], start: float = 1) -> None:
    """From `start` on, a share of the panel's width: 0 to fill a panel, 1 to stand beside one."""
    right = 0
    for column in columns:
        right += column.width
        axes.annotate(column.name, (start, 1), (right, 4), xycoords="axes fraction", ha="right",
                      textcoords="offset points", fontsize=8.5, color=style.MUTED)
        for at, text in enumerate(column.texts):
            style.beside(axes, at, text, right, align="right", start=start)
