#!/usr/bin/env python3
"""Is a recording fit for results/? Prints for each file what is right, what is worth a note and what to correct.

Exit code: 0 all are fit, 1 one is not, 2 wrong usage or a file that cannot be read as a recording.
"""
from __future__ import annotations

import argparse
import gzip
import os
import sys
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.acceptance import acceptance, machine, origin, rows
from analysis.acceptance.finding import Finding, Weight, wrong
from analysis.acceptance.privacy import privacy
from analysis.recording import json_file, private_names
from analysis.recording.reader import load, Recording, ResultsError
from analysis.wording.units import print_anything, printable

PROGRAM = "check_result.py"
FIT, NOT_FIT, NOT_READABLE = 0, 1, 2
CHECKS = (*acceptance.CHECKS, *origin.CHECKS, *machine.CHECKS, *rows.CHECKS)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="FILE.json", type=Path, nargs="+", help="recordings of record.py")
    parser.add_argument("--replace-names", action="store_true",
                        help="first replace the names of hosts, folders and accounts, and addresses, in the files "
                             "themselves; nothing else in them changes")
    options = parser.parse_args(arguments)
    print_anything()
    seen: Dict[Tuple[object, ...], Path] = {}
    each_once = {file.resolve(): file for file in options.files}
    return max([_checked(file, options.replace_names, seen) for file in each_once.values()])


def _checked(file: Path, replaces: bool, seen: Dict[Tuple[object, ...], Path]) -> int:
    try:
        recording = load(file)
        if replaces:
            _replace_names(file)
        document = json_file.read(file)
    except (ResultsError, json_file.Flaw, OSError) as error:
        print(f"{PROGRAM}: {_sentence(file, error)}", file=sys.stderr, flush=True)
        return NOT_READABLE
    findings = [*(found for check in CHECKS if (found := check(recording))), privacy(document),
                *_again(recording, seen)]
    print(_told(file, findings), flush=True)
    return NOT_FIT if any(each.weight is Weight.WRONG for each in findings) else FIT


def _again(recording: Recording, seen: Dict[Tuple[object, ...], Path]) -> List[Finding]:
    """A copy under another name would count twice."""
    begun = (recording.plan.get("seed"), recording.plan.get("hash"), str(recording.context.get("date")))
    first = seen.setdefault(begun, recording.path)
    if first is recording.path or None in begun:
        return []
    return [wrong(f"it is the same recording as {printable(str(first))}; keep one of them")]


def _told(file: Path, findings: List[Finding]) -> str:
    lines = [f"{each.weight.word:>5}  {each.sentence}" for each in findings]
    bad = sum(each.weight is Weight.WRONG for each in findings)
    verdict = f"not fit for results/: {bad} thing{'s' if bad > 1 else ''} wrong" if bad else "fit for results/"
    name = printable(str(file))
    return "\n".join([name, *lines, f"{name}: {verdict}"])


def _replace_names(file: Path) -> None:
    """The file is there whole at every moment, as it was or as it is to be."""
    content = file.read_bytes()
    is_packed = content.startswith(json_file.GZIP)
    before = (gzip.decompress(content) if is_packed else content).decode("utf-8")
    after = private_names.without_names_in_json(before)
    if after == before:
        return
    target = file.resolve()  # a link stays one
    beside = target.with_name(f"{target.name}.partial")
    beside.unlink(missing_ok=True)
    with beside.open("xb") as copy:
        copy.write(gzip.compress(after.encode("utf-8"), mtime=0) if is_packed else after.encode("utf-8"))
    beside.chmod(target.stat().st_mode)
    os.replace(beside, target)
    print(f"{PROGRAM}: {printable(str(file))}: names replaced", file=sys.stderr, flush=True)


def _sentence(file: Path, error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{printable(str(file))}: cannot be rewritten: {error.strerror}; copy it to where it can be"
    return str(error) if isinstance(error, ResultsError) else f"{printable(str(file))}: {error}"


if __name__ == "__main__":
    sys.exit(main())
