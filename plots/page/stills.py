"""The still pictures of a recording: drawn once, as SVG and PNG into a folder and small into the page."""
from __future__ import annotations

import base64
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Dict, List, NamedTuple

import picture
import plot
from chart import NothingToDraw
from results import Recording

class Still(NamedTuple):
    name: str
    link: str  # a picture as an address; empty where there was nothing to draw
    reason: str
    paths: List[Path]


def draw_all(recording: Recording, folder: Path) -> List[Still]:
    """By name, all CPUs at once. Raises OSError where the folder cannot be written."""
    names = sorted(plot.charts())
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("fork")) as drawers:
        return list(drawers.map(partial(_draw, recording, folder), names))


def links(stills: List[Still]) -> Dict[str, str]:
    return {each.name: each.link for each in stills if each.link}


def _draw(recording: Recording, folder: Path, name: str) -> Still:
    try:
        figure = plot.charts()[name](recording)
    except NothingToDraw as reason:
        return Still(name, "", str(reason), [])
    paths = picture.save(figure, folder / name)
    return Still(name, f"data:image/webp;base64,{base64.b64encode(picture.embedded(figure)).decode()}", "", paths)
