"""The parts of record.py that need no process: plan, profiles, journal, lives, surroundings, fitness."""
from __future__ import annotations

import contextlib
import errno
import json
import os
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as some


from benchmarks.recorder import machine_fitness, surroundings, system  # noqa: E402
from benchmarks.recorder.journal import Journal, JournalError, as_it_is, lives_of, load  # noqa: E402
from benchmarks.recorder.plan import FEWEST_TWINS, Group, Plan, marked, plan_from  # noqa: E402
from benchmarks.recorder.profiles import PROFILES  # noqa: E402

QUESTIONS = ("sizes", "scaling", "imbalance", "ceilings")
GROUPS = tuple(Group(f"{question}/{strategy}", tuple(f"squares/{strategy}/n:{10 * at + size}/real_time"
                                                     for size in range(8)))
               for at, question in enumerate(QUESTIONS) for strategy in ("serial", "pool", "fork"))


def plan(seed: int = 1, flags: Tuple[str, ...] = (), groups: Tuple[Group, ...] = GROUPS, **more: Any) -> Plan:
    return Plan(groups, flags, "quick", 1, 4.0, seed, **more)


@given(some.integers(0, 2**32), some.integers(0, 50))
def test_an_order_holds_what_is_due_as_planned(seed: int, number: int) -> None:
    made = plan(seed)
    assert made.order(number, made.rows)["rows"] == list(made.rows)
    assert made.order(number, made.rows)["twins"] == list(made.twins)
    due = set(made.rows[::3])
    order = made.order(number, due, "/other/bench")
    assert set(order["rows"]) == due and set(order["twins"]) == due & set(made.twins)
    assert order == plan(seed).order(number, due, "/other/bench")
    assert (order["sample_ms"], order["rounds"], order["against"]) == (4.0, 1, "/other/bench")


def test_every_life_of_every_plan_has_a_seed_of_its_own() -> None:
    assert len({plan(seed).order(number, ())["seed"] for seed in range(20) for number in range(20)}) == 400


@given(some.integers(0, 2**32))
def test_every_question_has_a_twin(seed: int) -> None:
    twins = plan(seed).twins
    assert len(set(twins)) == FEWEST_TWINS
    assert {group.question for group in GROUPS if set(group.rows) & set(twins)} == set(QUESTIONS)


def test_a_question_has_a_twin_although_it_has_one_row_of_many() -> None:
    many = Group("sizes/pool", tuple(f"squares/pool/n:{size}/real_time" for size in range(500)))
    lone = Group("ceilings/serial", ("ceiling/copy/serial/n:1/real_time",))
    for seed in range(20):
        made = plan(seed, groups=(many, lone))
        assert lone.rows[0] in made.twins and len(made.twins) == 50


def test_a_single_row_has_a_twin() -> None:
    row = GROUPS[0].rows[0]
    assert plan(groups=(Group("sizes/serial", (row,)),)).twins == (row,)


def test_the_hash_tells_plans_apart_and_survives_the_file() -> None:
    assert len({plan(seed).twins for seed in range(20)}) > 1
    assert len({plan(seed).hash for seed in range(20)}) == 1
    assert plan(flags=("--sizes=1",)).hash != plan().hash
    assert plan(groups=GROUPS[1:]).hash != plan().hash
    assert plan_from(plan().to_json()).hash == plan().hash == plan().to_json()["hash"]
    both = plan(against={"own": "1", "other": "2"})
    assert plan_from(both.to_json()) == both


def test_a_twin_differs_from_its_original_in_one_key() -> None:
    assert marked("squares/serial/n:7/real_time", "twin:1") == "squares/serial/n:7/twin:1/real_time"


def test_the_extent_is_the_profiles_unless_the_user_chooses_one() -> None:
    assert PROFILES["quick"].flags_with(["--workers=2"]) == ("--extent=brief", "--workers=2")
    assert PROFILES["standard"].flags_with([]) == ("--extent=whole",)
    assert PROFILES["quick"].flags_with(["--extent=whole"]) == ("--extent=whole",)


def rows_of_a_life(number: int, **more: Any) -> List[Dict[str, Any]]:
    return [{"name": f"row {at}, ž", "real_time": 1.5, "life": {"id": number} if at == 0 else number, **more}
            for at in range(3)]


