"""How sure an answer must be: 5 % in the end, less at each look of those who look more than once."""
from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import Iterator

USUAL = 0.05
_level: ContextVar[float] = ContextVar("level", default=USUAL)


def level() -> float:
    """The share of false findings that is accepted: 5 %, unless `at` says otherwise."""
    return _level.get()


def confidence() -> float:
    """Of intervals."""
    return 1 - level()


@contextmanager
def at(chosen: float) -> Iterator[None]:
    """Meanwhile, everything is answered at this level. What was computed of a recording before is not computed
    anew: load it inside."""
    before = _level.set(chosen)
    try:
        yield
    finally:
        _level.reset(before)
