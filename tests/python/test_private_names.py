"""Names that must not travel: found, replaced, and nothing else taken for one."""
from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from analysis.recording.private_names import found_in, names_in, NOT_TOLD, without_names, without_names_in_json


@pytest.mark.parametrize("text, kind, name", [
    ("cannot open '/home/jane doe/notes.txt': denied", "home folder", "/home/jane doe/notes.txt"),
    ("cannot open /home/jane/notes.txt: denied", "home folder", "/home/jane/notes.txt"),
    ("-O3 -I/opt/boost/include -DNDEBUG", "path", "/opt/boost/include"),
    ("LD_PRELOAD=/usr/lib/libjemalloc.so.2", "path", "/usr/lib/libjemalloc.so.2"),
    ("--benchmark_context=data=/data", "path", "/data"),
    ("in ~jane/results", "home folder", "~jane/results"),
    ("in ~/results", "home folder", "~/results"),
    ("/root/x", "home folder", "/root/x"),
    ("by jane.doe@example.org today", "account", "jane.doe@example.org"),
    ("ssh: jane@node7: refused", "account", "jane@node7"),
    ("USER=jane OMP_NUM_THREADS=2", "account", "jane"),
    ("from 192.168.17.4:80", "IP address", "192.168.17.4"),
    ("from 10.0.0.1.", "IP address", "10.0.0.1"),
    ("at fe80::1ff:fe23:4567:890a now", "IP address", "fe80::1ff:fe23:4567:890a"),
    ("eth0 52:54:00:12:34:56", "MAC address", "52:54:00:12:34:56"),
    ("52-54-00-12-34-56", "MAC address", "52-54-00-12-34-56"),
])
def test_a_name_is_found_and_replaced(text: str, kind: str, name: str) -> None:
    assert names_in(text) == ((kind, name),)
    assert without_names(text) == text.replace(name, f"({kind} {NOT_TOLD})")


@pytest.mark.parametrize("text", [
    "shared_file/process_pool/n:20000/lock:ofd/regime:cached/reads:0/think_ns:0/workers:4/phase:prepared/manual_time",
    "squares/thread_pool/n:100/intensity:1/store:ordinary/workers:2/slices:2/phase:warm/twin:1/real_time",
    "Linux 6.18.44-fc-v595 x86_64", "Linux 5.15.167.4-microsoft-standard-WSL2 x86_64",
    "libgomp.so.1.0.0 (OpenMP 201511)",
    "2026-11-23T03:20:15+00:00", "2026-11-23T03-20-15Z", "rw,relatime,discard,resv_strict", "vda, rotational: yes",
    "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz", "Cortex-A72@1.5GHz", "32 KiB x 2", "1.16 1.39 1.55",
    "unavailable: /dev/shm has 64 KiB, 8 MiB are needed", "cannot read '/proc/self/pagemap': denied",
    "12 items/s, and/or 3 /s; a / b", "./bench ../results", "std::thread::id, ::add", "127.0.0.1 ::1 0.0.0.0",
    "core-to-core latency 573 -> 163 ns", "https://example.org/a/b", "0-1", "not measured", "",
    64 * "0af", "wrong answer: item 7 is 1, expected 49", "1.2.3", "300.1.2.3.4.5",
])
def test_nothing_else_is_taken_for_a_name(text: str) -> None:
    assert names_in(text) == ()
    assert without_names(text) == text


def test_the_host_is_known_by_its_key_wherever_it_stands() -> None:
    document = {"context": {"host_name": "vm", "machine": "vm"}, "n": [{"host_name": "node7"}]}
    assert [(place, name.text) for place, name in found_in(document)] == [
        ("context.host_name", "vm"), ("n[0].host_name", "node7")]
    assert without_names(document) == {"context": {"host_name": NOT_TOLD, "machine": "vm"},
                                       "n": [{"host_name": NOT_TOLD}]}


def test_a_place_leads_to_the_name() -> None:
    document = {"benchmarks": [{"label": "fine"}, {"error_message": "no /srv/x"}], "plan": {"flags": ["--a", "b=/b/c"]},
                "context": {"/etc/x": 1}}
    assert [place for place, _ in found_in(document)] == ["benchmarks[1].error_message", "plan.flags[1]",
                                                          "a key of context"]


def test_a_file_changes_nowhere_else() -> None:
    text = ('{\n"context": {"host_name" : "vm", "num_cpus": 2,   "x": "\\u00b5/y"},\n"benchmarks": [\n'
            '{"name": "a/b/n:1", "real_time": 1.0e3, "error_message": "no \\"/home/j/\\u00b5\\" here"},\n'
            '{"label": "µ in /srv/x"}\n]}\n      \n')
    assert without_names_in_json(text) == (
        text.replace('"vm"', '"not told"').replace("/home/j/\\u00b5", "(home folder not told)")
        .replace("/srv/x", "(path not told)"))


def test_half_a_character_stays_an_escape() -> None:
    assert without_names_in_json('"µ \\ud800 /srv/x"') == '"\\u00b5 \\ud800 (path not told)"'


PIECES = some.sampled_from(["/", "home", "~", "'", '"', "jane", "@", "10.0.0.1", ":", "::1", "=", " ", "µ", "-I", "\n",
                            "\\"])
TEXTS = some.lists(PIECES, max_size=12).map("".join)
VALUES = some.recursive(TEXTS | some.integers() | some.none() | some.booleans(),
                        lambda inner: some.lists(inner, max_size=3) | some.dictionaries(
                            TEXTS | some.just("host_name"), inner, max_size=3), max_leaves=8)


@given(VALUES)
def test_what_is_replaced_has_no_name_left_and_stays_so(value: Any) -> None:
    told = without_names(value)
    assert list(found_in(told)) == []
    assert without_names(told) == told


@given(VALUES)
def test_a_file_becomes_what_its_value_becomes(value: Any) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False, indent=1)):
        assert json.loads(without_names_in_json(text)) == without_names(value)
