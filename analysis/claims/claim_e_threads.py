"""Are threads better than processes for I/O and for short tasks? The same pool with both, side by side."""
from __future__ import annotations

from typing import Dict, List, NamedTuple, Optional, Tuple

from analysis.claims.claim import Claim, Evidence, Finding, Verdict
from analysis.claims.missing import missing
from analysis.claims.one_file import under_one_lock
from analysis.claims.paired_ratio import BETTER, over_threads, Pair, PROCESSES, THREADS, together
from analysis.claims.part import conclude, evidence, Part
from analysis.claims.short_tasks import metg_over_threads
from analysis.questions.bursts import numbers as bursts
from analysis.questions.bursts.numbers import Bursts
from analysis.questions.contention import numbers as contention
from analysis.questions.dispatch import numbers as dispatch
from analysis.questions.granularity import numbers as granularity
from analysis.questions.waiting import numbers as waiting
from analysis.recording.reader import Recording
from analysis.ranking.target import Value
from analysis.wording.units import count, printable, two_digits

CLAIM = Claim(
    "e", "For I/O and short tasks, threads are better than processes.",
    "Compared are processes with threads, both ready: time of updates of one file under the same lock; time of items "
    "that only wait, with the most workers recorded; time to hand over a run; first run after "
    "a rest, since programs work in bursts; shortest task that pays (METG). Holds if "
    f"all of these that were recorded are more than {BETTER:.2f}x with processes; does not hold if all are less; each "
    "with its whole 95 % interval.", ("contention", "waiting", "dispatch", "bursts",
                                       "granularity"))


class Contest(NamedTuple):
    what: str  # processes over threads
    workload: str
    question: str
    ratio: Optional[Value]
    details: Dict[str, Pair]  # that the ratio is the mean of


def judge(recording: Recording) -> Finding:
    contests = [_file(recording), _waiting(recording), _hand_over(recording), _first_run(recording),
                _short(recording)]
    parts = [Part(each.what, each.ratio, BETTER) for each in contests if each.ratio]
    numbers = f"{'; '.join(map(str, parts))}."
    return conclude(
        CLAIM, parts,
        {Verdict.HOLDS: f"Threads are better: {numbers}", Verdict.DOES_NOT_HOLD: f"Threads are not better: {numbers}"},
        facts=" ".join(["Each number is what processes take over what threads take.", *_after_rest(recording)]),
        missing=[missing(recording, each.what, each.workload, (PROCESSES, THREADS), each.question)
                 for each in contests if each.ratio is None],
        beside=[detail for each in contests for detail in _details(each)])


def _details(contest: Contest) -> List[Evidence]:
    return [evidence(f"{contest.what}: {printable(name, 20)}", pair.ratio, "in that mean")
            for name, pair in contest.details.items() if len(contest.details) > 1]


def _file(recording: Recording) -> Contest:
    return _together("updates of one file", contention.WORKLOAD, "contention", under_one_lock(recording))


def _waiting(recording: Recording) -> Contest:
    found: Dict[str, Pair] = {}
    for kind, curves in waiting.kinds(recording).items():
        pairs = [over_threads(recording, cell) for _, cell in sorted(curves.get(PROCESSES, {}).items())]
        found.update({kind: pair for pair in pairs if pair})  # the last has the most workers
    workers = max((each.cell.workers for each in found.values()), default=0)
    return _together(f"waiting of {workers} workers" if found else "waiting", waiting.WORKLOAD, "waiting", found)


def _hand_over(recording: Recording) -> Contest:
    found = dispatch.dispatches(recording, dispatch.usual_workers(recording)).get(PROCESSES)
    cell = found.kinds.get("rendezvous") if found else None
    pair = over_threads(recording, cell) if cell else None
    return _together("handing over a run", dispatch.RENDEZVOUS, "dispatch", {"": pair} if pair else {})


def _first_run(recording: Recording) -> Contest:
    """After the longest rest, at each size."""
    found, rest = _bursts(recording)
    cells = found[PROCESSES].after(rest) if PROCESSES in found else []
    pairs = {f"{count(cell.n)} squares": pair for cell in cells for pair in [over_threads(recording, cell)] if pair}
    return _together(f"first run after {bursts.named(rest)} of rest" if pairs else "first run after a rest",
                     bursts.WORKLOAD, "bursts", pairs)


def _after_rest(recording: Recording) -> List[str]:
    """What a rest costs both."""
    found, rest = _bursts(recording)
    told = [(who, times) for strategy, who in ((THREADS, "threads"), (PROCESSES, "processes"))
            for cell in (found[strategy].after(rest)[:1] if strategy in found else [])
            for times in [bursts.times_settled(cell)] if times is not None]
    return [f"After {bursts.named(rest)} of rest the first run takes "
            f"{' and '.join(f'{who} {two_digits(times)} times' for who, times in told)} as long as a settled one."
            ] if told else []


def _bursts(recording: Recording) -> Tuple[Dict[str, Bursts], int]:
    """And the longest rest."""
    found = bursts.bursts(recording, bursts.usual_workers(recording))
    return found, max(bursts.rests(found), default=0)


def _short(recording: Recording) -> Contest:
    ratio = metg_over_threads(recording, granularity.usual_workers(recording))
    return Contest("shortest task that pays", granularity.WORKLOAD, "granularity", ratio, {})


def _together(what: str, workload: str, question: str, pairs: Dict[str, Pair]) -> Contest:
    whole = together(list(pairs.values()))
    return Contest(what, workload, question, whole.ratio if whole else None, pairs)
