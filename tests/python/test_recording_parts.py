"""The parts of record.py that need no process: plan, profiles, surroundings, fitness."""
from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Dict, List

import pytest
from hypothesis import given
from hypothesis import strategies as some

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from recording import fitness, surroundings, system  # noqa: E402
from recording.plan import Group, Plan, plan_from  # noqa: E402
from recording.profiles import PROFILES, expected_block_seconds, wall_limit  # noqa: E402
from recording.recorder import Goal  # noqa: E402

QUESTIONS = ("sizes", "scaling", "imbalance", "ceilings")
GROUPS = tuple(Group(f"{question}/{strategy}", (f"squares/{strategy}/n:{at}/real_time",))
               for at, question in enumerate(QUESTIONS) for strategy in ("serial", "pool", "fork"))


def plan(seed: int = 1, flags: tuple = ()) -> Plan:
    return Plan(GROUPS, flags, "quick", seed)


@given(some.integers(0, 2**32), some.integers(0, 50))
def test_a_block_holds_every_group_and_every_twin_once(seed: int, number: int) -> None:
    tasks = plan(seed).block(number)
    assert sorted(task.group.name for task in tasks if not task.twin) == sorted(g.name for g in GROUPS)
    assert sorted(task.group.name for task in tasks if task.twin) == sorted(plan(seed).twins)
    assert [task.id for task in tasks] == list(range(number * len(tasks), (number + 1) * len(tasks)))


@given(some.integers(0, 2**32))
def test_every_question_has_a_twin(seed: int) -> None:
    assert {name.partition("/")[0] for name in plan(seed).twins} == set(QUESTIONS)


def test_a_single_group_has_one_twin() -> None:
    assert Plan(GROUPS[:1], (), "quick", 1).twins == {GROUPS[0].name}


def test_the_hash_tells_plans_apart_and_survives_the_file() -> None:
    assert len({plan(seed).twins for seed in range(20)}) > 1
    assert len({plan(seed).hash for seed in range(20)}) == 1
    assert plan(flags=("--sizes=1",)).hash != plan().hash
    assert Plan(GROUPS[1:], (), "quick", 1).hash != plan().hash
    assert plan_from(plan().to_json()).hash == plan().hash == plan().to_json()["hash"]


def test_a_twin_differs_from_its_original_in_one_key() -> None:
    task = next(task for task in plan().block(0) if task.twin)
    assert task.label("squares/serial/n:7/real_time") == "squares/serial/n:7/twin:1/real_time"


@pytest.mark.parametrize("name", PROFILES)
def test_longer_rows_are_expected_to_take_longer(name: str) -> None:
    flags = PROFILES[name].flags
    usual = expected_block_seconds(plan(flags=flags))
    longer = expected_block_seconds(plan(flags=(*flags, "--benchmark_min_time=10")))
    assert longer > usual > 0
    assert wall_limit(GROUPS[0], flags) > expected_block_seconds(plan(flags=flags)) / len(GROUPS)


def test_blocks_are_limited_by_time_but_for_the_first_few() -> None:
    assert Goal(10, 100.0).blocks_in_all(20.0) == 5
    assert Goal(10, 1e9).blocks_in_all(20.0) == 10
    assert Goal(10, 1.0).blocks_in_all(20.0) == 3
    assert Goal(None, 100.0).blocks_in_all(20.0) == 5
    assert Goal(2, float("inf")).blocks_in_all(20.0) == 2
    assert Goal(10, 100.0).blocks_in_all(20.0, done=3, elapsed=80.0) == 4


def around(**known: Any) -> Dict[str, Any]:
    quiet = {"core_to_core_ns": [90.0, 95.0], "fixed_work_ns": [1e6, 1.01e6], "steal_share": 0.0,
             "others_cpu_share": 0.01, "cpu_pressure_share": 0.1, "throttled_us": 0.0,
             "thermal_throttles": 0, "load": 0.5}
    return {**quiet, **known}


@pytest.mark.parametrize("known, words", [
    ({}, []),
    ({"core_to_core_ns": [88.0, 540.0]}, ["core-to-core latency 88 -> 540 ns"]),
    ({"core_to_core_ns": [540.0, 88.0]}, ["core-to-core latency 540 -> 88 ns"]),
    ({"core_to_core_ns": [None, 88.0]}, []),
    ({"fixed_work_ns": [1e6, 1.3e6]}, ["time of fixed work 1000000 -> 1300000 ns"]),
    ({"steal_share": 0.2}, ["the hypervisor took 20 % of the CPU time"]),
    ({"others_cpu_share": 0.5}, ["other programs used 50 % of a CPU"]),
    ({"throttled_us": 20000.0}, ["throttled for 20 ms by the CPU quota"]),
    ({"thermal_throttles": 1}, ["a CPU was slowed down for its temperature"]),
    (dict.fromkeys(("steal_share", "others_cpu_share", "throttled_us", "thermal_throttles")), []),
])
def test_what_changed_is_said(known: Dict[str, Any], words: List[str]) -> None:
    assert surroundings.changes(around(**known), seconds=1.0) == words


