"""The picture of the crossover: bands in their strategies' colours, and words that lie on no other words."""
from __future__ import annotations

from itertools import combinations

import pytest

pytest.importorskip("matplotlib")

from analysis.presentation import colours
from catalogue import KNOWN
from plots.drawing import crossover, style
from plots.page.opening import NARROW, WIDE
from test_crossover import by_size, crossing_at, curve, rows, scaled

LONG = "process_pool_with_a_long_name"


@pytest.fixture
def busy(record_lives):
    """Three borders with ready workers, the last one without an interval; one with fresh workers."""
    warm = rows(thread_pool=by_size(3, 0.5, 0.6, 0.7, 0.99), openmp_dynamic=by_size(4, 3, 0.45, 0.45, 0.98))
    return record_lives([*warm, *rows(phase="cold", **{LONG: by_size(9, 9, 5, 1.3, 0.6)})], noise=0.05)


def texts(figure):
    return [text for text in figure.axes[0].texts if text.get_text().strip()]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_words_lie_on_others_or_outside(busy, width):
    figure = crossover.alone(busy, width)
    figure.canvas.draw()
    boxes = {text.get_text(): text.get_window_extent() for text in texts(figure)}
    assert len(boxes) >= 8
    overlapping = [pair for pair in combinations(boxes, 2) if boxes[pair[0]].overlaps(boxes[pair[1]])]
    assert overlapping == []
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 for box in boxes.values())


def test_bands_are_named_and_have_the_colours_of_their_strategies(busy):
    figure = crossover.alone(busy, WIDE)
    told = " ".join(text.get_text() for text in texts(figure))
    for expected in ("Ready workers", "Workers started for each run", "a plain loop", "thread_pool", "openmp_dynamic",
                     "not decided", "between 100 µs and"):
        assert expected in told
    faces = {tuple(round(float(part), 3) for part in colour[:3]) for band in figure.axes[0].collections
             for colour in band.get_facecolor()}
    for strategy in ("thread_pool", "openmp_dynamic", LONG):
        pale = style.paled(colours.look(KNOWN[strategy]).colour, crossover.PALE)
        assert tuple(round(part, 3) for part in pale) in faces


def test_an_interval_is_hatched_and_what_was_measured_once_has_none(record_lives, record):
    drawn = rows(thread_pool=crossing_at(3_000))
    sure, once = (crossover.alone(each, WIDE) for each in (record_lives(drawn), record(drawn)))
    assert [len([each for each in figure.axes[0].collections if each.get_hatch() == "////"])
            for figure in (sure, once)] == [1, 0]
    assert any("[" in text.get_text() for text in texts(sure))
    assert not any("[" in text.get_text() for text in texts(once))


def test_each_state_of_the_machine_has_its_rows(record_lives):
    recording = record_lives(rows(thread_pool=by_size(3, 0.9, 0.5, 0.5, 0.5)), lives=20, hand_overs=(80.0, 900.0),
                             slower={"thread_pool": 3.0})
    for width in (WIDE, NARROW):
        told = [text.get_text() for text in texts(crossover.alone(recording, width))]
        assert told.count("Ready workers") == 2 and sum("while the hand-off latency is" in text for text in told) == 2


@pytest.mark.parametrize("lacking", [curve("serial", scaled(1)), curve("thread_pool", scaled(1)), []])
def test_without_both_sides_there_is_no_picture(record_lives, lacking):
    recording = record_lives(lacking, lives=3)
    assert crossover.alone(recording, WIDE) is None
    assert crossover.draw(recording) is None
