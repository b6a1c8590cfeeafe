"""Every chart: it draws, says its units, names what is missing, and survives odd names."""
from __future__ import annotations

import os
import re
import subprocess
import sys
import warnings
import xml.etree.ElementTree as xml

import pytest

pytest.importorskip("matplotlib")

import catalogue
import contended
from analysis.questions.contention import numbers as contention
from analysis.recording.reader import load
import model
import overheads
from plots import plot, plot_sizes
from plots.drawing import picture, style
from plots.drawing.chart import NothingToDraw
import recorded

CHARTS = plot.charts()
HOSTILE = ["</script>&", "$x^$", "a$b", r"\frac{1}{2}$_$", "_hidden", "100%s{}", "tab\there", "x" * 300]
UNIT = re.compile(r"\((s|B|B/s|1/s|times|%|% of a CPU|MiB|.* / .*)\)$|items|workers")


def labels(figure):
    """Of every axis that has ticks with numbers."""
    for axes in (each for each in figure.axes if each.axison):
        ticks = {tick.get_text() for tick in axes.get_yticklabels()} - {""}
        shared = axes.get_shared_x_axes().get_siblings(axes) + axes.get_shared_y_axes().get_siblings(axes)
        yield max((each.get_xlabel() for each in shared), key=len)
        if ticks and not ticks & {*catalogue.STRATEGIES, *contention.LOCKS} and not any("worker" in each or "slices" in each for each in ticks):
            yield max((each.get_ylabel() for each in shared), key=len)


def words(figure):
    texts = [text for axes in figure.axes for text in axes.texts] + figure.texts
    return " ".join(text.get_text() for text in texts)


def test_all_charts_are_found():
    assert {"sizes", "scaling", "imbalance", "strategies", "ceilings", "granularity", "startup", "anatomy",
            "dispatch", "contention", "waiting", "crossover"} <= set(CHARTS)


@pytest.mark.parametrize("chart", CHARTS)
def test_it_asks_a_question_and_every_axis_has_a_unit(record, chart):
    figure = CHARTS[chart](record())
    assert figure.texts[0].get_text().endswith("?")
    found = list(labels(figure))
    assert found and all(UNIT.search(label) for label in found), found


@pytest.mark.parametrize("chart", CHARTS)
def test_it_says_where_the_numbers_come_from(record, chart):
    text = words(CHARTS[chart](record(library_build_type="debug")))
    assert "modelled-2-cpus" in text and "effective CPUs: 2" in text and "DEBUG" in text


@pytest.mark.parametrize("chart", CHARTS)
def test_it_says_how_sure_it_can_be(record, record_lives, chart):
    assert "One process: how sure the order is cannot be said" in words(CHARTS[chart](record()))
    text = words(CHARTS[chart](record_lives(lives=2, twins=["serial"], state="interrupted")))
    assert "Interrupted recording" in text and "of 2 lives" in text and "called different" in text


@pytest.mark.parametrize("chart", CHARTS)
def test_its_whiskers_span_the_lives_medians(write_document, chart):
    """One slow sample in five moves no median."""
    document = recorded.document(lives=3, noise=0.01, samples=5)
    quiet = _extents(CHARTS[chart](load(write_document(document))))
    for row in document["benchmarks"]:
        for sample in row.get("samples", ())[:1]:
            sample["time_ns"] *= 50
    slowed = _extents(CHARTS[chart](load(write_document(document))))
    for ends, expected in zip(slowed, quiet):
        assert ends == pytest.approx(expected, abs=0.1 * max(map(abs, expected)))  # one end may be next to 0


def _extents(figure):
    """Both ends of every panel's data, on both axes."""
    return [tuple(ends) for axes in figure.axes for ends in (axes.dataLim.intervalx, axes.dataLim.intervaly)]


@pytest.mark.parametrize("chart", CHARTS)
def test_it_needs_no_context(record, chart):
    recording = record(**dict.fromkeys(model.CONTEXT, None))
    assert "not measured" in words(CHARTS[chart](recording))


@pytest.mark.parametrize("chart", CHARTS)
def test_without_its_rows_there_is_nothing_to_draw(record, chart):
    other = [model.row(model.name("blocking", "async", n=3, workers=2, phase="warm"), 1.0)]
    for rows in ([], other, model.unavailable("async")):
        with pytest.raises(NothingToDraw) as reason:
            CHARTS[chart](record(rows))
        assert len(str(reason.value)) > 20


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


