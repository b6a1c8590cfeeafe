"""Are processes unfit for short tasks, since they take long to start? Kept ready, against started anew."""
from __future__ import annotations

import math
from typing import List, Mapping

from analysis.claims.claim import Claim, Evidence, Finding, Verdict
from analysis.claims.missing import missing
from analysis.claims.paired_ratio import Pair, PROCESSES, THREADS, UNFIT
from analysis.claims.part import conclude, evidence, interval_text, Part, with_interval
from analysis.claims.shortest_paying_task import metg_over_threads
from analysis.questions.dispatch import numbers as dispatch
from analysis.questions.granularity import numbers as granularity
from analysis.questions.granularity.numbers import Rung
from analysis.questions.startup import numbers as startup
from analysis.recording.reader import Recording
from analysis.statistics.metg import Metg
from analysis.wording.number import Number
from analysis.wording.units import seconds

STARTED_ANEW = {"process_per_call": "processes forked for each call",
                "process_spawn": "programs executed for each call",
                "thread_per_call": "threads started for each call"}
LIVES = {PROCESSES: "processes", THREADS: "threads", "python_pool_fork": "Python's Pool, forked",
         "python_pool_spawn": "Python's Pool, spawned"}
PYTHON = "python_pool_fork"

CLAIM = Claim(
    "d", "Processes are unfit for short tasks, since they take long to start.",
    f"Holds if even ready processes need tasks more than {UNFIT:g} x as long as ready threads do. Does not hold if "
    "they need less: then only the start costs, and one start is enough. The whole 95 % interval must lie on one side. "
    "How long a task must be is its METG: with shorter tasks, less than half of the workers' time is work.",
    ("granularity", "startup", "python"))


def judge(recording: Recording) -> Finding:
    workers = granularity.usual_workers(recording)
    ladder = granularity.ladder(recording, workers)
    ratio = metg_over_threads(recording, workers)
    beside_it = [*_metgs(ladder), *_lives(recording, workers), _python(recording, workers)]
    if ratio is None:
        return conclude(CLAIM, (), {}, beside=beside_it, missing=[missing(
            recording, "METG of processes over that of threads", granularity.WORKLOAD, (PROCESSES, THREADS, "serial"),
            "granularity")])
    part = Part(f"METG of {workers} ready processes over ready threads", ratio, UNFIT)
    compared = f"ready processes need tasks {with_interval(ratio)} as long as ready threads do."
    return conclude(CLAIM, [part], {Verdict.HOLDS: f"Even without a start they are unfit: {compared}",
                                    Verdict.DOES_NOT_HOLD: f"Only new processes are unfit: {compared}"},
                    facts=_facts(ladder), beside=beside_it)


def _facts(ladder: Mapping[str, Rung]) -> str:
    needed = [f"{rung.warm} ({name})" for strategy, name in {PROCESSES: "ready processes", **STARTED_ANEW}.items()
              if (rung := ladder.get(strategy)) and rung.warm]
    return f"Shortest task that pays: {', '.join(needed)}." if len(needed) > 1 else ""


def _metgs(ladder: Mapping[str, Rung]) -> List[Evidence]:
    metgs = []
    for strategy, name in {PROCESSES: "ready processes", THREADS: "ready threads", **STARTED_ANEW}.items():
        rung = ladder.get(strategy, Rung(None, None))
        if rung.warm:
            metgs.append(_metg(f"METG of {name}", rung.warm))
        if rung.cold and strategy in (PROCESSES, THREADS):
            metgs.append(_metg(f"METG of {LIVES[strategy]}, with start and stop", rung.cold))
    return metgs


def _metg(what: str, found: Metg) -> Evidence:
    ends = found.interval if 0 < found.value < math.inf else None
    return Evidence(what, Number(str(found), found.value), interval_text(ends, _end), "the shortest task that pays")


def _end(value: float) -> str:
    """The end of an interval; beyond the slices recorded it is a word."""
    return seconds(value) if 0 < value < math.inf else "never" if value else "below"


def _lives(recording: Recording, workers: int) -> List[Evidence]:
    lives = startup.lives(recording, workers)
    return [Evidence(f"start to stop of {name}", seconds(total), "", "what a start costs")
            for strategy, name in LIVES.items()
            if strategy in lives and (total := lives[strategy].total) is not None]


def _python(recording: Recording, workers: int) -> Evidence:
    """What a call costs in the language of the original, whose pool is ready too."""
    what = "empty call of Python's Pool.map over ours"
    found = dispatch.dispatches(recording, workers).get(PROCESSES)
    ours = found.kinds.get(dispatch.EMPTY) if found else None
    # Who takes part in an empty run nobody knows, so it need not be proven.
    python = recording.find((ours.workload, PYTHON, frozenset(ours.keys.items()))) if ours else None
    if ours and python and python.ok:
        return evidence(what, Pair(python, ours).ratio, "what the language costs")
    return missing(recording, what, dispatch.EMPTY, (PYTHON,), "python")
