"""What bounds each strategy, and the numbers that lead to it: from ceilings and anatomy of the same recording."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Dict, Iterable, List, Mapping, Optional, Tuple

from analysis.bottleneck.cases import compared
from analysis.bottleneck.cause import Bound, bound, Evidence, RULE, UNKNOWN
from analysis.questions.ceilings import bound as roofline
from analysis.questions.contention import bound as shared_file
from analysis.questions.dispatch import bound as hand_over
from analysis.questions.granularity import bound as slices
from analysis.questions.imbalance import bound as uneven
from analysis.questions.startup import bound as cold
from analysis.questions.waiting import bound as blocking
from analysis.recording.reader import Measurement, Recording
from analysis.wording.sentences import joined, name
from analysis.wording.tables import Table
from analysis.wording.units import percent_span, printable

QUESTION = "What bounds each strategy?"
WORDS = ("work", "bound", "strategies")  # the columns that are no numbers
NAMES_WIDTH = 34

MEANING = ("of the time: what the cause that names the bound, or the largest known one, explains of a run; least and "
           "most of these strategies. Work is held against the plainest loops in the same lives, not at the machine's "
           "best moment.")


@dataclass(frozen=True)
class Bounded:
    """One strategy in one setting."""

    what: str  # the setting, such as "squares, n = 9,999,999"
    cell: Measurement
    bound: Bound

    @property
    def strategy(self) -> str:
        return self.cell.strategy

    @property
    def workers(self) -> int:
        return self.cell.workers

    @property
    def n(self) -> int:
        return self.cell.n


def bounds(recording: Recording) -> List[Bounded]:
    """Of what a page compares: setting by setting, in each the strategies as they stand there."""
    recording = recording.settled
    return [Bounded(what, cell, found) for what, cells in compared(recording) for cell in cells
            for found in [bound_of(recording, cell)] if found]


def bound_of(recording: Recording, cell: Measurement) -> Optional[Bound]:
    """None for a cell that failed, or of which nothing is known that could bound it."""
    collect = EVIDENCE.get((cell.workload, str(cell.keys.get("phase", ""))))
    return bound(collect(recording, cell)) if collect and cell.ok else None


def why(recording: Recording, cell: Measurement) -> str:
    """What bounds it, a sentence; empty where nothing is known."""
    found = bound_of(recording, cell)
    return "" if found is None or found.name == UNKNOWN else joined([f"what bounds {name(cell.strategy)}: {found}"])


def table(recording: Recording) -> Table:
    """A row for each setting and bound; the strategies that share it stand in it."""
    rows = [_row(what, name, found) for what, by_name in _grouped(bounds(recording)).items()
            for name, found in by_name.items()]
    return Table(("work", "bound", "of the time", "strategies"), rows, f"{MEANING} {RULE}" if rows else "")


def _grouped(found: Iterable[Bounded]) -> Mapping[str, Mapping[str, List[Bounded]]]:
    """By setting, then by the name of the bound."""
    groups: Dict[str, Dict[str, List[Bounded]]] = {}
    for each in found:
        groups.setdefault(each.what, {}).setdefault(each.bound.name, []).append(each)
    return groups


def _row(what: str, name: str, found: List[Bounded]) -> Tuple[str, ...]:
    names = ", ".join(printable(each.strategy, 20) for each in found)
    if len(names) > NAMES_WIDTH:
        names = f"{len(found)}: {names}"
    return what, name, percent_span((each.bound.share for each in found), " .. "), printable(names, NAMES_WIDTH)


def _work(recording: Recording, cell: Measurement) -> Evidence:
    return roofline.evidence(recording, cell) + hand_over.evidence(recording, cell)


def _cold_squares(recording: Recording, cell: Measurement) -> Evidence:
    return roofline.evidence(recording, cell) + cold.evidence(recording, cell, "sizes")


def _uneven(recording: Recording, cell: Measurement) -> Evidence:
    return uneven.evidence(recording, cell) + hand_over.evidence(recording, cell)


Collector = Callable[[Recording, Measurement], Evidence]
EVIDENCE: Mapping[Tuple[str, str], Collector] = {  # by workload and phase
    ("squares", "warm"): _work, ("squares", "cold"): _cold_squares, ("timeline", "anatomy"): _work,
    ("grain", "warm"): slices.evidence, ("grain", "cold"): slices.evidence, ("skewed_squares", "warm"): _uneven,
    ("shared_file", "prepared"): shared_file.evidence, ("blocking", "warm"): blocking.evidence}
