"""Each promise of our own crews, and what was measured of it."""
from __future__ import annotations

import math
from typing import List, Optional

from analysis.questions.bursts import numbers as bursts
from analysis.questions.bursts.numbers import PHASE as BURST
from analysis.questions.dispatch.numbers import WINDOW
from analysis.questions.granularity import numbers as granularity
from analysis.ranking.relative import of_lives
from analysis.recording.reader import Measurement, Recording, ResultsError
from analysis.statistics.recording_quality import fitness_text
from analysis.targets import targets_waiting
from analysis.ranking.target import best, finder, fitting, ratio_of, Target, Value
from analysis.wording.commands import RECORD
from analysis.wording.tables import FORMS, Row
from analysis.wording.units import count, fine_percent

MOST_IDLE = 0.01  # of a CPU
PYTHONS_N = 9_999_999
OURS = ("thread_pool", "process_pool")
POOLS = (*OURS, "thread_pool_dynamic", "process_pool_dynamic")
BURST_SIZES, RESTS = (10_000, 1_000_000), (5_000, 100_000)  # items, microseconds
# All of them wait asleep, so that they do not keep a CPU from those they wait for.
BLOCKING = ("thread_pool_blocking", "openmp_passive", "thread_per_call", "async")
LARGEST = ("serial", "thread_pool", "process_pool", "openmp_static", "tbb_static")
COLUMNS: Row = ("what", "held against", "promised", "measured", "95 % interval", "")
WORDS = frozenset({"what", "held against", ""})


def report(recording: Recording, form: str = "text") -> str:
    """Raises ResultsError where nothing of it was recorded."""
    found = targets(recording)
    if all(target.measured is None for target in found):
        raise ResultsError(f"{recording.path}: no promise can be looked at; record with "
                           f"{RECORD} --questions=targets --lives=10")
    shown = FORMS[form]
    return "\n\n".join([shown.table(COLUMNS, [target.row() for target in found], WORDS),
                        shown.paragraph(fitness_text(recording))])


def targets(recording: Recording) -> List[Target]:
    recording = recording.settled
    return [*_rendezvous(recording), *_waiting(recording), *_bursts(recording), *_too_many(recording),
            *_one_cpu(recording), *_new_processes(recording), *_python(recording), *targets_waiting.targets(recording)]


def _rendezvous(recording: Recording) -> List[Target]:
    cell = finder(recording, "rendezvous", "warm", fitting(recording))
    threads, processes = map(cell, OURS)
    metgs = granularity.metgs(recording, "warm", fitting(recording))
    thread_metg, process_metg = (metgs[name].value if name in metgs else math.nan for name in OURS)
    known = 0 < thread_metg < math.inf and 0 < process_metg < math.inf
    return [
        Target("thread_pool, rendezvous", "openmp_static", 0.4, ratio_of(threads, cell("openmp_static"))),
        Target("thread_pool, rendezvous", "a pool that always spins", 1.1, ratio_of(threads, cell("spinning_pool"))),
        Target("process_pool, rendezvous", "thread_pool", 1.25, ratio_of(processes, threads)),
        Target("process_pool, METG(50 %)", "thread_pool", 1.25,
               Value(process_metg / thread_metg) if known else None)]


def _waiting(recording: Recording) -> List[Target]:
    workers = fitting(recording)
    idle = finder(recording, "empty", "idle", workers)
    rested = finder(recording, "rendezvous", BURST, workers, rest_us=RESTS[0])
    round_trip = _round_trip(recording, RESTS[0])
    return [*(Target(f"{name}, CPU time without work", "one CPU", MOST_IDLE, _share(idle(name)), show=fine_percent)
              for name in OURS),
            *(Target(f"{name}, after 5 ms without work", "a futex round trip", 1.1,
                     ratio_of(rested(name), round_trip)) for name in OURS)]


def _bursts(recording: Recording) -> List[Target]:
    """Squares after rests: how long the first run takes, and whether any burst stays slow."""
    found = []
    for n in BURST_SIZES:
        for rest in RESTS:
            cell = finder(recording, "squares", BURST, fitting(recording), n=n, rest_us=rest)
            first = f"first run of {count(n)} squares after {bursts.named(rest)}"
            found += [Target(f"thread_pool_dynamic, {first}", "tbb_static", 1.1,
                             ratio_of(cell("thread_pool_dynamic"), cell("tbb_static"))),
                      Target(f"thread_pool, {first}", "a futex round trip and the job", 1.3,
                             ratio_of(cell("thread_pool"), _woken(_round_trip(recording, rest), cell("thread_pool"))))]
        found += [Target(f"{name}, slowest burst of {count(n)} squares", "its settled run", bursts.BAD,
                         _slowest(recording, name, n)) for name in POOLS]
    return found