def test_the_bytes_of_a_journal_are_never_written_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "it.json", {"machine": "imagined"}, plan().to_json(), as_it_is)
    body = b""
    for number in range(4):
        journal.append(rows_of_a_life(number))
        journal.flush("interrupted", lives=number, remark=(4 - number) * "shrinks ")
        content = journal.path.read_bytes()
        assert content.startswith(body)
        body = content[:content.rindex(b'\n],\n"recording"')]
        assert len(json.loads(content)["benchmarks"]) == 3 * (number + 1)
    journal.close("complete", lives=4)
    assert journal.path.read_bytes().startswith(body)
    assert load(journal.path)["recording"] == {"state": "complete", "lives": 4}


@pytest.mark.parametrize("missing", [1, 50, 200])
def test_a_disk_without_room_for_a_life_leaves_those_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                            missing: int) -> None:
    """Even if nothing is written afterwards."""
    journal = Journal(tmp_path / "it.json", {"machine": "imagined"}, plan().to_json(), as_it_is)
    journal.append(rows_of_a_life(0))
    addition = len(json.dumps(rows_of_a_life(1), ensure_ascii=False).encode())
    room = journal.path.stat().st_size + addition - missing

    def pwrite(file: int, data: bytes, at: int, write: Callable[..., int] = os.pwrite) -> int:
        if at >= room:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(file, data[:room - at], at)

    monkeypatch.setattr(os, "pwrite", pwrite)
    with pytest.raises(JournalError, match="cannot be written any more: No space left on device; make room"):
        journal.append(rows_of_a_life(1))
    assert json.loads(journal.path.read_bytes())["benchmarks"] == rows_of_a_life(0)


def test_a_journal_that_broke_off_anywhere_has_its_whole_lives(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "it.json", {"machine": "imagined"}, plan().to_json(), as_it_is)
    ends = []
    for number in range(3):
        journal.append(rows_of_a_life(number))
        ends.append(journal.path.read_bytes().rindex(b'\n],\n"recording"'))
    content = journal.path.read_bytes()
    begin = content.index(b'"benchmarks"') + len(b'"benchmarks": [\n')
    lives = [rows_of_a_life(number) for number in range(3)]
    for cut in range(begin, len(content.rstrip())):
        journal.path.write_bytes(content[:cut])
        with contextlib.suppress(UnicodeDecodeError):
            content[:cut].decode()
            saved = lives_of(load(journal.path)["benchmarks"])
            assert saved == lives[:len(saved)]
            whole = sum(end <= cut for end in ends)
            assert whole - 1 <= len(saved) <= whole  # the last may lack rows: nothing tells how many it was to have


def around(**known: Any) -> Dict[str, Any]:
    quiet = {"steal_share": 0.0, "others_cpu_share": 0.01, "cpu_pressure_share": 0.1, "throttled_us": 0.0,
             "thermal_throttles": 0, "load": 0.5}
    return {**quiet, **known}


@pytest.mark.parametrize("known, words", [
    ({}, []),
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
    moments = [surroundings.Moment(0.0, counters, 0.0) for counters in (nothing, later)]
    found = surroundings.between(*moments, own_cpu_seconds=0.0)
    assert found.pop("load") == 0.0
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
    found = " ".join(machine_fitness.concerns(1, tmp_path))
    for words in ("only one CPU", "taskset", "'powersave'", "cpupower", "battery; plug it in", "virtual machine"):
        assert words in found


def test_a_machine_that_charges_at_full_speed_gets_none_of_it(tmp_path: Path) -> None:
    write(tmp_path, sys__devices__system__cpu__cpu0__cpufreq__scaling_governor="performance\n",
          sys__class__power_supply__BAT0__type="Battery\n",
          sys__class__power_supply__BAT0__status="Charging\n", proc__cpuinfo="flags\t\t: fpu sse\n")
    found = " ".join(machine_fitness.concerns(len(os.sched_getaffinity(0)), tmp_path))
    for words in ("one CPU", "quota", "governor", "battery", "virtual"):
        assert words not in found


def test_a_quota_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(8)))
    assert "allows 2 of 8 CPUs" in machine_fitness.concerns(2, tmp_path)[0]


def test_the_right_to_record_is_free_again_once_it_is_dropped() -> None:
    first = machine_fitness.OneRecording("\0crossover test")
    assert first.alone
    assert not machine_fitness.OneRecording("\0crossover test").alone
    del first
    assert machine_fitness.OneRecording("\0crossover test").alone
