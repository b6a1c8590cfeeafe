"""Rows that did not settle before they were timed: they are shown, marked and counted, and decide nothing."""
from __future__ import annotations

import re

import pytest

from analysis.bottleneck import bounds
from analysis.claims.claim import Verdict as Judgement
from analysis.comparison import as_json as comparison_json, comparison
from analysis.acceptance.rows import settled as finding
from analysis.presentation import points
from analysis.presentation.sections import all_sections
from analysis.questions.anatomy import chart as anatomy
from analysis.questions.contention import table as contention_table
from analysis.questions.dispatch import chart as dispatch
from analysis.questions.granularity import numbers as granularity, table as small_jobs
from analysis.questions.imbalance import numbers as imbalance
from analysis.questions.scaling import numbers as scaling
from analysis.questions.sizes import chart as sizes
from analysis.questions.strategies import chart as strategies
from analysis.questions.waiting import table as waiting_table
from analysis.ranking import ceilings, neighbours, ranking
from analysis.recording.measurement import UNSETTLED
from analysis.recording.reader import load
from analysis.statistics import bootstrap
from analysis.statistics.break_even import Verdict
from analysis.summary import headline
import contended
from figured import doubtful, titled
from made_up import settling
import model
import overheads
from analysis.summary import summary
from analysis.targets import targets
from analysis.claims import verdicts
from plots import advise, compare
import recorded

N = 1_000_000
NAME = "squares/thread_pool/n:100/workers:2/slices:2/phase:warm/real_time"
BOTH = "did not reach a steady state in time, so it decides nothing"


def three(*strategies, n=N):
    """So much faster each than the one before that there is no doubt of the order."""
    return [row for at, strategy in enumerate(strategies) for row in model.squares(strategy, n)
            for row in [{**row, "real_time": 1e6 / (at + 1) * n / N}]]


@pytest.mark.parametrize("told, unsettled", [((), False), ((1.0, 1.0), False), ((0.0,), True), ((0.0, 1.0), False),
                                             ((0.0, *[1.0] * 9), False), ((0.0, 0.0, 1.0), True),
                                             ((float("nan"),), False), (("no",), False)])
def test_a_cell_is_unsettled_if_most_of_its_rows_are(record, told, unsettled):
    rows = [model.row(NAME, 1, index, settled=value) for index, value in enumerate(told)] or [model.row(NAME, 1)]
    cell, = record(rows).measurements
    assert cell.is_unsettled is unsettled and cell.ok
    assert cell.once_settled.ok is not unsettled


def test_one_slice_for_two_workers_is_all_that_was_expected(record):
    one, short = record([model.row(NAME, 1, workers_observed=1.0, workers_expected=1.0),
                         model.row(NAME.replace("n:100", "n:200"), 1, workers_observed=1.0, workers_expected=2.0),
                         ]).measurements
    assert not one.is_short and short.is_short
    assert points.doubt(short) == "not proven parallel: 1 of 2 workers took part"


def test_a_recording_of_settled_rows_is_the_same_recording(record):
    recording = record(settling(model.sizes(["serial", "async"])))
    assert recording.settled is recording and "settle" not in summary.summarise(recording)


def test_what_did_not_settle_has_no_verdict_rank_or_speed_up(record_lives):
    recording = record_lives(settling(three("serial", "async", "mpi"), "/mpi/"))
    cells = {cell.strategy: cell for cell in recording.measurements}
    assert bootstrap.within(cells["serial"], cells["async"]) and not bootstrap.within(cells["serial"], cells["mpi"])
    assert not bootstrap.between(cells["mpi"], cells["serial"])
    ranked = ranking.rank(recording, N, 2)
    assert [(row.cell.strategy, row.rank, row.speed_up is None) for row in ranked] == [
        ("async", 1, False), ("serial", 2, False), ("mpi", None, True)]


def test_the_table_marks_it_and_says_what_the_mark_means(record_lives):
    text = " ".join(summary.summarise(record_lives(settling(three("serial", "async", "mpi"), "/mpi/"))).split())
    assert f"1 of 3 rows {BOTH}" in text and UNSETTLED in text
    assert re.search(r"! 3\d\d µs", text) and "async computes 1,000,000 squares" in text


