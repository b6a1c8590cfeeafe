"""Writes a text file whole or not at all."""
from __future__ import annotations

import os
from pathlib import Path


def write(text: str, path: Path) -> None:
    """Never half of it, and never through a link that someone planted. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(beside, "x", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
