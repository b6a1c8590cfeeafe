#!/usr/bin/env python3
"""Measures what docs/machines.md quotes; on a machine that does nothing else, as root, after ./setup.sh ci and a build.

links       two hosts (network namespaces) over links of several rates, then the table of plots/gathering.py
efficiency  mpi_keep over process_pool on this machine: two workers, 300,000 items, intensity 64
"""
from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, Optional, Sequence

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[1] / "faults")]

import hosts  # noqa: E402
import program  # noqa: E402
import ranks  # noqa: E402

RATES: Dict[str, Optional[str]] = {"": None, "0.1": "100mbit", "1": "1gbit"}  # Gbit/s, and as tc(8) writes it
GATHERING = program.ROOT / "plots" / "gathering.py"


def bench(result: Path, *flags: str) -> List[object]:
    return [program.BENCH, f"--files-in={result.parent}", f"--benchmark_out={result}", "--benchmark_filter=warm",
            *flags]


def measure(command: Sequence[object]) -> None:
    subprocess.run([str(word) for word in command], check=True, env={**os.environ, **ranks.AS_ROOT},
                   stdout=subprocess.DEVNULL)


def links(folder: Path, minimum_time: float) -> None:
    words: List[str] = []
    for gigabits, rate in RATES.items():
        result = folder / f"links-{gigabits or 'unlimited'}.json"
        with hosts.Hosts(2, folder) as two:
            for name in two.names if rate else ():
                two.limit_rate(name, str(rate))
            measure([*two.mpirun(), *bench(result, "--questions=machines", "--strategies=mpi,mpi_keep",
                                           "--benchmark_repetitions=3", f"--benchmark_min_time={minimum_time}")])
        words.append(f"{gigabits}={result}" if gigabits else str(result))
    subprocess.run([sys.executable, str(GATHERING), *words], check=True)


def efficiency(folder: Path, minimum_time: float) -> None:
    result = folder / "efficiency.json"
    measure([*ranks.mpirun(2), *bench(result, "--questions=sizes", "--strategies=process_pool,mpi_keep", "--workers=2",
                                      "--sizes=300000", "--intensity=64", "--benchmark_repetitions=10",
                                      "--benchmark_enable_random_interleaving=true",
                                      f"--benchmark_min_time={minimum_time}")])
    rows = [row for row in json.loads(result.read_text(encoding="utf-8"))["benchmarks"] if "aggregate_name" not in row]
    times = {name: sorted(row["real_time"] for row in rows if f"/{name}/" in row["name"])
             for name in ("process_pool", "mpi_keep")}
    for name, found in times.items():
        print(f"{name}: median {statistics.median(found) / 1e6:.3f} ms of {len(found)} repetitions, "
              f"{found[0] / 1e6:.3f} to {found[-1] / 1e6:.3f} ms")
    ratio = statistics.median(times["process_pool"]) / statistics.median(times["mpi_keep"])
    print(f"efficiency of mpi_keep: {ratio:.3f} of process_pool")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("links", "efficiency"))
    parser.add_argument("--out", metavar="FOLDER", type=Path, required=True, help="where the rows go, as JSON")
    parser.add_argument("--min-time", metavar="S", type=float, default=0.2, help="of a repetition (default: 0.2)")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # so that the hosts are removed
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        {"links": links, "efficiency": efficiency}[options.what](options.out.resolve(), options.min_time)
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"measure.py: {error}; its own words are above", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
