"""What is fit for results/: every reason to send a recording back, and what is only worth a note."""
from __future__ import annotations

import gzip
import json
import stat
import subprocess
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest

import made_up
import model
from plots import check_result
import catalogue
import recorded

ROOT = Path(__file__).resolve().parents[2]
MACHINE = model.CONTEXT["machine"]
QUESTIONS = {name for name, question in catalogue.ASKED.items() if not question["on_request"]}

Document = Dict[str, Any]
Place = Callable[..., Path]


def rows(workers: float = 2.0) -> List[Document]:
    return [row for strategy, count, observed in (("serial", 1, 1.0), ("thread_pool", 2, workers))
            for n in (100, 1000)
            for row in made_up.repeated(
                made_up.name("squares", strategy, n=n, intensity=1, workers=count, phase="warm"),
                1e-6 * n, workers_observed=observed)]


def document(some_rows: Any = None, lives: int = 3, **context: Any) -> Document:
    return recorded.document(some_rows or rows(), lives=lives, twins=("thread_pool",),
                             **{"build_type": "Release", "host_name": "not told", **context})


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """place(document) -> its file, where it belongs."""
    def place(content: Any, name: str = "2030-01-01T00-00-00Z.json", machine: str = MACHINE) -> Path:
        file = tmp_path / "results" / machine / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return file
    return place


def said(output: str, word: str) -> List[str]:
    return [line.strip()[len(word):].strip() for line in output.splitlines() if line.strip().startswith(f"{word} ")]


def checked(capsys: pytest.CaptureFixture, *arguments: Any) -> Any:
    code = check_result.main([str(each) for each in arguments])
    return code, capsys.readouterr()


def test_a_good_one_is_fit(place: Place, capsys: pytest.CaptureFixture) -> None:
    file = place(document())
    code, told = checked(capsys, file)
    assert (code, told.err, said(told.out, "wrong")) == (0, "", [])
    assert told.out.splitlines()[0] == str(file)
    assert told.out.splitlines()[-1] == f"{file}: fit for results/"
    assert len(said(told.out, "note")) == 1 and "nothing on anatomy, " in said(told.out, "note")[0]


def spoiled(change: Callable[[Document], Any]) -> Document:
    content = document()
    change(content)
    return content


def plain(content: Document) -> None:
    for key in ("plan", "recording"):
        del content[key]
    for row in content["benchmarks"]:
        del row["life"]
    content["benchmarks"] = [row for row in content["benchmarks"] if "/twin:1" not in row["name"]]


def without_times(content: Document) -> None:
    content["benchmarks"] = [{**made_up.failed(row["name"], "worker 1 died: signal 9"), "life": row["life"]}
                             for row in content["benchmarks"]]


@pytest.mark.parametrize("content, words", [
    (spoiled(plain), "./bench wrote it alone"),
    (spoiled(lambda each: each["recording"].update(state="interrupted")), "it is not complete, but interrupted; go on"),
    (document(lives=2), "2 lives are too few"),
    (document(lives=1), "1 life is too few"),
    (document(build_type="Debug"), "the suite is no Release build: context.build_type is 'Debug'"),
    (document(build_type=None), "context.build_type is 'not measured'"),
    (document(library_build_type="debug"), "Google Benchmark is no Release build"),
    (document(commit="0123456789ab-dirty"), "built from files that are in no commit (0123456789ab-dirty)"),
    (document(commit="unknown"), "context.commit is 'unknown'"),
    (recorded.document(rows(), lives=3, build_type="Release"), "no row has a twin with times in two lives"),
    (document(rows(0.4)), None),
    (spoiled(without_times), "no row of any question has a time"),
    (document([row for row in rows() if "serial" not in row["name"]], workers="x"), None),
    (document(machine="../../etc"), "context.machine is '../../etc', which names no folder"),
    (document(machine="</script>"), "context.machine is '</script>', which names no folder"),
    (document(machine="other-2-cpus"), "it lies in results/modelled-2-cpus; move it to results/other-2-cpus/"),
    (document(host_name="node7"), "host name (1): node7 in context.host_name"),
    (document(runtime_environment="LD_PRELOAD=/home/jane/x.so"), "home folder (1): /home/jane/x.so in "
                                                                 "context.runtime_environment"),
])
def test_what_is_wrong_is_said_with_what_to_do(place: Place, capsys: pytest.CaptureFixture, content: Document,
                                               words: str) -> None:
    code, told = checked(capsys, place(content))
    if words is None:
        assert code == 0, told.out
        return
    assert code == 1
    assert any(words in sentence for sentence in said(told.out, "wrong")), told.out
    assert "not fit for results/: " in told.out.splitlines()[-1]


def test_a_plain_file_is_not_blamed_for_what_follows_from_that(place: Place, capsys: pytest.CaptureFixture) -> None:
    _, told = checked(capsys, place(spoiled(plain)))
    assert len(said(told.out, "wrong")) == 1


