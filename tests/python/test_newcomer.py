"""A strategy that nobody has heard of is treated as its siblings are: by its traits."""
from __future__ import annotations

from itertools import combinations
from typing import Any, Callable, Dict, List

import pytest

import catalogue
import model
from analysis.presentation.colours import BLUE, FAMILIES, look, Look, SOLID, SPARE
from analysis.presentation.colours import in_family_order
from analysis.presentation.sections import all_sections
from analysis.questions.crossover.numbers import crossover
from analysis.ranking import ranking
from analysis.recording.catalogue import Strategy
from analysis.recording.reader import Recording

Record = Callable[..., Recording]
NEWCOMER = "woven"


def told(**traits: Any) -> Dict[str, Any]:
    """The usual catalogue with one more."""
    return {**catalogue.STRATEGIES, NEWCOMER: {**catalogue.traits(NEWCOMER, "threads", 9), **traits}}


def rows(*strategies: str) -> List[Dict[str, Any]]:
    return [row for strategy in ("serial", *strategies) for phase in ("warm", "cold")
            for n in (100, 10_000, 1_000_000, 9_999_999) for row in model.squares(strategy, n, phase=phase)]


def test_it_has_its_familys_colour_and_a_look_of_its_own(record: Record) -> None:
    known = record([], strategies=told()).strategies
    assert look(known[NEWCOMER]).colour == look(known["async"]).colour == BLUE
    assert look(known[NEWCOMER]) == Look(BLUE, "o", SOLID)  # the simplest comes first


def test_the_page_draws_it_as_the_still_pictures_do(record: Record) -> None:
    recording = record(rows(NEWCOMER, "async"), strategies=told())
    sections, _ = all_sections(recording)
    drawn = [series for section in sections for figure in section.figures for series in figure.series
             if series.name == NEWCOMER]
    assert drawn and {each.look.colour for each in drawn} == {look(recording.strategies[NEWCOMER]).colour}


@pytest.mark.parametrize("family", sorted({each["family"] for each in catalogue.STRATEGIES.values()}))
def test_no_two_of_a_family_share_marker_and_line(family: str) -> None:
    own = [look(each) for each in catalogue.KNOWN.values() if each.family == family]
    assert len({each.colour for each in own}) == 1
    assert all(one[1:] != other[1:] for one, other in combinations(own, 2))


def test_families_have_colours_of_their_own_and_unknown_ones_the_spare_one() -> None:
    assert len({*FAMILIES.values(), SPARE}) == len(FAMILIES) + 1
    assert look(Strategy(NEWCOMER, family="looms")).colour == look(Strategy(NEWCOMER)).colour == SPARE


def test_it_stands_among_its_siblings(record: Record) -> None:
    recording = record([], strategies=told(simplicity=12.5))
    order = [each.name for each, _ in in_family_order(recording, dict.fromkeys(
        ("tbb_static", "async", NEWCOMER, "thread_pool_blocking", "serial", "unheard_of")))]
    assert order == ["serial", "thread_pool_blocking", NEWCOMER, "async", "tbb_static", "unheard_of"]


@pytest.mark.parametrize("simplicity, advised", [(9, NEWCOMER), (45, "process_pool")])
def test_of_equals_the_simplest_is_advised(record_lives: Record, simplicity: int, advised: str) -> None:
    made = rows("process_pool")
    twins = [{**row, "name": row["name"].replace("process_pool", NEWCOMER)} for row in made if "process" in row["name"]]
    found = crossover(record_lives([*made, *twins], strategies=told(simplicity=simplicity)), "warm")
    assert [segment.advised for segment in found.segments][-1] == advised


@pytest.mark.parametrize("traits, is_ranked, is_advised", [
    ({}, True, True), ({"language": "Python"}, True, False), ({"is_reference": True}, False, False)])
def test_traits_say_who_competes(record: Record, traits: Dict[str, Any], is_ranked: bool, is_advised: bool) -> None:
    recording = record(rows(NEWCOMER), strategies=told(**traits))
    ranked = {row.cell.strategy for row in ranking.rank(recording, 9_999_999, model.CPUS)}
    assert (NEWCOMER in ranked) is is_ranked
    assert bool(crossover(recording, "warm").segments) is is_advised


def test_one_that_computes_alone_stands_beside_any_number_of_workers(record: Record) -> None:
    row = model.row(model.name("squares", NEWCOMER, n=9_999_999, intensity=1, workers=1, phase="warm"), 1.0)
    alone, not_alone = (record([*rows("thread_pool"), row], strategies=told(parallel=parallel))
                        for parallel in (False, True))
    assert NEWCOMER in {cell.strategy for cell in ranking.of_job(alone, "warm", model.CPUS)}
    assert NEWCOMER not in {cell.strategy for cell in ranking.of_job(not_alone, "warm", model.CPUS)}
