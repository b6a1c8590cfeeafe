"""Draws a comparison: ratio and interval of every strategy, and of the rows that were called or undecided."""
from __future__ import annotations

import math
from pathlib import Path
from typing import List, NamedTuple, Sequence, Tuple, Union

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from analysis.presentation import colours
from analysis.comparison.comparison import Comparison, ORDER, Overall, Row
from analysis.comparison.text import ratio
from analysis.recording.reader import ResultsError
from analysis.statistics.decision import Verdict
from analysis.wording.units import count
from plots.drawing import picture, style

ROWS_DRAWN = 40
LINE = 0.235  # inches for each row
NAME_WIDTH = 64
CUT = 4.0  # intervals that reach this many times further than the middle one are cut, or they flatten all
LONG = 2.0  # axes that end beyond this ratio
IMAGES = (".svg", ".png")

# The colour is said again by the shape: to the left is faster.
LOOKS = {
    Verdict.SLOWER: (colours.VERMILION, ">"),
    Verdict.FASTER: (colours.BLUE, "<"),
    Verdict.EQUIVALENT: (colours.GREEN, "s"),
    Verdict.UNDECIDED: (colours.GREY, "o"),
}


class Line(NamedTuple):
    name: str
    told: Union[Row, Overall]


def draw(comparison: Comparison) -> Figure:
    """Raises ResultsError if no row was measured in both."""
    panels = _panels(comparison)
    if not panels:
        raise ResultsError(f"{comparison.other.path}: no row was measured in both recordings, so there is "
                           "no chart")
    lines = [line for _, panel in panels for line in panel]
    edge = _edge([line.told for line in lines], comparison.margin)
    figure = style.empty_figure(0.5 * len(panels) + LINE * len(lines))
    grid = figure.subplots(len(panels), sharex=True, squeeze=False,
                           gridspec_kw={"height_ratios": [2 + len(panel) for _, panel in panels]})[:, 0]
    for axes, (title, panel) in zip(grid, panels):
        axes.set_title(title)
        _draw_panel(axes, panel, comparison.margin, edge)
    _ratio_axis(grid[-1], comparison, edge)
    figure.tight_layout(h_pad=1.6)
    return style.finish(figure, "What became faster or slower from A to B?", _subtitle(comparison),
                        comparison.base, _notes(comparison, lines, edge),
                        [_sample(verdict) for verdict in ORDER
                         if any(line.told.decision.verdict is verdict for line in lines)])


def _panels(comparison: Comparison) -> List[Tuple[str, List[Line]]]:
    """The strategies; and the rows that matter most."""
    strategies = [Line(_called(f"{each.strategy} ({count(each.rows)})", each), each) for each in comparison.strategies]
    rows = [Line(_called(row.name, row), row) for row in comparison.rows
            if row.decision.verdict is not Verdict.EQUIVALENT]
    shown = "" if len(rows) <= ROWS_DRAWN else f", the first {ROWS_DRAWN} of {count(len(rows))}"
    panels = [("Geometric mean of each strategy (of so many rows)", strategies),
              (f"Rows that are not equivalent{shown}", rows[:ROWS_DRAWN])]
    return [(title, lines) for title, lines in panels if lines]


def _called(name: str, told: Union[Row, Overall]) -> str:
    return f"{name}, {told.state}" if told.state else name


def _ends(told: Union[Row, Overall]) -> Tuple[float, float]:
    difference = told.decision.difference
    return difference.interval() if difference else (told.ratio, told.ratio)


