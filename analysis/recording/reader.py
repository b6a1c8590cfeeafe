"""The one reader of recordings: their cells, their twins, another program's, and the lives that measured them."""
from __future__ import annotations

import math
import reprlib
import statistics
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

from analysis.recording import json_file, schema
from analysis.recording.aggregates import remarks, without_aggregates
from analysis.recording.catalogue import CATALOGUES, Job, job, Question, questions, Strategies, strategies
from analysis.recording.foreign_rows import as_ours
from analysis.recording.garbage_collector import uncollected
from analysis.recording.json_file import Flaw
from analysis.recording.lives import Life, take_in
from analysis.recording.measurement import Identity, Measurement, Sample
from analysis.recording.row_names import Key, leave_whole, take_apart, take_marks_off
from analysis.recording.rows import Cell, gather, OTHER, TWIN, UNMARKED
from analysis.recording.samples import Moment
from analysis.recording.states import Course, course, Probe, State
from analysis.wording.commands import RECORD, command
from analysis.wording.units import NOT_MEASURED, printable

__all__ = ["Identity", "Key", "Life", "Measurement", "Recording", "ResultsError", "Sample", "Unreadable",
           "load", "load_any", "load_together"]

OURS = "crossover_version"  # of every context that Crossover writes
NOT_OURS = (f"is of a program that is not Crossover's; {command('plots/summary.py')} lists its rows, "
            f"{command('plots/compare.py')} compares it")
EARLIER_FORM = f"is a recording of an earlier form; record again with {RECORD}"


Pair = Tuple[Measurement, Measurement]  # of the same cell


class ResultsError(Exception):
    """A sentence for the user: which file, which place in it, what is wrong, what to do."""


