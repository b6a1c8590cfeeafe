"""Without SciPy there is a sentence."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


PROGRAMS = sorted(path.name for path in (Path(__file__).resolve().parents[2] / "plots").glob("*.py")
                  if path.name != "__init__.py")
LATE = ("machines.py",)  # looks at the files first


@pytest.mark.parametrize("library", ["scipy.special", "numpy"])
@pytest.mark.parametrize("program", [name for name in PROGRAMS if name not in LATE])
def test_a_program_without_scipy_says_so(plots: Path, program: str, library: str) -> None:
    code = f"import runpy, sys; sys.modules[{library!r}] = None; sys.argv = [{program!r}, 'x.json']; " \
           f"runpy.run_path({str(plots / program)!r}, run_name='__main__')"
    result = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, timeout=60, check=False)
    assert result.returncode == 2
    assert f"{program}: intervals need SciPy" in result.stderr
    assert "Traceback" not in result.stderr
