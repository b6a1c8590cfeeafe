"""Verdicts over many rows."""
from __future__ import annotations

import math

import numpy as np
import pytest

import cells
from analysis.statistics.bootstrap import between, Difference
from analysis.statistics.decision import decide, Decision, holm, Verdict, withhold
from cells import recorded_pairs

CERTAIN = 1e-4  # standard errors
VAGUE = 0.2


def difference(ratio: float, error: float = CERTAIN, degrees: float = 9) -> Difference:
    return Difference(math.log(ratio), error, degrees)


def verdicts(differences, **options):
    return [decision.verdict for decision in decide(differences, **options)]


def test_holm_by_hand():
    # 4 x 0.005, 3 x 0.01, 2 x 0.03, and 0.04, which may not be below the one before.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_holm_as_published():
    # The example in the documentation of pingouin.multicomp.
    assert holm([0.50, 0.003, 0.32, 0.054, 0.0003]) == pytest.approx([0.64, 0.012, 0.64, 0.162, 0.0015])


def test_holm_at_the_edges():
    assert holm([]) == []
    assert holm([0.2]) == [0.2]
    assert holm([0.9, 0.8, 0.0]) == [1.0, 1.0, 0.0]
    assert holm([0.01, 0.01]) == [0.02, 0.02]


def test_each_verdict():
    assert verdicts([difference(0.9), difference(1.1), difference(1.01), difference(1.1, VAGUE), None]) == [
        Verdict.FASTER, Verdict.SLOWER, Verdict.EQUIVALENT, Verdict.UNDECIDED, Verdict.UNDECIDED]


def test_a_certain_difference_inside_the_margin_does_not_matter():
    assert difference(1.02).p_value < 1e-9
    assert verdicts([difference(1.02), difference(1 / 1.02)]) == [Verdict.EQUIVALENT] * 2
    assert verdicts([difference(1.02), difference(1 / 1.02)], margin=0.01) == [Verdict.SLOWER, Verdict.FASTER]


def test_the_margin_is_the_same_factor_both_ways():
    assert verdicts([difference(1.0299, 1e-6), difference(1 / 1.0299, 1e-6)]) == [Verdict.EQUIVALENT] * 2
    assert verdicts([difference(1.0301, 1e-6), difference(1 / 1.0301, 1e-6)]) == [
        Verdict.SLOWER, Verdict.FASTER]


def test_an_interval_that_leaves_the_margin_is_not_equivalent():
    found = difference(1.0, 0.02)
    assert found.interval()[1] > 1.03
    assert verdicts([found]) == [Verdict.UNDECIDED]


def test_the_more_rows_the_more_evidence_each_needs():
    borderline = difference(1.1, 0.04)
    assert 0.01 < borderline.p_value < 0.05
    assert verdicts([borderline]) == [Verdict.SLOWER]
    same = [difference(1.0, VAGUE)] * 9
    assert verdicts([borderline, *same])[0] is Verdict.UNDECIDED
    assert decide([borderline, *same])[0].detectable > decide([borderline])[0].detectable


def test_rows_that_could_not_be_compared_ask_nothing_of_the_others():
    borderline = difference(1.1, 0.04)
    assert verdicts([None, borderline, None]) == [Verdict.UNDECIDED, Verdict.SLOWER, Verdict.UNDECIDED]
    assert decide([None])[0] == Decision(None, Verdict.UNDECIDED, None)
    assert decide([]) == []


def test_undecided_rows_say_from_which_difference_on_they_would_have_been_found():
    undecided, unknown, faster = decide([difference(1.1, VAGUE), None, difference(0.5)])
    assert undecided.verdict is Verdict.UNDECIDED
    assert undecided.detectable == difference(1.1, VAGUE).detectable(1 - 0.05 / 2, 0.95)
    assert unknown.detectable is None
    assert faster.detectable < undecided.detectable


def test_withheld_decisions_keep_all_but_the_verdict():
    rows = [difference(0.5), difference(1.0), None]
    assert [decision.verdict for decision in withhold(rows)] == [Verdict.UNDECIDED] * 3
    assert [decision.difference for decision in withhold(rows)] == rows


@pytest.mark.parametrize("machine", cells.MACHINES)
@pytest.mark.parametrize("lives", [3, 5, 10, 20])
def test_equal_rows_are_hardly_ever_called_different(machine, lives):
    differences = [between(*pair) for pair in recorded_pairs(machine, lives)]
    families = [verdicts(differences[start:start + 50], margin=0) for start in range(0, 500, 50)]
    called = [sum(verdict is not Verdict.UNDECIDED for verdict in family) for family in families]
    assert sum(called) <= 5  # of 500 rows
    assert np.count_nonzero(called) <= 3  # of 10 families


def test_detectable_is_what_is_found_at_the_corrected_level():
    differences = [between(*pair) for pair in recorded_pairs(cells.quiet, 10)]
    found = 0
    for start in range(0, 500, 50):
        family = differences[start:start + 50]
        for index, decision in enumerate(decide(family)):
            each = decision.difference
            slower = Difference(each.log_ratio + math.log1p(decision.detectable), each.error, each.degrees)
            found += verdicts([*family[:index], slower, *family[index + 1:]])[index] is Verdict.SLOWER
    assert found / 500 > 0.93
