"""Numbers and names as readers see them: SI prefixes, three digits, nothing unprintable."""
from __future__ import annotations

import atexit
import io
import math
import os
import signal
import sys
from types import TracebackType
from typing import Iterable, Optional, Tuple, Type

from analysis.wording.number import Number

NOT_MEASURED = "not measured"
PREFIXES = {-12: "p", -9: "n", -6: "µ", -3: "m", 0: "", 3: "k", 6: "M", 9: "G", 12: "T"}


def _exponent(value: float) -> int:
    """The power of 1000 that leaves one to three digits, once rounded to three."""
    if not value:
        return 0
    rounded = abs(float(f"{value:.2e}"))
    return min(12, max(-12, 3 * math.floor(math.log10(rounded) / 3)))


def three_digits(value: float) -> str:
    """1.24, 12.4, 124."""
    digits = 2 if abs(value) < 9.995 else 1 if abs(value) < 99.95 else 0
    return Number(f"{value:.{digits}f}", value)


def two_digits(value: float) -> str:
    """All that a ratio of few numbers is worth: 1.2, 35, 2,100."""
    return Number(f"{value:.1f}" if value < 9.95 else f"{float(f'{value:.2g}'):,.0f}", value)


def quantity(value: float, unit: str) -> str:
    """1.24e-3, "s" -> "1.24 ms"."""
    exponent = _exponent(value)
    return Number(f"{three_digits(value / 10.0**exponent)} {PREFIXES[exponent]}{unit}".rstrip(), value)


def seconds(value: float) -> str:
    return quantity(value, "s")


def rough_seconds(value: float) -> str:
    """Two digits are all that an interpolated time is worth: 5.65e-07 -> "560 ns"."""
    rounded = float(f"{value:.1e}")
    exponent = _exponent(rounded)
    return Number(f"{rounded / 10.0**exponent:.3g} {PREFIXES[exponent]}s", value)


def span(low: float, high: float, like: float) -> str:
    """The range in the unit that `seconds(like)` has: "1.20 .. 1.31"."""
    scale = 10.0 ** _exponent(like)
    return f"{three_digits(low / scale)} .. {three_digits(high / scale)}"


def count(value: float) -> str:
    """9999999 -> "9,999,999"."""
    return Number(f"{round(value):,}", value)


def rough_count(value: float) -> str:
    """Two digits are all that an interpolated size is worth: 12345 -> "12 k"."""
    rounded = float(f"{value:.1e}")
    exponent = max(0, _exponent(rounded))
    return Number(f"{rounded / 10.0**exponent:.3g} {PREFIXES[exponent]}".strip(), value)


def times(value: Optional[float]) -> str:
    return NOT_MEASURED if value is None else Number(f"{value:.2f}x", value)


def times_between(value: Optional[float], interval: Optional[Tuple[float, float]]) -> str:
    """0.98, (0.95, 1.02) -> "0.98x [0.95, 1.02]"; without an interval the value alone."""
    if value is None or interval is None:
        return times(value)
    low, high = (f"{bound:.2f}" if bound < 999.995 else ">999" for bound in interval)
    return Number(f"{times(value)} [{low}, {high}]", value)


def percent(share: Optional[float]) -> str:
    return NOT_MEASURED if share is None else Number(f"{100 * share:.0f} %", share)


def percent_span(shares: Iterable[float], between: str) -> str:
    """From least to most: "65 to 72 %", or one number where both look the same."""
    ordered = sorted(shares)
    least, most = percent(ordered[0]), percent(ordered[-1])
    return least if least == most else Number(f"{100 * ordered[0]:.0f}{between}{most}", ordered[0])


def fine_percent(share: Optional[float]) -> str:
    """0.0004 -> "0.04 %"; from ten on as `percent`."""
    return Number(f"{100 * share:.2f} %", share) if share is not None and share < 0.09995 else percent(share)


def printable(text: str, limit: int = 300) -> str:
    """One line that neither moves the cursor nor breaks an SVG file, whoever chose the text."""
    line = "".join(char if char.isprintable() else " " for char in text).strip()
    return line if len(line) <= limit else line[: limit - 1] + "…"


def print_anything() -> None:
    """Whatever a terminal cannot show, µ or somebody's strange file name, prints as a question mark.

    A reader who leaves early, such as `head`, ends the program as it ends others: without a word.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.excepthook = _end
    atexit.register(_flush)


def _end(kind: Type[BaseException], error: BaseException, where: Optional[TracebackType]) -> None:
    if issubclass(kind, BrokenPipeError):
        os._exit(128 + signal.SIGPIPE)  # nothing can be flushed any more
    sys.__excepthook__(kind, error, where)


def _flush() -> None:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os._exit(128 + signal.SIGPIPE)
