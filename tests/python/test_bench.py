"""The program itself: flags, exit codes, files, signals. Not what it measures."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BENCH = pathlib.Path(os.environ.get("CROSSOVER_BENCH", ROOT / "build" / "release" / "bench"))
TIMEOUT = 60  # seconds
QUICK = ["--benchmark_min_time=0.001"]
TINY = ["--questions=sizes", "--sizes=100", "--strategies=serial,thread_pool", *QUICK]

pytestmark = pytest.mark.skipif(not BENCH.exists(), reason=f"{BENCH} is not built")


def bench(*arguments: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(BENCH), *arguments], capture_output=True, text=True, timeout=TIMEOUT, **options
    )


def test_json_format_puts_nothing_but_json_on_stdout() -> None:
    result = bench(*TINY, "--benchmark_format=json")
    assert result.returncode == 0
    recording = json.loads(result.stdout)
    assert recording["context"]["library_build_type"] == "release"
    assert "DEBUG" not in result.stderr
    names = [row["name"] for row in recording["benchmarks"]]
    assert "squares/thread_pool/n:100/intensity:1/store:ordinary/workers:" in names[1]
    assert all(name.endswith("/phase:warm/real_time" if "warm" in name else "/phase:cold/manual_time")
               for name in names)
    assert len(names) == 4  # two strategies, warm and cold


def test_the_context_tells_of_every_strategy_and_question(tmp_path: pathlib.Path) -> None:
    result = bench(*TINY, "--benchmark_format=json", f"--benchmark_out={tmp_path}/out.json")
    for text in (result.stdout, (tmp_path / "out.json").read_text()):
        context = json.loads(text)["context"]
        strategies, questions = (json.loads(context[key]) for key in ("strategies", "questions"))
        assert strategies["thread_pool"] == {
            "family": "threads", "simplicity": 10, "language": "C++", "processes": False, "parallel": True,
            "starts_each_run": False, "copies_results": False, "on_request": False, "is_reference": False,
            "summary": "std::threads that stay; each has a fixed share"}
        assert strategies["python_serial"]["language"] == "Python"
        references = {name for name, each in strategies.items() if each["is_reference"]}
        assert {"bare_loop", "spinning_pool", "pinned_process_pool", "unplaced_thread_pool"} <= references
        assert all(each["family"] and each["summary"] and each["language"] for each in strategies.values())
        assert questions["sizes"] == {"summary": "from what size on does each strategy beat serial?",
                                      "on_request": False, "in_brief": True}
        assert not questions["anatomy"]["in_brief"] and questions["targets"]["on_request"]


def test_the_terminal_is_spared_the_catalogue() -> None:
    result = bench(*TINY)
    assert "instruction_set: " in result.stderr
    assert "is_reference" not in result.stdout + result.stderr


def test_rows_carry_their_proof() -> None:
    rows = json.loads(bench(*TINY, "--workers=2", "--benchmark_format=json").stdout)["benchmarks"]
    for row in rows:
        assert row["workers_observed"] == (2 if "thread_pool" in row["name"] else 1)
        assert row["cpu_ns"] > 0
        assert row["bytes"] == 800
        assert row["multiplies"] == 100
        assert "error_occurred" not in row


def test_parameters_of_a_workload_can_be_forced() -> None:
    flags = [*TINY, "--workloads=squares/store:streaming,squares/store:ordinary"]
    names = [
        row["name"]
        for row in json.loads(bench(*flags, "--benchmark_format=json").stdout)["benchmarks"]
    ]
    assert len(names) == 8
    assert sum("/store:streaming/" in name for name in names) == 4


def test_list_names_everything() -> None:
    listing = bench("--list").stdout
    for name in ("process_pool_pipe", "ceiling/copy", "skewed_squares", "imbalance"):
        assert f"  {name} " in listing


def test_help_and_version() -> None:
    assert "--strategies" in bench("--help").stdout
    assert bench("--version").stdout.startswith("crossover ")


@pytest.mark.parametrize(
    "flag, words",
    [
        ("--strategies=thread_pol", ["no 'thread_pol'", "nearest is 'thread_pool'", "stdpar"]),
        ("--workloads=square", ["no 'square'", "nearest is 'squares'"]),
        ("--workloads=squares/stor:ordinary", ["no parameter 'stor'"]),
        ("--workloads=squares/store:fast", ["store", "'fast'", "ordinary, streaming"]),
        ("--questions=sixes", ["no 'sixes'", "nearest is 'sizes'", "imbalance"]),
        ("--workers=0", ["--workers", "0", "at least 1"]),
        ("--workers=-3", ["--workers", "-3", "1 or more"]),
        ("--workers=1,2,,4", ["--workers=1,2,,4", "empty", "one comma"]),
        ("--strategies=,serial", ["--strategies=,serial", "empty"]),
        ("--questions=sizes,", ["--questions=sizes,", "empty"]),
        ("--sizes=", ["--sizes=", "no value"]),
        ("--workers=two", ["--workers", "two", "1 or more"]),
        ("--workers=1000000", ["--workers", "1000000", "at most 4096"]),
        ("--sizes=0", ["--sizes", "0", "at least 1"]),
        ("--sizes=1e6", ["--sizes", "1e6", "1 or more"]),
        ("--sizes=100000000000000", ["100000000000000", "bytes", "available", "--sizes"]),
        ("--sizes=99999999999999999999999", ["--sizes", "at most"]),
        ("--intensity=0", ["--intensity", "0", "at least 1"]),
        ("--intensity=2000000", ["--intensity", "2000000", "at most 1000000"]),
        ("--strategy=serial", ["unknown flag '--strategy=serial'", "--strategies"]),
        ("--benchmark_fliter=x", ["--benchmark_fliter=x"]),
        ("--benchmark_perf_counters=CYCLES", ["--benchmark_perf_counters", "perf stat"]),
        ("--time-limit=0", ["--time-limit", "0"]),
        ("--time-limit=soon", ["--time-limit", "soon"]),
        ("--dir=x --benchmark_out=y", ["--dir=", "--benchmark_out=", "choose one"]),
    ],
)
def test_bad_usage_is_one_sentence_and_exit_code_2(flag: str, words: list[str]) -> None:
    result = bench(*flag.split())
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    for word in words:
        assert word in result.stderr


def rows_measured(*flags: str) -> list[str]:
    result = bench(*flags, "--benchmark_format=json")
    assert result.returncode == 0, result.stderr
    return [row["name"] for row in json.loads(result.stdout)["benchmarks"]]


def groups_planned(*flags: str) -> dict[str, list[str]]:
    result = bench(*flags, "--plan")
    assert result.returncode == 0, result.stderr
    groups = json.loads(result.stdout)["groups"]
    return {group["group"]: group["rows"] for group in groups}


def test_the_plan_names_the_rows_that_are_measured_each_in_one_group() -> None:
    flags = ["--questions=sizes,imbalance", *TINY[1:]]
    groups = groups_planned(*flags)
    assert list(groups) == [
        f"{question}/{strategy}"
        for question in ("sizes", "imbalance")
        for strategy in ("serial", "thread_pool")
    ]
    planned = [row for rows in groups.values() for row in rows]
    assert sorted(planned) == sorted(rows_measured(*flags))


def test_the_plan_keeps_to_the_filter_and_writes_nothing(tmp_path: pathlib.Path) -> None:
    flags = [*TINY, "--benchmark_filter=thread_pool.*cold"]
    groups = groups_planned(*flags, f"--benchmark_out={tmp_path}/out.json")
    assert groups == {"sizes/thread_pool": rows_measured(*flags)}
    assert list(tmp_path.iterdir()) == []


def test_a_filter_that_leaves_nothing_is_said_and_writes_nothing(tmp_path: pathlib.Path) -> None:
    result = bench(*TINY, "--benchmark_filter=nobody", f"--dir={tmp_path}")
    assert (result.returncode, result.stdout) == (0, "")
    assert "nobody" in result.stderr and "disk" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_library_lists_rows_as_they_are_called() -> None:
    listed = bench(*TINY, "--benchmark_list_tests").stdout.split()
    assert listed == rows_measured(*TINY)


@pytest.mark.parametrize("file_format", ["csv", "console"])
def test_files_of_all_formats_have_the_rows(file_format: str, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "rows"
    flags = ["--questions=sizes", "--sizes=100", "--strategies=serial", "--benchmark_filter=warm", *QUICK]
    assert bench(*flags, f"--benchmark_out={file}", f"--benchmark_out_format={file_format}").returncode == 0
    (name,) = rows_measured(*flags)
    assert name in file.read_text()


def test_an_empty_plan_is_as_good_as_an_empty_measurement() -> None:
    nothing = ["--questions=imbalance", "--workloads=squares"]
    planned, measured = bench(*nothing, "--plan"), bench(*nothing)
    assert json.loads(planned.stdout)["groups"] == []
    assert planned.returncode == measured.returncode
    assert planned.stderr == measured.stderr


@pytest.mark.parametrize(
    "flag", ["--strategies=thread_pol", "--sizes=100000000000000", "--benchmark_fliter=all"]
)
def test_the_plan_refuses_what_a_measurement_refuses(flag: str) -> None:
    result = bench(flag, "--plan")
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    assert flag.split("=")[1] in result.stderr


def test_openmp_settings_that_pin_everything_are_refused() -> None:
    result = bench(*TINY, env={**os.environ, "OMP_PROC_BIND": "true"})
    assert result.returncode == 2
    assert "OMP_PROC_BIND" in result.stderr


def test_results_appear_under_their_name_when_complete(tmp_path: pathlib.Path) -> None:
    result = bench(*TINY, f"--dir={tmp_path}")
    assert result.returncode == 0
    (written,) = tmp_path.glob("*/*")
    assert written.suffix == ".json"
    assert result.stderr.endswith(f"wrote {written}\n")
    assert json.loads(written.read_text())["context"]["machine"] == written.parent.name


def test_benchmark_out_works_as_documented(tmp_path: pathlib.Path) -> None:
    result = bench(*TINY, f"--benchmark_out={tmp_path}/out.json", "--benchmark_out_format=json")
    assert result.returncode == 0
    assert [file.name for file in tmp_path.iterdir()] == ["out.json"]
    assert len(json.loads((tmp_path / "out.json").read_text())["benchmarks"]) == 4


@pytest.mark.parametrize("flag", ["--dir=/proc/nowhere", "--benchmark_out=/proc/nowhere/x.json"])
def test_unwritable_folder_is_refused_before_anything_runs(flag: str) -> None:
    result = bench(*TINY, flag)
    assert result.returncode == 2
    assert "/proc/nowhere" in result.stderr
    assert result.stdout == ""


def test_full_disk_leaves_nothing_half_written(tmp_path: pathlib.Path) -> None:
    """A limit on the size of files stops the writing in the middle, as a full disk does."""

    def limit_file_size() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that write(2) fails instead
        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

    result = bench(*TINY, f"--benchmark_out={tmp_path}/out.json", preexec_fn=limit_file_size)
    assert result.returncode == 2
    assert "completely" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_rows_that_are_unavailable_say_so_and_are_no_failure() -> None:
    result = bench("--questions=python", "--strategies=serial,python_serial", "--workloads=squares/intensity:2",
                   "--sizes=100", "--benchmark_format=json", *QUICK)
    assert result.returncode == 0
    rows = {row["name"].split("/")[1]: row for row in json.loads(result.stdout)["benchmarks"]}
    absent = rows["python_serial"]
    assert (absent["error_occurred"], absent["unavailable"]) == (True, 1)
    assert absent["error_message"].startswith(("the original programs compute", "no python3"))


def test_process_strategies_are_isolated_from_each_other_by_row() -> None:
    """A row that fails leaves the others alone, and the exit code says that one failed."""
    result = bench(
        "--questions=sizes", "--sizes=100", "--strategies=serial,process_pool", "--benchmark_format=json",
        *QUICK, preexec_fn=forbid_processes,
    )  # fmt: skip
    if result.returncode == 0:
        pytest.skip("this user is exempt from the limit on processes")
    assert result.returncode == 1
    rows = {row["name"].split("/")[1]: row for row in json.loads(result.stdout)["benchmarks"]}
    assert "cannot start" in rows["process_pool"]["error_message"]
    assert not {"unavailable", "timed_out", "interrupted"} & rows["process_pool"].keys()
    assert "error_occurred" not in rows["serial"]


def forbid_processes() -> None:
    """As somebody (root is exempt), with no process left to start."""
    import resource

    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
