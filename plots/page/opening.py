"""What the page begins with: the crossover as a picture and in words, then each claim with its verdict."""
from __future__ import annotations

from typing import List, NamedTuple

from analysis.claims import overview as claims_overview
from analysis.claims.overview import Line
from analysis.questions.crossover import sentence as crossover_words
from analysis.recording.reader import Recording
from plots.drawing import crossover, picture

WIDE, NARROW = 8.0, 4.1  # inches: of the picture on a screen, and on a telephone


class Opening(NamedTuple):
    wide: str  # the picture as an address; empty where there is none
    narrow: str
    sentences: List[str]
    claims: List[Line]


def opening(recording: Recording) -> Opening:
    wide, narrow = (_picture(recording, width) for width in (WIDE, NARROW))
    return Opening(wide, narrow, crossover_words.sentences(recording), claims_overview.lines(recording))


def _picture(recording: Recording, width: float) -> str:
    figure = crossover.alone(recording, width)
    return picture.address(figure) if figure else ""
