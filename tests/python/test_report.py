"""The page: made of what a recording has, says what it lacks, the same bytes for the same recording."""
from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

import model
from analysis.presentation.sections import all_sections
from plots import report
from plots.drawing import charts
from plots.page import library
import recorded


class Words(HTMLParser):
    """What a reader sees, and which elements there are."""

    def __init__(self):
        super().__init__()
        self.seen, self.tags, self._silent = [], [], 0

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self._silent += tag in ("script", "style")

    def handle_endtag(self, tag):
        self._silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self._silent:
            self.seen.append(data)


def read(path):
    words = Words()
    words.feed(path.read_text(encoding="utf-8"))
    return " ".join(" ".join(words.seen).split()), words.tags


@pytest.fixture
def no_pictures(monkeypatch):
    """Drawing takes longer than all the rest, and other tests look at the pictures."""
    monkeypatch.setattr("plots.page.stills.draw_all", lambda recording, embedded, folder: {})


@pytest.fixture
def make(write_document, no_pictures):
    """make(document) -> the text of its page and its elements."""
    def make(document, name="recording.json"):
        path = write_document(document, name)
        assert report.main([str(path)]) == 0
        return read(path.with_suffix("") / "report.html")
    return make


def squares(*strategies, workers=2, sizes=(1000, 100_000), phases=("warm",)):
    return [row for name in strategies for n in sizes for phase in phases
            for row in model.squares(name, n, workers=workers, phase=phase)]


def test_every_question_that_was_recorded_has_its_section(make):
    text, tags = make(recorded.document(lives=3))
    titles = [attributes["href"] for tag, attributes in tags
              if tag == "a" and attributes.get("href", "").startswith("#")]
    assert len(titles) >= 11
    targets = {f"#{attributes['id']}" for _, attributes in tags if "id" in attributes}
    assert set(titles) <= targets
    assert "What was not recorded" not in text


def test_it_lies_beside_its_charts_and_is_the_same_every_time(write_document, capsys, monkeypatch):
    some = {name: chart for name, chart in charts.charts().items() if name in ("sizes", "startup")}
    monkeypatch.setattr("plots.page.stills.charts", lambda: some)
    path = write_document(recorded.document(lives=3))
    folder = path.with_suffix("")
    written = []
    for _ in range(2):
        assert report.main([str(path), "--stills"]) == 0
        assert capsys.readouterr().out == f"{folder / 'report.html'}\n"
        written.append({each.name: each.read_bytes() for each in folder.iterdir()})
    assert set(written[0]) == {"report.html", "sizes.svg", "sizes.png", "startup.svg", "startup.png"}
    assert written[0] == written[1]
    assert written[0]["report.html"].count(b"data:image/webp") == 2 + 2  # the crossover's are always there


def test_stills_are_drawn_only_when_asked(write_document, monkeypatch):
    """They take longer than all the rest."""
    drawn = []
    monkeypatch.setattr("plots.page.stills.draw_all", lambda *_: drawn.append(1) or {})
    monkeypatch.setattr("plots.page.render.chart_library", lambda: "")
    path = write_document(recorded.document(squares("serial", "thread_pool"), lives=3))
    assert report.main([str(path)]) == 0 and not drawn
    assert [each.name for each in path.with_suffix("").iterdir()] == ["report.html"]
    monkeypatch.setattr("plots.page.render.chart_library", lambda: None)
    assert report.main([str(path)]) == 0 and len(drawn) == 1


def test_the_crossover_comes_first_then_the_claims_then_the_answers(make):
    text, tags = make(recorded.document(lives=3))
    labels = [attributes["aria-label"] for tag, attributes in tags if tag == "section" and "aria-label" in attributes]
    assert labels == ["the crossover", "the claims", "the answer"]
    assert text.index("Ready workers: use ") < text.index("(a) Splitting") < text.index("How small may a task be?")
    images = [attributes for tag, attributes in tags if tag == "img"]
    assert "Ready workers: use " in images[0]["alt"] and images[0]["src"].startswith("data:image/")
    [narrow] = [attributes for tag, attributes in tags if tag == "source"]
    assert narrow["srcset"].startswith("data:image/") and narrow["srcset"] != images[0]["src"]


def test_without_a_crossover_the_page_begins_with_what_there_is(make):
    _, tags = make(recorded.document(squares("serial"), lives=3))
    labels = [attributes["aria-label"] for tag, attributes in tags if tag == "section" and "aria-label" in attributes]
    assert labels == ["the answer"]


def test_nothing_in_it_leads_elsewhere(make):
    _, tags = make(recorded.document(lives=3))
    links = [value for _, attributes in tags for name, value in attributes.items() if name in ("src", "href")]
    assert links and all(link.startswith(("#", "data:")) for link in links)
    assert {tag for tag, _ in tags} & {"link", "iframe", "object", "embed"} == set()


