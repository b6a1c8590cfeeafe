"""What a run of n items on m hosts takes, fitted to rows of the question machines.

  time = c n/m                     computing: c seconds for an item
       + l (m - 1)                 rank 0 tells each of the others of the run and hears from it
       + (s + k/w) B (m-1)/m       rank 0 receives all results but its own: B bytes over a link of w bytes a second

c is a constant of each kind of item, s what a received byte costs whatever the link, k how much longer a byte takes
than the rate of the link says. All constants are at least 0 (non-negative least squares), and each row counts as much
as any other whatever its time. The second term is an upper bound: the messages of many ranks may overlap.
"""
from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import List, Mapping, NamedTuple, Optional, Sequence, Tuple

from analysis.recording.measurement import Measurement
from analysis.recording.reader import Recording, ResultsError
from analysis.statistics.scientific import nnls, np

GATHERING = {"mpi": True, "mpi_keep": False}
WORK = {"squares": "intensity", "grain": "steps"}  # the key that decides what an item costs

Kind = Tuple[str, int]  # a workload, and the value of that key


class Link(NamedTuple):
    """A recording of hosts that were joined by links of this rate, in bytes a second; None: not limited."""

    recording: Recording
    rate: Optional[float]


class Row(NamedTuple):
    kind: Kind
    items: int
    ranks: int
    sent: float  # bytes that rank 0 receives
    rate: Optional[float]
    seconds: float


@dataclass(frozen=True)
class Model:
    item: Mapping[Kind, float]  # seconds
    rank: float  # seconds for each rank but one
    byte: float  # seconds, without the link
    link: float  # times as long as the rate of the link says
    misfits: Sequence[float]  # of each row: time of the model over time measured, less 1

    @property
    def median_misfit(self) -> float:
        return statistics.median(abs(each) for each in self.misfits)

    def pays_from(self, hosts: int, items: float, item_bytes: float, rate: float, gain: float = 1.0) -> float:
        """Seconds of an item from which this many hosts are `gain` times as fast as one."""
        overhead = self.rank * (hosts - 1) + (self.byte + self.link / rate) * items * item_bytes * (hosts - 1) / hosts
        return overhead / (items * (1 / gain - 1 / hosts))


def fit(links: Sequence[Link]) -> Model:
    """Raises ResultsError where rows are missing that a constant needs."""
    rows = [row for link in links for row in _rows(link)]
    kinds = sorted({row.kind for row in rows})
    for what, needed in (("of one rank", [row for row in rows if row.ranks == 1]),
                         ("of several hosts that keep their results", [row for row in rows if row.ranks > 1
                                                                       and not row.sent]),
                         ("of several hosts whose results are gathered", [row for row in rows if row.sent]),
                         ("of a link of known rate", [row for row in rows if row.sent and row.rate])):
        if not needed:
            raise ResultsError(f"there are no rows {what}; measure with tests/mpi/measure.py links")
    table = np.array([_terms(row, kinds) for row in rows])
    times = np.array([row.seconds for row in rows])
    constants, _ = nnls(table / times[:, None], np.ones(len(rows)))
    rank, byte, link = (float(value) for value in constants[len(kinds):])
    return Model({kind: float(value) for kind, value in zip(kinds, constants)}, rank, byte, link,
                 tuple(float(value) for value in table @ constants / times - 1))


def _terms(row: Row, kinds: Sequence[Kind]) -> List[float]:
    computing = [row.items / row.ranks if row.kind == kind else 0.0 for kind in kinds]
    return [*computing, row.ranks - 1.0, row.sent, row.sent / row.rate if row.rate else 0.0]


def _rows(link: Link) -> List[Row]:
    """Without those whose ranks had no CPU each, and those of one rank beside a limited link: they tell nothing new."""
    cpus = link.recording.cpus or 1
    found = []
    for strategy, gathers in GATHERING.items():
        for workload in WORK:
            for cell in link.recording.measured(workload, strategy, phase="warm"):
                if cell.workers <= cpus and (cell.workers > 1 or link.rate is None):
                    found.append(_row(cell, gathers, link.rate))
    return found


def _row(cell: Measurement, gathers: bool, rate: Optional[float]) -> Row:
    ranks = cell.workers
    results = cell.counters.get("bytes", 0.0)
    return Row((cell.workload, int(cell.keys[WORK[cell.workload]])), int(cell.keys["n"]), ranks,
               results * (ranks - 1) / ranks if gathers else 0.0, rate, statistics.median(cell.times))
