"""Where what is made of a recording goes."""
from __future__ import annotations

from pathlib import Path


def folder_beside(file: Path) -> Path:
    """For its charts and its page."""
    plain = file.with_suffix("") if file.suffix == ".gz" else file
    return plain.with_suffix("") if plain.suffix else plain.with_name(f"{plain.name}_charts")
