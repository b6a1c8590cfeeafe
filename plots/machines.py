#!/usr/bin/env python3
"""Writes one page with all machines side by side: what pays on each, what they are, what may be compared.

A question is answered by the latest complete recording of a machine that has it. The page needs no network and no
other file; it links to the recordings, and to their own pages where these lie beside them.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import List, Optional, Sequence, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.recording.reader import load, Recording, ResultsError, Unreadable
from analysis.wording.text_file import write
from analysis.wording.units import print_anything, printable

PROGRAM = "machines.py"
WRITTEN, SOME_LEFT_OUT, NOT_WRITTEN = 0, 1, 2
CHOOSING = Path(__file__).resolve().parent / "page" / "choose.js"
EPILOG = "Exit code: 0 written, 1 written without files that cannot be read, 2 wrong usage or nothing written."


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, epilog=EPILOG,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="RESULT.json", type=Path, nargs="+",
                        help="recordings, such as results/*/*.json*")
    parser.add_argument("--out", metavar="FILE", type=Path,
                        help="the page (default: index.html beside the folder of the first recording's machine, as "
                             "results/index.html, or else beside that recording)")
    options = parser.parse_args(arguments)
    print_anything()
    recordings, unreadable = _load_all(options.files)
    if not recordings:
        return NOT_WRITTEN
    out = options.out or _usual_place(recordings[0])
    try:
        _write(recordings, unreadable, out)
    except ResultsError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return NOT_WRITTEN
    except OSError as error:
        print(f"{PROGRAM}: {printable(str(out), 200)}: cannot be written: {error.strerror}; choose another place with "
              "--out", file=sys.stderr)
        return NOT_WRITTEN
    print(out)
    return SOME_LEFT_OUT if unreadable else WRITTEN


def _load_all(files: Sequence[Path]) -> Tuple[List[Recording], List[Tuple[Path, str]]]:
    """And what is wrong with the others."""
    recordings: List[Recording] = []
    unreadable: List[Tuple[Path, str]] = []
    for file in {each.resolve(): each for each in files}.values():
        try:
            recordings.append(load(file))
        except Unreadable as error:
            print(f"{PROGRAM}: {error}", file=sys.stderr)
            unreadable.append((file, error.reason))
    return recordings, unreadable


def _usual_place(recording: Recording) -> Path:
    folder = recording.path.resolve().parent
    is_of_machine = folder.name == recording.context.get("machine")
    return (folder.parent if is_of_machine else folder) / "index.html"


def _write(recordings: Sequence[Recording], unreadable: Sequence[Tuple[Path, str]], out: Path) -> None:
    """Raises ResultsError or OSError."""
    from plots.page.render import render  # needs Jinja2 and matplotlib, which what is above does not
    from analysis.machines.machine import LeftOut, machines
    from analysis.machines.view import view

    found, copies = machines(recordings)
    left_out = [*(LeftOut(printable("/".join(file.parts[-2:]), 60), printable(why)) for file, why in unreadable),
                *copies]
    write(render("machines.html.j2", title=f"Crossover: {len(found)} machine{'' if len(found) == 1 else 's'}",
                 choosing=CHOOSING.read_text(encoding="utf-8"), **view(found, left_out, out.parent)), out)


if __name__ == "__main__":
    sys.exit(main())
