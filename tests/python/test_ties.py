"""Ranks and ties: what can be told apart, and how seldom what is equal is parted."""
from __future__ import annotations

import math
import random

import pytest

from analysis.recording.measurement import Measurement, Sample
from analysis.statistics.ties import are_replicated, ranks, tied_sizes


def cell(*times, lives=None):
    """Measured in these lives, once in each."""
    return Measurement("squares", "some", {}, tuple(
        Sample(life, (seconds,)) for life, seconds in zip(lives or range(len(times)), times)), {}, "", "")


def noisy(dice, seconds, lives=10, noise=0.02):
    return cell(*(seconds * math.exp(dice.gauss(0, noise)) for _ in range(lives)))


def in_order(cells):
    return sorted(cells, key=lambda each: each.median)


def test_a_rank_begins_where_a_cell_is_slower_than_the_rank_s_first():
    dice = random.Random(1)
    cells = [noisy(dice, seconds) for seconds in (1.0, 1.001, 1.5, 1.501, 1.502, 9.0)]
    assert ranks(in_order(cells)) == [1, 1, 3, 3, 3, 6]


def test_one_life_gives_no_rank():
    assert ranks([cell(1.0), cell(2.0)]) == [None, None]
    assert not are_replicated([cell(1.0), cell(2.0)])
    assert ranks([]) == [] and not are_replicated([])


def test_those_that_were_measured_too_rarely_keep_their_place_without_a_rank():
    dice = random.Random(2)
    cells = [cell(0.5), noisy(dice, 1.0), cell(1.5), noisy(dice, 2.0)]
    assert ranks(cells) == [None, 2, None, 4]
    assert are_replicated(cells)


def test_those_without_a_block_in_common_cannot_be_compared():
    assert ranks([cell(1.0, 1.0, lives=(0, 1)), cell(2.0, 2.0, lives=(2, 3))]) == [1, None]


def test_what_the_lives_have_in_common_does_not_hide_a_difference():
    """The machine changes fourfold from life to life, and both with it."""
    dice = random.Random(3)
    life = [dice.uniform(1, 4) for _ in range(10)]
    cells = [cell(*(factor * each * dice.uniform(0.999, 1.001) for each in life)) for factor in (1.0, 1.02)]
    assert ranks(cells) == [1, 2]


@pytest.mark.parametrize("strategies", [3, 10])
def test_equal_strategies_are_seldom_parted(strategies):
    """At most one table in twenty, and 100 tables tell that from one in five."""
    dice = random.Random(4)
    tables = [ranks(in_order([noisy(dice, 1.0, lives=6) for _ in range(strategies)])) for _ in range(100)]
    assert sum(set(table) != {1} for table in tables) <= 10


def test_sizes_where_chance_may_explain_the_difference_are_ties():
    dice = random.Random(5)
    serial = {n: noisy(dice, 1.0) for n in (10, 100, 1000)}
    other = {10: noisy(dice, 2.0), 100: noisy(dice, 1.0), 1000: noisy(dice, 0.5), 9: noisy(dice, 1.0)}
    assert tied_sizes(serial, other) == {100}
    assert tied_sizes({10: cell(1.0)}, {10: cell(2.0)}) == {10}


def test_a_size_where_medians_and_pairs_disagree_is_a_tie():
    """Always a little faster in the same life, but with another median, for it missed the slow lives."""
    serial = cell(1.00, 1.01, 1.02, 0.50, 0.50, 0.50, 0.50, lives=range(7))
    other = cell(0.90, 0.91, 0.92, lives=range(3))
    assert other.median > serial.median
    assert tied_sizes({10: serial}, {10: other}) == {10}
