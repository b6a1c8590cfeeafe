"""What `cmake --install` gives: headers, library, CMake package, pkg-config file, command and Python package."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "release"
LIMIT_SECONDS = 300
STRICT = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror"]
FAULTY = """
#include <crossover/crossover.hpp>
#include <stdexcept>

struct Faulty : crossover::ResultArray<int> {
  using ResultArray::ResultArray;
  void compute(crossover::Range items, unsigned) override {
    for (std::size_t i = items.first; i < items.last; ++i) results()[i] = 1;
  }
  std::optional<crossover::Mismatch> check() const override { return compare_with([](std::size_t) { return 1; }); }
};
struct Wrong final : Faulty {
  using Faulty::Faulty;
  std::optional<crossover::Mismatch> check() const override { return compare_with([](std::size_t) { return 2; }); }
};
struct Throwing final : Faulty {
  using Faulty::Faulty;
  void compute(crossover::Range, unsigned) override { throw std::runtime_error("no such line"); }
};
struct Empty final : crossover::Workload {
  Empty(const crossover::Spec&, crossover::Arena&) {}
  std::size_t size() const override { return 0; }
  void compute(crossover::Range, unsigned) override {}
  std::span<std::byte> result(crossover::Range) override { return {}; }
  void reset() override {}
  std::optional<crossover::Mismatch> check() const override { return {}; }
};

template <typename Kind>
crossover::WorkloadRecipe recipe(const char* name) {
  return {.name = name, .summary = "a workload of the tests", .parameters = {crossover::items_parameter(8)},
          .bytes = Faulty::bytes, .make = crossover::make<Kind>};
}
const crossover::AddJob wrong{recipe<Wrong>("wrong")}, throwing{recipe<Throwing>("throwing")};
const crossover::AddJob none{recipe<Empty>("none")};
#ifdef TWICE
const crossover::AddJob again{recipe<Wrong>("wrong")};
#endif
#ifdef SIZELESS
const crossover::AddJob sizeless{{.name = "sizeless", .summary = "a job without n", .bytes = Faulty::bytes,
                                  .make = crossover::make<Faulty>}};
