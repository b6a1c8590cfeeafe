"""Reads a JSON file from outside, packed by gzip or not, and says what is wrong with it: sizes, cut ends, no JSON."""
from __future__ import annotations

import gzip
import io
import json
import reprlib
import zlib
from pathlib import Path
from typing import Any, Dict, List, Tuple

from analysis.wording.units import printable

LARGEST_NUMBER = 1e30
LARGEST_WHOLE = 2**63
LARGEST_FILE = 300_000_000  # bytes: some 400,000 rows, which need about 1 GB of memory

GZIP = b"\x1f\x8b"  # how such files begin, whatever they are called


class Flaw(ValueError):
    """What is wrong with a file, as the end of a sentence that begins with its path."""


def is_number(value: Any) -> bool:
    """JSON numbers only; NaN, infinite and absurd ones would spoil what is computed from them."""
    return type(value) in (int, float) and -LARGEST_NUMBER < value < LARGEST_NUMBER


def is_whole(value: Any) -> bool:
    return type(value) is int and abs(value) < LARGEST_WHOLE


def quoted(value: Any) -> str:
    return "missing" if value is None else printable(reprlib.repr(value), 40)


def read(path: Path) -> Any:
    """The JSON value in a file; raises Flaw."""
    text = _text(path)
    if not text.strip():
        raise Flaw("the file is empty; record it again")
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        cut_off = error.pos >= len(text.rstrip())
        advice = "it ends too early: record it again" if cut_off else "give a JSON file"
        raise Flaw(f"line {error.lineno}, column {error.colno}: not JSON ({error.msg}); {advice}") from None
    except Flaw:
        raise
    except (ValueError, RecursionError, MemoryError) as error:
        reason = printable(str(error)) or "out of memory"
        raise Flaw(f"not usable as JSON ({reason}); record it again") from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Flaw(f"cannot be read: {error.strerror}; check the path") from None
    if content.startswith(GZIP) and len(content) <= LARGEST_FILE:
        content = _unpacked(content)
    if len(content) > LARGEST_FILE:
        raise Flaw(f"the file is larger than {LARGEST_FILE // 10**6} MB, more than can be read at once; "
                   "record fewer rows or lives")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Flaw(f"byte {error.start} is not text; give a JSON file") from None


def _unpacked(content: bytes) -> bytes:
    """No more than the limit and a byte, however much is packed."""
    try:
        with gzip.open(io.BytesIO(content)) as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Flaw(f"cannot be unpacked ({printable(str(error))}); copy it again") from None


def _object(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
    """Refuses what JSON parsers usually let pass: of two values of a key, the last one silently wins."""
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in found if keys.count(key) > 1)
        name = found.get("name")
        where = f" in {printable(name, 120)}" if isinstance(name, str) else ""
        raise Flaw(f"the key {quoted(twice)} is given twice{where}; record it again")
    return found
