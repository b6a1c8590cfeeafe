"""One side of a comparison: a recording, or several files of one process each."""
from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Sequence

from analysis.comparison.comparability import limiting_changes, same_recording
from analysis.recording.reader import load_any, load_together, Recording, ResultsError


def side(paths: Sequence[Path]) -> Recording:
    """Raises ResultsError, also where the files cannot be of one side: the same twice, or of two machines."""
    together, files = load_together(paths), [load_any(path) for path in paths]
    for one, other in combinations(files, 2):
        if same_recording(one, other):
            raise ResultsError(f"{other.path}: this is the same recording as {one.path}, so it is no further unit; "
                               "give each file once")
    for each in files[1:]:
        for change in limiting_changes(files[0], each):
            raise ResultsError(f"{each.path}: is of another machine than {files[0].path}, since {change.name} differs "
                               f"({change.old} -> {change.new}); give the files of one machine a side")
    return together
