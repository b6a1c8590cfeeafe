"""What do workers cost to get, and to send away?"""
from __future__ import annotations

from typing import Mapping, Optional

from analysis.presentation.sections import failures, Section
from analysis.questions.startup import numbers as startup
from analysis.questions.startup.chart import figures
from analysis.recording.reader import Recording
from analysis.wording.units import seconds

TITLE, NEEDS = "What do workers cost to get?", "--questions=startup"


def section(recording: Recording) -> Optional[Section]:
    workers = startup.usual_workers(recording)
    lives = {name: life for name, life in startup.lives(recording, workers).items()
             if recording.strategies[name].parallel}
    if not lives:
        return None
    return Section(TITLE, [_answer(lives, workers)], figures(recording), [],
                   failures(startup.contestants(recording, workers)))


def _answer(lives: Mapping[str, startup.Life], workers: int) -> str:
    told = [f"{seconds(total)} with {name}" for name in ("thread_pool", "process_pool", "process_spawn")
            if name in lives and (total := lives[name].total) is not None]
    return (f"Start, first run and stop of {workers} workers take {', '.join(told)}." if told
            else "No strategy was measured through its whole life.")
