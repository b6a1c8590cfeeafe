#!/usr/bin/env python3
"""Random questions meet random faults, for as long as one likes.

Prints what happened and ends with 1 if anything was lost, left behind or took too long. ctest runs it for 20 seconds.
"""
from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import List, Tuple

sys.path.insert(0, str(Path(__file__).parent))

import program  # noqa: E402  (beside this file)
import surroundings  # noqa: E402

QUESTIONS = ("sizes", "scaling", "granularity", "dispatch", "startup", "imbalance", "contention", "waiting", "bursts")
STRATEGIES = ("serial", "thread_pool", "thread_pool_dynamic", "thread_per_call", "async", "asio_pool", "openmp_static",
              "tbb_static", "process_pool", "process_pool_dynamic", "process_pool_pipe", "process_per_call",
              "process_spawn")
CALLS = ("pwrite", "pread", "fdatasync", "fcntl", "prctl", "futex", "exit", "mkdtemp", "write")
EFFECTS = ("kill", "stop", "exit", "EIO", "ENOSPC", "EINTR", "short")
WHO = ("worker", "worker1", "host", "host")  # not the program: one that is stopped waits until it goes on
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)
GOOD_ENDS = {0, 1, *(128 + number for number in SIGNALS), *(-number for number in SIGNALS)}
LIMIT = "--time-limit=1"
WHOLE_SECONDS = 600.0  # more than the rows of any question take, if each of them hangs until its limit


def some_rows(dice: random.Random) -> Tuple[str, ...]:
    strategies = dice.sample(STRATEGIES, 3)
    return (f"--questions={dice.choice(QUESTIONS)}", f"--strategies={','.join(strategies)}", "--extent=brief",
            f"--workers={dice.randint(1, 4)}", LIMIT, "--benchmark_format=json")


def meet(dice: random.Random, folder: Path) -> Tuple[str, program.Ended]:
    """One run and its fate."""
    fate = dice.choice(("nothing", "injected", "signal", "host"))
    injected = ",".join((dice.choice(CALLS), dice.choice(EFFECTS), str(dice.choice((1, 2, 10, 100))), dice.choice(WHO)))
    run = program.start(*some_rows(dice), files_in=folder,
                        environment=program.injecting(injected) if fate == "injected" else None)
    if fate == "signal":
        time.sleep(dice.uniform(0, 2))
        run.signal(dice.choice(SIGNALS))
    elif fate == "host":
        time.sleep(dice.uniform(0, 1))
        for host in run.processes_with("--host-of"):
            program.kill(host, dice.choice((signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV)))
    return f"{fate} {injected}" if fate == "injected" else fate, run.end(WHOLE_SECONDS)


def mistakes(ended: program.Ended, names_before: set[str]) -> List[str]:
    found = []
    if ended.exit_code not in GOOD_ENDS:
        found.append(f"ended with {ended.exit_code}: {ended.said.splitlines()[-1:]}")
    if ended.exit_code >= 0:
        for row in ended.rows():
            if not row.get("error_occurred") and not row["real_time"] > 0:
                found.append(f"neither time nor reason: {row['name']}")
            if row.get("error_occurred") and not row["error_message"]:
                found.append(f"no cause: {row['name']}")
    left = program.shared_memory_names() - names_before
    if left:
        found.append(f"left in shared memory: {left}")
    return found


def soak(seconds: float, seed: int) -> int:
    dice = random.Random(seed)
    names = program.shared_memory_names()
    fates: Counter[str] = Counter()
    rows = failed = bad = 0
    deadline = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        while time.monotonic() < deadline:
            fate, problems, measured = "", [], []
            try:
                fate, ended = meet(dice, folder)
                problems = mistakes(ended, names)
                measured = ended.rows() if ended.exit_code >= 0 else []
            except (AssertionError, ValueError) as wrong:
                problems = [str(wrong)]
            fates[fate.split()[0] if fate else "unknown"] += 1
            rows += len(measured)
            failed += sum(bool(row.get("error_occurred")) for row in measured)
            bad += bool(problems)
            for problem in problems:
                print(f"{fate}: {problem}", file=sys.stderr)
        program.run("--questions=dispatch", "--strategies=serial", files_in=folder)  # sweeps
        left = [path.name for path in folder.iterdir()]
    runs = sum(fates.values())
    print(f"seed {seed}: {runs} runs ({', '.join(f'{count} {fate}' for fate, count in sorted(fates.items()))}), "
          f"{rows} rows of which {failed} have a reason instead of a time; {runs - bad} survived, "
          f"{bad} did not; files left: {len(left)}")
    return 1 if bad or left else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30, help="how long (default: 30)")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000), help="repeats a run (default: random)")
    options = parser.parse_args()
    surroundings.adopt_orphans()
    return soak(60 * options.minutes, options.seed)


if __name__ == "__main__":
    sys.exit(main())