def test_one_thing_wrong_is_no_more_than_one(place: Place, capsys: pytest.CaptureFixture) -> None:
    _, told = checked(capsys, place(document(build_type="Debug")))
    assert told.out.splitlines()[-1].endswith("not fit for results/: 1 thing wrong")


def test_few_rows_without_their_workers_are_a_note_and_most_are_wrong(place: Place, capsys: pytest.CaptureFixture,
                                                                      ) -> None:
    both = rows() + [row for n in (7, 8) for row in made_up.repeated(
        made_up.name("empty", "tbb_auto", n=n, workers=2, phase="warm"), 1e-6, workers_observed=1.1)]
    code, told = checked(capsys, place(document(both)))
    assert code == 0
    assert [sentence for sentence in said(told.out, "note") if sentence.startswith(
        "in 2 of 6 rows (33 %) fewer workers took part than were asked for: 2 of tbb_auto, at worst 1.1 of 2 in "
        "empty/tbb_auto/n:7/workers:2/phase:warm. ")]
    lone = [row for row in both if "serial" not in row["name"] and "thread_pool/n:100/" not in row["name"]]
    code, told = checked(capsys, place(document(lone)))
    assert code == 1 and "in 2 of 3 rows (67 %)" in told.out and "That is most of them" in told.out


def test_serial_without_a_worker_is_wrong(place: Place, capsys: pytest.CaptureFixture) -> None:
    idle = [{**row, "workers_observed": 0.0} if "serial/n:100/" in row["name"] else row for row in rows()]
    code, told = checked(capsys, place(document(idle)))
    assert code == 1 and "Not even serial's only worker did" in told.out


def test_rows_that_count_no_workers_prove_nothing(place: Place, capsys: pytest.CaptureFixture) -> None:
    blind = [{key: value for key, value in row.items() if key != "workers_observed"} for row in rows()]
    code, told = checked(capsys, place(document(blind)))
    assert code == 1 and "none is proven parallel" in told.out


def test_a_failed_row_is_a_note_and_a_missing_library_is_none(place: Place, capsys: pytest.CaptureFixture) -> None:
    _, told = checked(capsys, place(document(rows() + model.unavailable())))
    assert "no row failed; 1 say what that machine does not have" in said(told.out, "ok")
    dead = made_up.failed("squares/async/n:100/workers:2/phase:warm/real_time", "worker 1 died: signal 9")
    code, told = checked(capsys, place(document([*rows(), *model.unavailable(), dead])))
    assert code == 0
    assert any(sentence.startswith("1 of 6 rows failed: squares/async: worker 1 died: signal 9;")
               for sentence in said(told.out, "note"))


def test_a_question_without_a_time_is_missing(place: Place, capsys: pytest.CaptureFixture) -> None:
    full = document()
    every = [row for group in full["plan"]["groups"] for row in group["rows"]]
    full["plan"]["groups"] = [{"group": f"{question}/thread_pool", "rows": every} for question in sorted(QUESTIONS)]
    _, told = checked(capsys, place(full))
    assert any(each.startswith("answers every usual question: ") for each in said(told.out, "ok")), told.out
    for group in full["plan"]["groups"]:
        group["group"] = group["group"].replace("waiting/", "sizes/")
    _, told = checked(capsys, place(full))
    assert any("it has nothing on waiting, which" in each for each in said(told.out, "note"))


def test_what_happened_to_the_machine_is_said(place: Place, capsys: pytest.CaptureFixture) -> None:
    content = document(hand_overs=[220.0] * 20 + [850.0] * 20, lives=40)
    content["plan"]["extent"] = "brief"
    recorded.entries(content)[3]["problem"] = "a turn hung"
    code, told = checked(capsys, place(content))
    notes = said(told.out, "note")
    assert code == 0 and "1 of 40 lives ended early: a turn hung" in notes
    assert any(each.startswith("it is brief: ") for each in notes)
    assert any(each.startswith("the machine had 2 states, ") for each in said(told.out, "ok"))
    content = document(lives=40, hand_overs=[100.0 * 20.0 ** ((at * 0.618034) % 1) for at in range(40)])
    notes = said(checked(capsys, place(content))[1].out, "note")
    assert any(each.startswith("the machine's state kept changing (") for each in notes)


def test_a_recording_that_names_no_questions_lacks_none(place: Place, capsys: pytest.CaptureFixture) -> None:
    _, told = checked(capsys, place(document(questions=None)))
    assert any(each.startswith("answers ") for each in said(told.out, "ok")), told.out


@pytest.mark.parametrize("name, is_note", [
    ("2030-01-01T00-00-00Z-targets.json", False), ("mine.json", True), ("2030-01-01.json", True),
    ("\x1b[2J\u202e😀.json", True)])
