"""Figures as files and as parts of a page: the same bytes for the same figure, never half a file."""
from __future__ import annotations

import base64
import io
import os
from pathlib import Path
from typing import BinaryIO, Callable, List

import numpy
from matplotlib.figure import Figure
from PIL import Image

DPI = 160  # of pictures made of pixels
COLOURS = 48  # of a picture in a page: the looks', and what smooths their edges


def save(figure: Figure, stem: Path) -> List[Path]:
    """Writes stem.svg and stem.png. Raises OSError."""
    stem.parent.mkdir(parents=True, exist_ok=True)
    picture = _pixels(figure)
    undated = {"Date": None, "Creator": None}
    return [_write(stem, "svg", lambda file: figure.savefig(file, format="svg", metadata=undated)),
            _write(stem, "png", lambda file: picture.save(file, format="png", dpi=(DPI, DPI), compress_level=4))]


def address(figure: Figure) -> str:
    """That holds the picture itself, for a page that carries all of its charts: in few colours, a sixth of the PNG's
    bytes."""
    few = _pixels(figure).convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.convert("RGB").save(written, format="webp", lossless=True, quality=20, method=1)
    return f"data:image/webp;base64,{base64.b64encode(written.getvalue()).decode()}"


def _pixels(figure: Figure) -> Image.Image:
    """Drawn once: a figure that is finished does not change."""
    if figure.dpi != DPI:
        figure.set_dpi(DPI)
        figure.canvas.draw()
    return Image.fromarray(numpy.asarray(figure.canvas.buffer_rgba()))


def _write(stem: Path, form: str, write: Callable[[BinaryIO], object]) -> Path:
    path = stem.with_name(f"{stem.name}.{form}")
    beside = stem.with_name(f".{stem.name}.{os.getpid()}.{form}")
    file = open(beside, "xb")  # x: a link that someone planted is not followed
    try:
        with file:
            write(file)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return path
