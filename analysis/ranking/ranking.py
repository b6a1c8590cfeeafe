"""The job of a recording, ranked: what the table and several charts agree on."""
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Collection, Dict, Iterable, List, Mapping, Optional, Tuple

from analysis.ranking.ceilings import share_of_ceiling
from analysis.recording.catalogue import SERIAL
from analysis.recording.failed_strategies import failures
from analysis.recording.once import once
from analysis.recording.outcome import Reason
from analysis.recording.reader import Key, Measurement, Recording
from analysis.statistics.bootstrap import within
from analysis.statistics.break_even import break_even, BreakEven, Verdict
from analysis.statistics.break_even_interval import interval
from analysis.statistics.ties import are_replicated, ranks, tied_sizes

PHASES = ("warm", "cold")  # in which sizes are compared
BURST = "burst"  # a phase whose sizes are a question of their own

Curves = Mapping[str, Mapping[int, Measurement]]  # by strategy, then by n


@dataclass(frozen=True)
class Ranked:
    """One strategy at one size; None is "not measured"."""

    cell: Measurement
    rank: Optional[int]  # those that cannot be told apart share one
    speed_up: Optional[float]  # over serial
    interval: Optional[Tuple[float, float]]  # of the speed-up, 95 %
    share: Optional[float]  # of the machine's ceiling
    cpu_cost: Optional[float]  # CPU time of the whole crew, relative to serial's

    @property
    def observed(self) -> Optional[float]:
        return self.cell.counters.get("workers_observed")


def of_job(recording: Recording, phase: str, workers: Optional[int] = None,
           intensity: Optional[int] = 1) -> List[Measurement]:
    """The contestants in the workload that is ranked."""
    return contestants(recording, recording.job.name, phase, workers, intensity=intensity)


def contestants(recording: Recording, workload: str, phase: str, workers: Optional[int] = None,
                beside: Collection[str] = (), **keys: Optional[Key]) -> List[Measurement]:
    """The cells, failed ones too, of all strategies that may be compared; references only if they are named `beside`.

    None stands for any. A key that a name lacks excludes nothing: an unavailable strategy may have
    no keys at all.
    """
    every: Dict[str, Optional[Key]] = {"phase": phase, **keys}
    wanted = {key: value for key, value in every.items() if value is not None}
    return [cell for cell in recording.select(workload)
            if (not cell.is_reference or cell.strategy in beside)
            and all(cell.keys.get(key, value) == value for key, value in wanted.items())
            and (workers is None or cell.is_serial
                 or cell.keys.get("workers", workers) == workers)]


def fastest(cells: Iterable[Measurement], by: str) -> Dict[str, Dict[int, Measurement]]:
    """By strategy, then by the number that the key `by` has, in ascending order.

    Where other keys were varied, such as slices, every strategy is taken at its best.
    """
    found: Dict[str, Dict[int, Measurement]] = {}
    for cell in sorted(cells, key=lambda each: each.number(by)):
        value = cell.number(by)
        if cell.ok and value:
            group = found.setdefault(cell.strategy, {})
            group[value] = min(group.get(value, cell), cell, key=quickness)
    return found


def best(cells: Iterable[Measurement]) -> Dict[str, Measurement]:
    """By strategy: its fastest cell that has a time."""
    found: Dict[str, Measurement] = {}
    for cell in cells:
        if cell.ok:
            found[cell.strategy] = min(found.get(cell.strategy, cell), cell, key=quickness)
    return found


def quickness(cell: Measurement) -> Tuple[bool, float]:
    """What did not settle stands behind what did."""
    return cell.is_unsettled, cell.median


def with_workers(by_strategy: Curves) -> Dict[str, Mapping[int, Measurement]]:
    """Without the strategies that have none by design."""
    return {strategy: cells for strategy, cells in by_strategy.items()
            if not any(cell.is_serial for cell in cells.values())}


def curves(cells: List[Measurement]) -> Curves:
    return fastest(cells, by="n")