def test_a_name_tells_when_it_was_begun(place: Place, capsys: pytest.CaptureFixture, name: str, is_note: bool) -> None:
    code, told = checked(capsys, place(document(), name))
    assert code == 0 and "\x1b" not in told.out and "\u202e" not in told.out
    assert any("does not tell when" in each for each in said(told.out, "note")) == is_note


def test_a_link_and_a_large_file_are_wrong(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    file = place(document())
    link = file.with_name("2030-01-02T00-00-00Z.json")
    link.symlink_to(file)
    assert "it is a link" in checked(capsys, link)[1].out
    large = place(json.dumps(document()) + 20_000_000 * " ")
    code, told = checked(capsys, large)
    assert code == 1 and "it has 20.0 MB, more than the 20 MB" in told.out


@pytest.mark.parametrize("text, words", [
    ("", "the file is empty"), ("{", "it ends too early"), ("\x00\xff", "not JSON"),
    ("[]", "no list called 'benchmarks'"), ('{"benchmarks": {}}', "no list called 'benchmarks'"),
    ('{"benchmarks": [{"name": "a/b/n:1"}]}', "benchmarks[0] (a/b/n:1): time_unit is missing"),
    ('{"benchmarks": [], "invocations": []}', "is a recording of an earlier form; record again"),
    ('{"benchmarks": [], "plan": {"flags": [1]}}', "plan.flags[0] is 1"),
])
def test_what_is_no_recording_cannot_be_read(place: Place, capsys: pytest.CaptureFixture, text: str,
                                             words: str) -> None:
    file = place(text)
    for flags in ([], ["--replace-names"]):
        code, told = checked(capsys, *flags, file)
        assert code == 2 and told.out == ""
        assert told.err.startswith(f"check_result.py: {file}: ") and words in told.err
        assert file.read_text(encoding="utf-8") == text


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    code, told = checked(capsys, tmp_path / "no.json")
    assert code == 2 and "cannot be read: No such file" in told.err
    code, told = checked(capsys, tmp_path)
    assert code == 2 and "cannot be read: Is a directory" in told.err


def test_no_file_is_wrong_usage(capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit) as end:
        check_result.main([])
    assert end.value.code == 2 and "FILE.json" in capsys.readouterr().err


def test_the_worst_of_many_decides(place: Place, capsys: pytest.CaptureFixture) -> None:
    good = place(document())
    bad = place(document(build_type="Debug", date="2030-01-02"), "2030-01-02T00-00-00Z.json")
    none = place("{", "2030-01-03T00-00-00Z.json")
    assert checked(capsys, good, bad)[0] == 1
    assert checked(capsys, none, bad, good)[0] == 2
    assert checked(capsys, good, good)[0] == 0


def test_a_copy_is_the_same_recording(place: Place, capsys: pytest.CaptureFixture) -> None:
    first, second = place(document()), place(document(), "2030-01-02T00-00-00Z.json")
    code, told = checked(capsys, first, second)
    assert code == 1
    assert said(told.out, "wrong") == [f"it is the same recording as {first}; keep one of them"]
    again = first.parent / ".." / first.parent.name / first.name
    assert checked(capsys, first, again)[0] == 0


def test_names_are_replaced_in_the_file_and_nothing_else_is(place: Place, capsys: pytest.CaptureFixture) -> None:
    named = document(host_name="node7", compiler_flags="-O3 -I/home/jane/boost")
    file = place(named)
    file.chmod(0o640)
    assert checked(capsys, file)[0] == 1
    code, told = checked(capsys, "--replace-names", file)
    assert code == 0 and "names replaced" in told.err
    hidden = document(compiler_flags="-O3 -I(home folder not told)")
    assert file.read_text(encoding="utf-8") == json.dumps(hidden)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    before = file.stat()
    code, told = checked(capsys, "--replace-names", file)
    assert (code, told.err) == (0, "") and file.stat().st_ino == before.st_ino


def test_a_packed_one_is_fit_and_stays_packed(place: Place, capsys: pytest.CaptureFixture) -> None:
    file = place("", "2030-01-01T00-00-00Z.json.gz")
    file.write_bytes(gzip.compress(json.dumps(document(host_name="node7")).encode()))
    assert checked(capsys, file)[0] == 1
    code, told = checked(capsys, "--replace-names", file)
    assert code == 0 and "its name tells when it was begun" in said(told.out, "ok")
    assert gzip.decompress(file.read_bytes()).decode() == json.dumps(document())


def test_all_that_are_committed_are_fit(capsys: pytest.CaptureFixture) -> None:
    listed = subprocess.run(["git", "ls-files", "-z", "results/*/*.json", "results/*/*.json.gz"],
                            cwd=ROOT, text=True, capture_output=True,
                            timeout=60, check=False)
    here = [ROOT / name for name in listed.stdout.split("\0") if name]
    if not here:
        pytest.skip("this is no clone with recordings")
    code, told = checked(capsys, *here)
    assert code == 0, said(told.out, "wrong")
