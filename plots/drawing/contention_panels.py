"""The panels of plot_contention.py: curves of every lock, a ladder of latencies, other regimes, reads."""
from __future__ import annotations

from typing import Iterator, List, Mapping, Optional, Sequence, Tuple

from analysis.presentation import looks
from analysis.questions.contention import numbers as contention
from analysis.questions.contention.numbers import Contest, Curves, LOCK_FREE, THREADS
from analysis.recording.reader import Measurement
from analysis.wording.units import percent, quantity, times_between
from plots.drawing import columns, doublings, style
from plots.drawing.columns import Column
from plots.drawing.style import Axes

RATE = "operations/s"
OFFSETS = (-0.17, 0.17, 0.0)  # of the first strategy, the second and others, in a row that they share
ALONE = {"color": looks.MUTED, "linewidth": 6, "alpha": 0.25, "zorder": 1}
LATENCIES = {"p50": "o", "p99": "|", "max": "x"}
SIZES = {"p50": 6, "p99": 9, "max": 5}  # points
MEANINGS = {"p50": "half took no longer", "p99": "99 % took no longer", "max": "the longest"}
NAME, TITLE = 14, 8.0  # letters and size of a lock's name above its panel

Cells = Mapping[str, Mapping[str, Measurement]]  # by lock, then by strategy
Shares = Mapping[str, Curves]  # by lock, then by strategy, then by the share of reads


def rates(panels: Sequence[Axes], found: Contest) -> None:
    """A panel for each lock, all on the same axes."""
    for axes, (lock, curves) in _side_by_side(panels, found):
        for strategy, cells in curves.items():
            style.draw_line(axes, cells, lambda workers, seconds: cells[workers].n / seconds)
        doublings.workers_axis(axes, _counts(found))
        axes.set_title(style.plain(lock, NAME), fontsize=TITLE)
    doublings.round_ticks(panels[0], "y", f"{RATE} (1/s)")


def reads(panels: Sequence[Axes], found: Shares, workers: int) -> None:
    """The same against the share of operations that only read."""
    for axes, (lock, curves) in _side_by_side(panels, found):
        for strategy, cells in curves.items():
            style.draw_line(axes, cells, lambda share, seconds: cells[share].n / seconds)
        axes.set_xticks(_counts(found))
        axes.set_xlabel(f"share of reads, {workers} workers (%)")
        axes.set_title(style.plain(f"{lock}, reads", NAME + 7), fontsize=TITLE)
    doublings.round_ticks(panels[0], "y", f"{RATE} (1/s)")


def _side_by_side(panels: Sequence[Axes], found: Mapping[str, Curves]) -> Iterator[Tuple[Axes, Tuple[str, Curves]]]:
    """Panels of locks that share the first one's vertical axis."""
    for axes, each in zip(panels, found.items()):
        if axes is not panels[0]:
            axes.sharey(panels[0])
            axes.tick_params(labelleft=False)
        yield axes, each


def _counts(found: Mapping[str, Curves]) -> List[int]:
    """What is drawn from left to right: workers, or shares of reads."""
    return sorted({place for curves in found.values() for cells in curves.values() for place in cells})


def waits(panels: Sequence[Axes], above: Sequence[Axes], found: Contest) -> None:
    """Beneath the rates, as far as there is a lock."""
    for axes, rate, (lock, curves) in zip(panels, above, found.items()):
        if lock in LOCK_FREE:
            axes.axis("off")
            axes.text(0.5, 0.5, "takes\nno lock", ha="center", va="center", color=looks.MUTED, transform=axes.transAxes)
            continue
        axes.sharex(rate)
        rate.set_xlabel("")
        counts = _counts(found)
        doublings.guide(axes, {workers: 100 * contention.alone(workers) for workers in counts}, **ALONE)
        for strategy, cells in curves.items():
            shares = {workers: share for workers, cell in cells.items()
                      if (share := contention.waiting_share(cell)) is not None}
            colour, marker, line = looks.look(next(iter(cells.values())).traits)
            axes.plot(list(shares), [100 * share for share in shares.values()], color=colour, marker=marker,
                      linestyle=line)
        doublings.workers_axis(axes, counts)
        axes.set_ylim(-4, 104)
        axes.tick_params(labelleft=axes is panels[0])
    panels[0].set_ylabel("waiting (%)")


def ladder(axes: Axes, words: Axes, found: Cells, workers: int) -> None:
    """What an operation takes, from the median to the longest: a row for each strategy under each lock."""
    cells = [cell for strategies in found.values() for cell in strategies.values()]
    for at, cell in enumerate(cells):
        times = {which: time for which in LATENCIES if (time := contention.latency(cell, which))}
        colour = looks.look(cell.traits).colour
        if times:
            axes.hlines(at, min(times.values()), max(times.values()), color=colour, linewidth=1.2, alpha=0.6)
        for which, time in times.items():
            axes.plot(time, at, LATENCIES[which], color=colour, markersize=SIZES[which], markeredgewidth=1.4,
                      markerfacecolor="white" if cell.is_doubtful else colour)
    for each in (axes, words):
        style.names_axis(each, _first_names(found))
        _part(each, found)
    axes.set_title(f"Time of an operation, {workers} workers, cached")
    doublings.round_ticks(axes, "x", "")
    style.seconds_axis(axes.xaxis, "latency, waiting included")
    words.axis("off")
    columns.write(words, _columns(found), inside=True)
    for text in words.texts:
        text.set_in_layout(False)  # or all rows of panels would make room for it


def _first_names(found: Cells) -> List[str]:
    """Of the locks, each once."""
    return [lock if at == 0 else "" for lock, strategies in found.items() for at in range(len(strategies))]


def _part(axes: Axes, found: Cells) -> None:
    """Thin lines between the locks."""
    at = -0.5
    for strategies in list(found.values())[:-1]:
        at += len(strategies)
        axes.axhline(at, color=style.GRID, linewidth=0.8)


def _columns(found: Cells) -> List[Column]:
    pairs = [(cell, strategies.get(THREADS)) for strategies in found.values() for cell in strategies.values()]
    shares, fair = ([read(cell) for cell, _ in pairs]
                    for read in (contention.waiting_share, lambda cell: cell.counters.get("fairness")))
    listed = [Column(RATE, 50, [quantity(cell.rate, "") for cell, _ in pairs]),
              Column(f"of {THREADS}'s", 104, [_of_threads(cell, threads) for cell, threads in pairs]),
              Column("waiting", 44, ["" if each is None else percent(each) for each in shares]),
              Column("fair", 28, ["" if each is None else f"{each:.2f}" for each in fair])]
    return [column for column in listed if any(column.texts)]


def _of_threads(cell: Measurement, threads: Optional[Measurement]) -> str:
    is_compared = threads is not None and threads is not cell
    return times_between(*contention.throughput_ratio(cell, threads)) if is_compared else ""


def regime(axes: Axes, title: str, found: Cells, rows: Sequence[str]) -> None:
    """Operations a second: a row for each lock."""
    for lock, strategies in found.items():
        for at, cell in enumerate(strategies.values()):
            place = rows.index(lock) + OFFSETS[min(at, len(OFFSETS) - 1)]
            colour = looks.look(cell.traits).colour
            axes.hlines(place, *sorted(cell.n / end for end in cell.spread), color=colour, linewidth=1.2, alpha=0.6)
            axes.plot(cell.rate, place, looks.look(cell.traits).marker, color=colour,
                      markerfacecolor="white" if cell.is_doubtful else colour)
    style.names_axis(axes, rows)
    axes.set_title(title)
    doublings.round_ticks(axes, "x", f"{RATE} (1/s)")