def test_sizes_that_did_not_settle_have_no_part_in_the_break_even(record):
    rows = model.sizes(["serial", "thread_per_call"], phases=["warm"])
    every = ranking.break_evens(ranking.curves(ranking.of_job(record(rows), "warm")))["thread_per_call"]
    assert every.verdict is Verdict.FROM and every.wins_at == N
    fewer = ranking.break_evens(ranking.curves(ranking.of_job(record(settling(rows, f"n:{N}/")), "warm")))
    assert fewer["thread_per_call"].wins_at == 9_999_999


def test_the_settled_one_of_two_cells_stands_for_its_strategy(record):
    row = model.squares("async", N)[0]
    rows = [{**row, "real_time": 1e3}, {**row, "name": row["name"].replace("slices:2", "slices:8"), "real_time": 5e3}]
    recording = record(settling(rows, "slices:2"))
    assert ranking.best(recording.measurements)["async"].keys["slices"] == 8
    assert ranking.curves(list(recording.measurements))["async"][N].keys["slices"] == 8


def test_metg_and_scaling_are_of_what_settled(record_lives):
    recording = record_lives(settling(overheads.granularity(["async", "thread_pool"], counts=(2,)), "/async/"))
    assert set(granularity.metgs(recording, "warm", 2)) == {"thread_pool"}
    rows = [row for row in model.scaling(["serial", "async"]) if "intensity:16/" in row["name"]]
    found, = scaling.panels(record_lives(settling(rows, "async/n:1000000/intensity:16/store:cached/workers:2")))
    assert 2 not in scaling.diagnose(found)["async"].fractions and 2 in found.strategies["async"]


@pytest.mark.parametrize("table, rows, part", [
    (small_jobs, lambda: overheads.dispatch(["async", "mpi"]), "rendezvous/mpi/"),
    (contention_table, contended.locks, "/thread_pool/"), (waiting_table, contended.waiting, "/thread_pool/")])
def test_tables_of_every_question_mark_it(record, table, rows, part):
    plain, marked = (table.table(record(settling(rows(), *parts))) for parts in ((), (part,)))
    assert not any(text.startswith("! ") for row in plain.rows for text in row) and UNSETTLED not in plain.note
    assert any(text.startswith("! ") for row in marked.rows for text in row) and UNSETTLED in marked.note


def test_a_claim_says_why_it_has_no_number(record_lives):
    rows = settling(model.everything(), "grain/process_pool/")
    found = {each.claim.letter: each for each in verdicts.findings(record_lives(rows, lives=4))}["d"]
    assert found.verdict is Judgement.NOT_RECORDED and "process_pool: did not reach a steady st" in found.sentence


def test_promises_are_not_held_against_it(record):
    rows = [row for strategy in ("thread_pool", "openmp_static")
            for row in overheads.rendezvous(strategy, "warm", 1e-6)]
    first = {parts: targets.targets(record(settling(rows, *parts)))[0] for parts in ((), ("/openmp_static/",))}
    assert [each.verdict for each in first.values()] == ["short", "not measured"]


@pytest.fixture
def unsettled_page(record_lives):
    sections, _ = all_sections(record_lives(settling(model.everything(), "/"), lives=3))
    return {each.name: each for each in sections}


def test_where_nothing_settled_nothing_is_decided(record_lives, unsettled_page):
    recording = record_lives(settling(model.everything(), "/"), lives=3)
    assert headline.by_question(recording) == {}
    assert headline.sentences(recording) == [headline.UNSETTLED, *headline.caveats(recording)[1:]]
    assert "none is known to be fastest" in unsettled_page["strategies"].answers[0]
    assert "No strategy" in unsettled_page["dispatch"].answers[0]
    assert "once it had settled" in unsettled_page["anatomy"].answers[0]
    doubts = {point.doubt for figure in unsettled_page["strategies"].figures for each in figure.series
              for point in each.points}
    assert doubts == {UNSETTLED}
    assert all(each.verdict is Judgement.NOT_RECORDED for each in verdicts.findings(recording))


def test_no_rank_share_bound_or_neighbour_is_known_of_it(record_lives):
    recording = record_lives(settling(model.everything(), "/"), lives=3)
    assert {row.rank for row in ranking.rank(recording, 9_999_999, 2)} == {None}
    assert bounds.bounds(recording) == [] and scaling.panels(recording) == [] and granularity.slices(recording) == {}
    assert ceilings.ceiling(recording, 2) == ceilings.Ceiling(None, None)
    assert imbalance.compared(recording.select("skewed_squares"), imbalance.usual_setting(
        list(recording.measured("skewed_squares")), 2)) == {}


