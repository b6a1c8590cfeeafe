#!/usr/bin/env python3
"""Who waits for the lock? Threads beside processes that change one file, under every lock and without one."""
from __future__ import annotations

import sys
from pathlib import Path
from dataclasses import dataclass
from typing import Dict, Iterator, List, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from analysis.presentation import looks
from analysis.questions.contention import numbers as contention
from analysis.questions.contention.numbers import Contest, EXCLUSIVE, LOCK_FREE, LOCKS, PROCESSES, THREADS, WRITES
from analysis.recording import usual_settings as settings
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.fitness import spread
from analysis.wording.units import count
from plots.drawing import chart, contention_panels, style
from plots.drawing.chart import NothingToDraw
from plots.drawing.contention_panels import ALONE, Cells, LATENCIES, MEANINGS, Shares
from plots.drawing.style import Figure, Line2D

FIELDS = 8  # of a row of panels: as many as there are locks
WORDS = 3  # of them, beside the ladder of latencies
RATES, WAITS, REGIME = 2.0, 1.5, 2.4  # inches: rows of panels
LADDER, ROW = 0.75, 0.19  # inches: without rows, a strategy under a lock
SYNCHRONISED = {"sync_each": "every operation reaches the disk", "sync_end": "all of them do at the end",
                "cold": "reads of what was not in memory"}


@dataclass(frozen=True)
class Found:
    """What is drawn; what was not recorded is empty."""

    workers: int  # of all panels but those against workers
    cached: Contest
    cells: Cells  # of the cached regime
    regimes: Dict[str, Cells]  # the others
    shares: Shares

    @property
    def has_waits(self) -> bool:
        return any(contention.waiting_share(cell) is not None for cell in self._all_cached())

    @property
    def has_latencies(self) -> bool:
        return any(contention.latency(cell, which) for cells in self.cells.values() for cell in cells.values()
                   for which in LATENCIES)

    @property
    def measured(self) -> List[Measurement]:
        others = [cell for by_lock in self.regimes.values() for cells in by_lock.values() for cell in cells.values()]
        return [*self._all_cached(), *others]

    def _all_cached(self) -> Iterator[Measurement]:
        return (cell for curves in self.cached.values() for cells in curves.values() for cell in cells.values())


def draw(recording: Recording) -> Figure:
    found = _find(recording)
    if not found.measured:
        raise NothingToDraw(f"no row of '{contention.WORKLOAD}' with a lock, a regime and 'reads:{WRITES}' has a time")
    layout, heights = _layout(found)
    figure, panels = style.mosaic(layout, heights)
    if found.cached:
        contention_panels.rates([panels[f"rate {lock}"] for lock in found.cached], found.cached)
    if found.has_latencies:
        contention_panels.ladder(panels["ladder"], panels["words"], found.cells, found.workers)
    if found.has_waits:
        contention_panels.waits([panels[f"wait {lock}"] for lock in found.cached],
                                [panels[f"rate {lock}"] for lock in found.cached], found.cached)
    rows = [lock for lock in _locks(found) if any(lock in by_lock for by_lock in found.regimes.values())]
    for at, (regime, by_lock) in enumerate(found.regimes.items()):
        contention_panels.regime(panels[regime], f"{regime}, {found.workers} workers", by_lock, rows)
        panels[regime].tick_params(labelleft=at == 0)
    if found.shares:
        contention_panels.reads([panels[f"reads {lock}"] for lock in found.shares], found.shares,
                                found.workers)
    return style.finish(figure, "Who waits for the lock?", _subtitle(recording, found), recording,
                        _notes(recording, found), legend=_legend(found))


def _find(recording: Recording) -> Found:
    cached = contention.contest(recording)
    others = contention.other_regimes(recording)
    workers = contention.usual_workers(cached) or contention.usual_workers(*others.values())
    regimes = {regime: by_lock for regime, each in others.items() if (by_lock := contention.at(each, workers))}
    return Found(workers, cached, contention.at(cached, workers), regimes, contention.by_reads(recording, workers))


def _layout(found: Found) -> Tuple[List[List[str]], List[float]]:
    fields = max(FIELDS, len(found.cached))
    locks = list(found.cached)
    rows = [(_row([f"rate {lock}" for lock in locks], fields), RATES),
            (_row([f"wait {lock}" for lock in locks if found.has_waits], fields), WAITS),
            (["ladder"] * (fields - WORDS) + ["words"] * WORDS if found.has_latencies else [],
             LADDER + ROW * sum(map(len, found.cells.values()))),
            (_row(list(found.regimes), fields), REGIME),
            (_row([f"reads {lock}" for lock in found.shares], fields), RATES)]
    return [row for row, _ in rows if row], [height for row, height in rows if row]


def _row(names: List[str], fields: int) -> List[str]:
    """The same width for each, from the left."""
    if not names:
        return []
    row = [name for name in names for _ in range(fields // len(names))]
    return row + ["."] * (fields - len(row))


def _locks(found: Found) -> Dict[str, None]:
    """In the usual order, others behind them."""
    drawn = [str(cell.keys["lock"]) for cell in found.measured]
    return dict.fromkeys([*(lock for lock in LOCKS if lock in drawn), *sorted(set(drawn) - set(LOCKS))])


def _subtitle(recording: Recording, found: Found) -> str:
    cell, drawn = found.measured[0], {each.strategy for each in found.measured}
    records, size, thinking = (cell.number(key) for key in ("records", "bytes", "think_ns"))
    parts = [f"Workers change {count(records)} records of {count(size)} bytes in one file.",
             f"Between operations they think for {count(thinking)}\u00a0ns." if thinking else "",
             f"{THREADS} and {PROCESSES} share their hand-off: they differ in threads against processes."
             if {THREADS, PROCESSES} <= drawn else "",
             f"The median, with a bar {spread(recording)}.",
             style.HOLLOW if any(each.is_doubtful for each in found.measured) else ""]
    return " ".join(part for part in parts if part)


def _notes(recording: Recording, found: Found) -> List[str]:
    locks = _locks(found)
    exclusive, free = ([lock for lock in some if lock in locks] for some in (EXCLUSIVE, LOCK_FREE))
    parts = [f"{', '.join(exclusive)}: one exclusive lock." if exclusive else "",
             "rw: a lock that readers share." if "rw" in locks else "",
             f"{', '.join(free)}: no lock." if free else "",
             "Waiting: for the lock, share of the workers' time while all of them work." if found.has_waits else "",
             "Fair: fewest over most operations of a worker until the first is done."
             if found.has_latencies else "",
             *(f"{regime}: {SYNCHRONISED[regime]}." for regime in found.regimes)]
    failed = settings.failures(contention.contestants(recording), "lock")
    return [" ".join(part for part in parts if part), *style.failure_notes(failed)]


def _legend(found: Found) -> List[Line2D]:
    drawn = dict.fromkeys(cell.traits for cell in found.measured)
    return [*(style.sample(strategy) for strategy in sorted(drawn, key=looks.family_order)),
            *[Line2D([], [], label="(w − 1) / w: one of w works", **ALONE)] * found.has_waits,
            *(Line2D([], [], color=looks.MUTED, marker=LATENCIES[which], linestyle="none", label=MEANINGS[which])
              for which in LATENCIES if found.has_latencies)]


if __name__ == "__main__":
    sys.exit(chart.main(draw, __doc__))
