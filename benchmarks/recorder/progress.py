"""How far a recording is, on stderr: a bar on a terminal, a line for every tenth elsewhere."""
from __future__ import annotations

import math
import sys
from types import TracebackType
from typing import Optional, Type, Union

try:  # python3-rich; without it a terminal gets plain lines too
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn
except ImportError:
    HAS_BAR = False
else:
    HAS_BAR = True


class _Bar:
    def __init__(self) -> None:
        # Drawn by us between lives: its own thread would wake up beside the measurement.
        self._progress = Progress(
            BarColumn(), TextColumn("life {task.fields[life]}"), TextColumn("{task.fields[left]}"),
            console=Console(file=sys.stderr), auto_refresh=False, transient=True)
        self._task = self._progress.add_task("", life=0, left="")
        self._progress.start()

    def at(self, elapsed: float, total: float, lives: int) -> None:
        left = f"{duration(total - elapsed)} left" if total < math.inf else ""
        self._progress.update(self._task, completed=elapsed, total=total if total < math.inf else None, life=lives + 1,
                              left=left)
        self._progress.refresh()

    def close(self) -> None:
        self._progress.stop()


class _Lines:
    def __init__(self) -> None:
        self._said = 0

    def at(self, elapsed: float, total: float, lives: int) -> None:
        tenth = int(10 * elapsed / total)
        if tenth > self._said:
            self._said = tenth
            print(f"{counted(lives)}, {duration(total - elapsed)} left", file=sys.stderr, flush=True)

    def close(self) -> None:
        pass


class Display:
    """A context; `at` may be called as often as one likes."""

    def __init__(self) -> None:
        self._shown: Union[_Bar, _Lines] = _Bar() if sys.stderr.isatty() and HAS_BAR else _Lines()

    def at(self, elapsed: float, total: float, lives: int) -> None:
        """Seconds so far, seconds in all (infinite: unknown), and lives that are finished."""
        self._shown.at(elapsed, total, lives)

    def __enter__(self) -> Display:
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 traceback: Optional[TracebackType]) -> None:
        self._shown.close()


def counted(lives: int) -> str:
    return f"{lives} {'life' if lives == 1 else 'lives'}"


def duration(seconds: float) -> str:
    """90 -> "1:30 min"."""
    whole = max(0, round(seconds))
    return f"{whole} s" if whole < 60 else f"{whole // 60}:{whole % 60:02} min"
