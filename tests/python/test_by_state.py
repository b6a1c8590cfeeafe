"""Where a machine had two states: what the page and the programs say of each; nothing here was measured."""
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Callable, Dict

import pytest

from analysis.claims import overview as claims_overview
from analysis.presentation.sections import all_sections
from analysis.recording.by_state import parts
from analysis.recording.reader import load, Recording
from analysis.summary import headline
import model
from analysis.summary import summary
from analysis.thresholds import thresholds
from analysis.claims import verdicts
from plots import report
import recorded

NEAR_AND_FAR = {"hand_overs": [220.0, 220.0, 850.0, 850.0], "lives": 24, "noise": 0.005}
POOLS = {"thread_pool": 4.0, "process_pool": 4.0}  # times as long, while the hand-off latency is high


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    document = recorded.document(model.everything(), slower=POOLS, **NEAR_AND_FAR)
    path = tmp_path_factory.mktemp("by_state") / "recording.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def recording(path: Path) -> Recording:
    """For all tests: to load takes long, and what was answered once is kept."""
    return load(path)


def test_each_section_has_a_part_for_each_state(recording: Recording) -> None:
    near, far = (part.title for part in parts(recording))
    sections, _ = all_sections(recording)
    for section in sections:
        assert not section.figures and not section.tables
        assert {state.when for state in section.states} <= {near, far}
    sizes = next(section for section in sections if section.name == "sizes")
    assert [state.when for state in sizes.states] == [near, far]
    first, second = (state.tables[0].rows for state in sizes.states)
    assert first != second


def test_every_chart_of_the_page_has_an_id_of_its_own(
        path: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert report.main([str(path), f"--out={page}"]) == 0
    text = page.read_text(encoding="utf-8")
    ids = re.findall(r'<figure class="chart" id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) and any("-state-2-" in each for each in ids)
    near, far = (text.count(f"<h3>While the hand-off latency is {latency} ns (") for latency in (220, 850))
    assert near == far > 3


def test_one_state_has_no_parts(record_lives: Callable[..., Recording]) -> None:
    recording = record_lives(lives=3)
    assert [part.recording for part in parts(recording)] == [recording]
    assert all(not section.states for section in all_sections(recording)[0])
    assert all(not line.when for line in claims_overview.lines(recording))


def test_claims_whose_verdicts_differ_stand_once_for_each_state(recording: Recording) -> None:
    (near, first), (far, second) = verdicts.by_state(recording)
    assert [each.verdict for each in first] != [each.verdict for each in second]
    lines = claims_overview.lines(recording)
    assert [line.when for line in lines] == 5 * [near.title] + 5 * [far.title]
    assert all(str(line).startswith(f"{line.when}: (") for line in lines)


def test_claims_whose_verdicts_agree_stand_once(record_lives: Callable[..., Recording]) -> None:
    lines = claims_overview.lines(record_lives(**NEAR_AND_FAR))
    assert [line.when for line in lines] == 5 * [""]


def test_sentences_and_tables_say_which_state_they_are_of(recording: Recording) -> None:
    near, far = (part.title for part in parts(recording))
    told = headline.by_question(recording)
    assert told and all(text.startswith((f"{near}: ", f"{far}: ")) for text in told.values())
    assert f" {far}: " in told["granularity"]
    text = " ".join(summary.summarise(recording).split())
    assert text.count(f"{near}: ") > 3 and text.count(f"{far}: ") > 3


def test_thresholds_have_those_of_each_state(recording: Recording) -> None:
    found = thresholds.thresholds(recording)
    near, far = found["states"]
    assert near["hand_over_ns"] == pytest.approx(220, rel=0.05) and near["share"] == pytest.approx(0.5, abs=0.1)

    def pays_from(part: Dict[str, Any]) -> float:
        return next(each["pays_from_ns"] for each in part["thresholds"] if each["strategy"] == "thread_pool")

    assert pays_from(near) != pays_from(far)
    assert json.loads(json.dumps(found)) == found


def test_thresholds_of_one_state_have_no_others(record_lives: Callable[..., Recording]) -> None:
    assert thresholds.thresholds(record_lives(lives=5))["states"] == []


def test_a_state_that_few_lives_met_is_left_out_and_that_is_said_once(record_lives: Callable[..., Recording]) -> None:
    recording = record_lives(slower=POOLS, hand_overs=[220.0] * 22 + [850.0] * 2, lives=24, noise=0.005)
    (part,) = parts(recording)
    assert len(recording.states) == 2 and not part.heading
    assert part.recording is recording.in_state(recording.states[0])
    said = [text for text in headline.sentences(recording) if "hand-off latency" in text]
    assert said == [f"These answers hold {recording.states[0].heading}. The machine was too rarely in other states to "
                    "tell more."]
    assert all(not line.when for line in claims_overview.lines(recording))
