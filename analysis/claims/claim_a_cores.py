"""Do processes use the cores? Their speed-up on work that computes, against the cores there are."""
from __future__ import annotations

from analysis.claims.claim import Claim, Finding, Verdict
from analysis.claims.missing import missing
from analysis.claims.paired_ratio import PROCESSES, THREADS, together
from analysis.claims.part import conclude, evidence, Part, ratio_text, with_interval
from analysis.claims.plain_loop import computing, CPU_BOUND, writing
from analysis.questions.granularity import numbers as granularity
from analysis.ranking import ranking
from analysis.recording.reader import Recording

USED = 0.8  # of the cores

CLAIM = Claim(
    "a", "Splitting CPU-bound work over processes uses the cores.",
    f"Holds if a ready pool of processes, as many as there are CPUs, is more than {USED} x cores times as fast as a "
    "plain loop; does not hold if it is less; either with the whole 95 % interval. CPU-bound: squares with the most "
    f"multiplications for each item ({CPU_BOUND} or more), and slices that compute for a millisecond or more; the "
    "geometric mean of those. Hyper-threads do not count as cores.", ("scaling", "granularity"))


def judge(recording: Recording) -> Finding:
    cores = min((each for each in (recording.cpus, recording.cores) if each), default=0.0)
    if 0 < cores < 2:
        return Finding(CLAIM, Verdict.UNDECIDED,
                       "This machine has one core for us, so there is nothing to split work over.", ())
    workers = _usual_workers(recording)
    work = computing(recording, PROCESSES, workers) if workers > 1 else {}
    whole = together(list(work.values()))
    if whole is None:
        return conclude(CLAIM, (), {}, missing=[missing(
            recording, "speed-up of processes that compute", ranking.WORKLOAD, (PROCESSES, "serial"), "scaling")])
    cores = min(workers, cores or workers)
    part = Part(f"{workers} processes: speed-up over a plain loop", whole.ratio, USED * cores)
    numbers = f"{workers} processes are {with_interval(part.measured)} as fast as a plain loop on {cores:g} cores"
    threads = together(list(computing(recording, THREADS, workers).values()))
    return conclude(
        CLAIM, [part],
        {Verdict.HOLDS: f"{numbers}.", Verdict.DOES_NOT_HOLD: f"{numbers}; {ratio_text(part.limit)} is asked for."},
        facts=f"Threads: {with_interval(threads.ratio)}." if threads else "",
        beside=[*(evidence(f"... {what}", each.ratio, "in that mean") for what, each in work.items() if len(work) > 1),
                *([evidence(f"{workers} threads: the same", threads.ratio, "for comparison")] if threads else []),
                *(evidence(f"{workers} processes: {what}", each.ratio, "decides nothing: hardly computes")
                  for what, each in writing(recording, PROCESSES, workers).items())])


def _usual_workers(recording: Recording) -> int:
    return ranking.usual_workers(recording, [cell for workload in (ranking.WORKLOAD, granularity.WORKLOAD)
                                             for cell in recording.measured(workload, PROCESSES, phase="warm")])
