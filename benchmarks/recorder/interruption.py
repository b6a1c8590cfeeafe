"""Ctrl-C and SIGTERM end a recording, but not where something would be lost by that: there they wait.

They are not blocked: a blocked signal would go to another thread, of which a library may have some.
"""
from __future__ import annotations

import signal
from contextlib import contextmanager
from types import FrameType
from typing import Iterator, Optional

SIGNALS = (signal.SIGINT, signal.SIGTERM)
SIGNAL_OFFSET = 128  # of exit codes, as shells count them


class Interrupted(BaseException):
    """By a signal; not caught by accident, as KeyboardInterrupt is not."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = SIGNAL_OFFSET + number


def watch() -> None:
    """From now on they raise Interrupted."""
    global _is_open, _waiting
    _is_open, _waiting = True, None
    for number in SIGNALS:
        signal.signal(number, _arrive)


@contextmanager
def held() -> Iterator[None]:
    """Those that arrive meanwhile wait until the end of it, or for `let_in`."""
    global _is_open
    before, _is_open = _is_open, False
    try:
        yield
    finally:
        _is_open = before
        _raise()


@contextmanager
def let_in() -> Iterator[None]:
    """Within what holds them: they are raised, also those that have waited."""
    global _is_open
    before, _is_open = _is_open, True
    try:
        _raise()
        yield
    finally:
        _is_open = before


_is_open = True
_waiting: Optional[int] = None


def _arrive(number: int, _: Optional[FrameType]) -> None:
    global _waiting
    _waiting = number
    _raise()


def _raise() -> None:
    """The gate closes behind it, so that no other one comes while the first is dealt with."""
    global _is_open, _waiting
    if _is_open and _waiting is not None:
        number, _waiting, _is_open = _waiting, None, False
        raise Interrupted(number)
