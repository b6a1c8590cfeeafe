"""The scaling of a recording: which cells, within the CPUs, and what tables and words make of it."""
from __future__ import annotations

import pytest

pytest.importorskip("scipy")

import lawful
import model
from analysis.questions.scaling import table as scaling_tables
from analysis.questions.scaling.numbers import diagnose, panels
from analysis.statistics.scaling_laws import Trend
from analysis.wording.tables import FORMS, WIDTH

CPUS = {"effective_cpus": str(lawful.CPUS), "num_cpus": 64}


@pytest.fixture
def scaling(record_lives):
    """scaling(rows, ...) -> the diagnoses of the one panel of these rows and serial's, by strategy."""
    def scaling(*rows, noise=0.005, **options):
        panel, = panels(record_lives(lawful.serial() + sum(rows, []), noise=noise, **{**CPUS, **options}))
        return diagnose(panel)
    return scaling


@pytest.fixture
def report(record_lives):
    def report(*rows, noise=0.005, **options):
        return scaling_tables.report(record_lives(lawful.serial() + sum(rows, []), noise=noise,
                                                   **{**CPUS, **options}))
    return report


def cells_of(table, strategy):
    row, = (row for row in table.rows if row[0] == strategy)
    return dict(zip(table.columns, row))


def test_what_was_put_in_is_diagnosed(scaling):
    found = scaling(lawful.rows("async", 0.03, 0.006), lawful.rows("tbb_auto", 0.1), lawful.rows("mpi"))
    assert (found["async"].trend, found["tbb_auto"].trend) == (Trend.GROWS, Trend.CONSTANT)
    for strategy, contention, coherency in (("async", 0.03, 0.006), ("tbb_auto", 0.1, 0), ("mpi", 0, 0)):
        law = found[strategy].law
        assert law.contention.interval[0] <= contention + 1e-3 and contention <= law.contention.interval[1]
        assert law.coherency.interval[0] <= coherency + 1e-6 and coherency <= law.coherency.interval[1]
    assert found["mpi"].fractions[13].value == pytest.approx(0, abs=0.01)


def test_workers_that_share_cpus_change_no_diagnosis(scaling):
    few, many = (scaling(lawful.rows("async", 0.05, counts=counts), noise=0)["async"]
                 for counts in (lawful.COUNTS[:7], lawful.COUNTS))
    assert (few.fractions, few.trend, few.law) == (many.fractions, many.trend, many.law)
    assert (list(few.oversubscribed), list(many.oversubscribed)) == ([], [19, 28, 32])
    assert list(many.fractions) == [2, 3, 4, 6, 9, 13] and many.law.most == 13


def test_worker_counts_beyond_the_cpus_do_not_make_six(scaling):
    few = scaling(lawful.rows("async", 0.05), effective_cpus="8")["async"]
    assert few.law is None and few.no_law.startswith("5 worker counts measured within the CPUs")
    assert list(few.fractions) == [2, 3, 4, 6] and few.trend is Trend.CONSTANT


def test_a_share_of_a_cpu_is_none(scaling):
    assert list(scaling(lawful.rows("async"), effective_cpus="3.9")["async"].fractions) == [2, 3]


def test_without_one_worker_there_is_no_fraction(scaling):
    found = scaling(lawful.rows("async", counts=lawful.COUNTS[1:]), lawful.rows("mpi"))
    assert found["async"].fractions == {} and found["async"].law is None and found["async"].trend is None
    assert found["mpi"].law


def test_a_plain_file_has_fractions_but_nothing_to_conclude_from(record):
    panel, = panels(record(lawful.serial() + lawful.rows("async", 0.2), **CPUS))
    found = diagnose(panel)["async"]
    assert [each.value for each in found.fractions.values()] == pytest.approx([0.2] * 6)
    assert (found.trend, found.law) == (None, None) and "1 life" in found.no_law


def test_the_panel_is_the_size_with_the_most_worker_counts(record):
    rows = (lawful.serial(n=10) + lawful.serial(n=20) + lawful.serial(n=20, intensity=64)
            + lawful.rows("async", n=10) + lawful.rows("async", n=20, counts=(1, 2))
            + lawful.rows("async", n=20, counts=(1, 2), intensity=64))
    assert [(panel.intensity, panel.n) for panel in panels(record(rows))] == [(1, 10), (64, 20)]
    assert panels(record(lawful.rows("async"))) == panels(record([])) == []


