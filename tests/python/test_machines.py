"""Machines side by side: which recording answers what, and what is said of strategies, differences and gaps."""
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest

import model
import overheads
import recorded
from analysis.machines.differences import pairs
from analysis.machines.facts import facts
from analysis.machines.machine import Machine, machines
from analysis.machines.metric import across, AcrossMachines, metrics
from analysis.recording.asked_questions import asked
from analysis.recording.reader import load, Recording

STRATEGIES = ("serial", "thread_pool", "process_pool", "async")
LARGE = {"machine": "large-2-cpus", "cpu_model": "Large CPU", "hypervisor": "none"}
SMALL = {"machine": "small-2-cpus", "cpu_model": "Small CPU", "hypervisor": "KVM"}

Write = Callable[..., Recording]


@pytest.fixture
def made(tmp_path: Path) -> Write:
    """made(rows, name, day, ...) -> a recording of its own folder."""
    def made(rows: Any = None, name: str = "2030-01-01T00-00-00Z.json", day: int = 1, **options: Any) -> Recording:
        options = {"machine": "modelled-2-cpus", "seed": day, "lives": 3, **options,
                   "date": f"2030-01-{day:02}T00:00:00+00:00"}
        document = recorded.document(rows if rows is not None else sizes(), **options)
        if options.get("state") == "plain":
            document = model.document(rows if rows is not None else sizes(), machine=options["machine"])
        for group in document.get("plan", {}).get("groups", ()):  # as the suite calls its questions
            group["group"] = group["group"].replace("grain/", "granularity/")
        file = tmp_path / "recordings" / str(len(list((tmp_path / "recordings").glob("*"))))
        file.mkdir(parents=True)
        (file / name).write_text(json.dumps(document), encoding="utf-8")
        return load(file / name)
    (tmp_path / "recordings").mkdir()
    return made


def sizes() -> List[Dict[str, Any]]:
    return [*model.sizes(STRATEGIES), *model.ceilings()]


def scaling() -> List[Dict[str, Any]]:
    return [*model.scaling(STRATEGIES), *model.ceilings()]


def compared(found: List[Machine]) -> Dict[str, AcrossMachines]:
    return {metric.name: across(metric, found) for metric in metrics()}


def test_recordings_of_one_machine_are_one_and_the_latest_complete_one_leads(made: Write) -> None:
    old, new = made(day=1), made(day=3)
    begun = made(day=4, state="interrupted")
    found, left_out = machines([old, begun, new])
    assert [machine.name for machine in found] == ["modelled-2-cpus"]
    assert found[0].recordings == (new, old, begun)
    assert left_out == []


def test_a_question_is_answered_by_the_latest_that_was_asked_it(made: Write) -> None:
    whole = made([*sizes(), *overheads.granularity(("thread_pool", "process_pool"))], "whole.json", day=1)
    later = made(overheads.granularity(("thread_pool",)), "later.json", day=2)
    found, _ = machines([whole, later])
    by_name = compared(found)
    assert by_name["pays-warm"].files["modelled-2-cpus"].endswith("/whole.json")
    assert by_name["metg-warm"].files["modelled-2-cpus"].endswith("/later.json")
    assert by_name["metg-warm"].strategies == ["thread_pool"]


def test_rows_of_another_question_answer_only_where_nothing_else_does(made: Write) -> None:
    whole = made(overheads.granularity(("thread_pool", "process_pool")), "whole.json", day=1)
    targets = made(overheads.granularity(("thread_pool",)), "targets.json", day=2)
    for group in targets.groups:
        group["group"] = group["group"].replace("granularity", "targets")
    assert asked(whole) == {"granularity"} and asked(targets) == {"targets"}
    both = compared(machines([whole, targets])[0])["metg-warm"]
    assert set(both.strategies) == {"thread_pool", "process_pool"}
    alone = compared(machines([targets])[0])["metg-warm"]
    assert alone.strategies == ["thread_pool"]


def test_a_copy_is_left_out(made: Write) -> None:
    recording = made()
    copy = recording.path.with_name("copy.json")
    copy.write_bytes(recording.path.read_bytes())
    found, left_out = machines([recording, load(copy), recording])
    assert found[0].recordings == (recording,)
    assert [each.reason.startswith("the same recording as ") for each in left_out] == [True, True]


def test_one_name_of_two_machines_is_two(made: Write) -> None:
    found, _ = machines([made(day=1, hypervisor="KVM"), made(day=2, hypervisor="none")])
    assert [machine.name for machine in found] == ["modelled-2-cpus", "modelled-2-cpus (2)"]
    assert [machine.main.about("hypervisor") for machine in found] == ["none", "KVM"]


