"""All claims at once: whatever the recording is like there are verdicts, and they are readable."""
from __future__ import annotations

import random
import subprocess
import sys
from typing import Any, Dict, List

import pytest

import model
import overheads
import recorded
from analysis.claims.claim import Verdict
from analysis.recording.reader import load
from analysis.claims import verdicts
from plots import verdicts as verdicts_program

HOSTILE = ["</script>&<b>", "$x^$|_*`[a](b)", "x" * 300, "\u202e\x1b[31m\n# title", "🧵", ""]


def texts(found) -> List[str]:
    return [text for each in found for text in (each.sentence, *(cell for row in each.table.rows for cell in row))]


def test_every_claim_is_found_in_its_order(record_lives):
    found = verdicts.findings(record_lives(lives=3))
    assert [each.claim.letter for each in found] == ["a", "b", "c", "d", "e"]
    assert [each.verdict for each in found] == [Verdict.HOLDS, Verdict.HOLDS, Verdict.DOES_NOT_HOLD,
                                                Verdict.DOES_NOT_HOLD, found[4].verdict]


def test_a_claim_is_one_file_more(house, write_document):
    """Beside a copy of the programs, which find it by its name."""
    folder = house / "analysis" / "claims"
    text = (folder / "claim_b_sharing.py").read_text(encoding="utf-8")
    (folder / "claim_z_moon.py").write_text(
        text.replace('"b", "Processes can share data."', '"z", "The moon is shared."'), encoding="utf-8")
    path = write_document(recorded.document(lives=3))
    done = subprocess.run([sys.executable, house / "plots" / "verdicts.py", path], capture_output=True, text=True,
                          timeout=60, check=True)
    assert done.stdout.index("(e) For I/O") < done.stdout.index("(z) The moon is shared.")


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_report_has_each_verdict_its_reasons_and_its_rule(record_lives, form):
    recording = record_lives(lives=4)
    text = " ".join(verdicts.report(recording, form).split())
    for each in verdicts.findings(recording):
        plain = text.replace("\\", "")
        assert plain.count(f"({each.claim.letter}) {each.claim.text}") == 2
        assert each.verdict.value in text and each.sentence in plain and f"Rule: {each.claim.rule}" in plain
    assert "Complete recording of" in text


def test_the_report_is_as_wide_as_a_terminal_may_be(record_lives):
    text = verdicts.report(record_lives(lives=3, noise=0.5))
    assert max(map(len, text.splitlines())) <= 120


@pytest.mark.parametrize("rows", [[], model.imbalance(), model.unavailable(), model.ceilings()], ids=len)
def test_a_recording_of_something_else_is_judged_by_nothing(record, rows):
    found = verdicts.findings(record(rows))
    assert {each.verdict for each in found} == {Verdict.NOT_RECORDED}
    assert all("./run.sh --profile=standard --questions=" in each.sentence for each in found)


def test_a_plain_file_is_judged_and_says_that_it_is_unsure(record):
    found = verdicts.findings(record())
    assert {each.verdict for each in found} == {Verdict.UNDECIDED}
    assert all("Measured in one life" in each.sentence for each in found)


@pytest.mark.parametrize("strategy", ["serial", "thread_pool", "process_pool", "process_pool_pipe", "python_pool_fork"])
def test_a_strategy_may_be_missing_or_have_failed(record_lives, strategy):
    for rows in ([row for row in model.everything() if f"/{strategy}/" not in row["name"]],
                 overheads.failing(model.everything(), strategy)):
        assert len(verdicts.findings(record_lives(rows, lives=3))) == 5


@pytest.mark.parametrize("workers", [1, 2, 3, 64])
@pytest.mark.parametrize("cpus", ["0.5", "1", "2.5", "not measured"])
def test_one_worker_count_only(record_lives, workers, cpus):
    rows = [row for row in model.everything() if f"/workers:{workers}/" in row["name"]]
    assert len(verdicts.findings(record_lives(rows, lives=3, effective_cpus=cpus, num_cpus=None))) == 5


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_on_their_line(record_lives, name):
    rows = [{**row, "name": row["name"].replace("lock:ofd", f"lock:{name}").replace("wait:pipe", f"wait:{name}")
                                       .replace("python_pool_fork", name or "x")} for row in model.everything()]
    recording = record_lives(rows, lives=3, cores=name, machine=name)
    assert all(text.isprintable() and len(text) < 1000 for text in texts(verdicts.findings(recording)))
    assert "</script>" not in verdicts.report(recording, "markdown")


def test_whatever_failed_with_long_words_stays_in_its_row(record_lives):
    reason = "</script>|" + "x" * 400 + "\n# title"
    rows = [model.failed(row["name"], reason) if "/process_pool/" in row["name"] else row for row in model.everything()]
    recording = record_lives(rows, lives=3)
    assert max(len(text) for text in texts(verdicts.findings(recording))) < 300
    assert max(map(len, verdicts.report(recording).splitlines())) <= 120
    lines = verdicts.report(recording, "markdown").splitlines()
    assert not any(line.startswith("# ") for line in lines) and "</script>" not in "".join(lines)


def broken(dice: random.Random, row: Dict[str, Any]) -> Dict[str, Any]:
    """Failed, without a counter, with a value of a key that is no number, without keys, or as it was."""
    kind = dice.randrange(12)
    parts = row["name"].split("/")
    if kind == 0:
        return model.failed(row["name"], "timeout")
    if kind == 1:
        return {key: value for key, value in row.items() if not key.startswith(("lock_wait", "workers_o", "pss"))}
    if kind == 2:
        return {**row, "workers_observed": 0.0, "lock_wait_share": 0.0}
    if kind == 3 and len(parts) > 4:
        at = dice.randrange(2, len(parts) - 1)
        return {**row, "name": "/".join([*parts[:at], f"{parts[at].partition(':')[0]}:{dice.choice(['0', 'odd', '9'])}",
                                         *parts[at + 1:]])}
    if kind == 4 and len(parts) > 4:
        return {**row, "name": "/".join([*parts[:2], *dice.sample(parts[2:-1], len(parts) - 4), parts[-1]])}
    return {**row, "real_time": row["real_time"] * dice.choice([1e-3, 1, 1, 1, 1e6])}


@pytest.mark.parametrize("seed", range(25))
def test_odd_recordings_are_judged_all_the_same(write_document, seed):
    dice = random.Random(seed)
    rows = [broken(dice, row) for row in model.everything() if dice.random() < dice.choice([0.3, 0.9])]
    document = model.document(rows) if seed % 5 == 0 else recorded.document(rows, lives=1 + seed % 4, noise=1.0)
    if seed % 3 == 0:
        document["context"] = {"crossover_version": "0.0.0"}
    if seed % 5:
        recorded.keep(document, [row for row in document["benchmarks"] if dice.random() < 0.8])
    found = verdicts.findings(load(write_document(document)))
    assert [each.claim.letter for each in found] == ["a", "b", "c", "d", "e"]
    assert all(text.isprintable() for text in texts(found)) and all(each.sentence for each in found)


def test_the_same_recording_gives_the_same_report(record_lives):
    assert verdicts.report(record_lives(lives=3)) == verdicts.report(record_lives(lives=3))


def test_the_program_prints_or_says_what_is_wrong(write, tmp_path, capsys):
    assert verdicts_program.main([str(write())]) == 0
    assert "(e) For I/O and short tasks" in capsys.readouterr().out
    assert verdicts_program.main([str(tmp_path / "missing.json")]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1 and captured.err.startswith("verdicts.py: ")
    with pytest.raises(SystemExit, match="2"):
        verdicts_program.main([str(write()), "--format", "pdf"])
