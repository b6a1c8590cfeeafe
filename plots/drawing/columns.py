"""Columns of text at a panel with one row for each strategy."""
from __future__ import annotations

from typing import List, NamedTuple, Sequence

from analysis.presentation import looks
from plots.drawing import style
from plots.drawing.style import Axes


class Column(NamedTuple):
    name: str
    width: int  # points
    texts: List[str]


def write(axes: Axes, columns: Sequence[Column], inside: bool = False) -> None:
    """Beside the panel, or inside it up to its right edge."""
    right = -sum(column.width for column in columns) if inside else 0
    for column in columns:
        right += column.width
        axes.annotate(column.name, (1, 1), (right, 4), xycoords="axes fraction", ha="right",
                      textcoords="offset points", fontsize=8.5, color=looks.MUTED)
        for at, text in enumerate(column.texts):
            style.beside(axes, at, text, right, align="right")