def test_neighbours_are_those_that_settled(record_lives):
    rows = [row for strategy in ("async", "mpi", "stdpar") for row in model.squares(strategy, N)]
    pairs = neighbours.undecided(record_lives(settling(rows, "/mpi/"), noise=0.2, lives=3))
    assert [{each.faster.strategy, each.slower.strategy} for each in pairs] == [{"async", "stdpar"}]


def test_a_point_over_a_loop_that_did_not_settle_is_doubtful(record_lives):
    cells = {cell.strategy: cell for cell in record_lives(settling(three("serial", "async"), "/serial/")).measurements}
    assert points.speed_up(N, cells["async"], cells["serial"]).doubt == f"serial beside it {UNSETTLED}"


def test_a_shape_that_did_not_settle_has_no_part_in_the_order(record):
    recording = record(settling(model.imbalance(["serial", "async"]), "async/n:100000/intensity:64/shape:triangular"))
    shapes = {str(cell.keys["shape"]): cell for cell in recording.select("skewed_squares", "async")}
    assert set(imbalance.relative(shapes)) == {"even", "heavy_tailed"}


def test_figures_doubt_it(record_lives):
    recording = record_lives(settling(model.sizes(["serial", "async"]), "/async/"), lives=3)
    for chart in (strategies, sizes):
        found = [doubt for figure in chart.figures(recording) for doubt in doubtful(figure)]
        assert found and {name for name, _ in found} == {"async"}
    waiting = settling(overheads.dispatch(["async", "mpi"]), "empty/mpi/")
    idle = titled(dispatch.figures(record_lives(waiting, lives=3)), "CPU time")
    assert doubtful(idle) == [("mpi", "mpi")]


def test_an_anatomy_of_it_is_doubtful_and_says_why(record):
    figure, = anatomy.figures(record(settling(overheads.anatomy(["async", "mpi"], (1_000,)), "/mpi/")))
    assert {place.split(",")[0] for _, place in doubtful(figure)} == {"mpi"}
    assert {point.doubt for each in figure.series for point in each.points} == {"", UNSETTLED}


def test_nothing_can_be_advised_from_it(write_document, capsys):
    path = write_document(recorded.document(settling(model.everything(), "/"), lives=3))
    assert advise.main([str(path), "--items=1000", "--ns-per-item=1000"]) == 2
    assert "(it did not reach a steady state in time" in capsys.readouterr().err


def test_a_comparison_shows_it_without_a_verdict(write_document, capsys):
    documents = [recorded.document(settling(three("serial", "async"), *parts), seed=seed,
                                   factor={"async": 1.0 + seed}) for seed, parts in ((1, ()), (2, ("/async/",)))]
    paths = [str(write_document(document, f"{at}.json")) for at, document in enumerate(documents)]
    assert compare.main([*paths, "--all"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "undecided, not settled" in text and "1 did not settle in time, so nothing is said of them" in text
    assert "squares/serial" in text
    whole = comparison.compare(*map(load, paths))
    assert {each.strategy: each.rows for each in whole.strategies} == {"serial": 1}
    told = comparison_json.document(whole.base, [whole])["comparisons"][0]["rows"]
    assert {row["strategy"]: row["settled"] for row in told} == {"serial": True, "async": False}


def test_who_takes_in_recordings_is_told(record):
    assert finding(record(model.sizes(["serial"]))) is None
    assert "all 12 rows" in str(finding(record(settling(model.sizes(["serial"])))))
    some = "n:100/intensity:1/store:cached/workers:1/slices:1/phase:warm"
    assert "1 of 12 rows" in str(finding(record(settling(model.sizes(["serial"]), some))))
    assert "most of them" in str(finding(record(settling(model.sizes(["serial"]), "/"))))


def test_a_plain_recording_is_read_with_it(write):
    recording = load(write(settling(model.sizes(["serial", "async"]), "/async/")))
    assert "by the medians" not in " ".join(headline.sentences(recording)).lower().split("nothing was measured")[0]
