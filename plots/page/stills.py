"""The still pictures of a recording: drawn once, as SVG and PNG into a folder and small into the page."""
from __future__ import annotations

import base64
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import ClassVar, Dict, List, NamedTuple

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
    inheriting = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(os.cpu_count(), inheriting, _Drawer.inherit, (recording, folder)) as drawers:
        return list(drawers.map(_Drawer.draw, sorted(plot.charts())))


def links(stills: List[Still]) -> Dict[str, str]:
    return {each.name: each.link for each in stills if each.link}


class _Drawer:
    """A process that draws. It inherits the recording: to hand a long one over takes longer than a chart."""

    recording: ClassVar[Recording]
    folder: ClassVar[Path]

    @classmethod
    def inherit(cls, recording: Recording, folder: Path) -> None:
        cls.recording, cls.folder = recording, folder

    @classmethod
    def draw(cls, name: str) -> Still:
        try:
            figure = plot.charts()[name](cls.recording)
        except NothingToDraw as reason:
            return Still(name, "", str(reason), [])
        paths = picture.save(figure, cls.folder / name)
        return Still(name, f"data:image/webp;base64,{base64.b64encode(picture.embedded(figure)).decode()}", "", paths)
