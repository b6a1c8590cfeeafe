"""Lists as sentences have them."""
from __future__ import annotations

from typing import Iterable


def listed(things: Iterable[object]) -> str:
    """1, 2 and 4."""
    *most, last = map(str, things)
    return f"{', '.join(most)} and {last}" if most else last
