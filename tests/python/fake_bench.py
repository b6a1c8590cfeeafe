"""Stands in for ./bench where a test needs groups that hang, die or have times of the test's choosing.

The environment says how: FAKE_BENCH is JSON, {"group": {"seconds": [..one per invocation..]} or
{"does": "hang" | "die" | "lose a row" | "fail" | "find no place" | "name folders"}}; every invocation leaves a line in
$FAKE_LOG: group, process, --files-in. Groups of the question "files" keep files. A group that hangs first opens $FAKE_FIFO, so that a test knows without waiting for a time.
"""
from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any, Dict, List

ROWS = ("warm", "cold")
CONTEXT = {"date": "2030-01-01T00:00:00+00:00", "num_cpus": 2, "library_build_type": "release",
           "host_name": "node7", "executable": "/home/jane/bench", "compiler_flags": "-O3 -I/srv/boost",
           "machine": "imagined", "effective_cpus": "2", "commit": os.environ.get("FAKE_COMMIT", "0"),
           "files_file_system": os.environ.get("FAKE_FILE_SYSTEM", "ext4")}


def names(group: str) -> List[str]:
    question, strategy = group.split("/")
    workload = "shared_file" if question == "files" else "squares"
    return [f"{workload}/{strategy}/n:{len(question)}/workers:2/phase:{phase}/real_time" for phase in ROWS]


def row(name: str, seconds: float) -> Dict[str, Any]:
    return {"name": name, "run_name": name, "run_type": "iteration", "repetitions": 1,
            "repetition_index": 0, "threads": 1, "iterations": 10, "real_time": 1e9 * seconds,
            "cpu_time": 1e9 * seconds, "time_unit": "ns"}


def measure(group: str, behaviour: Dict[str, Any], files_in: str) -> int:
    with open(os.environ["FAKE_LOG"], "a+", encoding="utf-8") as log:
        log.write(f"{group} {os.getpid()} {files_in}\n")
        log.seek(0)
        earlier = sum(line.startswith(f"{group} ") for line in log) - 1
    does = behaviour.get("does")
    if does == "hang":
        with open(os.environ["FAKE_FIFO"], "w", encoding="utf-8"):
            signal.pause()
    if does == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    times = behaviour.get("seconds", [1e-3])
    rows = [row(name, times[earlier % len(times)]) for name in names(group)]
    if does == "lose a row":
        rows.pop()
    if does == "fail":
        rows[0].update(error_occurred=True, error_message="wrong answer: item 7 is 1, expected 49")
    if does == "find no place":
        rows[0].update(error_occurred=True, error_message=f"cannot keep files in '{files_in}': it is too warm")
    if does == "name folders":
        rows[0].update(error_occurred=True, error_message="cannot open '/home/jane/my data': denied")
        rows[1].update(label="of /srv/python/bin")
    print(json.dumps({"context": CONTEXT, "benchmarks": rows}))
    return int(does in ("fail", "find no place"))


def main() -> int:
    groups: Dict[str, Dict[str, Any]] = json.loads(os.environ["FAKE_BENCH"])
    flags = sys.argv[1:]
    if "--nonsense" in flags:
        print("bench: unknown flag '--nonsense'", file=sys.stderr)
        return 2
    if "--plan" in flags:
        listed = [{"group": group, "rows": names(group)} for group in groups]
        print(json.dumps({"effective_cpus": 2, "groups": listed}))
        return 0
    if "--probe" in flags:
        print(json.dumps({"core_to_core_ns": 90.0, "fixed_work_ns": 1e6}))
        return 0
    group = _value(flags, "--group")
    return measure(group, groups[group], _value(flags, "--files-in"))


def _value(flags: List[str], name: str) -> str:
    return next(flag for flag in flags if flag.startswith(f"{name}=")).partition("=")[2]


if __name__ == "__main__":
    sys.exit(main())