def _edge(told: Sequence[Union[Row, Overall]], margin: float) -> float:
    """The largest ratio on the axis; its inverse is the smallest."""
    reaches = sorted(max(-_logarithm(low), _logarithm(high)) for low, high in map(_ends, told))
    middle = reaches[len(reaches) // 2]
    return math.exp(1.08 * max(min(reaches[-1], CUT * middle), 2 * math.log1p(margin)))


def _logarithm(value: float) -> float:
    """Of a ratio that overflow may have made 0 or infinite."""
    return math.log(min(max(value, 1e-99), 1e99))


def _draw_panel(axes: Axes, lines: Sequence[Line], margin: float, edge: float) -> None:
    axes.axvspan(1 / (1 + margin), 1 + margin, color=style.GRID, alpha=0.6, linewidth=0)
    axes.axvline(1, color=style.INK, linewidth=0.8)
    for at, (_, told) in enumerate(lines):
        _draw_line(axes, at, told, edge)
    style.names_axis(axes, [""] * len(lines))
    axes.set_yticklabels([style.plain(line.name, NAME_WIDTH) for line in lines], fontsize=7.5)


def _draw_line(axes: Axes, at: int, told: Union[Row, Overall], edge: float) -> None:
    colour, marker = LOOKS[told.decision.verdict]
    low, high = _ends(told)
    axes.hlines(at, max(low, 1 / edge), min(high, edge), color=colour, linewidth=1.6)
    for cut, end, arrow in ((low < 1 / edge, 1 / edge, 4), (high > edge, edge, 5)):
        if cut:
            axes.plot(end, at, marker=arrow, color=colour, markersize=5, clip_on=False)
    if 1 / edge <= told.ratio <= edge:
        measured = told.decision.difference is not None
        axes.plot(told.ratio, at, marker, color=colour, markerfacecolor=colour if measured else "white")
    style.beside(axes, at, ratio(told.ratio), 44, align="right")
    style.beside(axes, at, told.decision.verdict.value, 52)


def _ratio_axis(axes: Axes, comparison: Comparison, edge: float) -> None:
    axes.set_xscale("log")
    axes.set_xlim(1 / edge, edge)
    ticks = _ticks(edge)
    axes.set_xticks(ticks, [f"{tick:.3g}" for tick in ticks])
    axes.set_xticks([], minor=True)
    times = "time of B / time of A" if comparison.is_raw else (
        "time of B / time of A, each in units of its own serial's")
    axes.set_xlabel(f"{times} (ratio, logarithmic)")


def _ticks(edge: float) -> List[float]:
    """Round ratios: evenly spaced on a short axis, 1, 2, 5, 10, ... and their inverses on a long one."""
    if edge < LONG:
        return [tick for tick in MaxNLocator(9).tick_values(1 / edge, edge) if 1 / edge <= tick <= edge]
    decades = range(math.ceil(math.log10(edge)) + 1)
    steps = (1, 2, 5) if len(decades) < 4 else (1,)
    above = [step * 10.0**decade for decade in decades[::1 + len(decades) // 10] for step in steps]
    return [tick for tick in sorted({*above, *(1 / each for each in above)}) if 1 / edge <= tick <= edge]


def _sample(verdict: Verdict) -> Line2D:
    colour, marker = LOOKS[verdict]
    return Line2D([], [], color=colour, marker=marker, label=verdict.value)


def _subtitle(comparison: Comparison) -> str:
    a, b = (f"{recording.path.name} ({recording.about('date')[:10]}, commit "
            f"{recording.about('commit')[:12]})" for recording in (comparison.base, comparison.other))
    return f"A: {a}. B: {b}. Left of 1, B is faster; with a bar, the 95 % interval."


def _notes(comparison: Comparison, lines: Sequence[Line], edge: float) -> List[str]:
    verdict = str(comparison.comparability)
    notes = [f"{verdict[0].upper()}{verdict[1:]}.",
             *(f"Warning: {warning}." for warning in comparison.comparability.warnings)]
    meanings = [f"Grey band: ±{100 * comparison.margin:g} %, differences that do not matter."]
    if any(line.told.decision.difference is None for line in lines):
        meanings.append("Hollow: one life, or not settled, so there is no interval.")
    if any(low < 1 / edge or high > edge for low, high in (_ends(line.told) for line in lines)):
        meanings.append("Arrow: the bar is cut.")
    return [*notes, "  ".join(meanings)]


def save(comparisons: Sequence[Comparison], output: Path) -> List[Path]:
    """Raises ResultsError where there is nothing to draw or the files cannot be written."""
    is_file = output.suffix.lower() in IMAGES
    if is_file and len(comparisons) > 1:
        raise ResultsError(f"{output}: one file cannot hold {len(comparisons)} charts; give a folder")
    stems = [output.with_suffix("")] if is_file else [
        output / f"{at}_{each.other.path.stem[:80]}" for at, each in enumerate(comparisons, 1)]
    try:
        return [path for each, stem in zip(comparisons, stems) for path in picture.save(draw(each), stem)]
    except OSError as error:
        raise ResultsError(f"{error.filename}: cannot be written: {error.strerror}; "
                           "choose another place with --output") from None