def test_the_fractions_table(report):
    table, laws = report(lawful.rows("async", 0.03, 0.006), lawful.rows("tbb_auto", 0.1)).tables
    assert table.columns == ("strategy", "2 workers", "13 workers", "reading")
    assert [row[0] for row in table.rows] == ["tbb_auto", "async"]
    assert cells_of(table, "tbb_auto")["13 workers"].startswith(("0.10", "0.09"))
    assert cells_of(table, "async")["reading"] == "grows: overhead"
    assert "intensity 1" in table.title and "n = 1,000,000" in table.title


def test_the_laws_table_says_nothing_beyond_the_measured_workers(report):
    rows = [lawful.rows("async", 0.1), lawful.rows("mpi", 0.1, 0.02), lawful.rows("stdpar", 0.02, 0.0059)]
    laws = report(*rows, noise=0.01).tables[1]
    assert cells_of(laws, "async")["peak (workers)"] == "beyond 13"
    assert cells_of(laws, "async")["coherency"].startswith("at most 0.00")
    assert cells_of(laws, "mpi")["peak (workers)"].startswith("7 [")
    assert cells_of(laws, "stdpar")["peak (workers)"].endswith(" or more")
    assert cells_of(laws, "mpi")["misfit"] in ("0 %", "1 %")
    assert all(column in laws.columns for column in ("contention", "coherency"))


def test_what_is_left_out_is_said(report):
    note = report(lawful.rows("async", 0.1)).note
    assert "leave out 19, 28, 32 workers: they share 16 CPUs." in note
    assert "No Universal Scalability Law" not in note and "at most: indistinguishable" in note
    assert "reading: a serial part" in note
    note = report(lawful.rows("async", counts=(1, 2, 3, 4)), effective_cpus="2").note
    assert "No Universal Scalability Law: 2 worker counts measured within the CPUs; a fit needs 6 or more." in note
    assert "leave out 3, 4 workers: they share 2 CPUs" in note
    assert "reading" not in note and "contention" not in note
    mixed = report(lawful.rows("async"), lawful.rows("mpi", counts=(1, 2, 3))).note
    assert "No Universal Scalability Law of mpi: 3 worker counts" in mixed
    assert "not recorded" in report(lawful.rows("async"), effective_cpus=None, num_cpus=None).note


def test_one_worker_count_has_no_reading(report):
    table, = report(lawful.rows("async", counts=(1, 2, 3, 4)), effective_cpus="2").tables
    assert table.columns == ("strategy", "2 workers")


def test_a_plain_file_says_that_it_knows_no_intervals(record):
    found = scaling_tables.report(record(lawful.serial() + lawful.rows("async", 0.2), **CPUS))
    table, = found.tables
    assert table.rows == [("async", "0.200", "0.200")]
    assert "One life of each row: no intervals" in found.note


def test_crews_that_are_short_are_marked(report):
    assert "!" not in report(lawful.rows("async", workers_observed=64.0)).note
    found = report(lawful.rows("async", workers_observed=4.0))
    assert cells_of(found.tables[0], "async")["13 workers"].startswith("! ")
    assert not cells_of(found.tables[0], "async")["2 workers"].startswith("!")
    assert "!: fewer workers took part" in found.note


def test_a_strategy_that_was_not_measured_with_one_worker_stays_in_the_table(report):
    table = report(lawful.rows("async", counts=(2, 13)), lawful.rows("mpi", counts=(1, 2, 13))).tables[0]
    assert table.rows[-1] == ("async",) + 3 * ("not measured",)


def test_no_fractions_no_tables(record, record_lives):
    for recording in (record([]), record(model.sizes()), record_lives(lawful.serial() + lawful.rows("async"),
                                                                       effective_cpus="1")):
        assert scaling_tables.report(recording) == ([], "")


@pytest.mark.parametrize("form", FORMS)
def test_everything_fits_a_terminal(record_lives, form):
    rows = [each for intensity in (1, 64) for each in lawful.serial(intensity=intensity)]
    for at, strategy in enumerate([*model.OVERHEAD, "x" * 60]):
        rows += [row for intensity in (1, 64)
                 for row in lawful.rows(strategy, 0.1 * at, 0.01 * at, intensity=intensity)]
    found = scaling_tables.report(record_lives(rows, noise=0.1, lives=3, **CPUS))
    assert len(found.tables) == 4
    for table in found.tables:
        text = FORMS[form].table(table.columns, table.rows, scaling_tables.WORDS)
        assert form == "markdown" or max(map(len, text.splitlines())) <= WIDTH
        assert len(table.title) <= WIDTH
