"""The recording while it grows: one JSON file that is complete after every life.

Rows are written over the file's ending, and a new ending after them, in a single write; nothing before them is
written again. So whatever ends record.py, even SIGKILL, what was finished is a valid file that says it was
interrupted. Should the machine itself fail in the middle of a write, `load` still finds the lives before it.
"""
from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence

from benchmarks.recorder.interruption import held
from benchmarks.recorder.life import UNAVAILABLE

INTERRUPTED, COMPLETE = "interrupted", "complete"
PACKED = ".gz"  # ends the name of a recording that is not written to any more
ROWS_BEGIN = '"benchmarks": [\n'

Tell = Callable[[Any], Any]  # from a JSON value to what of it is written


def as_it_is(value: Any) -> Any:
    return value


class JournalError(Exception):
    """A sentence for the user: which file, what is wrong, what to do."""


class Journal:
    def __init__(self, path: Path, context: Mapping[str, Any], plan: Mapping[str, Any], tell: Tell) -> None:
        """Takes the name. Raises JournalError if there is such a file or it cannot be made."""
        self.path = path
        self.failures: Dict[str, str] = {}  # the first reason, by the row's name
        self.unavailable: Dict[str, str] = {}  # likewise, of rows that this machine or build cannot have
        self._tell = tell
        self._has_rows = False
        self._state: Dict[str, Any] = {"state": INTERRUPTED}
        self._end = 0  # of the last row: where the file's ending begins
        self._size = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
        except FileExistsError:
            raise JournalError(f"{path}: there is such a file already; choose another with --out, "
                               "or go on with it with --resume") from None
        except OSError as error:
            raise JournalError(f"{path}: cannot be written: {error.strerror}; "
                               "choose another place with --out or --dir") from None
        self._write(f'{{\n"context": {_line(tell(context))},\n"plan": {_line(tell(plan))},\n{ROWS_BEGIN}'.encode())

    def append(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Of one life or more, each with all its rows."""
        lines = ",\n".join(_line(self._tell(row)) for row in rows).encode()
        for row in rows:
            if row.get("error_occurred"):
                rows_of_a_kind = self.unavailable if row.get(UNAVAILABLE) else self.failures
                rows_of_a_kind.setdefault(row["name"], str(row.get("error_message")))
        with held():
            self._write(b",\n" + lines if lines and self._has_rows else lines)
            self._has_rows = self._has_rows or bool(lines)

    def rename(self, path: Path) -> None:
        """Takes the place of another file."""
        os.replace(self.path, path)
        self.path = path

    def flush(self, state: str, **summary: Any) -> None:
        """What the ending says of the recording."""
        with held():
            self._state = {"state": state, **summary}
            self._write(b"")

    def close(self, state: str, **summary: Any) -> None:
        self.flush(state, **summary)
        os.close(self._file)

    def _write(self, addition: bytes) -> None:
        """Space is taken first, with blanks behind the ending: a full disk leaves the file valid."""
        data = addition + self._ending()
        growth = self._end + len(data) - self._size
        data += b" " * -growth
        try:
            self._put(b" " * growth, self._size)
            self._size += max(growth, 0)
            self._put(data, self._end)
        except OSError as error:
            raise JournalError(f"{self.path}: cannot be written any more: {error.strerror}; make room, "
                               f"then go on with --resume {self.path}") from None
        self._end += len(addition)

    def _put(self, data: bytes, at: int) -> None:
        while data:
            written = os.pwrite(self._file, data, at)
            data, at = data[written:], at + written

    def _ending(self) -> bytes:
        return f'\n],\n"recording": {_line(self._state)}\n}}\n'.encode()


def load(path: Path) -> Dict[str, Any]:
    """A recording to go on with, as it stands in its file. Raises JournalError if it is none."""
    if path.suffix == PACKED:
        raise JournalError(f"{path}: is packed; unpack it with gunzip to go on with it")
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise JournalError(f"{path}: cannot be read: {error.strerror}; check the path") from None
    except UnicodeDecodeError:
        raise JournalError(f"{path}: is not text; give a recording of record.py") from None
    document = _parsed(text) or _saved(text)
    if not isinstance(document, dict) or not {"context", "plan", "benchmarks"} <= document.keys():
        raise JournalError(f"{path}: is no recording of record.py (it has no plan); "
                           "only those can be gone on with")
    if "invocations" in document:
        raise JournalError(f"{path}: is a recording of an earlier form; make a new one")
    if not isinstance(document["benchmarks"], list) or not all(map(_is_kept, document["benchmarks"])):
        raise JournalError(f"{path}: is no recording of record.py (its rows are none); make a new one")
    return document


def _is_kept(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("name"), str) and isinstance(row.get("life"), (int, dict))


def lives_of(rows: Sequence[Dict[str, Any]]) -> List[List[Dict[str, Any]]]:
    """The rows of each life, in the order of the file; a life begins with the row that has its entry."""
    lives: List[List[Dict[str, Any]]] = []
    for row in rows:
        if isinstance(row.get("life"), dict):
            lives.append([])
        if lives:
            lives[-1].append(row)
    return lives


def _saved(text: str) -> Optional[Dict[str, Any]]:
    """The rows before the place where a file broke off, without those of the last life."""
    head, begin, body = text.partition(ROWS_BEGIN)
    document = _parsed(f"{head}{ROWS_BEGIN}]}}")
    if not begin or not isinstance(document, dict):
        return None
    rows: List[Dict[str, Any]] = []
    for line in body.splitlines():
        row = _parsed(line.rstrip(","))
        if not _is_kept(row):
            break
        rows.append(row)
    return {**document, "benchmarks": [row for life in lives_of(rows)[:-1] for row in life]}


def _parsed(text: str) -> Any:
    """None if it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
