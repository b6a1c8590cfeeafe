"""What a recording tells of its machine: no name of host, folder or account, unless that is wanted."""
from __future__ import annotations

from pathlib import Path
from typing import List

import pytest

from fake_recording import NORMAL, Fake
from analysis.recording.private_names import found_in

NAMING = {**NORMAL, "sizes/naming": {"does": "name folders"}}
NAMES = ["node7", "/srv/boost", "/home/jane/my data", "/srv/python/bin", "/home/jane/notes"]
FLAG = "--workloads=/home/jane/notes"


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    return Fake(tmp_path)


def told(fake: Fake) -> List[str]:
    text = fake.file.read_text(encoding="utf-8")
    assert "/home/jane/bench" not in text  # where the program is says nothing of what was measured
    return [name for name in NAMES if name in text]


def test_names_are_not_told(fake: Fake) -> None:
    assert fake.run("--lives=2", FLAG, groups=NAMING).returncode == 1
    assert told(fake) == []
    assert list(found_in(fake.document)) == []
    assert fake.document["context"]["host_name"] == "not told"
    assert fake.document["context"]["compiler_flags"] == "-O3 -I(path not told)"
    assert "--workloads=(home folder not told)" in fake.document["plan"]["flags"]
    reasons = {row["error_message"] for row in fake.document["benchmarks"] if "error_message" in row}
    assert reasons == {"cannot open '(home folder not told)': denied"}
    assert "of (path not told)" in {row.get("label") for row in fake.document["benchmarks"]}


def test_they_are_if_asked_for(fake: Fake) -> None:
    assert fake.run("--lives=2", "--keep-names", FLAG, groups=NAMING).returncode == 1
    assert told(fake) == NAMES


@pytest.mark.parametrize("first", [[], ["--keep-names"]])
@pytest.mark.parametrize("then", [[], ["--keep-names"]])
def test_going_on_needs_no_names(fake: Fake, first: List[str], then: List[str]) -> None:
    assert fake.run("--lives=1", *first, FLAG, groups=NAMING).returncode == 1
    result = fake.run(f"--resume={fake.file}", "--lives=2", *then, groups=NAMING)
    assert result.returncode == 1, result.stderr
    assert len([row for row in fake.document["benchmarks"] if isinstance(row["life"], dict)]) == 2
    if not then:
        assert told(fake) == []
    elif first:
        assert told(fake) == NAMES


def test_the_user_reads_what_happened_in_full(fake: Fake) -> None:
    assert "cannot open '/home/jane/my data': denied" in fake.run("--lives=1", groups=NAMING).stderr
