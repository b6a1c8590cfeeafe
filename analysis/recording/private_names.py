"""What a recording must not carry to other people: names of hosts, folders and accounts, and addresses.

A name is known by its form, so that of a person who is called nothing but that, without a folder or a host
beside it, stays. Times and everything else that was measured have none of these forms. Names of rows stay as they are:
ours have none, and those of other programs are code, in which "copy<int>/8" is no path.
"""
from __future__ import annotations

import ipaddress
import json
import re
from functools import lru_cache
from typing import Any, Iterator, List, NamedTuple, Tuple

HOST_KEY, NOT_TOLD = "host_name", "not told"  # Google Benchmark writes the host's name into the context
ROW_NAMES = frozenset({"name", "run_name", "rows", "twins"})  # keys of rows and of the plan
HOME, PATH, ACCOUNT, ADDRESS, HARDWARE = "home folder", "path", "account", "IP address", "MAC address"
HOMES = ("~", "/home/", "/Users/", "/root")
SAME_EVERYWHERE = ("/dev", "/proc", "/sys")  # paths that tell nothing of the machine
SHORTEST_PATH = len("/ab")  # what is shorter is a unit, such as "/s"

_PART = r"[^\s/'\"`,;:()<>|\[\]{}\\]+"
# After a compiler's flag a path may begin without a blank: -I/usr/include.
_BEGIN = r"(?:(?<![\w/.~-])|(?<=-[ILB]))"
_FORMS = re.compile("|".join((
    r"(?P<quoted>(?<=')(?:~[\w-]*)?/[^'\n]*(?=')|(?<=\")(?:~[\w-]*)?/[^\"\n]*(?=\"))",
    rf"(?P<path>{_BEGIN}(?:~[\w-]*)?/{_PART}(?:/{_PART})*/?)",
    r"(?P<account>(?<![\w.@/-])[A-Za-z_][\w.+-]*@(?=[A-Za-z])[\w-]+(?:\.[\w-]+)*)",
    r"(?P<variable>(?<=\bUSER=)[^\s,;]+|(?<=\bLOGNAME=)[^\s,;]+|(?<=\bHOSTNAME=)[^\s,;]+)",
    r"(?P<hardware>(?<![\w:-])[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![\w:-]))",
    r"(?P<address>(?<![\w.:-])[0-9A-Fa-f]{1,4}:[0-9A-Fa-f:.]*(?![\w:-])"
    r"|(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d))",
)))
_WORDS = re.compile(r'"(?:[^"\\]|\\.)*"')  # of JSON
_HOST = re.compile(rf'("{HOST_KEY}"\s*:\s*)"(?:[^"\\]|\\.)*"')


class Name(NamedTuple):
    kind: str
    text: str


@lru_cache(maxsize=4096)
def names_in(text: str) -> Tuple[Name, ...]:
    return tuple(Name(kind, match.group()) for match in _FORMS.finditer(text) if (kind := _kind(match)))


@lru_cache(maxsize=4096)
def _without_names(text: str) -> str:
    def told(match: re.Match[str]) -> str:
        kind = _kind(match)
        return f"({kind} {NOT_TOLD})" if kind else match.group()
    return _FORMS.sub(told, text)


def without_names(value: Any, key: str = "") -> Any:
    """A JSON value, the one that has this key, with words in place of the names."""
    if key in ROW_NAMES:
        return value
    if isinstance(value, dict):
        return {_without_names(name): without_names(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [without_names(each) for each in value]
    if isinstance(value, str):
        return NOT_TOLD if key == HOST_KEY else _without_names(value)
    return value


def found_in(value: Any, place: str = "", key: str = "") -> Iterator[Tuple[str, Name]]:
    """Each name in a JSON value, and where it stands: "context.host_name", "benchmarks[7].label"."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from ((f"a key of {place}", found) for found in names_in(name))
            yield from found_in(each, f"{place}.{name}" if place else name, name)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from found_in(each, f"{place}[{at}]")
    elif isinstance(value, str):
        found: List[Name] = list(names_in(value))
        if key == HOST_KEY:
            found = [Name("host name", value)] if value not in ("", NOT_TOLD) else []
        yield from ((place, each) for each in found)


def without_names_in_json(text: str) -> str:
    """The text of a JSON file in which nothing but names has changed: neither order nor blanks."""
    hidden = _HOST.sub(lambda match: match[1] + json.dumps(NOT_TOLD), text)
    return _WORDS.sub(_retold, hidden)


def _retold(match: re.Match[str]) -> str:
    words = json.loads(match.group(), strict=False)
    told = _without_names(words)
    if told == words:
        return match.group()
    lone = any("\ud800" <= character <= "\udfff" for character in told)  # half a character, only as an escape
    return json.dumps(told, ensure_ascii=lone or match.group().isascii())


def _kind(match: re.Match[str]) -> str:
    """Empty for what only looks like a name."""
    form, text = match.lastgroup, match.group()
    if form in ("quoted", "path"):
        is_same = any(text == root or text.startswith(f"{root}/") for root in SAME_EVERYWHERE)
        if is_same or len(text) < SHORTEST_PATH:
            return ""
        return HOME if text.startswith(HOMES) else PATH
    if form == "address":
        return ADDRESS if _is_address(text) else ""
    return {"account": ACCOUNT, "variable": ACCOUNT, "hardware": HARDWARE}[form or ""]


def _is_address(text: str) -> bool:
    """Of another machine than this: every machine calls itself 127.0.0.1."""
    try:
        address = ipaddress.ip_address(text.rstrip("."))
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified)
