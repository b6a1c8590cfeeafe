"""The pages for readers: links lead somewhere, commands exist and take their options, what is quoted is so."""
from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Iterator, List, NamedTuple, Set

import pytest

from analysis.recording.reader import load
from plots import readme_answer

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", ROOT / "RELIABILITY.md", ROOT / "results" / "README.md",
         *sorted((ROOT / "docs").glob("*.md"))]
BENCH = Path(os.environ.get("CROSSOVER_BENCH", ROOT / "build" / "release" / "bench"))
TIMEOUT = 60  # seconds

MOST_README_LINES, WIDTH = 160, 130
NOT_PROSE = ("|", "<!--", "![")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
OPTION = re.compile(r"--[a-z][\w-]*")
CALL = re.compile(r"(\./|plots/|benchmarks/|tests/)\S+ -")
ASSIGNMENT = re.compile(r"[A-Z_]+=")  # of a variable, for one command
# Programs that are not ours; their options are not looked at.
ELSEWHERE = {"cd", "cmake", "cp", "ctest", "mpirun", "sbatch"}
PASSES_ON = {"./run.sh": "benchmarks/record.py", "benchmarks/record.py": "./bench",
             "plots/check_compare.py": "benchmarks/record.py", "plots/check_advice.py": "benchmarks/record.py"}


class Command(NamedTuple):
    page: Path
    words: List[str]  # the program first

    def __str__(self) -> str:
        return f"{self.page.name}: {' '.join(self.words)}"


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, *languages: str) -> List[str]:
    return [code for language, code in FENCE.findall(text(page)) if language in languages]


def without_blocks(page: Path) -> str:
    return FENCE.sub("", text(page))


def commands(page: Path) -> Iterator[Command]:
    """Of blocks that are no program's output or code, and those that stand in the middle of a sentence."""
    lines = [line for block in blocks(page, "", "sh") for line in block.splitlines()]
    spans = [span for span in SPAN.findall(without_blocks(page)) if CALL.match(span)]
    for line in [*lines, *spans]:
        words = shlex.split(line.partition(" > ")[0], comments=True)
        for is_between, part in groupby(words, key=lambda word: word == "&&"):
            if not is_between:
                yield Command(page, [word for word in part if not ASSIGNMENT.match(word)])


COMMANDS = [command for page in PAGES for command in commands(page)]


def anchors(page: Path) -> Set[str]:
    """As GitHub makes them of headings."""
    headings = HEADING.findall(without_blocks(page))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@lru_cache(maxsize=None)
def options_of(program: str) -> Set[str]:
    """Python's programs and ./bench are asked for their help, scripts of the shell are read."""
    path = ROOT / program
    if program == "./bench":
        if not BENCH.exists():
            pytest.skip(f"{BENCH} is not built")
        call = [str(BENCH), "--help"]
    elif path.suffix == ".py":
        call = [sys.executable, str(path), "--help"]
    else:
        return set(OPTION.findall(text(path)))
    return set(OPTION.findall(subprocess.run(call, text=True, capture_output=True, timeout=TIMEOUT, check=True).stdout))


def unknown(program: str, options: Set[str]) -> Set[str]:
    left = options - options_of(program)
    return unknown(PASSES_ON[program], left) if left and program in PASSES_ON else left


def values(option: str) -> Set[str]:
    """What the pages' commands give this option."""
    given = [word.partition("=")[2] for command in COMMANDS for word in command.words if word.startswith(f"{option}=")]
    return {value for words in given for value in words.split(",")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(SPAN.sub("", without_blocks(page))):
        if "://" in link:
            continue
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_a_command_can_be_given(command: Command) -> None:
    program, *words = command.words
    if program in ELSEWHERE:
        return
    if Path(program).name == "crossover":  # which starts one of ours
        name, *words = words
        program = "benchmarks/record.py" if name == "record" else f"plots/{name}.py"
    if program.startswith("build/"):
        assert f"add_executable({Path(program).name} " in text(ROOT / "tests" / "CMakeLists.txt")
        return
    if program != "./bench":
        assert os.access(ROOT / program, os.X_OK)
    assert not unknown(program, set(OPTION.findall("\n".join(word.partition("=")[0] for word in words))))


def test_what_commands_name_is_there() -> None:
    assert values("--questions") and values("--strategies")
    assert values("--questions") <= {path.stem for path in ROOT.glob("benchmarks/questions/*.cpp")}
    assert values("--strategies") <= {path.stem for path in ROOT.glob("strategies/*.cpp")}


def test_the_readme_is_short() -> None:
    assert len(text(README).splitlines()) <= MOST_README_LINES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_prose_fits_a_terminal(page: Path) -> None:
    prose = [line for line in without_blocks(page).splitlines() if not line.startswith(NOT_PROSE)]
    assert [line for line in prose if len(line) > WIDTH] == []


def test_the_readme_has_the_answer_of_its_recording() -> None:
    block = readme_answer.BLOCK.search(text(README))
    assert block and block["answer"] == readme_answer.answer(load(ROOT / block["file"]))


def test_an_answer_is_updated_in_place(tmp_path: Path) -> None:
    recording = readme_answer.BLOCK.search(text(README))["file"]
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- answer: made by plots/readme_answer.py old.json -->\nold\n"
                    f"{readme_answer.END}\nafter\n", encoding="utf-8")
    assert readme_answer.main([str(ROOT / recording), "--update", str(page)]) == 0
    before, _, rest = text(page).partition(f"<!-- answer: made by plots/readme_answer.py {recording} -->\n")
    assert before == "before\n"
    assert rest == f"{readme_answer.answer(load(ROOT / recording))}{readme_answer.END}\nafter\n"


def test_a_page_without_the_comments_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    page = tmp_path / "page.md"
    page.write_text("no answer here\n", encoding="utf-8")
    recording = readme_answer.BLOCK.search(text(README))["file"]
    assert readme_answer.main([str(ROOT / recording), "--update", str(page)]) == 2
    assert text(page) == "no answer here\n"
    assert "readme_answer.py: " in capsys.readouterr().err


def test_code_that_is_quoted_stands_in_its_file() -> None:
    quotes = [block.partition("\n") for page in PAGES for block in blocks(page, "cpp")]
    files = [(first.removeprefix("// "), code) for first, _, code in quotes if first.startswith("// ")]
    assert files
    for file, code in files:
        assert code in text(ROOT / file)


def test_every_key_of_a_recording_is_explained() -> None:
    document = json.loads(text(ROOT / readme_answer.BLOCK.search(text(README))["file"]))
    rows = document["benchmarks"]
    lives = [row["life"] for row in rows if isinstance(row["life"], dict)]
    keys = {*document, *document["context"], *(f"plan.{key}" for key in document["plan"]),
            *(key for row in rows for key in row), *(key for row in rows for each in row["samples"] for key in each),
            *(key for life in lives for key in life if key != "surroundings"),
            *(f"surroundings.{key}" for life in lives for key in life["surroundings"])}
    assert keys - set(SPAN.findall(text(ROOT / "docs" / "recordings.md"))) == set()