def usual_workers(recording: Recording, cells: Optional[Iterable[Measurement]] = None) -> int:
    """The worker count of these cells (default: the job) that the machine has CPUs for, or the next best."""
    counts = sorted({cell.workers for cell in (of_job(recording, "warm") if cells is None else cells)
                     if cell.ok and cell.workers and not cell.is_serial})
    fitting = [count for count in counts if count <= (recording.cpus or counts[-1])]
    return fitting[-1] if fitting else counts[0] if counts else 1


def largest_n(recording: Recording, workers: int) -> int:
    """The largest size measured, where possible of those that serial was measured at too; or 0."""
    by_strategy = curves(of_job(recording, "warm", workers))
    compared = by_strategy.get(SERIAL) or {n for sizes in by_strategy.values() for n in sizes}
    return max(compared, default=0)


@once
def rank(recording: Recording, n: int, workers: int) -> List[Ranked]:
    """The fastest median first; those that did not settle stand behind them, without a rank."""
    by_strategy = curves(of_job(recording, "warm", workers))
    cells = sorted((sizes[n] for sizes in by_strategy.values() if n in sizes), key=quickness)
    serial = by_strategy.get(SERIAL, {}).get(n)
    return [Ranked(cell, rank, *_speed_up(cell, serial), share_of_ceiling(recording, cell),
                   _cpu_cost(cell, serial)) for cell, rank in zip(cells, ranks(cells))]


def _speed_up(cell: Measurement, serial: Optional[Measurement],
              ) -> Tuple[Optional[float], Optional[Tuple[float, float]]]:
    """Over serial, with its interval: life by life where that is possible. None unless both settled."""
    if serial is None or serial.is_unsettled or cell.is_unsettled:
        return None, None
    difference = within(cell, serial) if cell is not serial else None
    if difference is None:
        return serial.median / cell.median, None
    return difference.ratio, difference.interval()


def unranked(recording: Recording, n: int, workers: int) -> Dict[str, Reason]:
    """Why a strategy of this recording has no rank, or failed in some of the cells compared."""
    compared = [cell for cell in of_job(recording, "warm", workers)
                if cell.keys.get("n", n) == n]
    reasons = failures(compared)
    measured = {cell.strategy for cell in compared if cell.ok}
    every = [cell for cell in recording.select(recording.job.name)
             if not cell.is_reference and cell.keys.get("phase") != BURST]
    elsewhere = failures(every)
    for cell in every:
        if cell.strategy not in measured:
            reasons.setdefault(cell.strategy, elsewhere.get(cell.strategy, Reason("not recorded here")))
    return reasons


def break_evens(by_strategy: Curves) -> Dict[str, BreakEven]:
    """Every strategy against serial, the earliest first; empty where serial was not measured.

    By the medians alone where nothing was measured twice. Sizes that did not settle are left out.
    """
    by_strategy = {strategy: {n: cell for n, cell in sizes.items() if not cell.is_unsettled}
                   for strategy, sizes in by_strategy.items()}
    serial = by_strategy.get(SERIAL, {})
    replicated = are_replicated(cell for sizes in by_strategy.values() for cell in sizes.values())
    verdicts = {strategy: break_even(_medians(sizes), _medians(serial),
                                     tied_sizes(serial, sizes) if replicated else ())
                for strategy, sizes in by_strategy.items() if strategy != SERIAL}
    found = {strategy: _with_interval(verdict, by_strategy[strategy], serial)
             for strategy, verdict in verdicts.items() if verdict}
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


@once
def break_evens_of(recording: Recording, phase: str, workers: int) -> Dict[str, BreakEven]:
    """With so many workers."""
    return break_evens(curves(of_job(recording, phase, workers)))


def _with_interval(found: BreakEven, strategy: Mapping[int, Measurement], serial: Mapping[int, Measurement],
                   ) -> BreakEven:
    if found.verdict is not Verdict.FROM:
        return found
    return replace(found, interval=interval(strategy, serial, found.n))


def _medians(sizes: Mapping[int, Measurement]) -> Dict[int, float]:
    return {n: cell.median for n, cell in sizes.items()}


def _cpu_cost(cell: Measurement, serial: Optional[Measurement]) -> Optional[float]:
    own = cell.counters.get("cpu_ns")
    base = serial.counters.get("cpu_ns") if serial else None
    return own / base if own is not None and base else None
