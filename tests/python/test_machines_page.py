"""machines.py: where the page goes, what it holds whatever is given, and what it refuses."""
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Callable

import pytest

from plots import machines
import model
import recorded

Place = Callable[..., Path]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """place(machine, day, ...) -> the file of a recording, where it belongs."""
    def place(machine: str = "large-2-cpus", day: int = 1, rows: Any = None, folder: str = "", **options: Any) -> Path:
        document = recorded.document(rows or [*model.sizes(("serial", "thread_pool", "async")), *model.ceilings()],
                                     seed=day, **{"lives": 3, "machine": machine, **options,
                                                  "date": f"2030-01-{day:02}T00:00:00+00:00"})
        file = tmp_path / "results" / (folder or machine) / f"2030-01-{day:02}T00-00-00Z.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(document), encoding="utf-8")
        return file
    return place


def made(*arguments: Any) -> int:
    return machines.main([str(each) for each in arguments])


def words(page: Path) -> str:
    """What stands between the tags, but for scripts and styles."""
    text = re.sub(r"<(script|style)\b.*?</\1>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def test_the_page_lies_beside_the_machines(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert made(place(), place("small-2-cpus", 2)) == 0
    page = tmp_path / "results" / "index.html"
    assert capsys.readouterr().out == f"{page}\n"
    text = words(page)
    for part in ("Crossover: 2 machines side by side", "From which size on does it pay, warm?",
                 "large-2-cpus and small-2-cpus : relative numbers only", "What each machine is", "Recordings",
                 "How near to the machine&#39;s ceiling, where computing is the limit? "
                 "Record it with --questions=scaling"):
        assert part in text, part


def test_one_machine_is_no_pair(place: Place, tmp_path: Path) -> None:
    assert made(place(), place(day=2)) == 0
    text = words(tmp_path / "results" / "index.html")
    assert "Crossover: 1 machine 2 recordings." in text and "What may be compared" not in text


@pytest.mark.parametrize("folder, expected", [("large-2-cpus", "results/index.html"),
                                              ("elsewhere", "results/elsewhere/index.html")])
def test_a_recording_that_lies_alone_gets_it_beside_it(place: Place, tmp_path: Path, folder: str,
                                                       expected: str) -> None:
    assert made(place(folder=folder)) == 0
    assert (tmp_path / expected).is_file()


def test_it_goes_where_it_is_told_and_links_from_there(place: Place, tmp_path: Path) -> None:
    first, second = place(), place("small 2 & cpus", 2)
    own = first.with_suffix("") / "report.html"
    own.parent.mkdir()
    own.touch()
    page = tmp_path / "site" / "all.html"
    assert made(first, second, "--out", page) == 0
    text = page.read_text(encoding="utf-8")
    assert 'href="../results/large-2-cpus/2030-01-01T00-00-00Z/report.html"' in text
    assert 'href="../results/small%202%20%26%20cpus/2030-01-02T00-00-00Z.json"' in text
    assert text.count("none beside it") == 1


def test_the_same_recordings_make_the_same_bytes(place: Place, tmp_path: Path) -> None:
    files = [place(), place("small-2-cpus", 2)]
    pages = [tmp_path / "one.html", tmp_path / "other.html"]
    for page, order in zip(pages, (files, files[::-1])):
        assert made(*order, "--out", page) == 0
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_a_file_twice_counts_once(place: Place, tmp_path: Path) -> None:
    file = place()
    assert made(file, file, file.parent / ".." / file.parent.name / file.name) == 0
    text = words(tmp_path / "results" / "index.html")
    assert "1 recording." in text and "Left out" not in text
    copy = file.with_name("copy.json")
    copy.write_bytes(file.read_bytes())
    assert made(file, copy) == 0
    assert "the same recording as large-2-cpus/" in words(tmp_path / "results" / "index.html")


def test_what_cannot_be_read_is_left_out_and_said(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    broken = tmp_path / "broken <b>.json"
    broken.write_text('{"benchmarks": [', encoding="utf-8")
    assert made(place(), broken) == 1
    assert capsys.readouterr().err.startswith(f"machines.py: {broken}: line 1")
    text = words(tmp_path / "results" / "index.html")
    assert re.search(r"Left out: \S*/broken &lt;b&gt;\.json : line 1, column 17: not JSON", text), text[-600:]


@pytest.mark.parametrize("content", ["", "garbage", "[]", '{"benchmarks": 7}', '{"benchmarks": [{}]}'])
def test_nothing_readable_makes_no_page(tmp_path: Path, capsys: pytest.CaptureFixture, content: str) -> None:
    file = tmp_path / "file.json"
    file.write_text(content, encoding="utf-8")
    assert made(file, tmp_path / "not there.json") == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("machines.py: ") == 2 and "Traceback" not in told.err
    assert list(tmp_path.glob("*.html")) == []


def test_no_file_is_wrong_usage(capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit) as end:
        made()
    assert end.value.code == 2 and "RESULT.json" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_a_sentence(place: Place, capsys: pytest.CaptureFixture) -> None:
    assert made(place(), "--out", "/dev/null/x/page.html") == 2
    assert "cannot be written: Not a directory; choose another place with --out" in capsys.readouterr().err


@pytest.mark.parametrize("rows", [model.imbalance(), model.sizes(("thread_pool",)), model.unavailable(),
                                  model.sizes(("serial",))])
def test_recordings_without_anything_to_compare_make_a_page_that_says_so(place: Place, tmp_path: Path,
                                                                         rows: Any) -> None:
    assert made(place(rows=rows), place("small-2-cpus", 2, rows=rows)) == 0
    text = words(tmp_path / "results" / "index.html")
    assert "What was not recorded" in text and "From which size on does it pay, warm? Record it with" in text


def test_a_plain_and_an_interrupted_one_have_their_place(place: Place, tmp_path: Path) -> None:
    plain = tmp_path / "plain.json"
    plain.write_text(json.dumps(model.document(machine="plain-2-cpus")), encoding="utf-8")
    assert made(place(state="interrupted"), plain) == 0
    text = words(tmp_path / "results" / "index.html")
    assert "3 lives, interrupted" in text and "1 process" in text and "whatever ./bench was asked" in text


@pytest.mark.parametrize("name", ["</script><script>planted()</script>", "<img src=x onerror=planted()>", "{{ 7 * 7 }}",
                                  300 * "x", "😀", "\u202ereversed", "\x1b[2J", "\"'&amp;", "\ud800"])
def test_hostile_names_are_text(place: Place, tmp_path: Path, name: str) -> None:
    rows = [row for strategy in ("serial", "thread_pool", name.replace("/", "|"))
            for n in (100, 9_999_999) for row in model.squares(strategy, n)]
    file = place(name, 1, rows, folder="evil", cpu_model=name, hypervisor=name)
    assert made(file, place("small-2-cpus", 2, rows)) == 0
    page = (tmp_path / "results" / "evil" / "index.html").read_text(encoding="utf-8")
    assert "planted()</script>" not in page and "<img src=x" not in page
    assert "\u202e" not in page and "\x1b" not in page
    assert 121 * "x" not in words(tmp_path / "results" / "evil" / "index.html")
