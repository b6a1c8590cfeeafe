"""The house has floors: whoever lives on one knows those below, and nobody above."""
from __future__ import annotations

import ast
from pathlib import Path
from typing import Dict, Iterator, List, Set

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS: List[Set[str]] = [  # from the ground up; a room is a package, and questions are one
    {"analysis.wording", "analysis.discovery"},
    {"analysis.recording"},
    {"analysis.statistics"},
    {"analysis.ranking", "analysis.presentation", "analysis.bottleneck"},
    {"analysis.questions", "analysis.comparison", "analysis.acceptance"},
    {"analysis.claims", "analysis.advice", "analysis.machines", "analysis.thresholds", "analysis.targets",
     "analysis.gathering",
     "plots.drawing"},
    {"analysis.summary", "plots.page", "benchmarks.recorder"},
    {"plots", "benchmarks"},  # the programs that a user calls
]
HEIGHT = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def modules() -> Dict[str, Path]:
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): path
            for top in ("analysis", "plots", "benchmarks") for path in (ROOT / top).rglob("*.py")}


MODULES = modules()


def imported(path: Path) -> Iterator[str]:
    """Modules of this house."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [name if (name := f"{node.module}.{alias.name}") in MODULES else node.module
                     for alias in node.names]
        yield from (name for name in names if name in MODULES)


def room(module: str) -> str:
    """The outermost package that the table of floors has."""
    parts = module.split(".")
    known = (".".join(parts[:size]) for size in (2, 1))
    return next(name for name in known if name in HEIGHT)


@pytest.mark.parametrize("module", sorted(name for name in MODULES if not name.endswith("__init__")))
def test_a_module_knows_only_the_floors_below(module: str) -> None:
    own = room(module)
    above = {name for name in imported(MODULES[module]) if room(name) != own and HEIGHT[room(name)] >= HEIGHT[own]}
    assert not above


def test_there_are_eight_floors_at_most() -> None:
    assert len(FLOORS) <= 8


def test_no_module_is_reached_from_itself() -> None:
    known = {name: set(imported(path)) - {name} for name, path in MODULES.items()}
    while leaves := {name for name, below in known.items() if not below & known.keys()}:
        known = {name: below for name, below in known.items() if name not in leaves}
    assert not known, "these import each other in a circle"


@pytest.mark.parametrize("module", sorted(name for name in MODULES if not name.endswith("__init__")))
def test_no_module_only_passes_on(module: str) -> None:
    body = ast.parse(MODULES[module].read_text(encoding="utf-8")).body
    assert any(not isinstance(node, (ast.Import, ast.ImportFrom, ast.Expr)) for node in body)


def test_only_programs_say_where_the_packages_are() -> None:
    told = {name for name, path in MODULES.items() if "sys.path" in path.read_text(encoding="utf-8")}
    assert {room(name) for name in told} <= {"plots", "benchmarks"}
