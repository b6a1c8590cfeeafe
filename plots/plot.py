#!/usr/bin/env python3
"""Draws the charts that a recording has the rows for: SVG and PNG, in a folder beside it."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Iterator, Mapping, Optional, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.recording.files_beside import folder_beside
from analysis.recording.reader import load, Recording, ResultsError
from analysis.wording.units import print_anything
from plots.drawing import picture
from plots.drawing.charts import Chart, charts


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
                                     epilog="Exit code: 0 at least one was drawn, 1 none, 2 wrong usage, or a file "
                                            "that is no recording.")
    parser.add_argument("file", metavar="FILE.json", type=Path, help="what the benchmark recorded")
    parser.add_argument("--questions", metavar="NAMES", help="only the charts of these, such as sizes,scaling")
    parser.add_argument("--output", metavar="DIR", type=Path,
                        help="folder for the charts (default: FILE without .json or .json.gz)")
    options = parser.parse_args(arguments)
    print_anything()
    try:
        chosen = _chosen(options.questions)
        recording = load(options.file)
        drawn = 0
        for path in _draw(chosen, recording, options.output or folder_beside(options.file)):
            print(path)
            drawn += 1
    except ResultsError as error:
        print(f"plot.py: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"plot.py: {error.filename}: cannot be written: {error.strerror}; choose another folder with --output",
              file=sys.stderr)
        return 2
    return 0 if drawn else 1


def _chosen(questions: Optional[str]) -> Mapping[str, Chart]:
    """Raises ResultsError if one has no chart."""
    every = charts()
    names = list(every) if questions is None else list(dict.fromkeys(questions.split(",")))
    for name in names:
        if name not in every:
            raise ResultsError(f"no question '{name}' has a chart; choose from {', '.join(every)}")
    return {name: every[name] for name in names}


def _draw(chosen: Mapping[str, Chart], recording: Recording, folder: Path) -> Iterator[Path]:
    """The files written."""
    for name, chart in chosen.items():
        drawn = chart.draw(recording)
        if drawn is None:
            print(f"{name}: nothing to draw; record it with {chart.needs}", file=sys.stderr)
        else:
            yield from picture.save(drawn, folder / name)


if __name__ == "__main__":
    sys.exit(main())
