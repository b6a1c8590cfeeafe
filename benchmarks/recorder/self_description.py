"""What a recording says about itself, told by what its readers use too."""
from __future__ import annotations

from pathlib import Path
from typing import Any, List, Mapping, NamedTuple, Sequence, Set

from analysis.claims import open_answers
from analysis.comparison.comparability import PASSING
from analysis.recording.file_location import FACTS, has_files
from analysis.recording.private_names import without_names
from analysis.recording.reader import load
from analysis.recording.row_names import take_apart
from analysis.wording.units import NOT_MEASURED


class Change(NamedTuple):
    fact: str
    old: str
    new: str


def changes(old: Mapping[str, Any], new: Mapping[str, Any], rows: Sequence[str]) -> List[Change]:
    """Of two contexts of these rows: what a comparison of the two would name, of machine, system or program."""
    keep_files = has_files(rows)
    found = []
    for fact in dict.fromkeys((*old, *new)):
        pair = [without_names(each.get(fact)) for each in (old, new)]  # either may have them
        is_told = fact not in PASSING and (keep_files or not fact.startswith(FACTS))
        if is_told and pair[0] != pair[1] and not any(isinstance(each, (list, dict)) for each in pair):
            found.append(Change(fact, *(NOT_MEASURED if each in (None, "") else str(each) for each in pair)))
    return found


def open_questions(path: Path, level: float) -> List[str]:
    """A sentence for each answer of the page that is not decided at this level of significance."""
    return open_answers.sentences(load(path), level)


def decided_rows(path: Path, rows: Sequence[str], level: float) -> Set[str]:
    """Those that are told apart, at this level, from the plain loop and from the best at the same work. Never the
    plain loop's own: every other row is held against it in the same life."""
    recording = load(path)
    decided = open_answers.decided_cells(recording, level)
    return {row for row in rows for name in [take_apart(row)]
            if recording.strategies[name.strategy].parallel
            and (name.workload, name.strategy, frozenset(name.keys.items())) in decided}