@pytest.mark.parametrize("name", [None, "", "not measured", " "])
def test_a_machine_without_a_name_stands_for_itself(made: Write, name: Any) -> None:
    found, _ = machines([made(day=1, machine=name), made(day=2, machine=name)])
    assert len(found) == 2 and all(machine.name.startswith("unnamed (") for machine in found)
    assert found[0].name != found[1].name


@pytest.mark.parametrize("name", ["</script>", 300 * "x", "😀", "\u202eright to left", "\x1b[2J"])
def test_hostile_names_are_printed_and_stay_apart(made: Write, name: str) -> None:
    found, _ = machines([made(day=1, machine=name), made(day=2, machine=f"{name}y")])
    assert len({machine.name for machine in found}) == 2
    assert all(machine.name.isprintable() and len(machine.name) <= 64 for machine in found)


def test_ladders_stand_side_by_side(made: Write) -> None:
    slow = made(day=2, factor={"process_pool": 1.5}, **SMALL)  # ceilings are measured with thread_pool
    found, _ = machines([made(day=1, **LARGE), slow])
    by_name = compared(found)
    pays, gain = by_name["pays-warm"], by_name["speed-up-largest"]
    assert set(pays.strategies) == {"thread_pool", "process_pool", "async"}
    large, small = (pays.value("process_pool", machine.name) for machine in found)
    assert large.text.startswith("n = ") and large.value < small.value
    assert large.interval[0] <= large.value <= large.interval[1]
    faster, slower = (gain.value("process_pool", machine.name).value for machine in found)
    assert faster == pytest.approx(1.5 * slower, rel=0.1)
    assert gain.answers["large-2-cpus"].setting == "n = 9,999,999, 1 multiplication an item, 2 workers"
    shares = by_name["ceiling-largest"]
    near, far = (shares.value("process_pool", machine.name).value for machine in found)
    assert near == pytest.approx(1.5 * far, rel=0.1) and near < 110


def test_what_a_machine_does_not_say_is_said_to_be_missing(made: Write) -> None:
    found, _ = machines([made(scaling(), day=1, **LARGE), made(overheads.granularity(("async",)), day=2, **SMALL)])
    by_name = compared(found)
    assert by_name["speed-up-computing"].value("async", "small-2-cpus").text == "not recorded"
    assert by_name["metg-warm"].value("async", "large-2-cpus").text == "not recorded"
    assert by_name["metg-warm"].value("async", "small-2-cpus").value > 0
    assert by_name["speed-up-computing"].answers["large-2-cpus"].setting == (
        "n = 1,000,000, 256 multiplications an item, 2 workers")


def test_failed_and_unavailable_strategies_stay_with_the_reason(made: Write) -> None:
    rows = [*overheads.failing(sizes(), "async"), *model.unavailable()]
    found, _ = machines([made(rows)])
    pays = compared(found)["pays-warm"]
    values = {strategy: pays.value(strategy, "modelled-2-cpus") for strategy in ("async", "mpi")}
    assert values["async"][::3] == ("failed", "worker 1 died: signal 9")
    assert values["mpi"][::3] == ("unavailable", "unavailable: the library was not found")
    assert pays.strategies[-2:] == ["async", "mpi"]


def test_a_number_without_its_workers_is_doubtful_and_never_the_best(made: Write) -> None:
    rows = [{**row, "workers_observed": 1.2} if "/thread_pool/n:9999999" in row["name"] and "squares" in row["name"]
            else row for row in sizes()]
    found, _ = machines([made(rows, factor={"thread_pool": 0.5})])
    gain = compared(found)["speed-up-largest"]
    assert gain.value("thread_pool", "modelled-2-cpus").doubt == "not proven parallel: 1.2 of 2 workers took part"
    assert gain.standing("modelled-2-cpus").startswith("process_pool")


@pytest.mark.parametrize("steps, is_doubtful", [(8, False), (262144, True), (8388608, False)])
def test_only_slices_around_a_metg_need_their_workers(made: Write, steps: int, is_doubtful: bool) -> None:
    """That of async lies between 32,768 and 262,144 steps."""
    rows = [{**row, "workers_observed": 1.2} if f"/async/steps:{steps}/n:2" in row["name"] else row
            for row in overheads.granularity(("async",))]
    value = compared(machines([made(rows)])[0])["metg-warm"].value("async", "modelled-2-cpus")
    assert 41e-6 < value.value < 300e-6
    assert ("not proven parallel" in value.doubt) == is_doubtful


