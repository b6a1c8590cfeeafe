"""Appearance, in one place: a strategy looks the same in every chart, and every chart says its origin."""
from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import Callable, List, Mapping, Optional, Sequence, Tuple

from analysis.presentation.looks import look, MUTED
from analysis.recording.catalogue import Strategy
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.fitness import fitness
from analysis.wording.units import NOT_MEASURED, printable

try:  # no other module imports matplotlib: charts take its types from here
    import matplotlib
    import matplotlib.colors
    import numpy
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.ticker import EngFormatter, LogLocator, MaxNLocator, NullLocator
    from matplotlib.transforms import Affine2D, ScaledTranslation
    from PIL import Image  # matplotlib needs it too
except ImportError as missing:
    print(f"{Path(sys.argv[0]).name}: charts need matplotlib ({missing}); "
          f"install it for {sys.executable}", file=sys.stderr)
    sys.exit(2)

WIDTH = 9.6  # inches; a page such as the README shows it at about this size
INK, GRID = "#222222", "#e3e5e8"
CEILING = "#b3261e"
LEGEND_COLUMNS = 5
DOT = 7  # points, of what stands alone instead of on a line
DOUBTFUL = "fewer workers took part than were asked for, or the row did not settle."
HOLLOW = f"Hollow marker: {DOUBTFUL}"

matplotlib.rcParams.update({
    "axes.axisbelow": True, "axes.edgecolor": "#9aa0a6", "axes.grid": True,
    "axes.labelcolor": INK, "axes.spines.right": False, "axes.spines.top": False,
    "axes.titlelocation": "left", "axes.titlesize": 10.5, "axes.titleweight": "bold",
    "axes.labelsize": 9.5, "font.size": 9.5, "grid.color": GRID, "hatch.linewidth": 0.8,
    "legend.fontsize": 8.5, "legend.frameon": False, "lines.linewidth": 1.5,
    "lines.markersize": 5.5, "svg.hashsalt": "crossover", "text.color": INK,
    "xtick.color": MUTED, "xtick.labelsize": 8.5, "ytick.color": MUTED, "ytick.labelsize": 8.5,
})


def paled(colour: str, share: float) -> Tuple[float, ...]:
    """So much of the colour, the rest white: for what text stands on."""
    return tuple(1 - share * (1 - each) for each in matplotlib.colors.to_rgb(colour))


def plain(text: str, limit: int = 28) -> str:
    """Text for matplotlib that is drawn as it stands: no formula, no label hidden for its underscore."""
    line = printable(text, limit).replace("$", r"\$")
    return f" {line}" if line.startswith("_") else line


def new_figure(rows: int = 1, columns: int = 1, height: float = 4.0, **options: object,
               ) -> Tuple[Figure, List[List[Axes]]]:
    """Panels of `height` inches in all; `finish` adds the room that title and caption take."""
    figure = Figure(figsize=(WIDTH, height), facecolor="white")
    FigureCanvasAgg(figure)
    return figure, figure.subplots(rows, columns, squeeze=False, **options).tolist()


def stacked_figure(heights: Sequence[float], has_stack: bool, has_side: bool,
                   ) -> Tuple[Figure, List[Axes], Axes]:
    """Panels of these heights in inches above each other, and one as high as all of them beside."""
    figure = Figure(figsize=(WIDTH, sum(heights)), facecolor="white")
    FigureCanvasAgg(figure)
    grid = figure.add_gridspec(len(heights), has_stack + has_side, height_ratios=heights)
    stack = [figure.add_subplot(grid[row, 0]) for row in range(len(heights) if has_stack else 0)]
    return figure, stack, figure.add_subplot(grid[:, -1]) if has_side else None


