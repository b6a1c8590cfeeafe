"""How a user calls our programs: by their files in a checkout, as `crossover COMMAND` where they are installed."""
from __future__ import annotations

from pathlib import Path

IS_CHECKOUT = (Path(__file__).resolve().parents[2] / "CMakeLists.txt").is_file()


def command(program: str) -> str:
    """`program`: its path from the top of a checkout, such as plots/summary.py."""
    return program if IS_CHECKOUT else f"crossover {Path(program).stem.replace('_', '-')}"


RECORD = command("benchmarks/record.py")
BENCH = "./bench" if IS_CHECKOUT else "crossover bench"
RUN = "./run.sh" if IS_CHECKOUT else RECORD
BUILD_IT = "build it with ./run.sh" if IS_CHECKOUT else "install Crossover again"