def test_a_tie_with_serial_is_a_doubt(made: Write) -> None:
    found, _ = machines([made(model.sizes(("serial", "thread_pool"), ns=(100, 1000)), noise=0.5, factor={
        "thread_pool": 0.1})])
    value = compared(found)["speed-up-largest"].value("thread_pool", "modelled-2-cpus")
    assert value.interval[0] <= 1 <= value.interval[1]
    assert "no significant difference from the plain loop" in value.doubt


def test_a_gain_under_the_noise_floor_is_a_doubt(made: Write) -> None:
    rows = model.sizes(("serial", "thread_pool", "async"), ns=(100, 9_999_999))
    noisy = made(rows, noise=0.1, factor={"thread_pool": 1.7}, twins=("serial", "thread_pool"), lives=8)
    gain = compared(machines([noisy])[0])["speed-up-largest"]
    assert "under the noise floor" in gain.value("thread_pool", "modelled-2-cpus").doubt
    assert gain.value("async", "modelled-2-cpus").doubt == ""
    assert gain.standing("modelled-2-cpus").startswith("async: ")


@pytest.mark.parametrize("rows", [[], model.sizes(("thread_pool",)), model.imbalance(), model.unavailable()])
def test_where_there_is_nothing_to_compare_it_is_said(made: Write, rows: List[Dict[str, Any]]) -> None:
    found, _ = machines([made(rows)])
    by_name = compared(found)
    assert {each.standing("modelled-2-cpus") for each in by_name.values()} <= {"not recorded", "none for certain"}
    assert not by_name["pays-warm"].answers
    assert pairs(found) == [] and facts(found)


def test_a_plain_file_has_numbers_without_intervals(made: Write) -> None:
    found, _ = machines([made(state="plain")])
    value = compared(found)["speed-up-largest"].value("thread_pool", "modelled-2-cpus")
    assert value.value > 1 and value.interval is None
    assert {fact.name: fact.values for fact in facts(found)}["measured"] == ("1 process",)


def test_no_winner_is_named_where_others_may_be_as_good(made: Write) -> None:
    rows = model.sizes(("serial", "thread_pool", "process_pool"), ns=(100, 9_999_999))
    alike = made(rows, lives=5, factor={"process_pool": 0.99})
    apart = made(rows, lives=5, day=2, factor={"process_pool": 0.5}, **SMALL)
    gain = compared(machines([alike, apart])[0])["speed-up-largest"]
    assert re.match(r"\w+ and 1 more that may be as good: [12]\.\d\dx \[", gain.standing("modelled-2-cpus"))
    assert gain.standing("small-2-cpus").startswith("process_pool: ")
    assert gain.standing("nowhere") == "not recorded"
    assert gain.strategies == ["process_pool", "thread_pool"]


def test_facts_say_what_differs(made: Write) -> None:
    found, _ = machines([made(day=1, **LARGE, compiler="GNU 12.2.0"), made(day=2, **SMALL, compiler="GNU 12.2.0")])
    by_name = {fact.name: fact for fact in facts(found)}
    assert by_name["processor"].values == ("Large CPU", "Small CPU") and by_name["processor"].differs
    assert not by_name["compiler"].differs
    assert by_name["turbo"].values == ("not measured", "not measured")
    assert by_name["measured"].values == ("3 lives, complete", "3 lives, complete")


def test_two_machines_are_compared_in_relative_numbers_and_it_is_said_why(made: Write) -> None:
    found, _ = machines([made(day=1, **LARGE), made(day=2, **SMALL), made(day=3)])
    compared = pairs(found)
    assert [(pair.first, pair.second) for pair in compared] == [
        ("large-2-cpus", "modelled-2-cpus"), ("large-2-cpus", "small-2-cpus"), ("modelled-2-cpus", "small-2-cpus")]
    assert {pair.verdict for pair in compared} == {"relative numbers only"}
    assert "differs (large-2-cpus -> small-2-cpus)" in compared[1].sentence
    assert {change.name for change in compared[1].changes if change.limits} == {"machine", "cpu_model", "hypervisor"}


def test_a_disturbed_recording_is_compared_in_nothing(made: Write) -> None:
    quiet, busy = made(day=1, **LARGE), made(day=2, **SMALL)
    for life in busy.lives:
        life.surroundings["others_cpu_share"] = 0.9
    compared = pairs(machines([quiet, busy])[0])[0]
    assert compared.verdict == "nothing: disturbed"
    assert "while the second was recorded, other programs used 90 % of a CPU" in compared.sentence
