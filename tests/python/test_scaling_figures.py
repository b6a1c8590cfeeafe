"""The figures of scaling: speed-ups beside what the CPUs and the machine allow."""
from __future__ import annotations

import lawful
import model
from analysis.questions.scaling.chart import figures
from figured import doubtful, series, values

CPUS = {"effective_cpus": "2", "num_cpus": 64}


def test_there_is_a_figure_for_each_intensity_with_the_speed_up_of_each_strategy(record):
    rows = [each for intensity in (1, 64) for each in lawful.serial(intensity=intensity)]
    found = figures(record(rows + lawful.rows("async", 0.05) + lawful.rows("mpi", intensity=64), **CPUS))
    assert [each.title.split(",")[0] for each in found] == ["Intensity 1", "Intensity 64"]
    assert [[each.name for each in figure.measured] for figure in found] == [["async"], ["mpi"]]
    by_workers = values(found[0], "async")
    assert list(by_workers) == sorted(by_workers) and by_workers[1] < by_workers[2]


def test_intervals_are_there_where_lives_tell_them(record, record_lives):
    rows = lawful.serial() + lawful.rows("async", 0.1)
    sure, once = figures(record_lives(rows, noise=0.01, **CPUS))[0], figures(record(rows, **CPUS))[0]
    assert all(point.interval for point in series(sure, "async").points) and "95 %" in sure.bar
    assert not any(point.interval for point in series(once, "async").points) and once.bar == ""


def test_the_ideal_ends_where_workers_share_cpus(record):
    figure, = figures(record(lawful.serial() + lawful.rows("async", counts=(1, 2, 3, 4)), **CPUS))
    assert values(figure, "a CPU for each worker") == {1: 1.0, 2: 2.0}


def test_the_ceiling_stays_where_it_is_beyond_the_cpus(record):
    figures_of_all = figures(record(model.everything()))
    ceilings = [values(each, "ceiling of the machine") for each in figures_of_all
                if any(one.name == "ceiling of the machine" for one in each.series)]
    assert ceilings
    for ceiling in ceilings:
        most = max(workers for workers in ceiling if workers <= 2)
        assert all(value == ceiling[most] for workers, value in ceiling.items() if workers > most)


def test_crews_that_are_short_are_doubtful(record):
    figure, = figures(record(lawful.serial() + lawful.rows("async", workers_observed=4.0), **CPUS))
    short = [place for _, place in doubtful(figure)]
    assert short and min(short) > 4


def test_without_two_worker_counts_there_is_nothing_to_draw(record):
    assert figures(record(lawful.serial() + lawful.rows("async", counts=(2,)), **CPUS)) == []
