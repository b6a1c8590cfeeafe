"""What do workers cost to get, and to send away?"""
from __future__ import annotations

from typing import Optional

from analysis.presentation import points
from analysis.presentation.figure import Axis, Figure, of_part, of_strategy
from analysis.presentation.sections import failures, Section
from analysis.questions.startup import numbers as startup
from analysis.recording.reader import Recording
from analysis.wording.units import seconds

ORDER, TITLE, NEEDS = 60, "What do workers cost to get?", "--questions=startup"
MEANINGS = {"start": "until they are ready", "first": "the first run", "stop": "until nothing is left of them"}


def section(recording: Recording) -> Optional[Section]:
    workers = startup.usual_workers(recording)
    lives = {name: life for name, life in startup.lives(recording, workers).items()
             if recording.strategies[name].parallel}
    if not lives:
        return None
    figure = Figure(f"The life of {workers} workers", "ladder", Axis("strategy"), Axis("time", "s"),
                    tuple(of_part(at, [points.time(name, life.phases[phase]) for name, life in lives.items()
                                       if phase in life.phases], f"{phase}: {meaning}")
                          for at, (phase, meaning) in enumerate(MEANINGS.items())))
    return Section(TITLE, [_answer(lives, workers)], [figure, *_memory(recording, workers)], [], "startup",
                   failures(startup.contestants(recording, workers)))


def _answer(lives: dict, workers: int) -> str:
    told = [f"{seconds(lives[name].total)} with {name}" for name in ("thread_pool", "process_pool", "process_spawn")
            if name in lives and lives[name].total is not None]
    return (f"Start, first run and stop of {workers} workers take {', '.join(told)}." if told
            else "No strategy was measured through its whole life.")


def _memory(recording: Recording, workers: int) -> list:
    series = [of_strategy(recording.strategies[strategy],
                          [points.time(max(mib, 0.5), cell) for mib, cell in sizes.items()],
                          f"{strategy}, {kind} memory")
              for strategy, kinds in startup.resident(recording, workers).items() for kind, sizes in kinds.items()
              if len(sizes) > 1]
    return [Figure("Start, a run and stop, by the memory of the parent (0 is drawn at 0.5)", "lines",
                   Axis("memory that the parent holds (MiB)"), Axis("time", "s"), tuple(series))] if series else []