class Unreadable(ResultsError):
    """A file that is no recording from end to end."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.reason = reason


@dataclass(frozen=True, eq=False)
class Recording:
    path: Path
    context: Mapping[str, Any]
    measurements: Tuple[Measurement, ...]  # without the twins and the other program's
    twins: Tuple[Pair, ...] = ()  # the same program: once, and once more
    lives: Tuple[Life, ...] = ()  # none: all rows are one process's
    plan: Mapping[str, Any] = field(default_factory=dict)
    state: str = ""  # "complete" or "interrupted" where there are lives
    other: Tuple[Pair, ...] = ()  # the recording's own program, and the one that was measured beside it
    strategies: Strategies = field(default_factory=Strategies)  # whether they were measured or not
    questions: Mapping[str, Question] = field(default_factory=dict)  # that its program can answer
    job: Job = Job()  # what its questions about a job were asked of
    files: Tuple[Path, ...] = ()  # that it was put together from, each of one process; none: it is one file
    remarks: Tuple[str, ...] = ()  # sentences about aggregates: what was taken for a time, what was left out

    @property
    def is_own(self) -> bool:
        """Crossover's; or else it is of a program of which only times of rows are known."""
        return OURS in self.context

    @property
    def called(self) -> str:
        """By its files."""
        return ", ".join(map(str, self.files or [self.path]))

    @property
    def has_lives(self) -> bool:
        return bool(self.lives)

    @property
    def groups(self) -> Sequence[Mapping[str, Any]]:
        """Of the plan: a question and a strategy, "sizes/serial", and the names of their rows."""
        return self.plan.get("groups") or ()

    @cached_property
    def _by_workload(self) -> Mapping[str, List[Measurement]]:
        index: Dict[str, List[Measurement]] = {}
        for measurement in self.measurements:
            index.setdefault(measurement.workload, []).append(measurement)
        return index

    @cached_property
    def _by_identity(self) -> Mapping[Identity, Measurement]:
        return {measurement.identity: measurement for measurement in self.measurements}

    @cached_property
    def settled(self) -> Recording:
        """For what decides: cells that did not settle have no time here, but a reason."""
        if not any(cell.is_unsettled for cell in self.measurements):
            return self
        return replace(self, measurements=tuple(cell.once_settled for cell in self.measurements))

    @cached_property
    def course(self) -> Course:
        """What the machine did meanwhile, by all samples."""
        starts = dict(zip((life.id for life in self.lives),
                          accumulate((life.seconds or 0.0 for life in self.lives), initial=0.0)))
        cells = [*self.measurements, *(cell for _, cell in (*self.twins, *self.other))]
        return course([Probe(starts.get(sample.life, 0.0) + moment.at, moment.hand_over) for cell in cells
                       for sample in cell.samples for moment in sample.moments if moment.hand_over])

    @property
    def hand_over(self) -> Optional[float]:
        """Seconds from core to core, the median over all samples; None is "not measured"."""
        known = [sample.hand_over for cell in self.measurements for sample in cell.samples if sample.hand_over]
        return statistics.median(known) if known else None

    @property
    def states(self) -> Tuple[State, ...]:
        """The machine's, where it had more than one that lasted."""
        return self.course.states

    def in_state(self, state: State) -> Recording:
        """As if it consisted of the samples in this state alone; a life may have some in each."""
        if state not in self._in_states:
            self._in_states[state] = self._restricted(state)
        return self._in_states[state]

    @cached_property
    def _in_states(self) -> Dict[State, Recording]:
        return {}

    def _restricted(self, state: State) -> Recording:
        def within(cell: Measurement) -> Measurement:
            return cell.when(state.holds, state.condition)

        cells = {cell.identity: within(cell) for cell in self.measurements}

        def beside(pairs: Sequence[Pair]) -> Tuple[Pair, ...]:
            return tuple((cells[own.identity], within(cell)) for own, cell in pairs)
        return replace(self, measurements=tuple(cells.values()), twins=beside(self.twins), other=beside(self.other))

    @cached_property
    def answers(self) -> Dict[Any, Any]:
        """Where `once` keeps what was computed of it."""
        return {}

    def find(self, identity: Identity) -> Optional[Measurement]:
        return self._by_identity.get(identity)

    def select(self, workload: str, strategy: Optional[str] = None, **keys: Key) -> List[Measurement]:
        """The cells, failed ones too, of a workload that have all these values."""
        return [cell for cell in self._by_workload.get(workload, ())
                if (strategy is None or cell.strategy == strategy)
                and all(cell.keys.get(key) == value for key, value in keys.items())]

    def measured(self, workload: str, strategy: Optional[str] = None, **keys: Key) -> List[Measurement]:
        """The selected cells that have a time."""
        return [cell for cell in self.select(workload, strategy, **keys) if cell.ok]

    def about(self, key: str) -> str:
        """A context value as text; "not measured" where there is none."""
        value = self.context.get(key)
        text = value if isinstance(value, str) else reprlib.repr(value)
        return printable(text, 80) if value not in (None, "") else NOT_MEASURED

    @property
    def effective_cpus(self) -> Optional[float]:
        return self._positive("effective_cpus")

    @property
    def cores(self) -> Optional[float]:
        """Of the machine; hyper-threads do not count."""
        return self._positive("cores")

    @property
    def cpus(self) -> Optional[float]:
        """Effective CPUs, or else all that Google Benchmark saw."""
        return self.effective_cpus or self._positive("num_cpus")

    def _positive(self, key: str) -> Optional[float]:
        try:
            value = float(self.context.get(key, ""))
        except (TypeError, ValueError, OverflowError):
            return None
        return value if 0 < value < math.inf else None


def load(path: Union[str, Path]) -> Recording:
    """Of Crossover. Raises Unreadable, also for what other programs wrote."""
    recording = load_any(path)
    if not recording.is_own and recording.measurements:
        raise Unreadable(recording.path, NOT_OURS)
    return recording


def load_any(path: Union[str, Path]) -> Recording:
    """Of any program that uses Google Benchmark. Raises Unreadable."""
    path = Path(path)
    try:
        with uncollected():
            return _recording(path, _document(path))
    except Flaw as flaw:
        raise Unreadable(path, str(flaw)) from None


