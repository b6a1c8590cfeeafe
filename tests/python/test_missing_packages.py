"""Where a package of Python's is missing there is a sentence."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAMS = sorted(path.name for path in (Path(__file__).resolve().parents[2] / "plots").glob("*.py")
                  if path.name != "__init__.py")
LATE = {"machines.py", "rows.py"}  # look at the files before they need any statistics, or need none
CHARTS_FIRST = "plot.py"  # asks for matplotlib, which needs numpy, before it needs any statistics


@pytest.mark.parametrize("library, words", [("scipy.special", "intervals need SciPy"),
                                            ("numpy", "intervals need SciPy"),
                                            ("jsonschema", "recordings are checked with jsonschema")])
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_without_it_says_so(plots: Path, program: str, library: str, words: str) -> None:
    if program in LATE and library != "jsonschema":
        pytest.skip("this program reads its files first")
    if program == CHARTS_FIRST and library == "numpy":
        words = "charts need matplotlib"
    says_so(plots, program, library, words)


@pytest.mark.parametrize("library", ["matplotlib", "PIL"])
@pytest.mark.parametrize("program", ["plot.py", "report.py"])
def test_a_program_that_draws_says_so_of_matplotlib(plots: Path, program: str, library: str) -> None:
    says_so(plots, program, library, "charts need matplotlib")


def says_so(plots: Path, program: str, library: str, words: str) -> None:
    code = (f"import runpy, sys; sys.modules[{library!r}] = None; sys.argv = [{program!r}, 'x.json']; "
            f"runpy.run_path({str(plots / program)!r}, run_name='__main__')")
    result = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, timeout=60, check=False)
    assert result.returncode == 2
    assert f"{program}: {words}" in result.stderr
    assert "Traceback" not in result.stderr
