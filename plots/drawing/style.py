"""Appearance, in one place: a strategy looks the same in every chart, and every chart says its origin."""
from __future__ import annotations

import textwrap
from typing import List, Sequence, Tuple

import matplotlib
import matplotlib.colors
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import EngFormatter

from analysis.presentation.colours import MUTED
from analysis.recording.reader import Recording
from analysis.statistics.recording_quality import fitness
from analysis.wording.units import NOT_MEASURED, printable

WIDTH = 9.6  # inches; a page such as the README shows it at about this size
INK, GRID = "#222222", "#e3e5e8"
LEGEND_COLUMNS = 5
NAME_WIDTH = 34  # letters of a row's name

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
    """One line that is drawn as it stands, and no label hidden for its underscore."""
    line = as_it_stands(printable(text, limit))
    return f" {line}" if line.startswith("_") else line


def as_it_stands(text: str) -> str:
    """Text for matplotlib that is no formula."""
    return text.replace("$", r"\$")


def empty_figure(height: float, width: float = WIDTH) -> Figure:
    """In inches; `finish` adds the room that title and caption take."""
    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    return figure


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
    width, body = figure.get_size_inches()
    height = above + body + below
    figure.set_size_inches(width, height)
    for axes in figure.axes:
        place = axes.get_position()
        axes.set_position((place.x0, (below + place.y0 * body) / height, place.width, place.height * body / height))
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


def seconds_axis(axis: Axis, label: str) -> None:
    axis.set_label_text(f"{label} (s)")
    axis.set_major_formatter(EngFormatter(unit="s"))


def names_axis(axes: Axes, names: Sequence[str]) -> None:
    """One row for each, the first on top."""
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks(range(len(names)), [plain(each, NAME_WIDTH) for each in names])
    axes.tick_params(axis="y", length=0, labelcolor=INK, labelsize=9)
    axes.grid(False, axis="y")
