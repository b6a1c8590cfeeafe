"""Are threads better than processes for I/O and for short tasks? The same pool with both, side by side."""
from __future__ import annotations

from typing import Dict, List, NamedTuple, Optional, Tuple

from analysis.claims.claim import Claim, Evidence, Finding, Verdict
from analysis.claims.missing import missing
from analysis.claims.lock_pairs import under_one_lock
from analysis.claims.paired_ratio import BETTER, over_threads, Pair, PROCESSES, THREADS, together
from analysis.claims.part import conclude, evidence, Part
from analysis.claims.shortest_paying_task import metg_over_threads
from analysis.questions.bursts import numbers as bursts
from analysis.questions.bursts.numbers import Bursts
from analysis.questions.contention import numbers as contention
from analysis.questions.dispatch import numbers as dispatch
from analysis.questions.granularity import numbers as granularity
from analysis.questions.waiting import numbers as waiting
from analysis.recording.reader import Recording
from analysis.ranking.target import Value
from analysis.wording.units import printable, two_digits

CLAIM = Claim(
    "e", "For I/O and short tasks, threads are better than processes.",
    "Ready processes are compared with ready threads: the time to update one file under the same lock; the time of "
    "items that only wait, with the most workers recorded; the hand-off latency of a run; the first run after a rest, "
    "since programs work in bursts; the shortest task that pays (METG). Holds if processes take more than "
    f"{BETTER:.2f}x as long in all of these that were recorded. Does not hold if they take less in all. Each whole 95 "
    "% interval must lie on that side.", ("contention", "waiting", "dispatch", "bursts", "granularity"))


class Contest(NamedTuple):
    what: str  # processes over threads
    workload: str
    question: str
    ratio: Optional[Value]
    details: Dict[str, Pair]  # that the ratio is the mean of


def judge(recording: Recording) -> Finding:
    contests = [_file(recording), _waiting(recording), _hand_over(recording), _first_run(recording),
                _short(recording)]
    parts = [Part(contest.what, contest.ratio, BETTER) for contest in contests if contest.ratio]
    numbers = f"{'; '.join(map(str, parts))}."
    return conclude(
        CLAIM, parts,
        {Verdict.HOLDS: f"Threads are better: {numbers}", Verdict.DOES_NOT_HOLD: f"Threads are not better: {numbers}"},
        facts=" ".join(["Each number is the time of processes over that of threads.", *_after_rest(recording)]),
        missing=[missing(recording, contest.what, contest.workload, (PROCESSES, THREADS), contest.question)
                 for contest in contests if contest.ratio is None],
        beside=[detail for contest in contests for detail in _details(contest)])


def _details(contest: Contest) -> List[Evidence]:
    return [evidence(f"{contest.what}: {printable(name, 20)}", pair.ratio, "part of that mean")
            for name, pair in contest.details.items() if len(contest.details) > 1]


def _file(recording: Recording) -> Contest:
    return _together("updating one file", contention.WORKLOAD, "contention", under_one_lock(recording))


def _waiting(recording: Recording) -> Contest:
    found: Dict[str, Pair] = {}
    for kind, curves in waiting.kinds(recording).items():
        pairs = [over_threads(recording, cell) for _, cell in sorted(curves.get(PROCESSES, {}).items())]
        found.update({kind: pair for pair in pairs if pair})  # the last has the most workers
    workers = max((each.cell.workers for each in found.values()), default=0)
    return _together(f"waiting with {workers} workers" if found else "waiting", waiting.WORKLOAD, "waiting", found)


def _hand_over(recording: Recording) -> Contest:
    found = dispatch.dispatches(recording, dispatch.usual_workers(recording)).get(PROCESSES)
    cell = found.kinds.get("rendezvous") if found else None
    pair = over_threads(recording, cell) if cell else None
    return _together("hand-off latency", dispatch.RENDEZVOUS, "dispatch", {"": pair} if pair else {})


def _first_run(recording: Recording) -> Contest:
    """After the longest rest, at each size."""
    found, rest = _bursts(recording)
    cells = found[PROCESSES].after(rest) if PROCESSES in found else []
    pairs = {recording.job.counted(cell.n): pair for cell in cells if (pair := over_threads(recording, cell))}
    return _together(f"first run after {bursts.named(rest)} of rest" if pairs else "first run after a rest",
                     recording.job.name, "bursts", pairs)


def _after_rest(recording: Recording) -> List[str]:
    """How many times as long as in the steady state the first run takes both."""
    by_strategy, rest = _bursts(recording)
    told = [f"{who} {two_digits(times)} times" for strategy, who in ((THREADS, "threads"), (PROCESSES, "processes"))
            for cell in (by_strategy[strategy].after(rest)[:1] if strategy in by_strategy else [])
            if (times := bursts.times_settled(cell)) is not None]
    return [f"After {bursts.named(rest)} of rest the first run takes {' and '.join(told)} as long as in the steady "
            "state."] if told else []


def _bursts(recording: Recording) -> Tuple[Dict[str, Bursts], int]:
    """The bursts by strategy, and the longest rest."""
    found = bursts.bursts(recording, bursts.usual_workers(recording))
    return found, max(bursts.rests(found), default=0)


def _short(recording: Recording) -> Contest:
    ratio = metg_over_threads(recording, granularity.usual_workers(recording))
    return Contest("METG", granularity.WORKLOAD, "granularity", ratio, {})


def _together(what: str, workload: str, question: str, pairs: Dict[str, Pair]) -> Contest:
    whole = together(list(pairs.values()))
    return Contest(what, workload, question, whole.ratio if whole else None, pairs)