def test_every_chart_has_its_data_and_words(make):
    _, tags = make(recorded.document(lives=3))
    charts = [attributes for tag, attributes in tags if tag == "canvas"]
    data = [attributes for tag, attributes in tags if tag == "a" and "download" in attributes]
    assert len(charts) == len(data) > 10
    assert all(len(each["aria-label"]) > 40 for each in charts)


@pytest.mark.parametrize("rows, said", [
    ([], "No row of this recording has a time"),
    (squares("thread_pool"), "thread_pool"),
    (squares("serial"), "serial"),
    (squares("thread_pool", "process_pool"), "process_pool"),
    (squares("serial", "thread_pool", workers=1), "thread_pool"),
    ([model.failed(model.name("squares", "mpi", n=10, workers=2, phase="warm"), "the ranks left")], "the ranks left"),
], ids=["no rows", "one strategy", "serial alone", "serial missing", "one worker", "only failures"])
@pytest.mark.parametrize("kind", ["plain", "recorded"])
def test_it_is_made_of_what_there_is(make, rows, said, kind):
    text, _ = make(model.document(rows) if kind == "plain" else recorded.document(rows, lives=3))
    assert said in text
    assert "What was not recorded" in text and "--questions=contention" in text


def test_plain_output_says_that_nothing_is_sure(make):
    text, _ = make(model.document())
    assert "cannot show how sure the order is" in text


def test_rows_that_prove_less_are_marked(make):
    rows = squares("serial", "thread_pool", "tbb_auto", sizes=(100, 1000))
    text, tags = make(recorded.document(rows, lives=3))
    assert "! 1.0 of 2" in text
    assert any(attributes.get("class") == "doubtful" for tag, attributes in tags if tag == "tr")


def test_recordings_of_different_versions_stand_one_after_the_other(write_document, tmp_path, no_pictures):
    paths = [write_document(recorded.document(squares("serial", "thread_pool"), lives=3, crossover_version=version),
                            f"{version}.json") for version in ("0.1", "7.0")]
    page = tmp_path / "page.html"
    assert report.main([*map(str, paths), "--out", str(page)]) == 0
    text, tags = read(page)
    assert "Crossover 0.1" in text and "Crossover 7.0" in text
    identifiers = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))


def test_without_the_library_it_says_so(make, monkeypatch):
    monkeypatch.setattr("plots.page.render.chart_library", lambda: None)
    text, _ = make(recorded.document(squares("serial", "thread_pool"), lives=3))
    assert library.PACKAGE in text


def test_a_missing_library_is_none_and_a_broken_one_an_error(tmp_path):
    assert library.chart_library(tmp_path / "nowhere.js") is None
    (tmp_path / "broken.js").write_bytes(b"\xff\xfe")
    with pytest.raises(Exception, match="cannot be read"):
        library.chart_library(tmp_path / "broken.js")


def test_a_script_in_the_library_cannot_end_the_pages(tmp_path):
    (tmp_path / "chart.js").write_text("'</script>'")
    assert "</script" not in library.chart_library(tmp_path / "chart.js")


@pytest.mark.parametrize("arguments, said", [
    (["nowhere.json"], "nowhere.json"),
    ([__file__], "test_report.py"),
])
def test_a_users_mistake_is_a_sentence(capsys, arguments, said):
    assert report.main(arguments) == 2
    errors = capsys.readouterr().err
    assert errors.startswith("report.py: ") and said in errors and "Traceback" not in errors


def test_a_place_that_cannot_be_written_is_a_sentence(write_document, tmp_path, capsys, no_pictures):
    (tmp_path / "file").write_text("")
    path = write_document(recorded.document(squares("serial", "thread_pool"), lives=3))
    assert report.main([str(path), "--out", str(tmp_path / "file" / "page.html")]) == 2
    assert "choose another place with --out" in capsys.readouterr().err


def test_the_data_of_a_chart_are_its_points(record_lives):
    sections, _ = all_sections(record_lives(lives=3))
    for section in sections:
        for figure in section.figures:
            lines = figure.csv().splitlines()
            assert len(lines) == 1 + sum(len(series.points) for series in figure.series)
            assert figure.values.unit in lines[0]


def test_numbers_are_those_of_the_table(record_lives):
    recording = record_lives(squares("serial", "thread_pool", sizes=(1000, 1_000_000)), lives=5)
    sections, _ = all_sections(recording)
    strategies = next(each for each in sections if each.name == "strategies")
    point = next(series.points[0] for series in strategies.figures[0].series if series.name == "thread_pool")
    cell = recording.measured("squares", "thread_pool", n=1_000_000)[0]
    assert point.value == cell.median and point.interval == cell.spread
    assert re.search(r"over 5 lives", point.words)


def test_json_in_the_page_is_json(make):
    rows = squares("serial", "</script><b>")
    _, tags = make(recorded.document(rows, lives=3))
    assert ("b", {}) not in [(tag, attributes) for tag, attributes in tags]
    assert sum(tag == "script" and attributes.get("type") == "application/json" for tag, attributes in tags) > 0
