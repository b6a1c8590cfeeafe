"""Numbers and names as they stand in a sentence."""
from __future__ import annotations

import math
from typing import List, Optional, Sequence, Tuple

from analysis.wording.units import count, printable

NAME_WIDTH = 30
MOST_NAMES = 3


def name(strategy: str) -> str:
    return printable(strategy, NAME_WIDTH)


def names(strategies: Sequence[str]) -> str:
    """"a", "a and b", "a, b, c and 2 others"."""
    shown = [name(strategy) for strategy in strategies[:MOST_NAMES]]
    others = len(strategies) - len(shown)
    shown += [counted(others, "other")] if others else []
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def counted(number: int, noun: str) -> str:
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"


def size(value: float) -> str:
    """Two digits are all that an interpolated size is worth: 73,912 -> "74,000"."""
    return count(float(f"{value:.1e}"))


def size_between(value: float, interval: Optional[Tuple[float, float]], smallest: int, largest: int) -> str:
    """"74,000 [61,000 to 90,000]"; an end beyond the sizes measured is written in words."""
    if interval is None:
        return size(value)
    low = size(interval[0]) if interval[0] > 0 else f"below {count(smallest)}"
    high = size(interval[1]) if interval[1] < math.inf else f"beyond {count(largest)}"
    return f"{size(value)} [{low} to {high}]"


def as_sentences(parts: List[str]) -> List[str]:
    """One sentence for each part that is not empty; the first is for those who read one."""
    return [joined([part]) for part in parts if part]


def joined(parts: List[str]) -> str:
    """A sentence."""
    text = "; ".join(part for part in parts if part)
    return f"{text[0].upper()}{text[1:]}." if text else ""
