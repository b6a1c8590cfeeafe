"""The page of machines in a real browser: machines and strategies are chosen, in tables, charts and pairs."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Iterator, List

import pytest

from plots import machines
import model
import recorded
from browser import WIDTHS, Browser

EVIL = "</script><b id=planted>😀"
NAMES = ("alpha-2-cpus", "beta-2-cpus", EVIL)
ROWS = [*model.sizes(("serial", "thread_pool", "process_pool", "async")), *model.ceilings()]
SHOWN = """return [...document.querySelectorAll(arguments[0])].filter((each) => each.checkVisibility())
    .map((each) => each.textContent)"""
SERIES = """return Chart.getChart(document.querySelector('figure.chart canvas')).data.datasets
    .map((each) => [each.label, each.data.map((point) => point.y)])"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(tmp_path_factory.mktemp("downloads"))
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    files = []
    for day, name in enumerate(NAMES, start=1):
        document = recorded.document(ROWS, lives=3, seed=day, machine=name, cpu_model=f"CPU {day}",
                                     date=f"2030-01-{day:02}T00:00:00+00:00")
        files.append(folder / f"{day}.json")
        files[-1].write_text(json.dumps(document), encoding="utf-8")
    assert machines.main([*map(str, files), "--out", str(folder / "index.html")]) == 0
    return folder / "index.html"


@pytest.fixture(autouse=True)
def no_complaints(browser: Browser) -> Iterator[None]:
    browser.complaints()
    yield
    assert browser.complaints() == []


def box(browser: Browser, value: str) -> Any:
    found = browser.run("""return [...document.querySelectorAll('#choice input')]
        .find((box) => box.value === arguments[0])""", value)
    browser.run("arguments[0].scrollIntoView({life: 'center'})", found)
    return found


def heads(browser: Browser) -> List[str]:
    return browser.run(SHOWN, "#pays-warm thead th")


def test_everything_is_shown_at_first(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert heads(browser) == ["strategy", EVIL, *NAMES[:2]]
    assert {name for name, _ in browser.run(SERIES)} == set(NAMES)
    assert len(browser.run(SHOWN, "#pairs details")) == 3
    assert browser.all("#planted") == []


def test_a_machine_is_left_out_and_comes_back(browser: Browser, page: Path) -> None:
    browser.open(page)
    for name, left in ((EVIL, list(NAMES[:2])), (NAMES[0], [EVIL, NAMES[1]])):
        box(browser, name).click()
        assert heads(browser) == ["strategy", *left]
        assert [each for each, _ in browser.run(SERIES)] == left
        assert len(browser.run(SHOWN, "#pairs details")) == 1
        assert all(name not in row for row in browser.run(SHOWN, "#files tbody tr"))
        box(browser, name).click()
        assert heads(browser) == ["strategy", EVIL, *NAMES[:2]]


def test_strategies_are_chosen(browser: Browser, page: Path) -> None:
    browser.open(page)
    box(browser, "async").click()
    rows = [row.split("n =")[0] for row in browser.run(SHOWN, "#pays-warm tbody tr")]
    assert rows and not any("async" in row for row in rows)
    assert all("async" not in places for _, places in browser.run(SERIES))
    browser.first("#none").click()
    assert browser.run(SHOWN, "tr[data-strategy]") == []
    box(browser, "thread_pool").click()
    assert {place for _, places in browser.run(SERIES) for place in places} == {"thread_pool"}
    browser.first("#all").click()
    assert len(browser.run(SHOWN, "#pays-warm tbody tr")) == 3


def test_a_table_still_sorts_with_a_machine_left_out(browser: Browser, page: Path) -> None:
    browser.open(page)
    box(browser, EVIL).click()
    header = browser.run("""return [...document.querySelectorAll('#pays-warm th')]
        .find((each) => each.textContent === arguments[0])""", NAMES[1])
    browser.run("arguments[0].scrollIntoView({life: 'center'})", header)
    header.click()
    values = browser.run("return [...arguments[0].closest('table').tBodies[0].rows].map((row) => "
                         "sortValue(row.cells[arguments[0].cellIndex]))", header)
    assert values == sorted(values) and len(set(values)) == 3


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_every_width_in_both_schemes(browser: Browser, page: Path, width: int, scheme: str) -> None:
    browser.open(page, width=width, scheme=scheme)
    assert browser.all("figure.chart.drawn")
    assert browser.run("return document.documentElement.scrollWidth") <= width