def test_what_failed_stands_beneath(record):
    text = words(CHARTS["strategies"](record()))
    assert "mpi: unavailable: the library was not found" in text
    assert "mpi: unavailable" in words(CHARTS["sizes"](record()))


def test_the_share_of_the_ceiling_stands_at_each_bar(record):
    assert words(CHARTS["strategies"](record())).count(" %") == len(model.OVERHEAD)
    assert "unknown" in words(CHARTS["strategies"](record(model.sizes())))


def test_ranks_stand_beside_the_bars_where_there_are_any(record, record_lives):
    rows = model.sizes(["serial", "thread_pool", "tbb_static"])
    text = words(CHARTS["strategies"](record_lives(rows, factor={"serial": 1.5})))
    assert "rank 1 1 3 median" in text and "share it" in text and re.search(r"x \[\d", text)
    text = words(CHARTS["strategies"](record(rows)))
    assert "rank" not in text.split() and "share it" not in text


def test_a_ring_lies_on_the_line_of_serial(record):
    cells = {n: record(model.squares("serial", n)).measurements[0] for n in (100, 10_000)}
    assert plot_sizes._on_line(cells, 100) == cells[100].median
    assert plot_sizes._on_line(cells, 10_000) == cells[10_000].median
    assert plot_sizes._on_line(cells, 1_000) == pytest.approx(
        (cells[100].median * cells[10_000].median) ** 0.5)


def test_crews_that_are_short_are_hatched_or_hollow(record):
    rows = model.sizes(["serial", "thread_pool"])
    assert not _hatched(CHARTS["strategies"](record(rows)))
    assert not _hollow(CHARTS["sizes"](record(rows)))
    for row in rows:
        if "/thread_pool/" in row["name"]:
            row["workers_observed"] = 1.2
    assert _hatched(CHARTS["strategies"](record(rows)))
    assert _hollow(CHARTS["sizes"](record(rows)))


def _hatched(figure):
    return [bar for bar in figure.axes[0].patches if bar.get_hatch()]


def _hollow(figure):
    return [line for line in figure.axes[0].lines
            if line.get_markerfacecolor() == "white" and len(line.get_xdata())]


def test_break_even_is_listed(record):
    text = words(CHARTS["sizes"](record()))
    assert "never" in text and re.search(r"\d k", text)


def test_lines_join_points_of_a_continuous_axis_only(record):
    for chart in ("strategies", "imbalance"):
        for axes in CHARTS[chart](record()).axes:
            joined = [line for line in axes.lines
                      if line.get_linestyle() != "None" and len(set(line.get_ydata())) > 2]
            assert not joined


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


def test_plot_says_which_charts_it_could_not_draw(write, capsys, tmp_path):
    assert plot.main([str(write(model.imbalance())), "--output", str(tmp_path / "here")]) == 0
    captured = capsys.readouterr()
    assert captured.out.split() == [str(tmp_path / "here" / f"imbalance.{form}")
                                    for form in ("svg", "png")]
    assert [line.split(":")[0] for line in captured.err.splitlines()] == [
        "anatomy", "bursts", "ceilings", "contention", "crossover", "dispatch", "granularity", "scaling",
        "sizes", "startup", "strategies", "waiting"]


def test_nothing_at_all_is_exit_code_1(write):
    assert plot.main([str(write([]))]) == 1


@pytest.mark.parametrize("program", ["plot.py", *(f"plot_{chart}.py" for chart in CHARTS)])
def test_programs_have_help(plots, program):
    done = run(plots / program, "--help")
    assert done.returncode == 0 and "FILE.json" in done.stdout and "--output" in done.stdout


def test_one_chart_runs_alone(write, plots, tmp_path):
    done = run(plots / "plot_imbalance.py", write(), "--output", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "imbalance.svg").exists() and not (tmp_path / "sizes.svg").exists()


def test_mistakes_are_one_sentence_and_exit_code_2(write, tmp_path, capsys):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    for arguments in ([str(tmp_path / "missing.json")], [str(write()), "--output", str(in_the_way)]):
        assert plot.main(arguments) == 2
        captured = capsys.readouterr()
        assert captured.err.count("\n") == 1 and captured.err.startswith("plot.py: ")
