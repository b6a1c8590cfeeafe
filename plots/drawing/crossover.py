"""What should I use, by how long a plain loop takes? Ready workers and new ones, with the interval of each border."""
from __future__ import annotations

import math
from typing import List, NamedTuple, Optional, Sequence, Tuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.presentation import colours
from analysis.questions.crossover import numbers as crossover, sentence as crossover_words
from analysis.questions.crossover.numbers import Border, Crossover, Kind, Segment
from analysis.recording.reader import Recording
from plots.drawing import style

TITLE = "What should I use, by the time that a plain loop takes?"
NEEDS = "--questions=sizes"
AXIS = "time that a plain loop takes for the job"
MEANING = ("A line with a hatched zone: where the advice changes, with its 95\u00a0% interval; dotted: somewhere "
           "between two sizes. Dots: sizes measured. Without a significant difference the simplest is first.")
TEXT, SMALL = 10.0, 8.5  # points
EM = 0.58  # of a letter's width, on average
LINE = 0.17  # inches
BAND, HEAD, GAP = 0.56, 0.26, 0.14  # inches: of a row's band, above it, and below all that belongs to it
PALE = 0.3  # how much of a strategy's colour its band has


class Label(NamedTuple):
    """Of a border, below the band."""

    at: float  # centre, in points from the left end of the panel
    level: int  # lines below the first
    text: str


def draw(recording: Recording) -> Optional[Figure]:
    """None where there is nothing to draw."""
    phases = crossover.every_phase(recording)
    if not phases:
        return None
    figure = _bands(phases, style.WIDTH)
    figure.tight_layout()
    workers = phases[0].workers
    return style.finish(figure, TITLE, f"Job: {recording.job.name}, {workers} workers. {MEANING}", recording,
                        [] if all(each.is_sure for each in phases) else [crossover_words.ONCE])


def alone(recording: Recording, width: float) -> Optional[Figure]:
    """The same without title and origin, so many inches wide."""
    phases = crossover.every_phase(recording)
    if not phases:
        return None
    figure = _bands(phases, width)
    figure.tight_layout(pad=0.4)
    return figure


