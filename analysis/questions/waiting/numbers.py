"""What a recording says of items that only wait: how many are done at the same time, and what that costs."""
from __future__ import annotations

from typing import Dict, List, Mapping, Optional

from analysis.ranking import ranking
from analysis.recording import usual_settings as settings
from analysis.recording.reader import Measurement, Recording

WORKLOAD, PHASE = "blocking", "warm"
KINDS = ("timer", "pipe", "read")  # what an item waits for
TIMED = ("timer", "pipe")  # those that wait for as long as the name says
VARIED = frozenset({"n", "workers", "slices"})
MICROSECOND = 1e-6
IN_FLIGHT = "io_uring has one thread; its workers are operations in flight."

Cells = Mapping[int, Measurement]  # of one strategy, by workers
Curves = Mapping[str, Cells]  # by strategy


def contestants(recording: Recording) -> List[Measurement]:
    """Failed ones too, of all kinds."""
    return [cell for cell in ranking.contestants(recording, WORKLOAD, PHASE) if cell.keys.get("wait") or not cell.ok]


def kinds(recording: Recording) -> Dict[str, Curves]:
    """By what is waited for: as in KINDS, others behind them; the strategies by their name, serial first."""
    by_kind: Dict[str, List[Measurement]] = {}
    for cell in sorted(contestants(recording), key=lambda each: (not each.is_serial, each.strategy)):
        if cell.ok and cell.n:
            by_kind.setdefault(str(cell.keys["wait"]), []).append(cell)
    found = {kind: ranking.fastest(settings.usual(by_kind[kind], VARIED), by="workers")
             for kind in sorted(by_kind, key=lambda each: (KINDS.index(each) if each in KINDS else len(KINDS), each))}
    return {kind: curves for kind, curves in found.items() if curves}


def ideal(cell: Measurement) -> Optional[float]:
    """Items a second if waiting were all that they do; None where nobody knows how long they wait."""
    delay = MICROSECOND * cell.number("delay_us")
    return cell.workers / delay if delay and cell.keys.get("wait") in TIMED else None


def memory(cell: Measurement) -> Optional[float]:
    """Bytes of the whole crew while it waits; what processes share counts once."""
    return cell.counters.get("pss_bytes")


def memory_per_worker(cells: Cells) -> Optional[float]:
    """Bytes that each worker adds to the first one's; None unless one and more were measured."""
    most = max(cells)
    first, last = (memory(cells[workers]) if workers in cells else None for workers in (1, most))
    return None if first is None or last is None or most == 1 else (last - first) / (most - 1)


def switches_per_item(cell: Measurement) -> Optional[float]:
    """Context switches of the whole crew."""
    switches = cell.counters.get("context_switches")
    return None if switches is None else switches / cell.n
