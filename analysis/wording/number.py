"""A number as readers see it, which keeps the number: tables sort by it, and pages mark it."""
from __future__ import annotations

import math
from typing import Optional


class Number(str):
    """Text; what it is joined with is text alone."""

    value: Optional[float]  # None: there is none, or it lies beyond what was measured
    is_doubtful: bool  # it proves less than it seems to

    def __new__(cls, text: str, value: Optional[float] = None, is_doubtful: bool = False) -> Number:
        self = super().__new__(cls, text)
        self.value = value if value is not None and math.isfinite(value) else None
        self.is_doubtful = is_doubtful
        return self


def value_of(text: str) -> Optional[float]:
    return text.value if isinstance(text, Number) else None


def is_doubtful(text: str) -> bool:
    return isinstance(text, Number) and text.is_doubtful
