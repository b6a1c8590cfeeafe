"""What do workers cost to get, and to send away?"""
from __future__ import annotations

from dataclasses import replace
from typing import List

from analysis.presentation import colours, points
from analysis.presentation.figure import all_drawable, Axis, Figure, of_part, of_strategy
from analysis.questions.startup import numbers as startup
from analysis.recording.reader import Recording
from analysis.statistics.recording_quality import spread

MEANINGS = {"start": "until they are ready", "first": "the first run", "stop": "until nothing is left of them"}
LINES = {"private": colours.SOLID, "shared": colours.DASHED}  # by kind of memory
NOTHING = 0.5  # MiB: where a logarithmic axis has no memory


def figures(recording: Recording) -> List[Figure]:
    workers = startup.usual_workers(recording)
    return all_drawable([_lives(recording, workers), _memory(recording, workers)])


def _lives(recording: Recording, workers: int) -> Figure:
    lives = {name: life for name, life in startup.lives(recording, workers).items()
             if recording.strategies[name].parallel}
    return Figure(f"The life of {workers} workers", "ladder", Axis("strategy"), Axis("time", "s"),
                  tuple(of_part(at, [points.time(name, life.phases[phase]) for name, life in lives.items()
                                     if phase in life.phases], f"{phase}: {meaning}")
                        for at, (phase, meaning) in enumerate(MEANINGS.items())), spread(recording))


def _memory(recording: Recording, workers: int) -> Figure:
    series = [replace(of_strategy(recording.strategies[strategy],
                                  [points.time(max(mib, NOTHING), cell) for mib, cell in sizes.items()],
                                  f"{strategy}, {kind} memory"),
                      look=colours.look(recording.strategies[strategy])._replace(line=LINES.get(kind, colours.DOTTED)))
              for strategy, kinds in startup.resident(recording, workers).items() for kind, sizes in kinds.items()
              if len(sizes) > 1]
    return Figure(f"Start, a run and stop, by the memory of the parent (0 is drawn at {NOTHING})", "lines",
                  Axis("memory that the parent holds (MiB)"), Axis("time", "s"), tuple(series), spread(recording))
