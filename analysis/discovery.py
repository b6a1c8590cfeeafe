"""Finds what folders contribute: a question, a claim or a metric is there as soon as its file is."""
from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType
from typing import List

FOLDER = Path(__file__).resolve().parent


def modules(pattern: str) -> List[ModuleType]:
    """All modules of this package whose files match, such as "claims/claim_*", in the order of their names."""
    paths = sorted(path.relative_to(FOLDER) for path in FOLDER.glob(f"{pattern}.py"))
    return [importlib.import_module(".".join((__package__, *path.with_suffix("").parts))) for path in paths
            if path.stem != "__init__"]


def folder_of(module: ModuleType) -> str:
    """The name of the folder that a module lies in, such as the question that it is a part of."""
    return module.__name__.split(".")[-2]
