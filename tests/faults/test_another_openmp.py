"""LLVM's OpenMP, loaded before GCC's: it serves the same program, waits differently, and leaves names in memory."""
from __future__ import annotations

from pathlib import Path
from typing import Optional

import program
import pytest


def llvms_runtime() -> Optional[Path]:
    return next(iter(sorted(Path("/usr/lib").glob("llvm-*/lib/libomp.so.5"))), None)


NAMES = (program.LLVMS_OPENMP,)
needs_it = pytest.mark.skipif(llvms_runtime() is None, reason="LLVM's OpenMP is not installed")


@needs_it
@pytest.mark.parametrize("policy", ["active", "passive"])
def test_every_row_ends(policy: str, tmp_path: Path) -> None:
    ended = program.run("--questions=dispatch", "--strategies=serial,openmp_static,process_pool,process_per_call",
                        "--time-limit=2", files_in=tmp_path,
                        environment={"OMP_WAIT_POLICY": policy, "LD_PRELOAD": str(llvms_runtime())})
    assert ended.exit_code in (0, 1)
    for row in ended.rows():
        assert not row.get("error_occurred") or "not done after" in row["error_message"] or row.get("unavailable"), row


@needs_it
@pytest.mark.parametrize("setting", [{"KMP_AFFINITY": "compact"}, {"KMP_AFFINITY": "granularity=fine,scatter"}])
def test_its_own_way_to_pin_is_refused_too(setting: dict[str, str], tmp_path: Path) -> None:
    ended = program.run("--questions=dispatch", "--strategies=serial", files_in=tmp_path,
                        environment={"LD_PRELOAD": str(llvms_runtime()), **setting})
    assert (ended.exit_code, ended.out) == (2, ""), ended.said
    assert "KMP_AFFINITY" in ended.said
