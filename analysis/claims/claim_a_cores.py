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
    f"Holds if the speed-up of a ready pool of processes, one for each CPU, over a plain loop is above {USED} x cores. "
    "Does not hold if it is below. The whole 95 % interval must lie on one side. The speed-up is the geometric mean "
    f"over CPU-bound work: the job with the most multiplications for each item ({CPU_BOUND} or more), and slices that "
    "compute for a millisecond or more. Hyper-threads do not count as cores.", ("scaling", "granularity"))


def judge(recording: Recording) -> Finding:
    cores = min((each for each in (recording.cpus, recording.cores) if each), default=0.0)
    if 0 < cores < 2:
        return Finding(CLAIM, Verdict.UNDECIDED,
                       "This machine gives us one core, so there is nothing to split work over.", ())
    workers = _usual_workers(recording)
    work = computing(recording, PROCESSES, workers) if workers > 1 else {}
    whole = together(list(work.values()))
    if whole is None:
        return conclude(CLAIM, (), {}, missing=[missing(
            recording, "speed-up of processes over a plain loop", recording.job.name, (PROCESSES, "serial"),
            "scaling")])
    cores = min(workers, cores or workers)
    part = Part(f"speed-up of {workers} processes over a plain loop", whole.ratio, USED * cores)
    numbers = f"{workers} processes are {with_interval(part.measured)} as fast as a plain loop on {cores:g} cores"
    threads = together(list(computing(recording, THREADS, workers).values()))
    return conclude(
        CLAIM, [part],
        {Verdict.HOLDS: f"{numbers}.",
         Verdict.DOES_NOT_HOLD: f"{numbers}. The claim needs more than {ratio_text(part.limit)}."},
        facts=f"Threads: {with_interval(threads.ratio)}." if threads else "",
        beside=[*(evidence(f"... {what}", pair.ratio, "part of that mean")
                  for what, pair in work.items() if len(work) > 1),
                *([evidence(f"speed-up of {workers} threads", threads.ratio, "for comparison")] if threads else []),
                *(evidence(f"speed-up of {workers} processes: {what}", pair.ratio, "decides nothing: hardly computes")
                  for what, pair in writing(recording, PROCESSES, workers).items())])


def _usual_workers(recording: Recording) -> int:
    return ranking.usual_workers(recording, [cell for workload in (recording.job.name, granularity.WORKLOAD)
                                             for cell in recording.measured(workload, PROCESSES, phase="warm")])
