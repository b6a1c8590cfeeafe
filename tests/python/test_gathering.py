"""The model of gathering finds the constants that made its rows, and says which rows are missing."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Optional

import pytest

from analysis.gathering.model import fit, Link
from analysis.recording.reader import load, ResultsError
from plots import gathering

ITEM, RANK, BYTE, LINK = 3e-9, 20e-6, 0.4e-9, 1.1  # seconds, and a factor
RATE = 1e9 / 8  # bytes a second


def row(strategy: str, ranks: int, n: int, rate: Optional[float]) -> Dict[str, Any]:
    sent = n * 8 * (ranks - 1) / ranks if strategy == "mpi" else 0
    seconds = ITEM * n / ranks + RANK * (ranks - 1) + BYTE * sent + (LINK * sent / rate if rate else 0)
    name = f"squares/{strategy}/n:{n}/intensity:64/store:ordinary/workers:{ranks}/slices:{ranks}/phase:warm/real_time"
    return {"name": name, "run_name": name, "run_type": "iteration", "iterations": 10, "real_time": seconds * 1e9,
            "cpu_time": seconds * 1e9, "time_unit": "ns", "bytes": n * 8.0, "repetition_index": 0}


def recorded(folder: Path, rate: Optional[float], strategies: List[str]) -> Path:
    rows = [row(strategy, ranks, n, rate) for strategy in strategies for ranks in (1, 2) for n in (10_000, 1_000_000)]
    path = folder / f"{rate}.json"
    context = {"crossover_version": "0.0.0", "effective_cpus": "2"}
    path.write_text(json.dumps({"context": context, "benchmarks": rows}), encoding="utf-8")
    return path


def test_the_constants_are_found(tmp_path: Path) -> None:
    both = ["mpi", "mpi_keep"]
    model = fit([Link(load(recorded(tmp_path, rate, both)), rate) for rate in (None, RATE)])
    assert model.item == {("squares", 64): pytest.approx(ITEM)}
    assert (model.rank, model.byte, model.link) == (pytest.approx(RANK), pytest.approx(BYTE), pytest.approx(LINK))
    assert max(map(abs, model.misfits)) < 1e-6


def test_it_pays_where_many_hosts_take_as_long_as_one(tmp_path: Path) -> None:
    model = fit([Link(load(recorded(tmp_path, rate, ["mpi", "mpi_keep"])), rate) for rate in (None, RATE)])
    hosts, items = 10, 1e6
    cost = model.pays_from(hosts, items, 8, RATE)
    away = items * 8 * (hosts - 1) / hosts
    together = cost * items / hosts + RANK * (hosts - 1) + (BYTE + LINK / RATE) * away
    assert together == pytest.approx(cost * items)
    assert model.pays_from(hosts, items, 8, RATE, gain=5) > cost


@pytest.mark.parametrize("strategies, missing", [(["mpi"], "that keep their results"), (["mpi_keep"], "are gathered")])
def test_missing_rows_are_named(strategies: List[str], missing: str, tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match=missing):
        fit([Link(load(recorded(tmp_path, None, strategies)), None)])


def test_the_program_prints_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(recorded(tmp_path, None, ["mpi", "mpi_keep"])), f"1={recorded(tmp_path, RATE, ['mpi', 'mpi_keep'])}"]
    assert gathering.main(files) == 0
    assert "half at 100 Gbit/s" in capsys.readouterr().out
    assert gathering.main([f"fast={files[0]}"]) == 2
    assert "'fast' is no rate in Gbit/s" in capsys.readouterr().err
