"""Runs a program of a copy of the house, as a user would."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def run(house: Path, program: str, *arguments: object) -> str:
    """What the program of plots/ prints."""
    done = subprocess.run([sys.executable, house / "plots" / program, *map(str, arguments)], capture_output=True,
                          text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
