"""Colour, marker and line of a strategy: the same in every chart, whoever draws it."""
from __future__ import annotations

from typing import List, Mapping, NamedTuple, Tuple, TypeVar

from analysis.recording.catalogue import Strategy
from analysis.recording.reader import Recording

MUTED = "#5f6368"  # of guides and notes

Value = TypeVar("Value")


class Look(NamedTuple):
    colour: str
    marker: str  # matplotlib's
    line: str


# Okabe and Ito's palette, which colour-blind readers can tell apart, and some more.
BLACK, BLUE, ORANGE, GREEN = "#000000", "#0072b2", "#e69f00", "#009e73"
PURPLE, VERMILION, SKY = "#cc79a7", "#d55e00", "#56b4e9"
GREY, BROWN, INDIGO, WINE = "#7f7f7f", "#8c510a", "#5e4fa2", "#882255"
SOLID, DASHED, DASH_DOT, DOTTED = "-", "--", "-.", ":"

# In the order in which families stand in legends.
FAMILIES = {"serial": BLACK, "threads": BLUE, "asio": WINE, "openmp": ORANGE, "tbb": GREEN, "stdpar": PURPLE,
            "processes": VERMILION, "mpi": SKY, "io_uring": INDIGO, "python": GREY}
SPARE = BROWN  # of families that are not among these
# Markers that Chart.js has too. With four lines that makes 28 looks before a marker meets the same line again.
MARKERS = ("o", "s", "D", "^", "P", "X", "*")
LINES = (SOLID, DASHED, DASH_DOT, DOTTED)
PARTS = (BLUE, VERMILION, ORANGE, GREEN, PURPLE, SKY)


def look(strategy: Strategy) -> Look:
    """The family's colour; within it no two strategies share both marker and line."""
    return _numbered(FAMILIES.get(strategy.family, SPARE), strategy.place)


def part(number: int) -> Look:
    """Of what is no strategy, such as the phases of a run, by its number from 0."""
    return _numbered(PARTS[number % len(PARTS)], number)


def family_order(strategy: Strategy) -> Tuple[int, str, int]:
    """Sorts by family, and within it as its strategies are placed; unknown families last."""
    families = list(FAMILIES)
    known = families.index(strategy.family) if strategy.family in FAMILIES else len(families)
    return known, strategy.family, strategy.place


def in_family_order(recording: Recording, by_strategy: Mapping[str, Value]) -> List[Tuple[Strategy, Value]]:
    """As legends and rows name them."""
    return sorted(((recording.strategies[name], value) for name, value in by_strategy.items()),
                  key=lambda item: family_order(item[0]))


def _numbered(colour: str, number: int) -> Look:
    return Look(colour, MARKERS[number % len(MARKERS)], LINES[number % len(LINES)])
