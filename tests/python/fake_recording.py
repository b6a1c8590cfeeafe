"""record.py with a benchmark program that does what a test says."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List

ROOT = Path(__file__).resolve().parents[2]
RECORD = ROOT / "benchmarks" / "record.py"
FAKE = Path(__file__).with_name("fake_bench.py")
TIMEOUT = 120  # seconds

NORMAL: Dict[str, Any] = {"sizes/serial": {}, "sizes/pool": {}, "scaling/serial": {}, "scaling/pool": {}}
TASKS = 6  # of a block: the groups and two twins


class Fake:
    """One recording, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "recording.json"
        self.log = folder / "log"
        self.fifo = folder / "fifo"
        self.bench = folder / "bench"
        self.bench.write_text(f"#!{sys.executable}\n{FAKE.read_text(encoding='utf-8')}", encoding="utf-8")
        self.bench.chmod(0o755)
        self.log.touch()
        os.mkfifo(self.fifo)

    def environment(self, groups: Dict[str, Any], **more: str) -> Dict[str, str]:
        return {**os.environ, "FAKE_BENCH": json.dumps(groups), "FAKE_LOG": str(self.log),
                "FAKE_FIFO": str(self.fifo), **more}

    def command(self, *flags: str) -> List[str]:
        place = [] if any(flag.startswith(("--resume", "--dir", "--out")) for flag in flags) \
            else [f"--out={self.file}"]
        return [sys.executable, str(RECORD), f"--bench={self.bench}", "--anyway", *place, *flags]

    def run(self, *flags: str, groups: Dict[str, Any] = NORMAL, **more: str,
            ) -> subprocess.CompletedProcess:
        return subprocess.run(self.command(*flags), env=self.environment(groups, **more), text=True,
                              capture_output=True, timeout=TIMEOUT, check=False)

    def end_while_hanging(self, number: int, *flags: str) -> subprocess.CompletedProcess:
        """Sends the signal once the group that hangs is measuring."""
        groups = {**NORMAL, "sizes/pool": {"does": "hang"}}
        process = subprocess.Popen(self.command(*flags), env=self.environment(groups), text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        with open(self.fifo, encoding="utf-8") as hanging:  # opens once the other side does
            process.send_signal(number)
            out, words = process.communicate(timeout=TIMEOUT)
            assert hanging.read() == ""  # returns when the benchmark program has ended
        return subprocess.CompletedProcess(process.args, process.returncode, out, words)

    @property
    def document(self) -> Dict[str, Any]:
        return json.loads(self.file.read_text(encoding="utf-8"))

    @property
    def places(self) -> List[str]:
        """What each invocation was told as --files-in."""
        return [line.split(maxsplit=2)[2] for line in self.log.read_text(encoding="utf-8").splitlines()]

    @property
    def order(self) -> List[str]:
        return [line.split()[0] for line in self.log.read_text(encoding="utf-8").splitlines()]
