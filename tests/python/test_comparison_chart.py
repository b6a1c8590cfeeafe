"""The chart of a comparison: it draws all that matters, whatever names and ratios there are."""
from __future__ import annotations

import json
import warnings
import xml.etree.ElementTree as xml
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")

from analysis.comparison.comparison import compare
from analysis.comparison.text import page
from analysis.recording.reader import load, ResultsError
import model
import pairs
from pairs import HOSTILE, name, ROWS, run, STRATEGIES
from plots.drawing import comparison_chart
import recorded


@pytest.fixture
def files(tmp_path):
    return partial(pairs.files, tmp_path)


@pytest.fixture
def comparison(tmp_path):
    return partial(pairs.comparison_of, tmp_path)


def words(figure):
    texts = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    return " ".join(text.get_text() for text in texts)


def labels(axes):
    return [label.get_text() for label in axes.get_yticklabels()]


def test_the_chart_has_every_strategy_and_what_is_not_equivalent(comparison):
    figure = comparison_chart.draw(comparison(
        {"noise": 0.003}, {"noise": 0.003, "factor": {"tbb_auto": 1.10, "async": 0.90}}))
    strategies, rows = figure.axes
    assert labels(strategies) == ["tbb_auto (3)", "serial (3)", "async (3)"]
    assert labels(rows)[0].startswith("squares/tbb_auto n:") and len(labels(rows)) == 6
    assert "ratio" in rows.get_xlabel() and rows.get_xscale() == "log"
    assert "B" in words(figure) and "±3 %" in words(figure) and figure.texts[0].get_text().endswith("?")
    assert words(figure).count("slower") >= 4


def test_the_chart_is_not_flattened_by_one_wide_interval(tmp_path):
    documents = [recorded.document(ROWS, lives=3, seed=seed, noise=0.01) for seed in (1, 2)]
    for life, row in enumerate(row for row in documents[1]["benchmarks"] if "async/n:100/" in row["name"]):
        recorded.take(row, 100.0**life)
    found = compare(*map(load, pairs.written(tmp_path, *documents)))
    figure = comparison_chart.draw(found)
    assert figure.axes[0].get_xlim()[1] < 2 and "Arrow: the bar is cut." in words(figure)


def test_the_chart_draws_odd_names_and_odd_ratios(files, tmp_path):
    rows = [row for each in HOSTILE for row in model.sizes([each], phases=["warm"], ns=[100])]
    factors = {each: 10.0**at for at, each in enumerate(HOSTILE, -3)}
    paths = files({"machine": "$\\bad$ <svg>"}, {"machine": "$\\bad$ <svg>", "factor": factors}, rows=rows)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert run(*paths, "--output", tmp_path / "out" / "chart.png") == 0
    xml.parse(tmp_path / "out" / "chart.svg")
    assert (tmp_path / "out" / "chart.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("machine", ["modelled-2-cpus", "other"])
@pytest.mark.parametrize("lives", [1, 2])
def test_absurd_times_are_compared_and_drawn(tmp_path, capsys, machine, lives):
    rows = [model.row(name(strategy, n=1), 1.0) for strategy in STRATEGIES]
    documents = [recorded.document(rows, lives=lives, seed=seed, machine=of)
                 for seed, of in ((1, "modelled-2-cpus"), (2, machine))]
    for at, document in enumerate(documents):
        for row in document["benchmarks"]:
            limits = [1e-15, 1e9]  # shorter or longer times are refused
            life = recorded.id_of(row)
            row["time_unit"] = "s"
            del row["samples"]
            row["real_time"] = {"serial": limits[life] if at == 0 else 1.0, "async": limits[at - 1],
                                "tbb_auto": limits[1 - life] if at == 0 else 1.0}[row["name"].split("/")[1]]
    paths = pairs.written(tmp_path, *documents)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert run(*paths, "--output", tmp_path / "chart.svg", "--all") == 0
    assert (" inf" in capsys.readouterr().out) == (lives == 2 and machine == "other")
    assert run(*paths, "--format", "json") == 0
    json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    xml.parse(tmp_path / "chart.svg")


def test_a_folder_takes_a_chart_of_each_comparison(tmp_path, capsys):
    paths = pairs.written(tmp_path, *(recorded.document(ROWS, seed=seed) for seed in (1, 2, 3)))
    assert run(*paths, "--output", tmp_path / "out", "--format", "json") == 0
    told = capsys.readouterr()
    json.loads(told.out)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "1_B.png", "1_B.svg", "2_C.png", "2_C.svg"]
    assert {Path(line).name for line in told.err.splitlines()} == {"1_B.png", "1_B.svg", "2_C.png", "2_C.svg"}


def test_without_a_measured_row_there_is_no_chart(tmp_path):
    documents = [model.document(model.unavailable(), date=date) for date in ("2030-01-01", "2030-01-02")]
    found = compare(*map(load, pairs.written(tmp_path, *documents)))
    assert "0 rows" in page(found)
    with pytest.raises(ResultsError, match="no row was measured in both"):
        comparison_chart.draw(found)
