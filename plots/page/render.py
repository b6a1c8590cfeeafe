"""Pages from templates: jinja2 escapes whatever names a recording has."""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from plots.page.library import chart_library, MISSING

try:  # no other module imports it
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup
except ImportError as missing:
    print(f"{Path(sys.argv[0]).name}: pages need Jinja2 ({missing}); install it for {sys.executable}", file=sys.stderr)
    sys.exit(2)

FOLDER = Path(__file__).resolve().parent


def answers_to_the_mouse() -> bool:
    """Whether pages carry what draws their charts; without it they need still pictures."""
    return chart_library() is not None


def render(template: str, **values: Any) -> str:
    """A page that needs no other file and no network."""
    environment = Environment(loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    library = chart_library()
    return environment.get_template(template).render(
        stylesheet=Markup((FOLDER / "style.css").read_text(encoding="utf-8")),
        script=Markup((FOLDER / "page.js").read_text(encoding="utf-8")),
        chart_library=library and Markup(library), no_library=MISSING, **values)
