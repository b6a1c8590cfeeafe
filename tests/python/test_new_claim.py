"""A claim is one file: it is judged, shown by verdicts.py and has its place on the page, and no other file knows it."""
from __future__ import annotations

from pathlib import Path

import pytest

import recorded
from programs import run

CLAIM = '''"""Are there echoes?"""
from __future__ import annotations

from analysis.claims.claim import Claim, Evidence, Finding, Verdict
from analysis.recording.reader import Recording

CLAIM = Claim("z", "Echoes come back.", "Holds if squares were measured.", ("echo",))


def judge(recording: Recording) -> Finding:
    measured = str(len(recording.measured("squares")))
    return Finding(CLAIM, Verdict.HOLDS, "The wall answers.", (Evidence("echoes", measured, "", "there are some"),))
'''


@pytest.fixture
def with_claim(house: Path) -> Path:
    """A copy of the house with one more file."""
    (house / "analysis" / "claims" / "claim_z_echoes.py").write_text(CLAIM, encoding="utf-8")
    return house


def test_it_is_judged_with_the_others(with_claim: Path, write_document) -> None:
    text = " ".join(run(with_claim, "verdicts.py", write_document(recorded.document(lives=3))).split())
    assert "(z) Echoes come back. Holds here. The wall answers." in text
    assert "Rule: Holds if squares were measured." in text


def test_the_page_tells_of_it(with_claim: Path, write_document, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    run(with_claim, "report.py", write_document(recorded.document(lives=3)), "--out", page)
    assert "The wall answers." in page.read_text(encoding="utf-8")
