"""Crossover in Python: record, load, compare and report, for notebooks and scripts.

    import crossover
    path = crossover.record(questions="sizes", minutes=1)
    for row in crossover.load(path):
        print(row["strategy"], row["n"], row["seconds"])

It calls the installed command `crossover`, which has a Python of its own: yours needs no further module, except pandas
for `frame`.
"""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Dict, List, Tuple, Union

__all__ = ["CrossoverError", "command", "compare", "frame", "load", "record", "report"]

PathLike = Union[str, "os.PathLike[str]"]
SOME_ROWS_FAILED = 1  # exit code of a recording that has the others


class CrossoverError(RuntimeError):
    """What the command said: a sentence that tells what to do."""


def record(**flags: Any) -> Path:
    """Measures, and returns the path of the recording; its failed rows say why they failed.

    `flags` are those of `crossover record --help`: minutes=1, questions=["sizes", "startup"], until_decided=True,
    bench="./mine". Raises CrossoverError.
    """
    ended = _run(["record", *_words(flags)], allowed=(0, SOME_ROWS_FAILED))
    return Path(ended.strip().splitlines()[-1])


def load(recording: PathLike) -> List[Dict[str, Any]]:
    """One flat dictionary for each row: `crossover rows --help` explains the keys. Raises CrossoverError."""
    rows: List[Dict[str, Any]] = json.loads(_run(["rows", os.fspath(recording)]))
    return rows


def frame(recording: PathLike) -> Any:
    """The same as a pandas.DataFrame. Raises CrossoverError, also where there is no pandas."""
    try:
        import pandas
    except ImportError:
        raise CrossoverError("pandas is not installed for this Python; install it, or use crossover.load") from None
    return pandas.DataFrame(load(recording))


def compare(base: PathLike, *others: PathLike) -> Dict[str, Any]:
    """What became faster or slower: `crossover compare --help` explains the keys. Raises CrossoverError."""
    document: Dict[str, Any] = json.loads(_run(["compare", "--format=json", *map(os.fspath, (base, *others))]))
    return document


def report(*recordings: PathLike, **flags: Any) -> None:
    """Writes the page with the answers; `flags` are those of `crossover report --help`. Raises CrossoverError."""
    _run(["report", *_words(flags), *map(os.fspath, recordings)])


def command() -> str:
    """Where the command is: beside this package, else on PATH. Raises CrossoverError."""
    for parent in Path(__file__).resolve().parents:
        if os.access(parent / "bin" / "crossover", os.X_OK):
            return str(parent / "bin" / "crossover")
    found = shutil.which("crossover")
    if found is None:
        raise CrossoverError("the command crossover is not installed: neither beside this package nor on PATH")
    return found


def _words(flags: Dict[str, Any]) -> List[str]:
    """minutes=1, until_decided=True, sizes=[10, 100] -> --minutes=1 --until-decided --sizes=10,100"""
    words = []
    for name, value in flags.items():
        flag = f"--{name.replace('_', '-')}"
        if value is True:
            words.append(flag)
        elif isinstance(value, (list, tuple)):
            words.append(f"{flag}={','.join(map(str, value))}")
        elif value is not None and value is not False:
            words.append(f"{flag}={value}")
    return words


def _run(words: List[str], allowed: Tuple[int, ...] = (0,)) -> str:
    """Its standard output. What it says meanwhile is passed on, which a notebook shows."""
    said = ""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, subprocess.Popen(
            [command(), *words], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr or ():
            said = line.strip() or said
            sys.stderr.write(line)
        process.wait()
        out.seek(0)
        answer = out.read()
    if process.returncode not in allowed:
        raise CrossoverError(said or f"crossover {words[0]} ended with exit code {process.returncode}")
    return answer
