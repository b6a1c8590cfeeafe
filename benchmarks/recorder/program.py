"""Which kind of program is to be recorded: a build of ./bench, or another one that uses Google Benchmark."""
from __future__ import annotations

from pathlib import Path
from typing import Union

from benchmarks.recorder.foreign_program import ForeignProgram
from benchmarks.recorder.foreign_turn import LIST
from benchmarks.recorder.machine_facts import machine_facts
from benchmarks.recorder.process import CALLED, Bench, ask

Program = Union[Bench, ForeignProgram]


def program(path: Path, ours: Bench) -> Program:
    """One that is not ours may know no --version: then it names its rows or refuses, but does not measure them."""
    if ask(path, "--version", LIST).stdout.startswith(CALLED):
        return Bench(path, ours.files_in)
    return ForeignProgram(path, machine_facts(ours))
