"""Every chart: it draws, says its units, where its numbers come from and how sure they are, and survives odd names."""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import warnings
import xml.etree.ElementTree as xml

import pytest

pytest.importorskip("matplotlib")

import contended
from analysis.discovery import folder_of, modules
from analysis.questions.imbalance import chart as imbalance
from analysis.questions.sizes import chart as sizes
from analysis.questions.strategies import chart as strategies
from analysis.recording.reader import load
from figured import doubtful, series, values
import model
import overheads
from plots import plot
from plots.drawing import picture
from plots.drawing.charts import charts
from plots.page import stills
import recorded

CHARTS = {name: chart.draw for name, chart in charts().items()}
HOSTILE = ["</script>&", "$x^$", "a$b", r"\frac{1}{2}$_$", "_hidden", "100%s{}", "tab\there", "x" * 300]
UNIT = re.compile(r"\((s|B|B/s|/s|times|%|MiB)\)$|items|workers|operations/s")


def labels(figure):
    return [label for axes in figure.axes if axes.axison for label in (axes.get_xlabel(), axes.get_ylabel()) if label]


def words(figure):
    texts = [text for axes in figure.axes for text in axes.texts] + figure.texts
    return " ".join(text.get_text() for text in texts)


def test_every_question_with_figures_has_a_chart():
    assert set(CHARTS) == {"crossover", *(folder_of(each) for each in modules("questions/*/chart"))}
    assert {"sizes", "scaling", "imbalance", "strategies", "ceilings", "granularity", "startup", "anatomy", "dispatch",
            "contention", "waiting", "bursts"} <= set(CHARTS)


def test_a_new_question_brings_its_chart(house, write, tmp_path):
    folder = house / "analysis" / "questions" / "newest"
    folder.mkdir()
    for part in ("chart", "section"):
        text = (house / "analysis" / "questions" / "imbalance" / f"{part}.py").read_text()
        (folder / f"{part}.py").write_text(text.replace("questions.imbalance.chart", "questions.newest.chart"))
    done = run(house / "plots" / "plot.py", write(), "--questions=newest", "--output", tmp_path / "drawn")
    assert (done.returncode, done.stderr) == (0, "") and (tmp_path / "drawn" / "newest.svg").exists()


def loaded(tmp_path_factory, document):
    """For all charts at once: to load takes longer than to draw."""
    path = tmp_path_factory.mktemp("loaded") / "recording.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return load(path)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return loaded(tmp_path_factory, model.document(library_build_type="debug"))


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory):
    return loaded(tmp_path_factory, recorded.document(lives=2, twins=["serial"], state="interrupted"))


@pytest.fixture(scope="module")
def quiet_and_slowed(tmp_path_factory):
    document = recorded.document(lives=3, noise=0.01, samples=5)
    quiet = loaded(tmp_path_factory, document)
    for row in document["benchmarks"]:
        for sample in row.get("samples", ())[:1]:
            sample["time_ns"] *= 50
    return quiet, loaded(tmp_path_factory, document)


@pytest.mark.parametrize("chart", CHARTS)
def test_it_asks_a_question_and_every_axis_has_a_unit(plain, chart):
    figure = CHARTS[chart](plain)
    assert figure.texts[0].get_text().endswith("?")
    found = labels(figure)
    assert found and all(UNIT.search(label) for label in found), found


@pytest.mark.parametrize("chart", CHARTS)
def test_it_says_where_the_numbers_come_from(plain, chart):
    text = words(CHARTS[chart](plain))
    assert "modelled-2-cpus" in text and "effective CPUs: 2" in text and "DEBUG" in text


@pytest.mark.parametrize("chart", CHARTS)
def test_it_says_how_sure_it_can_be(plain, interrupted, chart):
    assert "One process cannot show how sure the order is" in words(CHARTS[chart](plain))
    text = words(CHARTS[chart](interrupted))
    assert "Interrupted recording" in text and "of 2 lives" in text and "came out different" in text


