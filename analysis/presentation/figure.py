"""A chart that answers to the mouse, as data: page.js draws it, and a reader may take its numbers along."""
from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Sequence, Tuple, Union
from urllib.parse import quote

from analysis.presentation import looks
from analysis.recording.catalogue import Strategy
from analysis.wording.units import printable

NAME_WIDTH = 40
SHAPES = {"o": "circle", "s": "rect", "D": "rectRot", "^": "triangle", "P": "cross", "X": "crossRot",
          "*": "star"}  # matplotlib's marker: Chart.js's
DASHES = {looks.SOLID: (), looks.DASHED: (6, 3), looks.DASH_DOT: (8, 3, 2, 3), looks.DOTTED: (2, 3)}

Interval = Tuple[float, float]


class Axis(NamedTuple):
    label: str
    unit: str = ""  # "s", "B", "%" or none; prefixes such as µ are added where it is drawn
    logarithmic: bool = True


class Point(NamedTuple):
    place: Union[float, str]  # along the axis that was chosen: a size, a number of workers, a name
    value: float
    words: str  # value, interval and lives as a reader sees them
    interval: Optional[Interval] = None
    doubt: str = ""  # a sentence: why the value proves less than it seems to; drawn hollow


@dataclass(frozen=True)
class Series:
    name: str
    points: Tuple[Point, ...]
    colour: str
    shape: str = "circle"
    dash: Tuple[int, ...] = ()
    is_guide: bool = False  # what measured values are held against


@dataclass(frozen=True)
class Figure:
    title: str
    kind: str  # "lines": against a number; "ladder": a row for each name; "stack": parts of a row
    places: Axis
    values: Axis
    series: Tuple[Series, ...]

    @property
    def names(self) -> List[str]:
        """The rows of a ladder or of stacks, in order of appearance."""
        return list(dict.fromkeys(str(point.place) for each in self.series for point in each.points))

    @property
    def words(self) -> str:
        """What the chart shows, for those who cannot see it."""
        return f"{self.title}: {self.values.label} for {self._extent()}. The numbers are in its data."

    def _extent(self) -> str:
        measured = [each for each in self.series if not each.is_guide]
        kinds = ", ".join(each.name for each in measured)
        if self.kind != "lines":
            return f"{', '.join(self.names)} ({kinds})"
        places = [float(point.place) for each in measured for point in each.points]
        return f"{self.places.label} from {min(places):g} to {max(places):g} ({kinds})"

    def data(self) -> Dict[str, Any]:
        """What page.js reads."""
        return {"title": self.title, "kind": self.kind, "names": self.names if self.kind != "lines" else [],
                "places": self.places._asdict(), "values": self.values._asdict(),
                "series": [{"name": each.name, "colour": each.colour, "shape": each.shape, "dash": list(each.dash),
                            "guide": each.is_guide, "points": [_point(point) for point in each.points]}
                           for each in self.series]}

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
    """With the strategy's looks, which are those of the still pictures."""
    return _looking(looks.look(strategy), name or strategy.name, points)


def of_part(number: int, points: Iterable[Point], name: str) -> Series:
    """Of what is no strategy: the looks are those of its number, from 0."""
    return _looking(looks.part(number), name, points)


def _looking(look: looks.Look, name: str, points: Iterable[Point]) -> Series:
    return Series(printable(name, NAME_WIDTH), tuple(points), look.colour, SHAPES[look.marker], DASHES[look.line])


def guide(name: str, values: Sequence[Tuple[float, float]]) -> Series:
    points = tuple(Point(place, value, f"{name}: {value:.3g}") for place, value in values)
    return Series(name, points, looks.MUTED, dash=(4, 4), is_guide=True)


def drawable(figure: Figure) -> Optional[Figure]:
    """Without what no axis has a place for; None if nothing is left."""
    kept = tuple(Series(each.name, points, each.colour, each.shape, each.dash, each.is_guide)
                 for each in figure.series
                 if (points := tuple(point for point in each.points if _fits(point, figure))))
    measured = [each for each in kept if not each.is_guide]
    return Figure(figure.title, figure.kind, figure.places, figure.values, kept) if measured else None


def _fits(point: Point, figure: Figure) -> bool:
    numbers = [(point.value, figure.values)]
    if figure.kind == "lines":
        numbers.append((float(point.place), figure.places))
    return all(math.isfinite(number) and (number > 0 or not axis.logarithmic) for number, axis in numbers)


def _point(point: Point) -> List[Any]:
    low, high = (_finite(end) for end in point.interval) if point.interval else (None, None)
    return [point.place, point.value, low, high, point.words, point.doubt]


def _finite(number: float) -> Optional[float]:
    return number if math.isfinite(number) else None


def _head(axis: Axis) -> str:
    return f"{axis.label} ({axis.unit})" if axis.unit else axis.label
