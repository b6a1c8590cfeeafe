"""Where a recording goes: into a new file, or on into one that was interrupted."""
from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Tuple

from analysis.recording.private_names import without_names
from benchmarks.recorder.journal import PACKED, Journal, JournalError, Tell, lives_of, load
from benchmarks.recorder.self_description import changes
from benchmarks.recorder.plan import Plan


@dataclass(frozen=True)
class NewFile:
    """A file that is yet to be, or else a place: then it becomes <place>/<machine>/<UTC time>.json."""

    file: Optional[Path]
    place: Path
    tell: Tell = without_names
    rows_by_life: Tuple[List[Dict[str, Any]], ...] = ()
    lives: int = 0

    @property
    def folder(self) -> Path:
        """That the recording goes to, or below."""
        return self.file.parent if self.file else self.place

    def require_writable(self) -> None:
        """Raises JournalError now rather than after the first life."""
        if self.file and self.file.suffix == PACKED:
            raise JournalError(f"{self.file}: a recording grows, so it is not packed; choose another name, and pack it "
                               "with gzip once it is complete")
        if self.file and self.file.exists():
            raise JournalError(f"{self.file}: there is such a file already; choose another name, "
                               "or go on with it with --resume")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise JournalError(f"{self.folder}: cannot be made: {error.strerror}; "
                               "choose another place with --out or --dir") from None
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise JournalError(f"{self.folder}: cannot be written to; "
                               "choose another place with --out or --dir")

    def open(self, context: Mapping[str, Any], plan: Plan) -> Journal:
        """With the context of the first life, which names the machine, but for where ./bench is on it."""
        context = {name: value for name, value in context.items() if name != "executable"}
        utc = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H-%M-%SZ")
        machine = str(context.get("machine", "unknown-machine")).replace("/", "-")
        return Journal(self.file or self.place / machine / f"{utc}.json", context, plan.to_json(), self.tell)


class Continued:
    """A recording that is there already."""

    def __init__(self, path: Path, tell: Tell = without_names) -> None:
        """Raises JournalError if it is none."""
        self.path, self._tell = path, tell
        document = load(path)
        self.plan: Mapping[str, Any] = document["plan"]
        self.context: Mapping[str, Any] = document["context"]
        self.rows_by_life = lives_of(document["benchmarks"])

    @property
    def folder(self) -> Path:
        return self.path.parent

    @property
    def lives(self) -> int:
        """That need not be lived again."""
        return len(self.rows_by_life)

    def require_writable(self) -> None:
        if not os.access(self.path, os.W_OK) or not os.access(self.path.parent, os.W_OK):
            raise JournalError(f"{self.path}: cannot be written; copy it to where it can be")

    def open(self, context: Mapping[str, Any], plan: Plan) -> Journal:
        """Nothing is touched if this is another machine, system or build. Raises JournalError then."""
        changed = changes(self.context, context, plan.rows)
        if changed:
            raise JournalError(f"{self.path}: was recorded with {changed[0].fact} '{changed[0].old}', which is "
                               f"'{changed[0].new}' now; make a new recording")
        beside = self.path.with_name(f"{self.path.name}.partial")
        beside.unlink(missing_ok=True)
        try:
            journal = Journal(beside, self.context, self.plan, self._tell)
            journal.append([row for rows in self.rows_by_life for row in rows])
        except JournalError:
            beside.unlink(missing_ok=True)
            raise JournalError(f"{self.path}: there is no room beside it for a copy, so it stays as it was; make room, "
                               "or go on with a copy elsewhere") from None
        journal.rename(self.path)
        return journal
