"""Which rows of two recordings belong together, and how to call them briefly."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Mapping, Set, Tuple

from analysis.recording.reader import Identity, Measurement, Recording
from analysis.recording.row_names import Key

Pair = Tuple[Measurement, Measurement]


@dataclass(frozen=True)
class Matching:
    """Every row of both recordings is in exactly one of these, by name."""

    common: Tuple[Pair, ...]  # whether or not they were measured
    renamed: Tuple[Pair, ...]  # a guess: one key apart, and no other row is as near
    missing: Tuple[Measurement, ...]  # from the other recording
    new: Tuple[Measurement, ...]  # to it


def match(base: Recording, other: Recording) -> Matching:
    before, after = ({cell.identity: cell for cell in sorted(recording.measurements, key=order)}
                     for recording in (base, other))
    missing = {identity: cell for identity, cell in before.items() if identity not in after}
    new = {identity: cell for identity, cell in after.items() if identity not in before}
    renamed = [(missing.pop(old), new.pop(fresh)) for old, fresh in _renamed(missing, new).items()]
    return Matching(tuple((cell, after[identity]) for identity, cell in before.items() if identity in after),
                    tuple(renamed), tuple(missing.values()), tuple(new.values()))


def order(cell: Measurement) -> Tuple[Any, ...]:
    """Recordings are shuffled."""
    return cell.workload, cell.strategy, [(key, isinstance(value, str), value)
                                          for key, value in cell.keys.items()]


def _renamed(missing: Iterable[Identity], new: Iterable[Identity]) -> Dict[Identity, Identity]:
    """Pairs that are equal once a key is left out of one or both, where that can mean only one pair."""
    similar: Dict[Identity, Tuple[List[Identity], List[Identity]]] = {}
    for side, identities in enumerate((missing, new)):
        for identity in identities:
            for shortened in _shortened(identity):
                similar.setdefault(shortened, ([], []))[side].append(identity)
    partners: Dict[Identity, Set[Identity]] = {}
    for old, fresh in similar.values():
        for one in old:
            partners.setdefault(one, set()).update(fresh[:2])  # two are too many already
        for one in fresh:
            partners.setdefault(one, set()).update(old[:2])
    sole = {one: next(iter(others)) for one, others in partners.items() if len(others) == 1}
    return {old: sole[old] for old in missing if old in sole and sole.get(sole[old]) == old}


def _shortened(identity: Identity) -> List[Identity]:
    workload, strategy, keys = identity
    return [identity, *((workload, strategy, keys - {key}) for key in keys)]


def brief_names(cells: Iterable[Measurement]) -> Dict[Identity, str]:
    """Names with only the keys that tell the rows of a strategy apart; a word needs no key."""
    families: Dict[Tuple[str, str], Dict[Identity, Measurement]] = {}
    for cell in cells:
        families.setdefault((cell.workload, cell.strategy), {})[cell.identity] = cell
    return {identity: _brief(cell, needed) for family in families.values()
            for needed in [_telling_keys([cell.keys for cell in family.values()])]
            for identity, cell in family.items()}


def _telling_keys(rows: List[Mapping[str, Key]]) -> List[str]:
    """Leaves out, from the last, each key without which the rows still differ."""
    first = rows[0]
    needed = [key for key in dict.fromkeys(key for row in rows for key in row)
              if any(row.get(key) != first.get(key) for row in rows)]
    for key in reversed(needed[1:]):
        fewer = [each for each in needed if each != key]
        if len({_values(row, fewer) for row in rows}) == len(rows):
            needed = fewer
    return needed


def _values(row: Mapping[str, Key], keys: List[str]) -> Tuple[Any, ...]:
    return tuple(row.get(key) for key in keys)


def _brief(cell: Measurement, keys: List[str]) -> str:
    said = [_said(key, cell.keys[key]) for key in keys if key in cell.keys]
    return " ".join([cell.title, *said])


def _said(key: str, value: Key) -> str:
    is_word = isinstance(value, str) and value.replace("_", "").isalpha()
    return str(value) if is_word else f"{key}:{value}"


def full_name(cell: Measurement) -> str:
    """As in the file, but for its clock and its repetitions."""
    return "/".join([cell.title, *(f"{key}:{value}" for key, value in cell.keys.items())])
