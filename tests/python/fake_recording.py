"""record.py with a benchmark program that does what a test says."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

ROOT = Path(__file__).resolve().parents[2]
RECORD = ROOT / "benchmarks" / "record.py"
FAKE = Path(__file__).with_name("fake_bench.py")
TIMEOUT = 120  # seconds

Groups = Dict[str, Dict[str, Any]]
Lives = Dict[str, Sequence[int]]

NORMAL: Groups = {"sizes/serial": {}, "sizes/pool": {}, "scaling/serial": {}, "scaling/pool": {}}
CELLS = 2 * len(NORMAL)  # all have a twin: there are fewer than the fewest twins
ROWS = 2 * CELLS  # of a life


class Fake:
    """One recording, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "recording.json"
        self.log = folder / "log"
        self.fifo = folder / "fifo"
        self.bench = self.program(folder / "bench")
        self.log.touch()
        os.mkfifo(self.fifo)

    @staticmethod
    def program(path: Path) -> Path:
        """Any other name than bench makes it another program."""
        path.write_text(f"#!{sys.executable}\n{FAKE.read_text(encoding='utf-8')}", encoding="utf-8")
        path.chmod(0o755)
        return path

    def environment(self, groups: Groups, lives: Lives, **more: str) -> Dict[str, str]:
        return {**os.environ, "FAKE_BENCH": json.dumps(groups), "FAKE_LIVES": json.dumps(lives),
                "FAKE_LOG": str(self.log), "FAKE_FIFO": str(self.fifo), **more}

    def command(self, *flags: str) -> List[str]:
        place = [] if any(flag.startswith(("--resume", "--dir", "--out")) for flag in flags) \
            else [f"--out={self.file}"]
        return [sys.executable, str(RECORD), f"--bench={self.bench}", "--anyway", *place, *flags]

    def run(self, *flags: str, groups: Groups = NORMAL, lives: Lives = {}, folder: Optional[Path] = None, **more: str,
            ) -> subprocess.CompletedProcess:
        return subprocess.run(self.command(*flags), cwd=folder, env=self.environment(groups, lives, **more), text=True,
                              capture_output=True, timeout=TIMEOUT, check=False)

    def end_while_hanging(self, number: int, *flags: str, life: int = 1, how: str = "hang",
                          ) -> subprocess.CompletedProcess:
        """Sends the signal once this life, of those that began since the log did, hangs."""
        process = subprocess.Popen(self.command(*flags), env=self.environment(NORMAL, {how: [life]}), text=True,
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
    def calls(self) -> List[Dict[str, Any]]:
        """What each life was told."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    @property
    def orders(self) -> List[Dict[str, Any]]:
        return [call["order"] for call in self.calls]

    @property
    def places(self) -> List[str]:
        return [call["files_in"] for call in self.calls]
