"""What every plot_*.py shares: how it says that there is nothing to draw, and how it runs alone."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Callable, List, Mapping, Optional, Sequence

from analysis.recording.files_beside import folder_beside
from analysis.recording.reader import load, Recording, ResultsError
from analysis.wording.units import print_anything
from plots.drawing import picture
from plots.drawing.style import Figure

Draw = Callable[[Recording], Figure]


class NothingToDraw(Exception):
    """A sentence: which rows the recording lacks for this chart."""


def main(draw: Draw, description: Optional[str], arguments: Optional[Sequence[str]] = None) -> int:
    """The command line of one chart, named like the file that `draw` is in."""
    name = Path(draw.__code__.co_filename).stem
    return run({name.replace("plot_", "", 1): draw}, f"{name}.py", description, arguments)


def run(charts: Mapping[str, Draw], program: str, description: Optional[str],
        arguments: Optional[Sequence[str]] = None) -> int:
    """Draws the charts. Returns 0 if at least one was drawn, 1 if none, 2 for a user's mistake."""
    parser = argparse.ArgumentParser(prog=program, description=description)
    parser.add_argument("file", metavar="FILE.json", type=Path, help="a recording")
    parser.add_argument("--output", metavar="DIR", type=Path,
                        help="folder for the charts (default: FILE without .json or .json.gz)")
    options = parser.parse_args(arguments)
    print_anything()
    try:
        recording = load(options.file)
        written = _draw_all(charts, recording, options.output or folder_beside(options.file))
    except ResultsError as error:
        print(f"{program}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{program}: {error.filename}: cannot be written: {error.strerror}; "
              "choose another folder with --output", file=sys.stderr)
        return 2
    return 0 if written else 1


def _draw_all(charts: Mapping[str, Draw], recording: Recording, folder: Path) -> List[Path]:
    written: List[Path] = []
    for name, draw in charts.items():
        try:
            figure = draw(recording)
        except NothingToDraw as reason:
            print(f"{name}: {reason}", file=sys.stderr)
            continue
        for path in picture.save(figure, folder / name):
            print(path)
            written.append(path)
    return written