def test_what_ticks_cannot_show_is_not_said() -> None:
    assert surroundings.changes(around(others_cpu_share=0.5), seconds=0.05) == []


def test_differences_of_what_is_not_measured_are_not_measured() -> None:
    nothing = system.Counters(0.0, None, None, None, None, None)
    later = system.Counters(1.0, 1.0, 1.0, 1.0, 1.0, 1)
    moments = [surroundings.Moment(0.0, {}, counters, 0.0) for counters in (nothing, later)]
    found = surroundings.between(*moments, own_cpu_seconds=0.0)
    assert found.pop("load") == 0.0
    assert found.pop("core_to_core_ns") == found.pop("fixed_work_ns") == [None, None]
    assert set(found.values()) == {None}


def write(root: Path, **files: str) -> Path:
    for name, content in files.items():
        path = root / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def test_counters_of_a_machine(tmp_path: Path) -> None:
    write(tmp_path, proc__stat="cpu  100 0 50 900 10 0 0 25 0 0\ncpu0 1 2 3\n",
          proc__pressure__cpu="some avg10=0.00 avg60=0.00 avg300=0.00 total=7000\nfull avg10=0 total=1\n",
          proc__self__cgroup="0::/user/me\n",
          sys__fs__cgroup__user__cpu_dot_stat="usage_usec 5\nnr_throttled 2\nthrottled_usec 300\n",
          sys__devices__system__cpu__cpu0__thermal_throttle__core_throttle_count="4\n")
    ticks = os.sysconf("SC_CLK_TCK")
    found = system.counters(tmp_path)
    assert (found.busy_seconds, found.steal_seconds) == (150 / ticks, 25 / ticks)
    assert (found.pressure_us, found.throttled_us, found.thermal_throttles) == (7000, 300, 4)


def test_throttling_under_version_1_is_in_nanoseconds(tmp_path: Path) -> None:
    write(tmp_path, proc__self__cgroup="3:cpu,cpuacct:/me\n1:name=systemd:/else\n")
    folder = tmp_path / "sys/fs/cgroup/cpu,cpuacct/me"
    folder.mkdir(parents=True)
    (folder / "cpu.stat").write_text("nr_throttled 2\nthrottled_time 5000000\n", encoding="utf-8")
    assert system.counters(tmp_path).throttled_us == 5000


@pytest.mark.parametrize("content", ["", "cpu", "intr 5\n"])
def test_a_strange_machine_is_not_measured(tmp_path: Path, content: str) -> None:
    found = system.counters(write(tmp_path, proc__stat=content))
    assert found.steal_seconds is found.pressure_us is found.throttled_us is found.thermal_throttles is None


def test_an_unfit_machine_gets_advice(tmp_path: Path) -> None:
    write(tmp_path, sys__devices__system__cpu__cpu0__cpufreq__scaling_governor="powersave\n",
          sys__class__power_supply__BAT0__type="Battery\n",
          sys__class__power_supply__BAT0__status="Discharging\n",
          proc__cpuinfo="flags\t\t: fpu hypervisor sse\n")
    found = " ".join(fitness.concerns(1, tmp_path))
    for words in ("only one CPU", "taskset", "'powersave'", "cpupower", "battery; plug it in", "virtual machine"):
        assert words in found


def test_a_machine_that_charges_at_full_speed_gets_none_of_it(tmp_path: Path) -> None:
    write(tmp_path, sys__devices__system__cpu__cpu0__cpufreq__scaling_governor="performance\n",
          sys__class__power_supply__BAT0__type="Battery\n",
          sys__class__power_supply__BAT0__status="Charging\n", proc__cpuinfo="flags\t\t: fpu sse\n")
    found = " ".join(fitness.concerns(len(os.sched_getaffinity(0)), tmp_path))
    for words in ("one CPU", "quota", "governor", "battery", "virtual"):
        assert words not in found


def test_a_quota_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(8)))
    assert "allows 2 of 8 CPUs" in fitness.concerns(2, tmp_path)[0]


def test_the_right_to_record_is_free_again_once_it_is_dropped() -> None:
    first = fitness.OneRecording("\0crossover test")
    assert first.alone
    assert not fitness.OneRecording("\0crossover test").alone
    del first
    assert fitness.OneRecording("\0crossover test").alone


def test_the_quick_profile_asks_what_it_has_time_for_unless_the_user_asks() -> None:
    quick, standard = PROFILES["quick"], PROFILES["standard"]
    assert "--questions=ceilings,dispatch,imbalance,scaling,sizes" in quick.flags_with(["--workers=2"])
    assert quick.flags_with(["--questions=anatomy"])[len(quick.flags):] == ("--questions=anatomy",)
    assert standard.flags_with([]) == standard.flags
