"""The schema describes whatever recordings have and whatever the reader asks them for."""
from __future__ import annotations

import ast
import gzip
import json
import re
from pathlib import Path
from typing import Any, Iterator, List, Mapping, Tuple

import pytest
from jsonschema import Draft7Validator

import model
import recorded
from analysis.recording.json_file import Flaw
from analysis.recording.schema import Alike, definition, SCHEMA

ROOT = Path(__file__).resolve().parents[2]
RECORDINGS = sorted(ROOT.glob("results/*/*.json*"))
ROW = {"name": "a/b", "real_time": 1.0, "samples": [{"round": 0, "at_s": 0.5, "time_ns": 1.0, "runs": 1}]}


def definition_of(part: Mapping[str, Any]) -> Mapping[str, Any]:
    name = part.get("$ref", "").rpartition("/")[2]
    return SCHEMA["definitions"][name] if name else part


def parts(schema: Mapping[str, Any]) -> Iterator[Tuple[str, Mapping[str, Any]]]:
    """Every key that the schema knows, and what it says there."""
    inside = definition_of(schema)
    for key, part in inside.get("properties", {}).items():
        yield key, part
        yield from parts(part)
    for part in (inside.get("items"), inside.get("additionalProperties")):
        if part:
            yield from parts(part)


def unknown(value: Any, schema: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """The keys of a value that the schema does not know."""
    schema = definition_of(schema)
    if isinstance(value, list):
        for each in value:
            yield from unknown(each, schema.get("items", {}), f"{place}[]")
    elif isinstance(value, dict):
        for key, each in value.items():
            part = schema.get("properties", {}).get(key) or schema.get("additionalProperties")
            if part is None:
                yield f"{place}.{key}"
            elif "properties" in definition_of(part) or "items" in part or "additionalProperties" in part:
                yield from unknown(each, part, f"{place}.{key}")


KEYS = {key for key, _ in parts(SCHEMA)}
NO_LONGER_WRITTEN = {".recording.seconds", ".recording.own_seconds", ".recording.noise", ".recording.undecided"}


def document(path: Path) -> Any:
    content = path.read_bytes()
    return json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)


def keys_asked_for(source: str) -> Iterator[str]:
    """Words in the calls get("...") and in the subscripts ["..."] of a program."""
    for node in ast.walk(ast.parse(source)):
        asked: Any = None
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get" and node.args:
            asked = node.args[0]
        elif isinstance(node, ast.Subscript):
            asked = node.slice
        if isinstance(asked, ast.Constant) and isinstance(asked.value, str):
            yield asked.value


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)


def test_every_key_is_described() -> None:
    assert [key for key, part in parts(SCHEMA) if not part.get("description")] == []


@pytest.mark.parametrize("made", [model.document(), recorded.document(lives=2, twins=["serial"], other={})],
                         ids=["model", "recorded"])
def test_what_tests_make_up_is_described(made: Any) -> None:
    assert set(unknown(made, SCHEMA)) == set()


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.name)
def test_what_was_recorded_is_described(path: Path) -> None:
    assert set(unknown(document(path), SCHEMA)) <= NO_LONGER_WRITTEN


def test_what_the_reader_asks_for_is_described() -> None:
    files = [file for file in (ROOT / "analysis" / "recording").glob("*.py") if file.name != "schema.py"]
    asked = {key for file in files for key in keys_asked_for(file.read_text(encoding="utf-8"))}
    assert "real_time" in asked and asked - KEYS == {"invocations"}  # which tells recordings of an earlier form


def test_the_counters_that_answers_are_made_of_are_described() -> None:
    asked = {key for file in (ROOT / "analysis").rglob("*.py")
             for key in re.findall(r"\.(?:counters|values|shares)\.get\(\"(\w+)\"", file.read_text(encoding="utf-8"))}
    assert "cpu_ns" in asked and asked <= KEYS


def test_a_value_of_another_type_is_found_in_any_row() -> None:
    alike = Alike(definition("row"))
    for _ in range(3):
        alike.check(ROW)
    for broken in ({**ROW, "real_time": "1"}, {**ROW, "samples": []}, {**ROW, "samples": [*ROW["samples"], 7]},
                   {**ROW, "samples": [{**ROW["samples"][0], "at_s": None}]}):
        with pytest.raises(Flaw):
            alike.check(broken)


def test_rows_that_are_alike_are_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    row = definition("row")
    checked: List[Any] = []
    monkeypatch.setattr(row, "check", checked.append)
    alike = Alike(row)
    for number in range(9):
        alike.check({**ROW, "real_time": 1.0 + number})
    assert len(checked) == 1
