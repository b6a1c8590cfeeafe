"""Figures as one picture, for paper and where no script runs: panels in rows, and legends below them."""
from __future__ import annotations

import textwrap
from itertools import groupby
from typing import Dict, List, NamedTuple, Sequence, Set, Tuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture
from matplotlib.lines import Line2D

from analysis.presentation.figure import Figure, NAME_WIDTH, Series
from analysis.recording.reader import Recording
from analysis.wording.units import printable
from plots.drawing import panels, style

# Inches.
EDGE, GAP, RIGHT = 0.14, 0.3, 0.16  # beside panels, between two, and for half of the last tick's label
LINES = 2.7  # a panel of lines
ROW, SERIES = 0.18, 0.055  # a row of a ladder; what each further series in it adds
LINE, ABOVE, BELOW = 0.18, 0.12, 0.6  # of a panel: a line of its title, above it, ticks and label below
ENTRY, LEGEND_GAP = 0.19, 0.12  # a line of the legend; below it
LETTER, BOLD, SAMPLE = 0.066, 0.1, 0.62  # a letter of a legend and of a title; all that is beside a legend's name

Row = Sequence[Figure]  # panels beside each other


class Group(NamedTuple):
    """Figures that share series, and so a legend."""

    figures: List[Figure]

    @property
    def rows(self) -> List[Row]:
        """Two panels of a kind beside each other."""
        by_kind = [list(each) for _, each in groupby(self.figures, key=lambda figure: figure.kind)]
        return [each[at:at + 2] for each in by_kind for at in range(0, len(each), 2)]

    @property
    def legend(self) -> List[Line2D]:
        """Each series once."""
        entries: Dict[str, Line2D] = {}
        for figure in self.figures:
            for each in figure.series:
                if not _is_named(each, figure):
                    entries.setdefault(each.name, _sample(each, figure.kind))
        return list(entries.values())


def draw(title: str, figures: Sequence[Figure], recording: Recording) -> Picture:
    groups = _groups(figures)
    top = sum(sum(map(_height, each.rows)) + _legend_height(each) for each in groups)
    picture = style.empty_figure(top)
    for group in groups:
        for row in group.rows:
            _draw_row(picture, row, top)
            top -= _height(row)
        _draw_legend(picture, group, top)
        top -= _legend_height(group)
    return style.finish(picture, title, "", recording, _notes(figures))


def _groups(figures: Sequence[Figure]) -> List[Group]:
    groups: List[Group] = []
    for figure in figures:
        named = {each.name for each in figure.measured if not _is_named(each, figure)}
        home = next((each for each in groups if _shares(figure, named, each)), None)
        if home:
            home.figures.append(figure)
        else:
            groups.append(Group([figure]))
    return groups


def _shares(figure: Figure, named: Set[str], group: Group) -> bool:
    """What has no legend of its own stands beside others of its kind."""
    return any(named & {each.name for each in other.measured} if named else other.kind == figure.kind
               for other in group.figures)


def _is_named(series: Series, figure: Figure) -> bool:
    """By the rows that it stands in, so that a legend would say it again."""
    rows = {printable(str(point.place), NAME_WIDTH) for point in series.points}
    return figure.kind != "lines" and rows == {series.name}


def _height(row: Row) -> float:
    return _head(row) + max(map(_panel_height, row)) + BELOW


def _head(row: Row) -> float:
    return ABOVE + LINE * max(len(_title(each, row)) for each in row)


def _panel_height(figure: Figure) -> float:
    if figure.kind == "lines":
        return LINES
    return 0.1 + len(figure.names) * (ROW + SERIES * (panels.sharing(figure) - 1 if figure.kind == "ladder" else 1))


def _title(figure: Figure, row: Row) -> List[str]:
    return textwrap.wrap(printable(figure.title), int(_width(row) / BOLD)) or [""]


def _width(row: Row) -> float:
    return (style.WIDTH - 2 * EDGE - GAP * (len(row) - 1)) / len(row)


def _draw_row(picture: Picture, row: Row, top: float) -> None:
    """Panels of a row begin at the same height; those with the same names say them once."""
    for at, each in enumerate(row):
        axes = picture.add_axes((0.3, 0.3, 0.5, 0.5))
        panels.draw(axes, each)
        if at and each.kind != "lines" and each.names == row[0].names:
            axes.tick_params(labelleft=False)
        left = EDGE + at * (_width(row) + GAP)
        beside = _room_for_names(axes)
        width, height = _width(row) - beside - RIGHT, _panel_height(each)
        _place(axes, (left + beside, top - _head(row) - height, width, height))
        axes.set_title("\n".join(map(style.as_it_stands, _title(each, row))), x=-beside / width, pad=9)


def _room_for_names(axes: Axes) -> float:
    box = axes.get_tightbbox(axes.figure.canvas.get_renderer())
    return float((axes.bbox.x0 - box.x0) / axes.figure.dpi)


def _place(axes: Axes, inches: Tuple[float, float, float, float]) -> None:
    left, bottom, width, height = inches
    whole, high = axes.figure.get_size_inches()
    axes.set_position((left / whole, bottom / high, width / whole, height / high))


def _columns(legend: Sequence[Line2D]) -> int:
    longest = max(len(str(each.get_label())) for each in legend)
    return max(1, int((style.WIDTH - 2 * EDGE) / (SAMPLE + LETTER * longest)))


def _legend_height(group: Group) -> float:
    legend = group.legend
    return ENTRY * -(-len(legend) // _columns(legend)) + LEGEND_GAP if legend else 0.0


def _draw_legend(picture: Picture, group: Group, top: float) -> None:
    """In axes of its own, which move with the panels."""
    legend, height = group.legend, _legend_height(group)
    if legend:
        axes = picture.add_axes((0, 0, 1, 1))
        _place(axes, (EDGE, top - height, style.WIDTH - 2 * EDGE, height))
        axes.axis("off")
        axes.legend(handles=legend, ncol=_columns(legend), loc="upper left", bbox_to_anchor=(0, 1), borderaxespad=0,
                    borderpad=0, handlelength=3.2)


def _sample(series: Series, kind: str) -> Line2D:
    colour, marker, line = series.look
    if kind == "stack":
        marker = "s"
    if series.is_guide and kind == "lines":
        marker = ""
    return Line2D([], [], color=colour, marker=marker, linestyle=line if kind == "lines" else "none",
                  markersize=9 if series.is_guide else None, markeredgewidth=1.6 if series.is_guide else None,
                  label=style.plain(series.name, NAME_WIDTH))


def _notes(figures: Sequence[Figure]) -> List[str]:
    """What bars span and why marks are hollow, as far as there are any."""
    bars = dict.fromkeys(each.bar for each in figures if each.bar)
    doubts = dict.fromkeys(point.doubt.partition(":")[0] for figure in figures for each in figure.series
                           for point in each.points if point.doubt)
    hollow = "Hatched" if all(each.kind == "stack" for each in figures) else "Hollow"
    parts = [f"Bar: {'; or '.join(bars)}." if bars else "", f"{hollow}: {'; '.join(doubts)}." if doubts else ""]
    return ["  ".join(part for part in parts if part)] if any(parts) else []
