"""What bounds each strategy, and the numbers that lead to it: from ceilings and anatomy of the same recording."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Dict, Iterable, List, Mapping, Optional, Tuple

from analysis import discovery
from analysis.bottleneck.cases import compared
from analysis.bottleneck.cause import Bound, bound, Evidence, NO_SINGLE, RULE, UNKNOWN
from analysis.recording.once import once
from analysis.recording.reader import Measurement, Recording
from analysis.wording.sentences import joined, name
from analysis.wording.tables import Table
from analysis.wording.units import percent_span, printable

QUESTION = "What bounds each strategy?"
JOB = "the job"  # stands for the recording's own, whatever it is called
WORDS = ("work", "bound", "strategies")  # the columns that are no numbers
NAMES_WIDTH = 34

MEANING = ("of the time: the share of a run that the bound's cause, or the largest known cause, explains; from the "
           "smallest to the largest of these strategies. The work is compared with the fastest simple loop of the same "
           "lives, not with the machine's best moment.")


Collector = Callable[[Recording, Measurement], Evidence]
Collectors = Mapping[Tuple[str, str], Collector]  # by workload and phase: a question has some in its file bound.py


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


@once
def bounds(recording: Recording) -> List[Bounded]:
    """Of what a page compares: setting by setting, in each the strategies as they stand there."""
    recording = recording.settled
    return [Bounded(what, cell, found) for what, cells in compared(recording) for cell in cells
            for found in [bound_of(recording, cell)] if found]


def bound_of(recording: Recording, cell: Measurement) -> Optional[Bound]:
    """None for a cell that failed, or of which nothing is known that could bound it."""
    collectors = _collectors(recording, cell)
    if not collectors or not cell.ok:
        return None
    return bound(sum((collect(recording, cell) for collect in collectors), Evidence()))


def _collectors(recording: Recording, cell: Measurement) -> List[Collector]:
    """Of every question that tells what bounds this work in this phase."""
    workload = JOB if cell.workload == recording.job.name else cell.workload
    kind = (workload, str(cell.keys.get("phase", "")))
    return [collectors[kind] for module in discovery.parts("bound")
            if kind in (collectors := getattr(module, "COLLECTORS", {}))]


def why(recording: Recording, cell: Measurement) -> str:
    """What bounds it, a sentence; empty where nothing is known."""
    cause = bound_of(recording, cell)
    if cause is None or cause.name == UNKNOWN:
        return ""
    return joined([f"the run of {name(cell.strategy)} {'has' if cause.name == NO_SINGLE else 'is'} {cause}"])


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
