"""Where a package of Python's is missing there is a sentence."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("program", ["compare", "summary", "check_compare", "plot"])
@pytest.mark.parametrize("modules, words", [(("scipy.special", "scipy.optimize"), "intervals need SciPy"),
                                            (("jsonschema",), "recordings are checked with jsonschema")])
def test_a_program_without_it_says_so(plots: Path, program: str, modules: tuple, words: str) -> None:
    code = (f"import sys; sys.modules.update(dict.fromkeys({modules!r})); sys.path.insert(0, {str(plots)!r}); "
            f"sys.argv[0] = '{program}.py'; import {program}")
    result = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, timeout=60, check=False)
    assert result.returncode == 2
    assert f"{program}.py: {words}" in result.stderr
    assert "Traceback" not in result.stderr