@pytest.mark.parametrize("chart", CHARTS)
def test_its_whiskers_span_the_lives_medians(quiet_and_slowed, chart):
    """One slow sample in five moves no median."""
    quiet, slowed = (_extents(CHARTS[chart](recording)) for recording in quiet_and_slowed)
    for ends, expected in zip(slowed, quiet):
        assert ends == pytest.approx(expected, abs=0.1 * max(map(abs, expected)))  # one end may be next to 0


def _extents(figure):
    """Both ends of every panel's data, on both axes."""
    return [tuple(ends) for axes in figure.axes if axes.axison
            for ends in (axes.dataLim.intervalx, axes.dataLim.intervaly)]


@pytest.mark.parametrize("chart", CHARTS)
def test_it_needs_no_context(record, chart):
    recording = record(**dict.fromkeys(model.CONTEXT, None))
    assert "not measured" in words(CHARTS[chart](recording))


@pytest.mark.parametrize("chart", CHARTS)
def test_without_its_rows_there_is_nothing_to_draw(record, chart):
    other = [model.row(model.name("blocking", "async", n=3, workers=2, phase="warm"), 1.0)]
    for rows in ([], other, model.unavailable("async")):
        assert CHARTS[chart](record(rows)) is None


@pytest.mark.parametrize("chart", CHARTS)
def test_odd_names_are_drawn_as_they_are(record, tmp_path, chart):
    rows = [*model.everything()]
    for name in HOSTILE:
        rows += model.sizes([name], ns=(100, 1_000_000))
        rows += [each for workers in (1, 2) for each in model.squares(name, 1_000_000, 1, workers)]
        rows += model.imbalance([name]) + model.unavailable(name + "!")
        rows += overheads.granularity([name], counts=(overheads.CPUS,))
        rows += overheads.startup([name]) + overheads.anatomy([name]) + overheads.dispatch([name])
        rows += contended.locks([name], (1, 4), ["rw"]) + contended.waiting([name], (1, 4), ["timer"])
    rows.append(model.failed(model.name("ceiling/copy", "$", n=1, workers=2), "timeout: $1$ </svg>"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg, png = picture.save(CHARTS[chart](record(rows, machine="$\\bad$ <svg>", commit="_")),
                              tmp_path / chart)
    xml.parse(svg)
    assert png.read_bytes().startswith(b"\x89PNG")


def test_the_ceiling_stands_in_each_row(record):
    figure, = strategies.figures(record())
    ceilings = values(figure, "ceiling of the machine")
    assert set(ceilings) == set(model.OVERHEAD) == set(figure.names)
    assert all(ceilings[name] <= values(figure, name)[name] for name in ceilings)
    figure, = strategies.figures(record(model.sizes()))
    assert not any(each.is_guide for each in figure.series)


def test_speed_ups_stand_beside_the_plain_loop(record_lives):
    warm, cold = sizes.figures(record_lives(model.sizes(), noise=0.01))
    assert set(values(warm, "plain loop").values()) == {1.0} and warm.title.startswith("Warm")
    found = values(cold, "process_pool")
    assert found[min(found)] < 1 and all(point.interval for point in series(warm, "thread_pool").points)


def test_crews_that_are_short_are_doubtful(record):
    rows = model.sizes(["serial", "thread_pool"])
    assert not any(doubtful(each) for each in (*strategies.figures(record(rows)), *sizes.figures(record(rows))))
    for row in rows:
        if "/thread_pool/" in row["name"]:
            row["workers_observed"] = 1.2
    for figures in (strategies.figures(record(rows)), sizes.figures(record(rows))):
        assert {name for each in figures for name, _ in doubtful(each)} == {"thread_pool"}


def test_one_slow_strategy_does_not_flatten_all_others(record):
    rows = model.imbalance(["serial", "async"])
    figure, = imbalance.figures(record(rows))
    assert not figure.values.logarithmic and set(values(figure, "no cost").values()) == {1.0}
    slow = [{**row, "real_time": 50 * row["real_time"]} if "/async/" in row["name"] and "triangular" in row["name"]
            else row for row in rows]
    assert imbalance.figures(record(slow))[0].values.logarithmic


def test_the_same_recording_gives_the_same_files(record, tmp_path):
    first, second = ([path.read_bytes() for path in picture.save(CHARTS["sizes"](record()), tmp_path / name)]
                     for name in ("first", "second"))
    assert first == second


def test_saving_replaces_a_link_and_leaves_nothing_behind(record, tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("mine")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "strategies.svg").symlink_to(precious)
    picture.save(CHARTS["strategies"](record()), folder / "strategies")
    assert precious.read_text() == "mine"
    assert sorted(path.name for path in folder.iterdir()) == ["strategies.png", "strategies.svg"]


def test_saving_follows_no_planted_link(record, tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("mine")
    planted = tmp_path / f".strategies.{os.getpid()}.svg"
    planted.symlink_to(precious)
    with pytest.raises(FileExistsError):
        picture.save(CHARTS["strategies"](record()), tmp_path / "strategies")
    assert precious.read_text() == "mine" and planted.is_symlink()


def run(program, *arguments):
    return subprocess.run([sys.executable, str(program), *map(str, arguments)], capture_output=True,
                          text=True, timeout=120, check=False)


def test_plot_draws_all_charts_beside_the_file(write, plots, tmp_path):
    done = run(plots / "plot.py", write())
    assert (done.returncode, done.stderr) == (0, "")
    expected = {str(tmp_path / "recording" / f"{chart}.{form}")
                for chart in CHARTS for form in ("svg", "png")}
    assert set(done.stdout.split()) == expected
    assert {str(path) for path in (tmp_path / "recording").iterdir()} == expected


def test_plot_says_which_charts_it_could_not_draw_and_what_to_record(write, capsys, tmp_path):
    assert plot.main([str(write(model.imbalance())), "--output", str(tmp_path / "here")]) == 0
    captured = capsys.readouterr()
    assert captured.out.split() == [str(tmp_path / "here" / f"imbalance.{form}") for form in ("svg", "png")]
    lines = captured.err.splitlines()
    assert {line.split(":")[0] for line in lines} == set(CHARTS) - {"imbalance"}
    assert all("record it with --questions=" in line for line in lines)


def test_nothing_at_all_is_exit_code_1(write):
    assert plot.main([str(write([]))]) == 1


def test_it_has_help(plots):
    done = run(plots / "plot.py", "--help")
    assert done.returncode == 0 and all(each in done.stdout for each in ("FILE.json", "--output", "--questions"))


def test_some_questions_are_drawn_alone(write, plots, tmp_path):
    done = run(plots / "plot.py", write(), "--questions=imbalance,sizes", "--output", tmp_path / "here")
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.stem for path in (tmp_path / "here").iterdir()} == {"imbalance", "sizes"}


@pytest.mark.parametrize("questions", ["nonsense", "", "sizes,", "sizes,strategies "])
def test_an_unknown_question_is_told_which_there_are(write, capsys, questions):
    assert plot.main([str(write()), f"--questions={questions}"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("plot.py: no question '") and "choose from crossover, " in error and "waiting" in error


@pytest.mark.parametrize("cpus, processes", [({0}, 1), (set(range(64)), 2)])
def test_no_more_processes_draw_than_there_are_pictures_and_cpus(record, monkeypatch, cpus, processes):
    started = []

    class Pool(stills.ProcessPoolExecutor):
        def __init__(self, most, *others):
            started.append(most)
            super().__init__(most, *others)

    monkeypatch.setattr(stills, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: cpus)
    found = stills.draw_all(record(), {"imbalance", "strategies", "claims"}, None)
    assert started == [processes] and set(found) == {"imbalance", "strategies"}
    assert stills.draw_all(record(), {"claims"}, None) == {} and len(started) == 1


def test_mistakes_are_one_sentence_and_exit_code_2(write, tmp_path, capsys):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    for arguments in ([str(tmp_path / "missing.json")], [str(write()), "--output", str(in_the_way)]):
        assert plot.main(arguments) == 2
        captured = capsys.readouterr()
        assert captured.err.count("\n") == 1 and captured.err.startswith("plot.py: ")
