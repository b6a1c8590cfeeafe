"""What the page shows: machines, metrics, differences and files as its template reads them."""
from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple
from urllib.parse import quote

from analysis.presentation import colours
from analysis.machines.differences import pairs
from analysis.machines.facts import facts, floor, lives
from analysis.machines.machine import file_name, LeftOut, Machine
from analysis.machines.metric import across, AcrossMachines, metrics, STRATEGY_WIDTH, Value
from analysis.presentation.figure import Axis, drawable, Figure, Point, Series
from analysis.presentation.colours import Look
from analysis.recording.catalogue import Strategies
from analysis.recording.asked_questions import asked
from analysis.recording.reader import Recording
from analysis.wording.commands import BENCH
from analysis.wording.units import printable
from analysis.recording.files_beside import folder_beside

COLOURS = (colours.BLUE, colours.VERMILION, colours.GREEN, colours.ORANGE, colours.PURPLE,
           colours.SKY, colours.INDIGO, colours.BROWN)
MARKERS = ("o", "s", "^", "D", "*", "P", "X")
OWN_PAGES = ("report.html", "index.html")  # in the folder beside a recording


class Shown(NamedTuple):
    """A cell of a table."""

    machine: str
    text: str
    value: Optional[float]  # None: there is no number
    reason: str  # to doubt it, or why there is no number


class Step(NamedTuple):
    """A metric as its section shows it."""

    name: str
    title: str
    meaning: str
    settings: List[Tuple[str, str]]  # by machine: what was measured, and which recording says so
    figure: Optional[Figure]
    rows: List[Tuple[str, List[Shown]]]  # by strategy

    @property
    def doubts(self) -> List[Tuple[str, str, str]]:
        """Strategy, machine, reason: of all marked numbers."""
        return [(strategy, shown.machine, shown.reason)
                for strategy, cells in self.rows for shown in cells if shown.reason]


class File(NamedTuple):
    machine: str
    name: str
    link: str
    page: str  # link to its own page; empty where there is none
    recorded: str
    measured: str
    floor: str
    questions: str
    answers: str  # titles of the metrics that stand on it


def view(machines: Sequence[Machine], left_out: Sequence[LeftOut], beside: Path) -> Dict[str, Any]:
    """Values of the template; links are relative to the folder `beside`."""
    compared = [across(metric, machines) for metric in metrics()]
    answered = [each for each in compared if each.answers]
    return {"machines": [machine.name for machine in machines],
            "strategies": [printable(each, STRATEGY_WIDTH) for each in _strategies(machines, answered)],
            "glance": [(each.metric, [each.standing(machine.name) for machine in machines]) for each in answered],
            "steps": [_step(each, machines) for each in answered],
            "missing": [each.metric for each in compared if not each.answers],
            "facts": facts(machines), "pairs": pairs(machines),
            "files": [_file(machine, recording, answered, beside) for machine in machines
                      for recording in machine.recordings],
            "left_out": left_out}


def _strategies(machines: Sequence[Machine], compared: Sequence[AcrossMachines]) -> List[str]:
    """Of one family beside each other, as the first machine that knows them says."""
    known = Strategies()
    for machine in reversed(machines):
        known.update(machine.main.strategies)
    names = {strategy for each in compared for strategy in each.strategies}
    return sorted(names, key=lambda name: (colours.family_order(known[name]), name))


def _step(compared: AcrossMachines, machines: Sequence[Machine]) -> Step:
    metric, names = compared.metric, [machine.name for machine in machines]
    settings = [(name, f"{compared.answers[name].setting}; {compared.files[name]}" if name in compared.answers
                 else f"not recorded; record with --questions={metric.question}") for name in names]
    rows = [(printable(strategy, STRATEGY_WIDTH), [_shown(name, compared.value(strategy, name)) for name in names])
            for strategy in compared.strategies]
    return Step(metric.name, metric.title, metric.meaning, settings, _figure(compared, names), rows)


def _shown(machine: str, value: Value) -> Shown:
    return Shown(machine, value.text, value.value, printable(value.doubt))


def _figure(compared: AcrossMachines, names: Sequence[str]) -> Optional[Figure]:
    """A row for each strategy, a colour for each machine."""
    metric = compared.metric
    series = tuple(Series(name, tuple(_points(compared, name)),
                          Look(COLOURS[at % len(COLOURS)], MARKERS[at % len(MARKERS)], colours.SOLID))
                   for at, name in enumerate(names) if name in compared.answers)
    return drawable(Figure(f"{metric.axis[:1].upper()}{metric.axis[1:]}", "ladder", Axis("strategy"),
                           Axis(metric.axis, metric.unit, logarithmic=metric.unit != "%"), series))


def _points(compared: AcrossMachines, machine: str) -> List[Point]:
    values = [(strategy, compared.value(strategy, machine)) for strategy in compared.strategies]
    return [Point(printable(strategy, STRATEGY_WIDTH), value.value, value.text, value.interval, printable(value.doubt))
            for strategy, value in values if value.value is not None]


def _file(machine: Machine, recording: Recording, compared: Sequence[AcrossMachines], beside: Path) -> File:
    told = [each.metric.title for each in compared if each.files.get(machine.name) == file_name(recording)]
    folder = folder_beside(recording.path)
    own = next((folder / name for name in OWN_PAGES if (folder / name).is_file()), None)
    return File(machine.name, file_name(recording), _link(recording.path, beside), _link(own, beside) if own else "",
                recording.about("date")[:10], lives(recording), floor(recording),
                ", ".join(printable(each, 40) for each in sorted(asked(recording))) or f"whatever {BENCH} was asked",
                " ".join(told))


def _link(file: Path, beside: Path) -> str:
    return quote(Path(os.path.relpath(file.resolve(), beside.resolve())).as_posix())
