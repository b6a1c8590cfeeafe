"""The page in a real browser, opened from disk with the network cut."""
from __future__ import annotations

import json

import pytest

import model
from browser import Browser, WIDTHS
from plots import report
from plots.drawing import charts
from plots.page import library
import recorded

HOSTILE = ["<b id=planted>x", "\"quoted\"'&amp;", "😀" * 5, "x" * 300, "\u202ereversed", "{{ 7 * 7 }}", "__proto__"]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("downloads"))
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def make_page(tmp_path_factory):
    """make_page(document) -> the page made of it, with two of its still pictures: drawing takes longest."""
    def make_page(document):
        path = tmp_path_factory.mktemp("results") / "recording.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        with pytest.MonkeyPatch.context() as patched:
            some = {name: chart for name, chart in charts.charts().items() if name in ("sizes", "strategies")}
            patched.setattr("plots.page.stills.charts", lambda: some)
            assert report.main([str(path), "--stills"]) == 0
        return path.with_suffix("") / "report.html"
    return make_page


@pytest.fixture(scope="module")
def page(make_page):
    return make_page(recorded.document(lives=4))


@pytest.fixture(autouse=True)
def no_complaints(browser):
    browser.complaints()
    yield
    assert browser.complaints() == []


def shown(browser, page, **look):
    browser.open(page, **look)
    assert browser.all("figure.chart")


def test_every_chart_draws(browser, page):
    shown(browser, page)
    drawn = browser.run("""return [...document.querySelectorAll("figure.chart")].map((figure) => {
        const canvas = figure.querySelector("canvas"), chart = Chart.getChart(canvas);
        const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        return [chart.data.datasets.reduce((sum, each) => sum + each.data.length, 0),
                pixels.some((value) => value > 0),
                chart.getDatasetMeta(0).data.every((each) => Number.isFinite(each.x) && Number.isFinite(each.y))];
        })""")
    assert len(drawn) > 10
    assert all(points and painted and placed for points, painted, placed in drawn), drawn


def test_nothing_is_asked_of_the_network(browser, page):
    shown(browser, page)
    assert browser.run("return performance.getEntriesByType('resource').map((each) => each.name)"
                       ".filter((name) => !name.startsWith('data:'))") == []


def test_a_series_is_switched_off_and_on(browser, page):
    shown(browser, page)
    switch = browser.first("figure.chart .switches button")
    visible = "return Chart.getChart(document.querySelector('figure.chart canvas')).isDatasetVisible(0)"
    browser.run("arguments[0].scrollIntoView({life: 'center'})", switch)
    for expected in (False, True):
        switch.click()
        assert browser.run(visible) is expected
        assert switch.get_attribute("aria-pressed") == str(expected).lower()


def test_a_table_sorts_by_value_and_not_by_letters(browser, page):
    shown(browser, page)
    header = browser.run("""return [...document.querySelectorAll('table.sortable th')]
        .find((each) => each.textContent === 'median')""")
    values = """return [...arguments[0].closest('table').tBodies[0].rows]
        .map((row) => sortValue(row.cells[arguments[0].cellIndex]))"""
    browser.run("arguments[0].scrollIntoView({life: 'center'})", header)
    for state, descending in (("ascending", False), ("descending", True)):
        header.click()
        found = browser.run(values, header)
        assert header.get_attribute("aria-sort") == state
        assert len(set(found)) > 5 and found == sorted(found, reverse=descending)


def test_pointing_at_a_mark_tells_value_and_interval_and_lives(browser, page):
    shown(browser, page)
    canvas = browser.first("figure.chart canvas")
    x, y, words = browser.run("""const chart = Chart.getChart(arguments[0]), mark = chart.getDatasetMeta(0).data[0];
        return [mark.x, mark.y, chart.data.datasets[0].data[0].words]""", canvas)
    browser.point_at(canvas, x, y)
    told = browser.wait_for(lambda: browser.run(
        """const tip = Chart.getChart(arguments[0]).tooltip;
           return tip.opacity && tip.body.flatMap((each) => each.lines).join('')""", canvas))
    assert words.replace(" ", "") in told.replace(" ", "")
    assert "lives" in words and ".." in words


def test_the_numbers_of_a_chart_are_downloaded(browser, page):
    shown(browser, page)
    link = browser.first("figure.chart a[download]")
    browser.run("arguments[0].scrollIntoView({life: 'center'})", link)
    link.click()
    file = browser.downloads / link.get_attribute("download")
    browser.wait_for(file.exists)
    lines = file.read_text(encoding="utf-8").splitlines()
    points = browser.run("return Chart.getChart(document.querySelector('figure.chart canvas')).data.datasets"
                         ".reduce((sum, each) => sum + each.data.length, 0)")
    assert lines[0].startswith("series,") and len(lines) == 1 + points


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_every_width_in_both_schemes(browser, page, width, scheme):
    shown(browser, page, width=width, scheme=scheme)
    assert browser.run("return document.documentElement.scrollWidth") <= width
    ground, ink = browser.run("""const style = getComputedStyle(document.body);
        return [style.backgroundColor, style.color]""")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light") and ground != ink


@pytest.mark.parametrize("width", WIDTHS)
def test_the_crossover_comes_first(browser, page, width):
    shown(browser, page, width=width)
    top = browser.run("""const image = document.querySelector(".crossover img"), box = image.getBoundingClientRect();
        return [image.complete && image.naturalWidth > 300, box.top, box.right,
                [...document.querySelectorAll("section")][0].className,
                document.querySelector(".claims").getBoundingClientRect().top - box.bottom]""")
    assert top[0] and 0 < top[1] < 500 and top[2] <= width and top[3] == "crossover" and top[4] > 0
    is_narrow = browser.run("""const source = document.querySelector('.crossover source');
        return source.srcset === document.querySelector('.crossover img').currentSrc""")
    assert is_narrow == (width == 390)


def test_hostile_names_are_shown_as_text(browser, make_page):
    rows = [row for name in ["serial", *HOSTILE] for n in (1000, 100_000) for row in model.squares(name, n)]
    rows.append(model.failed(model.name("squares", "broken", n=1000, workers=2, phase="warm"),
                             "</script><img src=x onerror=planted()>"))
    shown(browser, make_page(recorded.document(rows, lives=3, machine="</script><b id=planted>\"'😀")))
    text = browser.run("return document.body.textContent")
    assert browser.all("#planted") == [] and browser.all("main img[src='x']") == []
    for expected in ("<b id=planted>x", "\"quoted\"'&amp;", "😀😀😀😀😀", "{{ 7 * 7 }}", "</script><b id=planted>",
                     "</script><img src=x onerror=planted()>"):
        assert expected in text


def test_without_the_library_the_still_pictures_are_open(browser, make_page, monkeypatch):
    monkeypatch.setattr("plots.page.render.chart_library", lambda: None)
    page = make_page(recorded.document(lives=3))
    browser.open(page)
    assert browser.all("figure.chart.drawn") == []
    pictures = browser.all("details.still[open] img")
    assert len(pictures) == 2 and all(browser.run("return arguments[0].naturalWidth", each) > 100 for each in pictures)
    assert library.PACKAGE in browser.run("return document.body.textContent")


def test_paper_gets_the_still_pictures(browser, page):
    shown(browser, page)
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert all(each.is_displayed() for each in browser.all("details.still img"))
    on_screen = browser.all(".on-screen canvas")
    assert on_screen and not any(each.is_displayed() for each in on_screen)
    assert all(each.is_displayed() for each in browser.all(".charts:not(.on-screen) canvas"))  # those without a picture
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "screen"})
