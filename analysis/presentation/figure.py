"""A chart as data: page.js and plots/drawing/still.py draw it, and a reader may take its numbers along."""
from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass, replace
from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Tuple, Union
from urllib.parse import quote

from analysis.presentation import colours
from analysis.presentation.colours import Look
from analysis.recording.catalogue import Strategy
from analysis.wording.units import printable, quantity

NAME_WIDTH = 40
SHAPES = {"o": "circle", "s": "rect", "D": "rectRot", "^": "triangle", "P": "cross", "X": "crossRot",
          "*": "star"}  # matplotlib's marker: Chart.js's
DASHES = {colours.SOLID: (), colours.DASHED: (6, 3), colours.DASH_DOT: (8, 3, 2, 3), colours.DOTTED: (2, 3)}

Interval = Tuple[float, float]
Place = Union[float, str]  # along the axis that was chosen: a size, a number of workers, a name


class Axis(NamedTuple):
    label: str
    unit: str = ""  # "s", "B", "%" or none; prefixes such as µ are added where it is drawn
    logarithmic: bool = True


class Point(NamedTuple):
    place: Place
    value: float
    words: str  # value, interval and lives as a reader sees them
    interval: Optional[Interval] = None
    doubt: str = ""  # a sentence: why the value proves less than it seems to; drawn hollow


@dataclass(frozen=True)
class Series:
    name: str
    points: Tuple[Point, ...]
    look: Look
    is_guide: bool = False  # what measured values are held against: a line, or a tick in each row of a ladder


@dataclass(frozen=True)
class Figure:
    title: str
    kind: str  # "lines": against a number; "ladder": a row for each name; "stack": parts of a row
    places: Axis
    values: Axis
    series: Tuple[Series, ...]
    bar: str = ""  # what the bar at a value spans

    @property
    def measured(self) -> List[Series]:
        return [each for each in self.series if not each.is_guide]

    @property
    def names(self) -> List[str]:
        """The rows of a ladder or of stacks, in order of appearance."""
        return list(dict.fromkeys(str(point.place) for each in self.series for point in each.points))

    @property
    def words(self) -> str:
        """What the chart shows, for those who cannot see it."""
        return f"{self.title}: {self.values.label} for {self._extent()}. The numbers are in its data."

    def _extent(self) -> str:
        kinds = ", ".join(each.name for each in self.measured)
        if self.kind != "lines":
            return f"{', '.join(self.names)} ({kinds})"
        places = [float(point.place) for each in self.measured for point in each.points]
        return f"{self.places.label} from {min(places):g} to {max(places):g} ({kinds})"

    def data(self) -> Dict[str, Any]:
        """What page.js reads."""
        return {"title": self.title, "kind": self.kind, "names": self.names if self.kind != "lines" else [],
                "places": self.places._asdict(), "values": self.values._asdict(),
                "series": [_series(each) for each in self.series]}

    def csv(self) -> str:
        lines = io.StringIO()
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["series", _head(self.places), _head(self.values), "low", "high", "measured", "doubt"])
        for each in self.series:
            for point in each.points:
                low, high = point.interval or ("", "")
                writer.writerow([each.name, point.place, point.value, low, high, point.words, point.doubt])
        return lines.getvalue()

    @property
    def link(self) -> str:
        """The data as an address, so that the page needs no other file for it."""
        return f"data:text/csv;charset=utf-8,{quote(self.csv())}"


def of_strategy(strategy: Strategy, points: Iterable[Point], name: str = "") -> Series:
    return _looking(colours.look(strategy), name or strategy.name, points)


def of_part(number: int, points: Iterable[Point], name: str) -> Series:
    """Of what is no strategy: the looks are those of its number, from 0."""
    return _looking(colours.part(number), name, points)


def _looking(look: Look, name: str, points: Iterable[Point]) -> Series:
    return Series(printable(name, NAME_WIDTH), tuple(points), look)


def guide(name: str, values: Iterable[Tuple[Place, float]], unit: str = "", line: str = colours.DASHED) -> Series:
    points = tuple(Point(place, value, f"{name}: {quantity(value, unit)}") for place, value in values)
    return Series(name, points, Look(colours.MUTED, "|", line), is_guide=True)


def drawable(figure: Figure) -> Optional[Figure]:
    """Without what no axis has a place for; None if nothing is left. Lines need two places, or they are a ladder."""
    kept = tuple(replace(each, points=points) for each in figure.series
                 if (points := tuple(point for point in each.points if _fits(point, figure))))
    has_bars = any(point.interval for each in kept for point in each.points)
    found = replace(figure, series=kept, bar=figure.bar if has_bars else "")
    return _as_ladder(found) if found.measured else None


def all_drawable(figures: Iterable[Optional[Figure]]) -> List[Figure]:
    """None: nothing was measured for it."""
    return [each for figure in figures if figure and (each := drawable(figure))]


def _as_ladder(figure: Figure) -> Figure:
    """Of lines through one place: a row for each of them."""
    places = {float(point.place) for each in figure.measured for point in each.points} if figure.kind == "lines" else ()
    if len(places) != 1:
        return figure
    place, = places
    names = [each.name for each in figure.measured]
    rows = [replace(each, points=tuple(point._replace(place=each.name) for point in each.points))
            for each in figure.measured]
    guides = [replace(each, points=tuple(point._replace(place=name) for name in names for point in each.points
                                         if point.place == place)) for each in figure.series if each.is_guide]
    at = quantity(place, figure.places.unit) if figure.places.unit else f"{place:g}"
    return replace(figure, title=f"{figure.title}; {figure.places.label}: {at}", kind="ladder", places=Axis("series"),
                   series=(*rows, *(each for each in guides if each.points)))


def _fits(point: Point, figure: Figure) -> bool:
    numbers = [(point.value, figure.values)]
    if figure.kind == "lines":
        numbers.append((float(point.place), figure.places))
    return all(math.isfinite(number) and (number > 0 or not axis.logarithmic) for number, axis in numbers)


def _series(series: Series) -> Dict[str, Any]:
    """In the words of Chart.js."""
    return {"name": series.name, "colour": series.look.colour, "shape": SHAPES.get(series.look.marker, "triangle"),
            "dash": DASHES[series.look.line], "guide": series.is_guide,
            "points": [_point(point) for point in series.points]}


def _point(point: Point) -> List[Any]:
    low, high = (_finite(end) for end in point.interval) if point.interval else (None, None)
    return [point.place, point.value, low, high, point.words, point.doubt]


def _finite(number: float) -> Optional[float]:
    return number if math.isfinite(number) else None


def _head(axis: Axis) -> str:
    return f"{axis.label} ({axis.unit})" if axis.unit else axis.label
