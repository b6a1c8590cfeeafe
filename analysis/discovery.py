"""Finds what folders contribute: a question, a claim or a metric is there as soon as its file is."""
from __future__ import annotations

import importlib
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import List

FOLDER = Path(__file__).resolve().parent


@lru_cache(maxsize=None)
def modules(pattern: str) -> List[ModuleType]:
    """All modules of this package whose files match, such as "claims/claim_*", in the order of their names."""
    paths = sorted(path.relative_to(FOLDER) for path in FOLDER.glob(f"{pattern}.py"))
    return [importlib.import_module(".".join((__package__, *path.with_suffix("").parts))) for path in paths
            if path.stem != "__init__"]


@lru_cache(maxsize=None)
def questions() -> List[ModuleType]:
    """The package of each question, by its ORDER."""
    folders = sorted(path.parent.name for path in FOLDER.glob("questions/*/__init__.py"))
    return sorted((importlib.import_module(f"{__package__}.questions.{folder}") for folder in folders),
                  key=attrgetter("ORDER"))


def parts(name: str) -> List[ModuleType]:
    """The file of this name of every package that has one, such as "section", by the ORDER of the packages."""
    return sorted(modules(f"**/{name}"), key=_order)


def _order(part: ModuleType) -> int:
    order: int = importlib.import_module(part.__name__.rpartition(".")[0]).ORDER
    return order


def folder_of(module: ModuleType) -> str:
    """The name of the folder that a module lies in, such as the question that it is a part of."""
    return module.__name__.split(".")[-2]


def name(question: ModuleType) -> str:
    """As ./bench calls it."""
    return question.__name__.rpartition(".")[2]
