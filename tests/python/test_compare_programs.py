"""compare.py of one recording: two programs that were measured in the same lives."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import pairs
import recorded
from analysis.comparison.comparison import compare_programs
from analysis.comparison.text import page
from analysis.recording.reader import load
from analysis.statistics.decision import Verdict

SLOWER = {"async": 1.2}


def file(folder: Path, other: Any = SLOWER, **options: Any) -> Path:
    path = folder / "one.json"
    path.write_text(json.dumps(recorded.document(pairs.ROWS, other=other, **{"lives": 20, "noise": 0.01, **options})),
                    encoding="utf-8")
    return path


def test_the_other_program_is_held_against_the_own_one(tmp_path, capsys):
    path = file(tmp_path)
    assert pairs.run(path) == 1
    told = capsys.readouterr().out
    assert told.startswith("comparable: both programs were measured in the same lives")
    assert "9 rows: 3 slower, 0 faster, 0 undecided, 6 equivalent" in told
    flat = " ".join(told.split())
    assert f"A {path}, its own program" in flat and f"B {path}, the other program" in flat
    assert "commit 0000000 -> 1111111" in flat
    found = compare_programs(load(path))
    assert {row.cells[0].strategy for row in found.rows if row.decision.verdict is Verdict.SLOWER} == {"async"}
    assert all(row.ratio == pytest.approx(1.2, rel=0.02) for row in found.rows[:3])


def test_it_is_compared_in_pairs(tmp_path):
    """What a whole life takes longer is no difference: 30 % of noise that both programs share."""
    document = recorded.document(pairs.ROWS, other={}, lives=12, noise=0.002)
    for row in document["benchmarks"]:
        recorded.take(row, 1 + 0.3 * (recorded.id_of(row) // 3))
    path, = pairs.written(tmp_path, document)
    assert all(row.decision.verdict is Verdict.EQUIVALENT for row in compare_programs(load(path)).rows)


@pytest.mark.parametrize("other, code", [({}, 0), ({"async": 0.8}, 0), ({"async": 1.02}, 0), ({"async": 1.2}, 1)])
def test_only_what_is_slower_beyond_the_margin_fails(tmp_path, other, code):
    assert pairs.run(file(tmp_path, other, noise=0.001)) == code


def test_a_wider_margin_lets_more_pass(tmp_path):
    path = file(tmp_path, {"async": 1.09}, noise=0.02)
    found = compare_programs(load(path), margin=0.1)
    assert found.is_slower and found.count(Verdict.SLOWER) > 1 and not found.is_slower_beyond_margin
    assert pairs.run(path, "--margin=10") == 0 and pairs.run(path, "--margin=3") == 1


def test_what_fails_only_in_the_other_program_fails(tmp_path, capsys):
    document = recorded.document(pairs.ROWS, other={}, lives=5)
    for row in document["benchmarks"]:
        if "/async/n:100/" in row["name"] and "program:other" in row["name"]:
            row.update(error_occurred=True, error_message="wrong answer: item 3")
    path, = pairs.written(tmp_path, document)
    assert pairs.run(path, "--format=markdown") == 1
    assert "Failed only after the change: squares/async n:100." in capsys.readouterr().out


def test_one_program_says_what_to_do(tmp_path, capsys):
    assert pairs.run(file(tmp_path, None)) == 2
    told = capsys.readouterr().err
    assert "holds one program" in told and "benchmarks/record.py --against=PROGRAM" in told and told.count("\n") == 1


def test_one_life_is_no_verdict(tmp_path, capsys):
    assert pairs.run(file(tmp_path, lives=1), "--format=markdown") == 0
    assert "How sure the times are is not known: record more lives." in capsys.readouterr().out


def test_each_state_is_compared_for_itself(tmp_path):
    hand_overs = {"hand_overs": [220.0] * 10 + [850.0] * 10, "slower": {"tbb_auto": 3.0}}
    found = compare_programs(load(file(tmp_path, {"async": 1.2}, **hand_overs)))
    assert len(found.rows) == 18 and {row.state for row in found.rows} == {"hand-off 220 ns", "hand-off 850 ns"}
    assert sum(row.decision.verdict is Verdict.SLOWER for row in found.rows) == 6
    assert "hand-off 850 ns" in page(found) and len(found.strategies) == 6


def test_the_comment_is_short_and_says_what_could_have_been_seen(tmp_path, capsys):
    assert pairs.run(file(tmp_path), "--format=markdown") == 1
    told = capsys.readouterr().out
    assert told.startswith(
        "**Of 9 rows, 3 are slower.**\n\nCommit 1111111 (after) beside 0000000 (before), in the same 20 lives on "
        "modelled-2-cpus. 6 rows are equivalent within ±3 %, 0 undecided.")
    assert told.count("| slower |") == 3 and told.count("\n") < 15
    assert "would have been found with 95 % probability" in told
    assert pairs.run(file(tmp_path, {}), "--format=markdown") == 0
    assert capsys.readouterr().out.startswith("**None of 9 rows is called slower or faster.**")


@pytest.mark.parametrize("text", pairs.HOSTILE)
def test_whatever_names_say_the_comment_stays_one(tmp_path, capsys, text):
    document = recorded.document(pairs.ROWS, other=SLOWER, lives=5, machine=text)
    document["plan"]["against"] = {"commit": text}
    path, = pairs.written(tmp_path, document)
    assert pairs.run(path, "--format=markdown") in (0, 1)
    assert "<b>" not in capsys.readouterr().out


def test_json_and_chart_take_one_recording(tmp_path, capsys):
    assert pairs.run(file(tmp_path), "--format=json", f"--output={tmp_path / 'chart.svg'}") == 1
    told, = json.loads(capsys.readouterr().out)["comparisons"]
    assert told["counts"]["slower"] == 3 and told["rows"][0]["state"] is None
    assert (tmp_path / "chart.svg").exists()
