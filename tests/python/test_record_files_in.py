"""Where workloads keep files while they are recorded: chosen or not, no recording tells."""
from __future__ import annotations

from pathlib import Path
from typing import Callable, List

import pytest

from fake_recording import NORMAL, Fake
from analysis.recording.reader import load

FILES = {"files/serial": {}, "files/pool": {}}
IN_MEMORY = '{"files_file_system": "tmpfs"}'


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    folder = tmp_path / "recordings"
    folder.mkdir()
    return Fake(folder)


def test_it_is_where_the_recording_goes(fake: Fake) -> None:
    assert fake.run("--lives=1").returncode == 0
    assert fake.places == [str(fake.file.parent.resolve())]


def test_it_is_the_folder_of_many_recordings(fake: Fake, tmp_path: Path) -> None:
    assert fake.run("--lives=1", f"--dir={tmp_path}/new").returncode == 0
    assert set(fake.places) == {str((tmp_path / "new").resolve())}


def test_it_is_where_a_resumed_recording_is(fake: Fake, tmp_path: Path) -> None:
    assert fake.run("--lives=1").returncode == 0
    moved = tmp_path / "moved" / "recording.json"
    moved.parent.mkdir()
    fake.file.rename(moved)
    assert fake.run(f"--resume={moved}", "--lives=2").returncode == 0
    assert fake.places[1:] == [str(moved.parent.resolve())]


@pytest.mark.parametrize("as_flag", [lambda folder: [f"--files-in={folder}"],
                                     lambda folder: ["--files-in", str(folder)]])
def test_it_can_be_chosen_and_is_never_told(fake: Fake, tmp_path: Path,
                                            as_flag: Callable[[Path], List[str]]) -> None:
    chosen = tmp_path / "two words"
    chosen.mkdir()
    assert fake.run("--lives=2", *as_flag(chosen)).returncode == 0
    assert fake.run(f"--resume={fake.file}", "--lives=3", *as_flag(chosen)).returncode == 0
    assert fake.places == 3 * [str(chosen.resolve())]
    text = fake.file.read_text(encoding="utf-8")
    assert str(tmp_path) not in text and "two words" not in text and "files-in" not in text


def test_a_link_to_where_recordings_go_is_followed(fake: Fake, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(fake.file.parent)
    assert fake.run("--lives=1", f"--dir={tmp_path}/link").returncode == 0
    assert set(fake.places) == {str(fake.file.parent.resolve())}


def test_a_reason_is_kept_without_the_place(fake: Fake, tmp_path: Path) -> None:
    groups = {**NORMAL, "files/pool": {"does": "find no place"}}
    result = fake.run("--lives=1", f"--files-in={tmp_path}", groups=groups)
    assert result.returncode == 1
    reasons = {cell.error for cell in load(fake.file).measurements if cell.error}
    assert reasons == {"cannot keep files in '--files-in': it is too warm"}
    assert str(tmp_path) not in fake.file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["missing", "file", "link", "/dev/null"])
def test_a_place_that_is_no_folder_is_told_at_once(fake: Fake, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(fake.file.parent)
    result = fake.run("--lives=1", f"--files-in={tmp_path / name}")
    assert result.returncode == 2
    assert f"--files-in={tmp_path / name}: is no folder that can be written to" in result.stderr
    assert "Traceback" not in result.stderr
    assert fake.calls == [] and not fake.file.exists()


def test_rows_with_files_go_on_only_on_the_same_file_system(fake: Fake) -> None:
    assert fake.run("--lives=1", groups=FILES).returncode == 0
    before = fake.file.read_bytes()
    moved = fake.run(f"--resume={fake.file}", "--lives=2", groups=FILES, FAKE_CONTEXT=IN_MEMORY)
    assert moved.returncode == 2
    assert "was recorded with files_file_system 'ext4', which is 'tmpfs' now" in moved.stderr
    assert fake.file.read_bytes() == before
    assert fake.run(f"--resume={fake.file}", "--lives=2", groups=FILES).returncode == 0


def test_other_rows_go_on_anywhere(fake: Fake) -> None:
    assert fake.run("--lives=1").returncode == 0
    assert fake.run(f"--resume={fake.file}", "--lives=2", FAKE_CONTEXT=IN_MEMORY).returncode == 0
