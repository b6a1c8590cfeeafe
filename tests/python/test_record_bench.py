"""Recordings of the real ./bench: that our reader and Google Benchmark's own compare.py can read them."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.recording.reader import load, Recording

ROOT = Path(__file__).resolve().parents[2]
RECORD = ROOT / "benchmarks" / "record.py"
BENCH = Path(os.environ.get("CROSSOVER_BENCH", ROOT / "build" / "release" / "bench"))
GOOGLES_COMPARE = Path("/usr/share/benchmark/compare.py")
TIMEOUT = 120  # seconds

pytestmark = pytest.mark.skipif(not BENCH.exists(), reason=f"{BENCH} is not built")


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    result = subprocess.run(
        [sys.executable, str(RECORD), f"--bench={BENCH}", "--anyway", "--lives=2", "--sample-ms=1", "--extent=whole",
         f"--dir={folder}", "--questions=dispatch", "--strategies=serial,thread_pool"],
        text=True, capture_output=True, timeout=TIMEOUT, check=False)
    assert result.returncode == 0, result.stderr
    return Path(result.stdout.strip())


def test_its_context_tells_of_every_strategy_and_question(recording: Path) -> None:
    context = json.loads(recording.read_text(encoding="utf-8"))["context"]
    assert context["strategies"]["process_spawn"]["family"] == "processes"
    assert context["strategies"]["bare_fork"]["is_reference"] is True
    assert context["questions"]["dispatch"]["in_brief"] is True


def test_is_read_by_our_reader(recording: Path) -> None:
    read: Recording = load(recording)
    assert "executable" not in read.context  # a path of this machine
    assert str(recording.parents[1]) not in recording.read_text(encoding="utf-8")  # where files were kept
    assert read.about("files_file_system") != "not measured"
    assert recording.parent.name == read.about("machine")
    assert [(life.id, life.exit_code, life.problem) for life in read.lives] == [(0, 0, ""), (1, 0, "")]
    for cell in (*read.measurements, *(twin for _, twin in read.twins)):
        assert cell.ok and [sample.life for sample in cell.samples] == [0, 1], cell.error
    for cell in read.measurements:
        assert {len(sample.seconds) for sample in cell.samples} == {2 if cell.strategy == "serial" else 1}
    planned = [name for group in read.groups for name in group["rows"]]
    assert len(read.measurements) == len(planned)
    assert len(read.twins) == len(read.plan["twins"]) > 0
    assert {group["group"] for group in read.groups} >= {"dispatch/serial", "dispatch/thread_pool"}


@pytest.mark.skipif(not GOOGLES_COMPARE.exists(), reason="libbenchmark-tools is not installed")
def test_is_read_by_google_benchmarks_own_compare(recording: Path) -> None:
    result = subprocess.run(["/usr/bin/python3", str(GOOGLES_COMPARE), "--no-color", "benchmarks",
                             str(recording), str(recording)],
                            text=True, capture_output=True, timeout=TIMEOUT, check=False)
    assert result.returncode == 0, result.stderr
    assert "/thread_pool/" in result.stdout
    assert "_pvalue" in result.stdout  # its U test takes our lives for repetitions