def _round_trip(recording: Recording, rest: int) -> Optional[Measurement]:
    return finder(recording, "rendezvous", BURST, 2, rest_us=rest)("futex_round_trip")


def _woken(round_trip: Optional[Measurement], job: Optional[Measurement]) -> Optional[Measurement]:
    """As if the round trip had brought the job, which takes what its settled run does."""
    settled = bursts.settled_run(job) if job else None
    if round_trip is None or settled is None:
        return None
    return of_lives(round_trip, {life: math.log(math.exp(trip) + settled)
                                 for life, trip in round_trip.logarithms.items()})


def _slowest(recording: Recording, strategy: str, n: int) -> Optional[Value]:
    """Of all bursts of the recording: one bad one is too many."""
    cells = [finder(recording, "squares", BURST, fitting(recording), n=n, rest_us=rest)(strategy) for rest in RESTS]
    known = [slowest for cell in cells if cell for slowest in [bursts.slowest_burst(cell)] if slowest is not None]
    return Value(max(known)) if known else None


def _too_many(recording: Recording) -> List[Target]:
    cell = finder(recording, "rendezvous", "warm", _too_many_workers(recording))
    rival = best(map(cell, BLOCKING))
    against = rival.strategy if rival else "the best that blocks"
    return [Target(f"{name}, 4 workers a CPU", against, 1.5, ratio_of(cell(name), rival)) for name in OURS]


def _one_cpu(recording: Recording) -> List[Target]:
    workers = fitting(recording)
    cell = finder(recording, "empty", "each", workers)
    trip = finder(recording, "empty", "each", 2)("pinned_futex_round_trip")
    found = []
    for name in OURS:
        pinned = cell(f"pinned_{name}")
        found += [Target(f"{name}, all on one CPU", "a round trip there, a worker", 2.0,
                         ratio_of(pinned, trip, workers)),
                  Target("... its longest run", "the longest, a worker", 2.0, _longest(pinned, trip, workers))]
    return found


def _new_processes(recording: Recording) -> List[Target]:
    workers = fitting(recording)
    cell = finder(recording, "empty", "warm", workers)
    alone = finder(recording, "empty", "warm", 1)
    return [Target("process_per_call", f"{workers} x fork and wait", 1.3,
                   ratio_of(cell("process_per_call"), alone("bare_fork"), workers)),
            Target("process_spawn", "posix_spawn and wait", 1.3,
                   ratio_of(cell("process_spawn"), alone("bare_spawn")))]


def _python(recording: Recording) -> List[Target]:
    workers = fitting(recording)
    empty = finder(recording, "empty", "warm", workers)
    largest = finder(recording, "squares", "warm", None, n=PYTHONS_N)
    quickest = best(map(largest, LARGEST))
    return [Target("Python's Pool.map, empty", "process_pool", 100, at_least=True,
                   measured=ratio_of(empty("python_pool_fork"), empty("process_pool"))),
            Target("Python's Pool.map, 10 M squares", quickest.strategy if quickest else "the best strategy", 400,
                   at_least=True, measured=ratio_of(largest("python_pool_fork"), quickest)),
            Target("Python's loop, 10 M squares", "serial", 150, at_least=True,
                   measured=ratio_of(largest("python_serial"), largest("serial")))]


def _too_many_workers(recording: Recording) -> int:
    return 4 * int(recording.cpus or 2)


def _share(idle: Optional[Measurement]) -> Optional[Value]:
    """Of the window that an idle row watches; the interval is from least to most."""
    return Value(idle.median / WINDOW, (idle.spread[0] / WINDOW, idle.spread[1] / WINDOW)) if idle else None


def _longest(cell: Optional[Measurement], base: Optional[Measurement], times: int) -> Optional[Value]:
    longest, bases = (each.counters.get("longest_ns") if each else None for each in (cell, base))
    return Value(longest / bases / times) if longest and bases else None
