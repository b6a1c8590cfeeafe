"""Holds what was read against schema.json, and says in a sentence where it differs."""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Set, Union

from analysis.recording.json_file import Flaw, is_number, is_whole, quoted
from analysis.wording.units import printable

try:  # no other module imports it
    from jsonschema import Draft7Validator, validators
except ImportError as missing:
    print(f"{Path(sys.argv[0]).name}: recordings are checked with jsonschema ({missing}); install it for "
          f"{sys.executable}", file=sys.stderr)
    sys.exit(2)

SCHEMA: Mapping[str, Any] = json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))
DEEPEST = 3  # a row has samples, which are a list of objects
KEY_WIDTH = 60

WORDS = {"string": "text", "boolean": "true or false", "object": "an object", "array": "a list", "number": "a number",
         "integer": "a whole number", "null": "null"}

# NaN, infinite and absurd numbers would spoil what is computed from them; true is no number, and 1.0 is no whole one.
_TYPES = Draft7Validator.TYPE_CHECKER.redefine_many({
    "number": lambda checker, value: is_number(value), "integer": lambda checker, value: is_whole(value)})
_Validator = validators.extend(Draft7Validator, type_checker=_TYPES)


class Part:
    """A part of a recording, or all of it, as schema.json defines it."""

    def __init__(self, definition: Mapping[str, Any]) -> None:
        self._validator = _Validator({"definitions": SCHEMA["definitions"], **definition})

    def check(self, value: Any, place: str = "") -> None:
        """Raises Flaw for the first thing that is wrong; `place` is where the value stands."""
        for error in self._validator.iter_errors(value):
            raise Flaw(_sentence(error, place))


class Alike:
    """Checks many values of a part, such as the rows.

    The validator takes longer for a row than all else that reads it. But schema.json asks rows for keys and types, so
    of those that have the same keys with values of the same types, the first tells about all. Which values a number
    may have is seen where it is used.
    """

    def __init__(self, part: Part) -> None:
        self._part = part
        self._known: Set[Any] = set()

    def check(self, value: Any) -> None:
        """Raises Flaw."""
        shape = _shape(value, DEEPEST)
        if shape not in self._known:
            self._part.check(value)
            self._known.add(shape)


def definition(name: str) -> Part:
    return Part({"$ref": f"#/definitions/{name}"})


def head() -> Part:
    """All of a recording but its rows."""
    properties: Dict[str, Any] = {**SCHEMA["properties"], "benchmarks": {"type": "array"}}
    return Part({**SCHEMA, "properties": properties})


def _shape(value: Any, depth: int) -> Any:
    kind = type(value)
    if depth and kind is dict:
        return tuple([(key, _shape(each, depth - 1)) for key, each in value.items()])
    if depth and kind is list:
        return frozenset([_shape(each, depth - 1) for each in value])
    return kind


def _sentence(error: Any, place: str) -> str:
    where = _joined(place, error.absolute_path)
    if error.validator == "required":
        key = next(each for each in error.validator_value if each not in error.instance)
        return f"{_joined(where, [key])} is missing; it must be {_kinds(error.schema['properties'][key]['type'])}"
    return f"{where or 'it'} is {quoted(error.instance)}; it must be {_wanted(error)}"


def _joined(place: str, path: Iterable[Any]) -> str:
    """benchmarks[3], life, seconds -> benchmarks[3].life.seconds"""
    for step in path:
        name = f"[{step}]" if isinstance(step, int) else printable(step, KEY_WIDTH)
        place += name if isinstance(step, int) or not place else f".{name}"
    return place


def _wanted(error: Any) -> str:
    wanted = error.validator_value
    if error.validator == "type":
        return _kinds(wanted)
    if error.validator == "enum":
        return f"one of {', '.join(each for each in wanted if each is not None)}"
    return f"{wanted} or more" if error.validator == "minimum" else "a list with one entry or more"


def _kinds(types: Union[str, List[str]]) -> str:
    return " or ".join(WORDS[each] for each in ([types] if isinstance(types, str) else types))
