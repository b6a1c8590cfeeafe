"""How short may work be? METG of processes against threads, ready and new."""
from __future__ import annotations

import math
from typing import List, Mapping, Optional

from analysis.questions.contention.numbers import PROCESSES, THREADS
from analysis.questions.granularity import numbers as granularity
from analysis.questions.granularity.numbers import Rung
from analysis.recording.reader import Recording
from analysis.statistics.metg import EFFICIENCY, Metg
from analysis.wording.sentences import as_sentences, joined, name
from analysis.wording.units import count, percent

IN_HEADLINE = True  # whether the first sentence stands among the answers in a few sentences
MEANING = f"from that length on, {percent(EFFICIENCY)} of the workers' time is work"


def sentences(recording: Recording) -> List[str]:
    recording = recording.settled
    rungs = granularity.ladder(recording, granularity.usual_workers(recording))
    threads, processes = (_warm(rungs, strategy) for strategy in (THREADS, PROCESSES))
    if threads is None or processes is None:
        first = next(((strategy, rung.warm) for strategy, rung in rungs.items() if rung.warm), None)
        return [joined([f"the shortest efficient slices (METG) are those of {name(first[0])}: {first[1].with_interval} "
                        f"({MEANING})"])] if first else []
    longest = max(threads, processes, key=lambda metg: metg.value)
    return as_sentences([_ready(threads, processes),
                         f"ready threads need slices of {threads.with_interval} ({MEANING})",
                         *_new(recording, rungs, longest)])


def _warm(rungs: Mapping[str, Rung], strategy: str) -> Optional[Metg]:
    return rungs[strategy].warm if strategy in rungs else None


def _ready(threads: Metg, processes: Metg) -> str:
    own = f"ready processes need slices of {processes.with_interval} or longer (METG)"
    if threads.interval is None or processes.interval is None:
        return f"{own}, measured once"
    if processes.interval[0] > threads.interval[1]:
        return f"{own}; ready threads need shorter ones"
    if threads.interval[0] > processes.interval[1]:
        return f"{own}; ready threads need longer ones"
    return f"{own}; ready threads do not differ significantly"


def _new(recording: Recording, rungs: Mapping[str, Rung], ready: Metg) -> List[str]:
    """Strategies whose workers are new in each run, the simplest first."""
    new = sorted((each for name in rungs if (each := recording.strategies[name]).starts_each_run),
                 key=lambda each: each.by_simplicity)
    return [_times_more(each.name, found, ready) for each in new if (found := _warm(rungs, each.name))]


def _times_more(strategy: str, new: Metg, ready: Metg) -> str:
    """At least: from the near ends of both intervals, which must leave a gap."""
    if new.interval is None or ready.interval is None:
        return ""
    low, high = new.interval[0], ready.interval[1]
    if not 0 < high < low < math.inf:
        return ""
    return (f"new workers ({strategy}) need slices of {new.with_interval}, at least {_rounded_down(low / high)} times "
            "as long")


def _rounded_down(ratio: float) -> str:
    """To two digits: 697 -> "690", 1.67 -> "1.6"."""
    unit = 10.0 ** (math.floor(math.log10(ratio)) - 1)
    rounded = math.floor(ratio / unit) * unit
    return count(rounded) if rounded >= 10 else f"{rounded:.1f}"
