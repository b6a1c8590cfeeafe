"""Does it lie where it belongs, and can a repository keep it?"""
from __future__ import annotations

import re

from analysis.acceptance.finding import Finding, note, ok, wrong
from analysis.recording.reader import Recording
from analysis.wording.units import printable

ALL = "results"
LARGEST_FILE = 20_000_000  # bytes: a full recording has some 5, and a repository keeps every version
MACHINE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")  # as ./bench names machines
NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-[a-z0-9-]+)?\.json(\.gz)?")


def folder(recording: Recording) -> Finding:
    machine = recording.context.get("machine")
    if not isinstance(machine, str) or not MACHINE.fullmatch(machine) or len(machine) > 100:
        return wrong(f"context.machine is '{recording.about('machine')}', which names no folder; record again with "
                     "this repository's ./bench")
    if recording.path.is_symlink():
        return wrong("it is a link, which leads nowhere on other machines; put the file itself there")
    place = recording.path.resolve().parent
    if (place.parent.name, place.name) != (ALL, machine):
        return wrong(f"it lies in {printable('/'.join(place.parts[-2:]), 80)}; move it to {ALL}/{machine}/")
    return ok(f"lies in {ALL}/{machine}")


def name(recording: Recording) -> Finding:
    if not NAME.fullmatch(recording.path.name):
        return note(f"its name, {printable(recording.path.name, 80)}, does not tell when it was begun; "
                    "record.py's do: 2026-01-31T23-59-59Z.json, or with words behind: ...Z-contention.json")
    return ok("its name tells when it was begun")


def size(recording: Recording) -> Finding:
    megabytes = recording.path.stat().st_size / 1e6
    if megabytes > LARGEST_FILE / 1e6:
        return wrong(f"it has {megabytes:.1f} MB, more than the {LARGEST_FILE / 1e6:.0f} MB that are kept here; "
                     "pack it with gzip, or record fewer lives")
    return ok(f"has {megabytes:.1f} MB")


CHECKS = (folder, name, size)
