"""Sentences name our programs as the user has to call them, in a checkout and installed."""
from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Iterator, Set

import pytest

from analysis.wording import commands

ROOT = Path(__file__).resolve().parents[2]
CALLED = re.compile(r"\./run\.sh|benchmarks/record\.py|plots/\w+\.py")
ONLY_IN_A_CHECKOUT = ("readme_answer.py", "check_advice.py", "check_compare.py", "targets.py", "beside_fio.py",
                      "contestants.py")
MODULES = sorted(path for top in ("analysis", "plots", "benchmarks") for path in (ROOT / top).rglob("*.py")
                 if path.name not in (*ONLY_IN_A_CHECKOUT, "commands.py"))


def sentences(module: ast.Module) -> Iterator[str]:
    """All texts but documentation and what is given to command()."""
    left_out: Set[ast.AST] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left_out.add(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "command":
            left_out.update(node.args)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in left_out:
            yield node.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_names_a_file_that_an_installation_has_elsewhere(path: Path) -> None:
    said = [text for text in sentences(ast.parse(path.read_text(encoding="utf-8"))) if CALLED.search(text)]
    assert not said, "use analysis.wording.commands"


def test_a_checkout_names_its_files() -> None:
    assert commands.IS_CHECKOUT
    assert (commands.RUN, commands.RECORD, commands.BENCH) == ("./run.sh", "benchmarks/record.py", "./bench")
    assert commands.command("plots/summary.py") == "plots/summary.py"


def test_an_installation_names_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "IS_CHECKOUT", False)
    assert commands.command("plots/check_result.py") == "crossover check-result"
