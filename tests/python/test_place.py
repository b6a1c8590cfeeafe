"""What is said of the place where workloads kept files: only where it matters."""
from __future__ import annotations

from typing import Any, Callable, Dict, List

import pytest

import made_up
from analysis.comparison.comparability import comparability
from analysis.recording.file_location import has_files
from analysis.recording.reader import Recording
from analysis.statistics.recording_quality import fitness

TMPFS = "tmpfs: in memory, no device"
OVERLAY = "overlay: copies up on first write"
NOT_ON_A_DISK = "not on a disk's own file system"


def rows(workload: str) -> List[Dict[str, Any]]:
    return made_up.repeated(made_up.name(workload, "thread_pool", n=100, workers=2, phase="prepared"), 1e-3)


@pytest.mark.parametrize("file_system", [TMPFS, OVERLAY, "ramfs: in memory, no device"])
@pytest.mark.parametrize("workload", ["shared_file", "blocking"])
def test_what_is_unlike_a_disk_is_said(record: Callable[..., Recording], record_lives: Callable[..., Recording],
                                       workload: str, file_system: str) -> None:
    for recording in (record(rows(workload), files_file_system=file_system),
                      record_lives(rows(workload), files_file_system=file_system)):
        said = [part for part in fitness(recording) if NOT_ON_A_DISK in part]
        assert said == [f"its files were kept on {file_system}, {NOT_ON_A_DISK}"]


@pytest.mark.parametrize("workload, context", [
    ("squares", {"files_file_system": TMPFS}), ("shared_file", {"files_file_system": "ext4"}),
    ("shared_file", {"files_file_system": "not measured"}), ("shared_file", {"files_file_system": None}),
    ("shared_file", {}), ("shared_files", {"files_file_system": TMPFS})])
def test_nothing_is_said_where_it_does_not_matter(record: Callable[..., Recording], workload: str,
                                                  context: Dict[str, Any]) -> None:
    assert NOT_ON_A_DISK not in " ".join(fitness(record(rows(workload), **context)))


def test_hostile_words_are_made_harmless(record: Callable[..., Recording]) -> None:
    said = " ".join(fitness(record(rows("shared_file"), files_file_system="tmpfs\x1b[2J\n" + 99 * "x")))
    assert "\x1b" not in said and "\n" not in said
    assert 61 * "x" not in said


def test_another_place_is_a_difference_of_rows_with_files(record: Callable[..., Recording]) -> None:
    def changed(workload: str) -> List[str]:
        pair = [record(rows(workload), files_file_system=file_system) for file_system in ("ext4", TMPFS)]
        return [change.name for change in comparability(*pair).changes]
    assert changed("shared_file") == ["files_file_system"]
    assert changed("squares") == []


def test_rows_with_files_are_known_by_their_names() -> None:
    assert has_files(["squares/serial/n:1", "shared_file/serial/n:1"])
    assert not has_files(["squares/shared_file/n:1", ""])