def _bands(phases: Sequence[Crossover], width: float) -> Figure:
    low, high = min(each.measured[0] for each in phases), max(each.measured[-1] for each in phases)
    points = 72 * width - 34  # of the panel, which has no labels beside it
    scale = points / math.log(high / low)
    labels = [_labels(each, low, scale, points) for each in phases]
    heads = [HEAD if _has_room_beside(each, points) else HEAD + LINE for each in phases]
    heights = [head + BAND + GAP + LINE * (1 + max((label.level for label in row), default=-1))
               for head, row in zip(heads, labels)]
    figure = style.empty_figure(sum(heights) + 0.55, width)
    axes = figure.subplots()
    top = 0.0
    for each, row, head, height in zip(phases, labels, heads, heights):
        _draw_head(axes, each, top, _has_room_beside(each, points))
        _draw_row(axes, each, row, top + head, low, scale)
        top += height
    axes.set(xscale="log", xlim=(low, high), ylim=(top, 0))
    axes.set_yticks([])
    axes.grid(False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.minorticks_off()
    style.seconds_axis(axes.xaxis, AXIS)
    return figure


def _has_room_beside(found: Crossover, points: float) -> bool:
    return EM * (1.1 * TEXT * len(found.who) + SMALL * (len(found.when) + 3)) < points


def _draw_head(axes: Axes, found: Crossover, top: float, is_beside: bool) -> None:
    """Inches run downwards, since all rows share a panel."""
    low = top + HEAD - 0.06
    place = {"transform": axes.get_yaxis_transform(), "va": "bottom"}
    axes.text(0, low, found.who, fontweight="bold", fontsize=TEXT, **place)
    if found.when:
        axes.text(*((1, low) if is_beside else (0, low + LINE)), found.when, ha="right" if is_beside else "left",
                  color=colours.MUTED, fontsize=SMALL, **place)


def _draw_row(axes: Axes, found: Crossover, labels: Sequence[Label], top: float, low: float, scale: float) -> None:
    band = (top, top + BAND)
    for segment in found.segments:
        ends = _ends(segment, found)
        _draw_segment(axes, found, segment, ends, band)
        clear = _clear(segment, ends)
        middle = (math.sqrt(clear[0] * clear[1]), (band[0] + band[1]) / 2)
        _write(axes, segment, middle, scale * math.log(clear[1] / clear[0]))
    for border in found.borders:
        _draw_border(axes, border, band, (found.measured[0], found.measured[-1]))
    axes.plot(found.measured, [band[1] - 0.05] * len(found.measured), "o", color=style.INK, markersize=2.2,
              clip_on=False, zorder=4)
    for label in labels:
        axes.text(low * math.exp(label.at / scale), band[1] + 0.05 + LINE * label.level, label.text, ha="center",
                  va="top", fontsize=SMALL, color=colours.MUTED)


def _draw_segment(axes: Axes, found: Crossover, segment: Segment, ends: Tuple[float, float],
                  band: Tuple[float, float]) -> None:
    filling = {"facecolor": "white", "edgecolor": "#c4c8cc", "hatch": "...", "linewidth": 0}
    if segment.kind is not Kind.UNDECIDED:
        colour = colours.GREY if segment.kind is Kind.LOOP else colours.look(found.strategies[segment.advised]).colour
        filling = {"facecolor": style.paled(colour, PALE), "linewidth": 0}
        axes.fill_between(ends, band[1] - 0.03, band[1], color=colour, linewidth=0, zorder=2)
    axes.fill_between(ends, *band, zorder=1, **filling)


def _clear(segment: Segment, ends: Tuple[float, float]) -> Tuple[float, float]:
    """The part without a hatched zone, where words are easiest to read; all of it if that is little."""
    low, high = ends
    if segment.begins and segment.begins.interval:
        low = max(low, segment.begins.interval[1])
    if segment.ends and segment.ends.interval:
        high = min(high, segment.ends.interval[0])
    return (low, high) if low < high and math.log(high / low) > 0.5 * math.log(ends[1] / ends[0]) else ends


def _write(axes: Axes, segment: Segment, middle: Tuple[float, float], width: float) -> None:
    lines = _words(segment, width)
    for line, (text, size, colour) in enumerate(lines):
        axes.text(middle[0], middle[1] - 0.02 + LINE * (line - (len(lines) - 1) / 2), style.plain(text, 200),
                  ha="center", va="center", fontsize=size, color=colour, zorder=5)


def _draw_border(axes: Axes, border: Border, band: Tuple[float, float], measured_ends: Tuple[float, float]) -> None:
    """An interval that leaves the sizes measured ends where they do."""
    whisker = border.interval if border.is_crossing else border.between
    line = "-" if border.is_crossing else ":"
    axes.vlines(border.at, *band, color=style.INK, linewidth=1.6, zorder=4, linestyle=line)
    if whisker is None:
        return
    low, high = (min(max(end, measured_ends[0]), measured_ends[1]) for end in whisker)
    zone = {"facecolor": "none", "linewidth": 0, "zorder": 3}
    if border.interval:
        axes.fill_between((low, high), *band, hatch="////", edgecolor=colours.MUTED, alpha=0.55, **zone)
    axes.hlines(band[0], low, high, color=style.INK, linewidth=1.4, zorder=4, clip_on=False, linestyle=line)
    axes.vlines((low, high), band[0] - 0.05, band[0] + 0.05, color=style.INK, linewidth=1.4, zorder=4, clip_on=False)


def _ends(segment: Segment, found: Crossover) -> Tuple[float, float]:
    return (segment.begins.at if segment.begins else found.measured[0],
            segment.ends.at if segment.ends else found.measured[-1])


def _words(segment: Segment, width: float) -> List[Tuple[str, float, str]]:
    """As much as so many points have room for: line, size, colour."""
    name = "a plain loop" if segment.kind is Kind.LOOP else segment.advised or Kind.UNDECIDED.value
    others = {Kind.LOOP: "", Kind.WORKERS: "or ", Kind.UNDECIDED: "a plain loop or "}[segment.kind]
    rest = _fitting(segment.tied, others, width) if segment.kind is not Kind.LOOP else ""
    halves = _halves(name)
    lines = [(name, TEXT, style.INK)] if _fits(name, TEXT, width) else [
        (part, SMALL, style.INK) for part in halves] if all(_fits(part, SMALL, width) for part in halves) else [
        ("?", TEXT, style.INK)] if segment.kind is Kind.UNDECIDED else []
    return [*lines, *([(rest, SMALL, colours.MUTED)] if rest and len(lines) == 1 else [])]


def _fitting(strategies: Sequence[str], before: str, width: float) -> str:
    """As many of the names as fit, and how many others there are."""
    for shown in range(len(strategies), -1, -1):
        others = len(strategies) - shown
        more = [f"{others} other{'s' if others > 1 else ''}"] if others else []
        text = before + ", ".join([*strategies[:shown], *more])
        if strategies and _fits(text, SMALL, width):
            return text
    return ""


def _halves(name: str) -> List[str]:
    """A long name in two lines, parted in the middle."""
    places = [at + 1 for at, letter in enumerate(name) if letter in "_ "]
    middle = min(places, key=lambda at: abs(at - len(name) / 2), default=len(name))
    return [part for part in (name[:middle].rstrip(), name[middle:]) if part]


def _fits(text: str, size: float, width: float) -> bool:
    return EM * size * len(text) <= width - 3


def _labels(found: Crossover, low: float, scale: float, points: float) -> List[Label]:
    """Beside each other where they do not touch, else a line lower."""
    placed: List[Label] = []
    for border in found.borders:
        text = crossover_words.place(border)
        half = EM * SMALL * len(text) / 2
        at = min(max(scale * math.log(border.at / low), half), points - half)
        taken = {each.level for each in placed
                 if abs(each.at - at) < half + EM * SMALL * len(each.text) / 2 + 6}
        placed.append(Label(at, next(level for level in range(len(placed) + 1) if level not in taken), text))
    return placed
