"""Without SciPy there is a sentence."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("program", ["compare", "summary", "check_compare", "plot"])
def test_a_program_without_scipy_says_so(plots: Path, program: str) -> None:
    code = (f"import sys; sys.modules['scipy.special'] = sys.modules['scipy.optimize'] = None; "
            f"sys.path.insert(0, {str(plots)!r}); sys.argv[0] = '{program}.py'; import {program}")
    result = subprocess.run([sys.executable, "-c", code + "; import bootstrap"], text=True, capture_output=True,
                            timeout=60, check=False)
    assert result.returncode == 2
    assert f"{program}.py: intervals need SciPy" in result.stderr
    assert "Traceback" not in result.stderr
