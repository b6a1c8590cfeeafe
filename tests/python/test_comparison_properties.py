"""Any two recordings can be compared, or it is said why not."""
from __future__ import annotations

import json
import re
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

import pytest

pytest.importorskip("hypothesis")
pytest.importorskip("matplotlib")

from hypothesis import given, settings
from hypothesis import strategies as some

from analysis.comparison import as_json as comparison_json
from analysis.comparison.comparison import compare
from analysis.comparison.text import page
from analysis.recording.reader import load, ResultsError
from analysis.wording.tables import FORMS
import model
import pairs
from plots.drawing import comparison_chart
import recorded

words_of = some.text(min_size=1, max_size=8).map(lambda text: re.sub("[/:]", "_", text))
row_names = some.builds(
    lambda workload, strategy, keys: "/".join([workload, strategy, *map(":".join, keys)]),
    some.sampled_from(["squares", "ceiling/fill", "skewed_squares"]),
    some.one_of(some.sampled_from(["serial", "async"]), words_of),
    some.lists(some.tuples(
        some.sampled_from(["n", "workers", "slices", "phase", "x"]),
        some.one_of(some.integers(0, 9).map(str), some.sampled_from(["warm", "cold"]), words_of)), max_size=4))
facts = some.dictionaries(
    some.sampled_from(["machine", "cpu_model", "commit", "effective_cpus", "date", "note"]),
    some.one_of(some.none(), some.booleans(), some.floats(), some.integers(), some.text(max_size=5)))


@some.composite
def documents(draw):
    """Valid ones: plain, or of up to three lives."""
    lives = draw(some.integers(0, 3))
    usual = some.sampled_from(["squares/serial/n:7", "squares/async/n:7"])
    rows = []
    for row_name in draw(some.lists(some.one_of(usual, row_names), min_size=1, max_size=6)):
        for life in range(max(lives, 1)):
            seconds = draw(some.floats(1e-15, 1e9))
            row = model.row(row_name, 1, 0, bytes=draw(some.floats(allow_nan=True)), workers_observed=2.0)
            error = draw(some.sampled_from(["", "", "", "timeout"]))
            rows.append({**row, "real_time": seconds, "time_unit": "s", "error_occurred": bool(error),
                         "error_message": error, **({"life": life} if lives else {})})
    for life in range(lives):
        first = next(row for row in rows if row["life"] == life)
        first["life"] = recorded.life(life)
    document = {"context": draw(facts), "benchmarks": rows}
    return {**document, "plan": {"hash": "0", "seed": draw(some.integers(0, 9))},
            "recording": {"state": "complete"}} if lives else document


@given(documents(), documents(), some.sampled_from([*FORMS, "json"]))
@settings(deadline=None, max_examples=300)
def test_any_two_recordings_are_compared_or_refused(first, second, form):
    with tempfile.TemporaryDirectory() as folder:
        paths = pairs.written(Path(folder), first, second)
        try:
            found = compare(*map(load, paths))
        except ResultsError as error:
            assert "\n" not in str(error)
            return
        told = (json.dumps(comparison_json.document(found.base, [found]), allow_nan=False) if form == "json"
                else page(found, FORMS[form], show_all=True))
        assert told
        common = len(found.matching.common) + len(found.matching.renamed)
        assert common + len(found.matching.missing) == len(found.base.measurements)
        assert common + len(found.matching.new) == len(found.other.measurements)


@given(documents(), documents())
@settings(deadline=None, max_examples=15)
def test_any_comparison_can_be_drawn(first, second):
    with tempfile.TemporaryDirectory() as folder:
        paths = pairs.written(Path(folder), first, second)
        try:
            comparison_chart.save([compare(*map(load, paths))], Path(folder) / "chart.svg")
        except ResultsError:
            return
        xml.parse(Path(folder) / "chart.svg")
