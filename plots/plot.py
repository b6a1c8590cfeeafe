#!/usr/bin/env python3
"""Draws every chart that a recording has the rows for: SVG and PNG, in a folder beside it."""
from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Dict, Optional, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # nothing is installed: the packages lie beside this folder

from plots.drawing import chart


def charts() -> Dict[str, chart.Draw]:
    """By name: the `draw` of every plot_*.py beside this file, so a new chart needs no other edit."""
    names = sorted(path.stem for path in Path(__file__).resolve().parent.glob("plot_*.py"))
    return {name[len("plot_"):]: importlib.import_module(f"plots.{name}").draw for name in names}


def main(arguments: Optional[Sequence[str]] = None) -> int:
    return chart.run(charts(), "plot.py", __doc__, arguments)


if __name__ == "__main__":
    sys.exit(main())