def mosaic(layout: Sequence[Sequence[str]], heights: Sequence[float], widths: Optional[Sequence[float]] = None,
           ) -> Tuple[Figure, Mapping[str, Axes]]:
    """A panel for each name, over as many fields as it has in the layout.

    Heights of the rows in inches; widths of the columns relative to each other (default: equal).
    """
    figure = Figure(figsize=(WIDTH, sum(heights)), facecolor="white")
    FigureCanvasAgg(figure)
    return figure, figure.subplot_mosaic(layout, gridspec_kw={"height_ratios": heights,
                                                        "width_ratios": widths})


def draw_line(axes: Axes, cells: Mapping[int, Measurement],
              value: Callable[[int, float], float] = lambda x, seconds: seconds, line: str = "") -> None:
    """The medians of a strategy's cells joined along a continuous axis; value(x, seconds) is what is drawn of each.

    Another `line` than the strategy's own tells something else.
    """
    if not cells:
        return
    colour, marker, own = look(next(iter(cells.values())).traits)
    lows, highs = ([value(x, cell.spread[end]) for x, cell in cells.items()] for end in (0, 1))
    axes.vlines(list(cells), lows, highs, color=colour, linewidth=1, alpha=0.5)
    medians = {x: value(x, cell.median) for x, cell in cells.items()}
    axes.plot(list(medians), list(medians.values()), color=colour, marker=marker, linestyle=line or own)
    doubtful = [x for x, cell in cells.items() if cell.is_doubtful]
    axes.plot(doubtful, [medians[x] for x in doubtful], color=colour, marker=marker, linestyle="none",
              markerfacecolor="white")


def dot(axes: Axes, at: float, cell: Measurement, marker: str = "o", one: float = 1.0,
        size: float = DOT) -> None:
    """The cell's median in units of `one` second at the height of a row, in the colour of its strategy."""
    colour = look(cell.traits).colour
    axes.hlines(at, *(end / one for end in cell.spread), color=colour, linewidth=1.2, alpha=0.6)
    axes.plot(cell.median / one, at, marker, color=colour, markersize=size,
              markerfacecolor="white" if cell.is_doubtful else colour)


def whisker(axes: Axes, at: float, spread: Tuple[float, float]) -> None:
    low, high = spread
    axes.hlines(at, low, high, color=INK, linewidth=1.1)
    axes.vlines([low, high], at - 0.16, at + 0.16, color=INK, linewidth=1.1)


def beside(axes: Axes, at: float, text: str, points: float, align: str = "left") -> None:
    """Writes so far right of the panel, at the height of a row."""
    axes.annotate(text, (1, at), (points, 0), xycoords=("axes fraction", "data"), ha=align,
                  va="center", textcoords="offset points", fontsize=8.5)


