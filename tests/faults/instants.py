"""Many runs that meet the same fate at different instants."""
from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Callable, List

from program import Run, start

FLAGS = ("--questions=sizes,dispatch,contention", "--sizes=100,1000",
         "--strategies=serial,thread_pool,process_pool,openmp_static", "--benchmark_format=json")
WHOLE_SECONDS = 1.0  # of which such a run has more
AT_A_TIME = 4  # nothing is measured here


def random_instants(count: int, seed: int) -> List[float]:
    dice = random.Random(seed)
    return [dice.uniform(0.0, WHOLE_SECONDS) for _ in range(count)]


def at_each(instants: List[float], folder: Path, meet_fate: Callable[[Run, Path], None]) -> None:
    """Starts a run for each instant and hands it over when that has come, with the folder it writes to."""

    def one(number: int) -> None:
        own = folder / str(number)
        own.mkdir()
        begun = start(*FLAGS, f"--benchmark_out={own}/result.json", files_in=own)
        time.sleep(instants[number])  # the instant is what is drawn, not a wait for something
        meet_fate(begun, own)

    with ThreadPoolExecutor(AT_A_TIME) as several:
        list(several.map(one, range(len(instants))))
