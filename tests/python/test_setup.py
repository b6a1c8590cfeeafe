"""What ./setup.sh would install on other systems: package managers that only note what they are asked for."""
from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIMIT_SECONDS = 120
TOOLS = ("bash", "awk", "grep", "sed", "comm", "sort", "cat", "dirname", "env", "mkdir", "tr", "sudo")
MANAGERS = {  # and how it is asked whether a package is installed
    "dnf": ("rpm", "install --assumeyes --setopt=install_weak_deps=False"),
    "pacman": ("pacman", "-Sy --needed --noconfirm"),
    "apk": ("apk", "add")}
NAMES = {"dnf": {"gcc-c++", "json-devel", "google-benchmark-devel", "hwloc-devel"},
         "pacman": {"gcc", "onetbb", "benchmark", "hwloc"},
         "apk": {"g++", "onetbb-dev", "benchmark-dev", "hwloc-dev"}}


@pytest.fixture(params=sorted(MANAGERS))
def system(request, tmp_path):
    """A system with one package manager, on which nothing is installed but what every script needs."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in TOOLS:
        if found := shutil.which(tool):
            (programs / tool).symlink_to(found)
    asks, _ = MANAGERS[request.param]
    for name in {request.param, asks}:
        stub = programs / name
        stub.write_text('#!/bin/bash\ncase "$1" in -q|-Q|info) exit 1 ;; esac\n'
                        f'echo "{name} $*" >>"{tmp_path}/asked"\n', encoding="utf-8")
        stub.chmod(0o755)
    return request.param, tmp_path


def set_up(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Of a copy, since it may write into its own folder."""
    copy = folder / "project"
    copy.mkdir()
    shutil.copy(ROOT / "setup.sh", copy)
    return subprocess.run(["bash", copy / "setup.sh", *words], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=LIMIT_SECONDS, check=False, env={"PATH": str(folder / "bin"), "HOME": str(folder)})


def test_what_is_missing_has_the_names_of_the_system(system):
    manager, folder = system
    ended = set_up(folder, "--no-install")
    assert ended.returncode == 2
    missing = set(ended.stderr.partition("packages: ")[2].partition(";")[0].split())
    assert NAMES[manager] <= missing
    assert "-" not in missing
    assert not (folder / "asked").exists()


def test_it_is_installed_with_the_manager_of_the_system(system):
    manager, folder = system
    if os.geteuid() != 0:
        pytest.skip("installs as root only")
    ended = set_up(folder)
    asked = (folder / "asked").read_text(encoding="utf-8").splitlines()
    assert len(asked) == 1 and asked[0].startswith(f"{manager} {MANAGERS[manager][1]} ")
    assert NAMES[manager] <= set(asked[0].split())
    assert ended.returncode == 1 and "no Release build of Google Benchmark" in ended.stderr


def test_a_system_with_no_manager_that_is_known_is_told_what_is_needed(tmp_path):
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        if found := shutil.which(tool):
            (tmp_path / "bin" / tool).symlink_to(found)
    ended = set_up(tmp_path)
    assert "Crossover needs its counterparts of these Debian packages" in ended.stderr
    assert "libhwloc-dev" in ended.stderr and "hwloc-devel" not in ended.stderr