def finish(figure: Figure, title: str, subtitle: str, recording: Recording,
           notes: Sequence[str] = (), legend: Sequence[Line2D] = ()) -> Figure:
    """Adds the question above the panels; below them legend, notes and where the numbers come from."""
    header = textwrap.wrap(subtitle, 124)
    paragraphs = [*notes, "", *caption(recording)] if notes else caption(recording)
    footer = [line for text in paragraphs for line in textwrap.wrap(text, 152) or [""]]
    legend_rows = -(-len(legend) // LEGEND_COLUMNS)
    text_height = 0.16 + 0.155 * len(footer)
    above, below = 0.52 + 0.17 * len(header), 0.06 + text_height + 0.19 * legend_rows
    for axes in figure.axes:
        axes.minorticks_off()  # they are most of the ticks, and nobody reads them
    figure.tight_layout(w_pad=2.0, h_pad=1.6)
    width, body = figure.get_size_inches()
    height = above + body + below
    figure.set_size_inches(width, height)
    bottom, top = ((below + end * body) / height for end in (figure.subplotpars.bottom, figure.subplotpars.top))
    figure.subplots_adjust(bottom=bottom, top=top)
    left = 0.14 / width
    figure.text(left, 1 - 0.14 / height, title, fontsize=14, fontweight="bold", va="top")
    for at, line in enumerate(header):
        figure.text(left, 1 - (0.46 + 0.17 * at) / height, plain(line, 200), color=MUTED, va="top")
    for at, line in enumerate(reversed(footer)):
        figure.text(left, (0.12 + 0.155 * at) / height, plain(line, 200), fontsize=8, color=MUTED)
    if legend:
        figure.legend(handles=list(legend), ncol=LEGEND_COLUMNS, handlelength=3.2, borderaxespad=0,
                      loc="lower left", bbox_to_anchor=(left, text_height / height))
    return figure


def sample(strategy: Strategy, line: str = "") -> Line2D:
    """The legend entry of a strategy; another `line` than its own if that tells something else."""
    colour, marker, own = look(strategy)
    return Line2D([], [], color=colour, marker=marker, linestyle=line or own, label=plain(strategy.name))


def caption(recording: Recording) -> List[str]:
    cpus = recording.about("effective_cpus")
    build = recording.about("library_build_type")
    parts = [recording.about("machine"), recording.about("cpu_model"), f"effective CPUs: {cpus}",
             f"instruction set: {recording.about('instruction_set')}"]
    origin = [f"Crossover {recording.about('crossover_version')}",
              f"commit: {recording.about('commit')[:12]}", f"date: {recording.about('date')[:10]}"]
    if build not in (NOT_MEASURED, "release"):
        origin.append(f"benchmark library built as {build.upper()}")
    return ["  ·  ".join(parts), "  ·  ".join(origin), "  ·  ".join(fitness(recording))]


def failure_notes(reasons: Mapping[str, object]) -> List[str]:
    return [f"{printable(strategy, 40)}: {reason}" for strategy, reason in reasons.items()]


def list_beside(axes: Axes, strategies: Sequence[Strategy], title: str, notes: Sequence[str]) -> None:
    """A legend with a note on each strategy, right of the panel where it covers nothing."""
    points = (Affine2D().scale(1 / 72) + axes.figure.dpi_scale_trans
              + ScaledTranslation(1, 1, axes.transAxes))  # from the panel's upper right corner
    names = [plain(strategy.name) for strategy in strategies]
    right = 58 + 5.3 * (max(map(len, names)) + max(map(len, notes)))
    beside = {"transform": points, "va": "center", "fontsize": 8.5}
    axes.text(right, -4, title, ha="right", color=MUTED, **beside)
    for at, (strategy, name, note) in enumerate(zip(strategies, names, notes)):
        down = -20 - 14.5 * at
        colour, marker, line = look(strategy)
        axes.add_artist(Line2D([14, 29, 44], [down] * 3, color=colour, marker=marker, linestyle=line,
                               markevery=[1], transform=points, clip_on=False))
        axes.text(52, down, name, **beside)
        axes.text(right, down, note, ha="right", **beside)


def seconds_axis(axis: Axis, label: str) -> None:
    axis.set_label_text(f"{label} (s)")
    axis.set_major_formatter(EngFormatter(unit="s"))


def names_axis(axes: Axes, strategies: Sequence[str]) -> None:
    """One row for each strategy, the first on top."""
    axes.set_ylim(len(strategies) - 0.4, -0.6)
    axes.set_yticks(range(len(strategies)), [plain(strategy) for strategy in strategies])
    axes.tick_params(axis="y", length=0, labelcolor=INK, labelsize=9)
    axes.grid(False, axis="y")


def items_axis(axis: Axis, label: str = "n, items in a run") -> None:
    axis.set_label_text(label)
    axis.set_major_formatter(EngFormatter())


def workers_axis(axis: Axis) -> None:
    axis.set_label_text("workers asked for")
    axis.set_major_locator(MaxNLocator(nbins=8, integer=True))


def rate_axis(axis: Axis, label: str, unit: str) -> None:
    axis.set_label_text(label)
    axis.set_major_formatter(EngFormatter(unit=unit))
    axis.set_major_locator(MaxNLocator(nbins=4))
