"""What a recording says about itself, by the programs in plots/ that its readers use too."""
from __future__ import annotations

import math
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Dict, List, Optional

sys.path.append(str(Path(__file__).resolve().parents[2] / "plots"))

import neighbours  # noqa: E402
from noise import noise_floor  # noqa: E402
from place import has_files  # noqa: E402, F401
from private_names import without_names  # noqa: E402, F401
from results import load  # noqa: E402


def noise(path: Path) -> Optional[Dict[str, Any]]:
    """None where no group has a twin that was measured twice; a value that JSON lacks, infinity, is None too."""
    floor = noise_floor(load(path))
    if not floor:
        return None
    return {name: None if value == math.inf else value for name, value in asdict(floor).items()}


def open_questions(path: Path) -> List[str]:
    """A sentence for each two neighbours in a ranking that are neither decided nor equivalent."""
    return [str(pair) for pair in neighbours.undecided(load(path))]
