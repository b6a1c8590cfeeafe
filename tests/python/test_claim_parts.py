"""Where a number decides, where it does not, and how the parts of a claim make a verdict."""
from __future__ import annotations

import math

import pytest

from analysis.claims.claim import Claim, Evidence, Verdict
from analysis.claims.part import Answer, conclude, Part, verdict, with_interval
from analysis.ranking.target import Value

CLAIM = Claim("z", "Moons are cheese.", "Holds if they taste.", ("moons", "cheese"))
WORDS = {Verdict.HOLDS: "They are.", Verdict.DOES_NOT_HOLD: "They are not."}


def part(low, high, limit=1.5, claimed_above=True, what="taste"):
    return Part(what, Value((low + high) / 2, (low, high)), limit, claimed_above)


ABOVE, BELOW, INSIDE = part(1.6, 2.0, what="taste"), part(1.0, 1.4, what="smell"), part(1.4, 1.6, what="colour")
ONCE = Part("weight", Value(9.0), 1.5)


@pytest.mark.parametrize("low, high, if_above, if_below", [
    (1.51, 1.9, Answer.YES, Answer.NO), (1.1, 1.49, Answer.NO, Answer.YES),
    (1.49, 1.51, Answer.UNDECIDED, Answer.UNDECIDED),
    (1.5, 1.9, Answer.UNDECIDED, Answer.UNDECIDED), (1.1, 1.5, Answer.UNDECIDED, Answer.UNDECIDED),
    (1.6, math.inf, Answer.YES, Answer.NO), (0.0, 1.4, Answer.NO, Answer.YES)])
def test_only_a_whole_interval_on_one_side_decides(low, high, if_above, if_below):
    assert part(low, high).answer is if_above
    assert part(low, high, claimed_above=False).answer is if_below


def test_without_an_interval_nothing_is_decided_however_far_from_the_limit():
    assert ONCE.answer is Answer.UNDECIDED
    assert ONCE.evidence == Evidence("weight", "9.00x", "", "undecided: measured once")


@pytest.mark.parametrize("each, says", [
    (ABOVE, "as claimed: above 1.50x"), (BELOW, "against it: below 1.50x"), (INSIDE, "undecided: includes 1.50x"),
    (part(1.6, 2.0, claimed_above=False), "against it: above 1.50x"),
    (part(1.0, 1.4, claimed_above=False), "as claimed: below 1.50x")])
def test_evidence_says_which_side_was_claimed(each, says):
    assert each.evidence.says == says


def test_intervals_that_have_no_end_are_words():
    assert with_interval(Value(5000.0, (0.0, math.inf))) == ">999x [0.00, >999]"
    assert with_interval(Value(1.25)) == "1.25x" and with_interval(Value(1.0, (0.9, 1.1))) == "1.00x [0.90, 1.10]"


@pytest.mark.parametrize("parts, expected", [
    ([], Verdict.NOT_RECORDED), ([ABOVE], Verdict.HOLDS), ([ABOVE, ABOVE], Verdict.HOLDS),
    ([BELOW, BELOW], Verdict.DOES_NOT_HOLD), ([ABOVE, BELOW], Verdict.UNDECIDED), ([ABOVE, INSIDE], Verdict.UNDECIDED),
    ([BELOW, INSIDE], Verdict.UNDECIDED), ([ABOVE, ONCE], Verdict.UNDECIDED)])
def test_all_parts_must_agree(parts, expected):
    assert verdict(parts) is expected


def test_a_sentence_tells_the_conclusion_the_facts_and_what_is_missing():
    lacking = Evidence("craters", "not measured", "", "record with --questions=moons")
    other = Evidence("a", "b", "c", "d")
    found = conclude(CLAIM, [ABOVE], WORDS, facts="Mice agree.", missing=[lacking], beside=[other])
    assert found.sentence == "They are. Mice agree. Not measured: craters."
    assert found.evidence == (ABOVE.evidence, lacking, other)
    assert found.table.rows[0] == ("taste", "1.80x", "1.60x .. 2.00x", "as claimed: above 1.50x")


def test_nothing_recorded_says_how_to_record_it():
    found = conclude(CLAIM, [], WORDS, facts="Mice agree.")
    assert found.verdict is Verdict.NOT_RECORDED
    assert found.sentence == "Record what decides it: ./run.sh --profile=standard --questions=moons,cheese"


def test_undecided_says_why():
    def sentence(*parts):
        return conclude(CLAIM, parts, WORDS).sentence
    assert sentence(INSIDE) == ("Undecided, since the interval includes 1.50x: colour 1.50x [1.40, 1.60]. "
                                "More lives may decide it: --profile=full.")
    assert sentence(ABOVE, BELOW) == ("It depends. As claimed: taste 1.80x [1.60, 2.00]. "
                                      "Against it: smell 1.20x [1.00, 1.40].")
    assert sentence(ABOVE, INSIDE).startswith(
        "As claimed: taste 1.80x [1.60, 2.00]. Undecided, since the interval includes 1.50x: colour")
    assert sentence(ONCE).startswith("weight 9.00x. Measured in one life")