def load_together(paths: Sequence[Path]) -> Recording:
    """Files of one process each as one recording: each is a life, in the order of their dates. Raises Unreadable."""
    files = sorted(map(load_any, paths), key=lambda file: file.about("date"))
    for file in files:
        if file.has_lives:
            raise Unreadable(file.path, "has several lives already; give it alone on its side")
        if file.is_own != files[0].is_own:
            raise Unreadable(file.path, f"is of another program than {files[0].path}")
    documents = [_document(file.path) for file in files]
    rows: List[Dict[str, Any]] = []
    for life, document in enumerate(documents):
        measured = [row for row in without_aggregates(document["benchmarks"]).rows if row]
        rows += [{**row, "life": life if at else {"id": life}} for at, row in enumerate(measured)]
    together = _recording(files[0].path, {**documents[0], "benchmarks": rows, "recording": {"state": "complete"}})
    return replace(together, files=tuple(file.path for file in files),
                   remarks=tuple(dict.fromkeys(remark for file in files for remark in file.remarks)))


def _document(path: Path) -> Dict[str, Any]:
    """Its rows as Crossover would put them. Raises Flaw."""
    document = json_file.read(path)
    if not isinstance(document, dict) or not isinstance(document.get("benchmarks"), list):
        raise Flaw("there is no list called 'benchmarks'; give a JSON file that Google Benchmark wrote")
    if document.get("invocations") is not None:
        raise Flaw(EARLIER_FORM)
    schema.head().check(document)
    if document.get("plan") or OURS in (document.get("context") or {}):
        return document
    rows = [as_ours(row) if isinstance(row, dict) else row for row in document["benchmarks"]]
    return {**document, "benchmarks": rows}


def _recording(path: Path, document: Mapping[str, Any]) -> Recording:
    plan, about, told = (document.get(key) or {} for key in ("plan", "recording", "context"))
    entries = take_in(document["benchmarks"])
    if entries and not about.get("state"):
        raise Flaw("recording.state is missing; record the file again")
    kept = without_aggregates(document["benchmarks"])
    names = take_apart if OURS in told else take_marks_off if plan else leave_whole
    cells = gather(kept.rows, entries, names)
    if document["benchmarks"] and not cells:
        raise Flaw("all rows are aggregates, and none is a median; record without --benchmark_report_aggregates_only")
    lives = _with_probes(entries, cells)
    known = strategies(told if OURS in told else {}, (cell.strategy for cell in cells))
    context = {key: value for key, value in told.items() if key not in CATALOGUES}
    measured = [(cell.marks, cell.measurement(lives, known[cell.strategy])) for cell in cells]
    originals = {cell.identity: cell for marks, cell in measured if marks == UNMARKED}

    def beside(mark: str) -> Tuple[Pair, ...]:
        return tuple((originals[cell.identity], cell) for marks, cell in measured
                     if marks == {mark} and cell.identity in originals)
    return Recording(path, context, tuple(originals.values()), beside(TWIN),
                     tuple(lives.values()), plan, about.get("state") or "", beside(OTHER), known,
                     questions(told if OURS in told else {}),
                     job(told if OURS in told else {}, {cell.workload for _, cell in measured}), remarks=remarks(kept))


def _with_probes(lives: Mapping[int, Life], cells: Sequence[Cell]) -> Dict[int, Life]:
    """Each life with what its samples say of the machine."""
    moments: Dict[int, List[Moment]] = {id: [] for id in sorted(lives)}
    for cell in cells:
        for id, each in cell.moments:
            moments.setdefault(id, []).extend(each)
    return {id: replace(lives[id], hand_over=_median(each.hand_over for each in moments[id]),
                        fixed_work=_median(each.fixed_work for each in moments[id])) for id in sorted(lives)}


def _median(values: Iterable[Optional[float]]) -> Optional[float]:
    known = [value for value in values if value]
    return statistics.median(known) if known else None
