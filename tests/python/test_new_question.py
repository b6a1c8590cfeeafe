"""A question is one folder: its table, chart, section, sentence and bound are there, and no other file knows it."""
from __future__ import annotations

from pathlib import Path
from typing import List

import pytest

import made_up
import recorded
from programs import run

FILES = {
    "__init__": '''"""How long does an echo take?"""
from __future__ import annotations

from analysis.recording.reader import Recording

ORDER = 57  # among the questions, and the sections of the page


def is_recorded(recording: Recording) -> bool:
    return bool(recording.select("echo"))
''',
    "numbers": '''"""Echoes by strategy."""
from __future__ import annotations

from typing import Dict

from analysis.recording.reader import Measurement, Recording


def echoes(recording: Recording) -> Dict[str, Measurement]:
    return {cell.strategy: cell for cell in recording.measured("echo")}
''',
    "table": '''"""Echoes as a table."""
from __future__ import annotations

from analysis.questions.echo.numbers import echoes
from analysis.recording.reader import Recording
from analysis.wording.tables import Table
from analysis.wording.units import seconds

QUESTION, WORDS = "How long does an echo take?", ("strategy",)


def table(recording: Recording) -> Table:
    rows = [(strategy, seconds(cell.median)) for strategy, cell in echoes(recording).items()]
    return Table(("strategy", "echo"), rows, "Shouted once." if rows else "")
''',
    "chart": '''"""Echoes as a chart."""
from __future__ import annotations

from typing import List

from analysis.presentation import points
from analysis.presentation.figure import Axis, Figure, of_strategy
from analysis.questions.echo.numbers import echoes
from analysis.recording.reader import Recording


def figures(recording: Recording) -> List[Figure]:
    series = [of_strategy(cell.traits, [points.time(strategy, cell)]) for strategy, cell in echoes(recording).items()]
    return [Figure("Echoes from the wall", "ladder", Axis("strategy"), Axis("time of an echo", "s"), tuple(series))]
''',
    "section": '''"""Echoes on the page."""
from __future__ import annotations

from typing import Optional

from analysis.presentation.sections import of_table, Section
from analysis.questions.echo.chart import figures
from analysis.questions.echo.numbers import echoes
from analysis.questions.echo.sentence import sentences
from analysis.questions.echo.table import table, WORDS
from analysis.recording.reader import Recording

TITLE, NEEDS = "How long does an echo take?", "--questions=echo"


def section(recording: Recording) -> Optional[Section]:
    if not echoes(recording):
        return None
    return Section(TITLE, sentences(recording), figures(recording), [of_table("Echoes", table(recording), WORDS)])
''',
    "sentence": '''"""Echoes in words."""
from __future__ import annotations

from typing import List

from analysis.questions.echo.numbers import echoes
from analysis.recording.reader import Recording

IN_HEADLINE = True


def sentences(recording: Recording) -> List[str]:
    return [f"{len(echoes(recording))} strategies heard their echo."] if echoes(recording) else []
''',
    "bound": '''"""What bounds an echo."""
from __future__ import annotations

from typing import Iterator

from analysis.bottleneck.bounds import Collectors
from analysis.bottleneck.cases import Case
from analysis.bottleneck.cause import Cause, Evidence, WAIT
from analysis.questions.echo.numbers import echoes
from analysis.recording.reader import Measurement, Recording


def cases(recording: Recording) -> Iterator[Case]:
    yield Case("echoes", list(echoes(recording).values()))


def evidence(recording: Recording, cell: Measurement) -> Evidence:
    return Evidence((Cause(WAIT, 0.9, "sound is slow"),))


COLLECTORS: Collectors = {("echo", "warm"): evidence}
''',
}
ROWS = [row for strategy, seconds in (("serial", 2e-3), ("thread_pool", 1e-3))
        for row in made_up.repeated(made_up.name("echo", strategy, n=1, workers=2, phase="warm"), seconds)]


@pytest.fixture
def with_echo(house: Path) -> Path:
    """A copy of the house with one more folder."""
    folder = house / "analysis" / "questions" / "echo"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return house


def test_the_summary_has_its_sentence_and_its_table(with_echo: Path, write_document) -> None:
    text = run(with_echo, "summary.py", write_document(recorded.document(ROWS, lives=3)))
    assert "2 strategies heard their echo." in text
    assert "How long does an echo take?" in text and "Shouted once." in text


def test_the_page_has_its_section_its_chart_and_its_bound(with_echo: Path, write_document, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    run(with_echo, "report.py", write_document(recorded.document(ROWS, lives=3)), "--out", page)
    text = page.read_text(encoding="utf-8")
    assert all(part in text for part in ("How long does an echo take?", "Echoes from the wall", "sound is slow"))


def test_its_chart_is_drawn_alone(with_echo: Path, write_document, tmp_path: Path) -> None:
    path = write_document(recorded.document(ROWS, lives=3))
    written = run(with_echo, "plot.py", path, "--questions=echo", "--output", tmp_path / "charts").split()
    assert sorted(Path(file).name for file in written) == ["echo.png", "echo.svg"]


def test_who_did_not_record_it_is_told_so(with_echo: Path, write_document) -> None:
    text = run(with_echo, "summary.py", write_document(recorded.document(lives=3)))
    assert "echo" in _not_recorded(text)


def _not_recorded(text: str) -> List[str]:
    told = " ".join(text.split()).partition("Not recorded: ")[2].partition(" (")[0]
    return told.split(", ")