#endif
"""


def run(*words: object, **options: Any) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=LIMIT_SECONDS, check=False, **options)


def done(*words: object, **options: Any) -> str:
    """The standard output of what must succeed."""
    ended = run(*words, **options)
    assert ended.returncode == 0, f"{words}: {ended.stdout}{ended.stderr}"
    return ended.stdout


@pytest.fixture(scope="module")
def prefix(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    done("cmake", "--install", BUILD, "--prefix", folder)
    return folder


def built(prefix: Path, folder: Path, name: str, *flags: str) -> Path:
    """As its README does it: a program of an example."""
    source = folder / name
    shutil.copytree(ROOT / "examples" / name, source)
    done("cmake", "-B", folder / "build", "-S", source, f"-DCMAKE_PREFIX_PATH={prefix}", *flags)
    done("cmake", "--build", folder / "build")
    return folder / "build"


@pytest.fixture(scope="module")
def word_count(prefix, tmp_path_factory) -> Path:
    return built(prefix, tmp_path_factory.mktemp("own_workload"), "own_workload") / "word_count"


def compiled(prefix: Path, source: Path, program: Path, *flags: str) -> Path:
    """With nothing but a compiler and pkg-config."""
    environment = {**os.environ, "PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")}
    told = done("pkg-config", "--cflags", "--libs", "crossover", env=environment).split()
    done("g++", *flags, source, "-o", program, *told)
    return program


@pytest.fixture(scope="module")
def faulty(prefix, tmp_path_factory) -> Dict[str, Path]:
    folder = tmp_path_factory.mktemp("faulty")
    (folder / "faulty.cpp").write_text(FAULTY, encoding="utf-8")
    return {macro: compiled(prefix, folder / "faulty.cpp", folder / macro, f"-D{macro}")
            for macro in ("ONCE", "TWICE", "SIZELESS")}


@pytest.mark.parametrize("compiler", ["g++", "clang++"])
def test_headers_stand_alone(prefix, tmp_path, compiler):
    if not shutil.which(compiler):
        pytest.skip(f"{compiler} is not installed")
    headers = sorted((prefix / "include" / "crossover").glob("*.hpp"))
    assert len(headers) > 10
    for header in headers:
        alone = tmp_path / f"{header.stem}.cpp"
        alone.write_text(f"#include <crossover/{header.name}>\n#include <crossover/{header.name}>\n", encoding="utf-8")
        done(compiler, *STRICT, "-I", prefix / "include", alone)


def test_headers_bring_no_library_along(prefix, tmp_path):
    whole = tmp_path / "whole.cpp"
    whole.write_text("#include <crossover/crossover.hpp>\n#include <crossover/waits.hpp>\n", encoding="utf-8")
    needed = done("g++", "-std=c++20", "-M", "-I", prefix / "include", whole).split()
    assert any(name.endswith("crossover/arena.hpp") for name in needed)
    assert not [name for name in needed if any(library in name for library in (
        "boost", "tbb", "benchmark", "hwloc", "nlohmann", "CLI", str(ROOT)))]


def rows_of(program: Path, *flags: str) -> List[Dict[str, Any]]:
    ended = run(program, "--benchmark_min_time=0.001", "--benchmark_format=json", *flags)
    rows: List[Dict[str, Any]] = json.loads(ended.stdout)["benchmarks"]
    return rows


def test_an_example_is_as_short_as_the_readme_says():
    folder = ROOT / "examples" / "own_workload"
    assert len((folder / "word_count.cpp").read_text().splitlines()) <= 30
    assert len((folder / "CMakeLists.txt").read_text().splitlines()) <= 6


def test_every_strategy_computes_an_own_workload(word_count, tmp_path):
    rows = rows_of(word_count, "--questions=sizes", "--sizes=300", "--workers=2")
    failed = [row["name"] for row in rows if row.get("error_occurred") and not row.get("unavailable")]
    assert not failed
    assert len({row["name"].split("/")[1] for row in rows}) > 10
    assert all(row["name"].startswith("word_count/") for row in rows)


def test_sizes_are_those_of_the_job(word_count):
    rows = rows_of(word_count, "--questions=sizes,scaling,bursts", "--strategies=serial,thread_pool", "--extent=brief")
    assert {row["name"].split("/n:")[1].split("/")[0] for row in rows} == {"2", "20", "200", "2000", "20000"}


def test_the_answer_has_the_jobs_own_words(prefix, word_count, tmp_path):
    command = prefix / "bin" / "crossover"
    recording = done(command, "record", f"--bench={word_count}", "--lives=3", "--sample-ms=0.5", "--anyway",
                     "--questions=sizes", "--strategies=serial,thread_pool", "--out=own.json", cwd=tmp_path).strip()
    said = done(command, "summary", recording, cwd=tmp_path)
    assert "20,000 lines, 2 workers, warm" in said
    assert "squares" not in said
    assert "(crossover record --profile=standard --questions=" in said and "./run.sh" not in said
    done(command, "report", recording, cwd=tmp_path)
    page = (tmp_path / "own" / "report.html").read_text(encoding="utf-8")
    assert "20,000 lines" in page and "squares" not in page
    assert "crossover record" in page and "./run.sh" not in page and "plots/" not in page


def test_a_strategy_of_ones_own_is_held_against_the_others(prefix, tmp_path):
    if not Path("/usr/include/thread_pool/thread_pool.hpp").exists():
        pytest.skip("libthread-pool-dev is not installed")
    program = built(prefix, tmp_path, "own_strategy") / "own_pool"
    rows = rows_of(program, "--questions=sizes", "--strategies=own_pool,serial", "--sizes=3000", "--workers=2")
    assert {row["name"].split("/")[1] for row in rows} == {"own_pool", "serial"}
    assert not [row for row in rows if row.get("error_occurred")]


def test_a_wrong_result_a_throw_and_no_items_are_rows_with_their_cause(faulty):
    ended = run(faulty["ONCE"], "--questions=sizes", "--strategies=serial,process_pool", "--sizes=8",
                "--benchmark_format=json", "--workers=2")
    assert ended.returncode == 1
    rows = json.loads(ended.stdout)["benchmarks"]
    causes = {row["name"].split("/")[0]: row["error_message"] for row in rows}
    assert "item 0 is 1" in causes["wrong"] or "1" in causes["wrong"] and "2" in causes["wrong"]
    assert "no such line" in causes["throwing"]
    assert "none/n:8 has no items: its size() is 0" in causes["none"]


def test_two_workloads_of_one_name_are_refused(faulty):
    ended = run(faulty["TWICE"], "--list")
    assert (ended.returncode, ended.stderr) == (
        2, "bench: two workloads are called 'wrong': give one of them another name\n")


def test_a_job_without_a_size_is_refused(faulty):
    ended = run(faulty["SIZELESS"], "--plan")
    assert ended.returncode == 2
    assert "sizeless" in ended.stderr and "'n'" in ended.stderr


def test_the_command_lists_what_there_is(prefix, tmp_path):
    command = prefix / "bin" / "crossover"
    told = done(command, "--help", cwd=tmp_path)
    for name in ("record", "report", "compare", "advise", "thresholds", "rows", "bench"):
        assert f"\n  {name} " in told
    assert "check-compare" not in told
    assert done(command, "--version", cwd=tmp_path).startswith("crossover ")
    assert "usage: record.py" in done(command, "record", "--help", cwd=tmp_path)


def test_an_unknown_command_is_refused(prefix):
    ended = run(prefix / "bin" / "crossover", "recrod")
    assert ended.returncode == 2
    assert "did you mean 'record'?" in ended.stderr


def test_a_notebook_needs_no_shell(prefix, tmp_path):
    words = """
import crossover, sys
path = crossover.record(questions="sizes", strategies=["serial", "thread_pool"], sizes=[1000], lives=2, sample_ms=0.5,
                        anyway=True, out="mine.json")
rows = crossover.load(path)
assert {row["strategy"] for row in rows} == {"serial", "thread_pool"}, rows
assert all(row["n"] == 1000 and row["seconds"] > 0 and len(row["times"]) == 2 for row in rows), rows
try:
    crossover.load("nothing.json")
except crossover.CrossoverError as error:
    print(error)
"""
    environment = {**os.environ, "PYTHONPATH": str(prefix / "lib" / "python3" / "dist-packages")}
    assert "nothing.json: cannot be read" in done(sys.executable, "-c", words, cwd=tmp_path, env=environment)
