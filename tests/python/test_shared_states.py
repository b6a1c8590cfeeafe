"""Two recordings of a machine with several states are compared in each of those that both met."""
from __future__ import annotations

import pytest

from analysis.comparison import as_json as comparison_json
from analysis.comparison.shared_states import parts
from analysis.comparison.text import page
from analysis.recording.reader import load
from analysis.statistics.decision import Verdict
import pairs

NEAR, FAR = [220.0] * 10, [850.0] * 10


@pytest.fixture
def comparison(tmp_path):
    return lambda first, second, **more: pairs.comparison_of(
        tmp_path, {"lives": 20, "hand_overs": first, "slower": {"async": 2.0}},
        {"lives": 20, "hand_overs": second, "slower": {"async": 2.0}, **more})


def test_each_state_that_both_met_is_compared_with_itself(comparison):
    found = comparison([*NEAR, *FAR], [230.0] * 5 + [800.0] * 15, slower={"async": 2.4})
    assert {row.state for row in found.rows} == {"hand-off 220 ns", "hand-off 850 ns"} and len(found.rows) == 18
    slower = {(row.cells[0].strategy, row.state) for row in found.rows if row.decision.verdict is Verdict.SLOWER}
    assert slower == {("async", "hand-off 850 ns")}
    assert [each.state for each in found.strategies][0] == "hand-off 850 ns" and len(found.strategies) == 6
    text = page(found)
    assert "state" in text and "the machine changed between" not in text
    told, = comparison_json.document(found.base, [found])["comparisons"]
    assert {row["state"] for row in told["rows"]} == {"hand-off 220 ns", "hand-off 850 ns"}


def test_a_state_that_only_one_met_is_named_and_not_compared(comparison):
    found = comparison([*NEAR, *FAR], [230.0])
    assert {row.state for row in found.rows} == {"hand-off 220 ns"} and len(found.rows) == 9
    assert all(len(row.cells[0].samples) == 10 for row in found.rows)
    assert any("only A was in the state with a hand-off latency of 850 ns (50 % of its time)" in warning
               for warning in found.comparability.warnings)


def test_without_a_state_in_common_nothing_is_compared(comparison):
    found = comparison([*NEAR, *FAR], [2500.0])
    assert found.rows == () and sum("nothing of it is compared" in each for each in found.comparability.warnings) == 3
    assert page(found)


def test_one_state_each_is_compared_as_a_whole(comparison):
    found = comparison([220.0], [850.0])
    assert {row.state for row in found.rows} == {""} and "hand-off" not in page(found)
    assert any("the machine changed between" in warning for warning in found.comparability.warnings)


def test_a_restless_machine_is_compared_as_a_whole_and_it_is_said(tmp_path):
    restless = [100.0 * 20.0 ** ((at * 0.618034) % 1) for at in range(40)]
    found = pairs.comparison_of(tmp_path, {"lives": 40, "hand_overs": restless}, {"lives": 20})
    assert {row.state for row in found.rows} == {""}
    assert any(warning.startswith("in A, the machine's state kept changing (")
               for warning in found.comparability.warnings)


def test_the_nearest_states_are_matched_first(tmp_path):
    first, second = map(load, pairs.files(
        tmp_path, {"lives": 20, "hand_overs": [200.0] * 10 + [420.0] * 10},
        {"lives": 20, "hand_overs": [280.0] * 10 + [840.0] * 10}))
    shared, alone = parts(first, second)
    assert [part.state for part in shared] == ["hand-off 200 ns"] and len(alone) == 2
