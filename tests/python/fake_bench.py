"""Stands in for ./bench where a test needs lives that hang or die, or rows with times of the test's choosing.

The environment says how. FAKE_BENCH is JSON, {"question/strategy": {"seconds": [one for each life, then from the
first again]} or {"does": "lose" | "lose the other's" | "fail" | "fail entirely" | "be unavailable" | "find no place" |
"name folders"}, with "in": [lives] where not all of them do}; a program of another name than bench reads FAKE_OTHER.
FAKE_LIVES is JSON, what lives do other than end well: {"die" | "refuse" | "hang" | "hang at once" | "hang stubbornly":
[lives]}.
One that hangs opens $FAKE_FIFO once half of its rows are finished (or none), so that a test knows without waiting for
a time; a stubborn one ignores SIGTERM. Every life leaves a line of JSON in $FAKE_LOG: its process, --files-in, flags
and order. Groups of the question "files" keep files.
"""
from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any, Dict, List, Optional

PHASES = ("warm", "cold")
WRONG = "wrong answer: item 7 is 1, expected 49"
CONTEXT = {"date": "2030-01-01T00:00:00+00:00", "num_cpus": 2, "library_build_type": "release",
           "crossover_version": "0.0.0",
           "host_name": "node7", "executable": "/home/jane/bench", "compiler_flags": "-O3 -I/srv/boost",
           "strategies": {"serial": {"family": "serial", "simplicity": 0, "language": "C++", "processes": False,
                                     "parallel": False, "is_reference": False, "summary": "the baseline"}},
           "machine": "imagined", "effective_cpus": "2", "commit": "0", "kernel": "7.0", "files_file_system": "ext4",
           **json.loads(os.environ.get("FAKE_CONTEXT", "{}"))}
PROGRAM = Path(sys.argv[0]).name
GROUPS: Dict[str, Dict[str, Any]] = json.loads(
    os.environ["FAKE_BENCH"] if PROGRAM == "bench" else os.environ["FAKE_OTHER"])


class Ended(Exception):
    """By SIGTERM."""


def names(group: str) -> List[str]:
    question, strategy = group.split("/")
    workload = "shared_file" if question == "files" else "squares"
    workers = 1 if strategy == "serial" else 2
    return [f"{workload}/{strategy}/n:{100 * len(question)}/workers:{workers}/phase:{phase}/real_time"
            for phase in PHASES]


def live(flags: List[str]) -> int:
    order = json.load(sys.stdin)
    files_in = next(flag for flag in flags if flag.startswith("--files-in=")).partition("=")[2]
    with open(os.environ["FAKE_LOG"], "a+", encoding="utf-8") as log:
        log.seek(0)
        number = len(log.readlines())
        print(json.dumps({"process": os.getpid(), "files_in": files_in, "flags": flags, "order": order}), file=log)
    does = next((what for what, lives in json.loads(os.environ.get("FAKE_LIVES", "{}")).items() if number in lives), "")
    if does == "refuse":
        print("bench: cannot live like this", file=sys.stderr)
        return 2
    if does == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    rows = measured(order, number, files_in)
    code = int(any(each.get("error_occurred") and not each.get("unavailable") for each in rows))
    if does.startswith("hang"):
        rows = rows[:0 if does == "hang at once" else len(rows) // 2]
        code = hang(is_stubborn=does == "hang stubbornly")
    print(json.dumps({"context": CONTEXT, "benchmarks": rows}))
    return code


def hang(is_stubborn: bool) -> int:
    signal.signal(signal.SIGTERM, signal.SIG_IGN if is_stubborn else end)
    try:
        with open(os.environ["FAKE_FIFO"], "w", encoding="utf-8"):
            while True:
                signal.pause()
    except Ended:
        return 128 + signal.SIGTERM


def end(number: int, frame: Optional[FrameType]) -> None:
    raise Ended


def measured(order: Dict[str, Any], life: int, files_in: str) -> List[Dict[str, Any]]:
    found = []
    for group, behaviour in GROUPS.items():
        own = [name for name in names(group) if name in order["rows"]]
        twins = [name.replace("/real_time", "/twin:1/real_time") for name in own if name in order["twins"]]
        others = [name.replace("/real_time", "/program:other/real_time") for name in own if order["against"]]
        times = behaviour.get("seconds", [1e-3])
        rows = [row(name, times[life % len(times)]) for name in (*own, *twins, *others)]
        if life in behaviour.get("in", [life]):
            spoil(rows, behaviour.get("does"), files_in)
        found += rows
    return found


def spoil(rows: List[Dict[str, Any]], does: Optional[str], files_in: str) -> None:
    """The first of them, or all."""
    if does == "lose":
        fail(rows[0], "the turn died: SIGSEGV", lost=True)
    if does == "lose the other's":
        fail(next(each for each in rows if "/program:other/" in each["name"]), "the turn died: SIGSEGV", lost=True)
    if does == "fail":
        fail(rows[0], WRONG)
    if does == "find no place":
        fail(rows[0], f"cannot keep files in '{files_in}': it is too warm")
    if does == "name folders":
        fail(rows[0], "cannot open '/home/jane/my data': denied")
        rows[1].update(label="of /srv/python/bin")
    for each in rows:
        if does == "be unavailable":
            fail(each, "the library was not found", unavailable=1)
        if does == "fail entirely":
            fail(each, WRONG)


def fail(row: Dict[str, Any], why: str, **more: Any) -> None:
    row.pop("samples", None)
    row.update(error_occurred=True, error_message=why, iterations=0, real_time=0.0, cpu_time=0.0, **more)


def row(name: str, seconds: float) -> Dict[str, Any]:
    samples = [{"round": 0, "at_s": 0.5, "time_ns": 1e9 * seconds, "runs": 10, "core_to_core_ns": 90.0,
                "fixed_work_ns": 1e6}]
    return {"name": name, "run_name": name, "run_type": "iteration", "repetitions": 1, "repetition_index": 0,
            "threads": 1, "iterations": 10, "real_time": 1e9 * seconds, "cpu_time": 1e9 * seconds, "time_unit": "ns",
            "samples": samples * (2 if "/serial/" in name and "/twin:" not in name else 1)}


def main() -> int:
    flags = sys.argv[1:]
    if "--version" in flags:
        print(f"crossover 0.0.0 ({PROGRAM})")
        return 0
    if "--nonsense" in flags:
        print("bench: unknown flag '--nonsense'", file=sys.stderr)
        return 2
    if "--plan" in flags:
        listed = [{"group": group, "rows": names(group)} for group in GROUPS]
        print(json.dumps({"effective_cpus": 2, "groups": listed}))
        return 0
    return live(flags)


if __name__ == "__main__":
    sys.exit(main())
