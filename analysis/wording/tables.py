"""Paragraphs, tables and lists for a terminal or for a page in Markdown, whatever names stand in them."""
from __future__ import annotations

import textwrap
from typing import Callable, Collection, Mapping, NamedTuple, Sequence, Tuple

from analysis.wording.units import printable

WIDTH = 100
NAME_WIDTH = 64

Row = Tuple[str, ...]
Entry = Tuple[str, str]  # a name, and what is to be said of it
MARKS = (("&", "&amp;"), ("<", "&lt;"), ("|", "\\|"), ("_", "\\_"), ("*", "\\*"), ("`", "\\`"), ("[", "\\["))


class Table(NamedTuple):
    columns: Row
    rows: Sequence[Row]  # none: nothing was recorded
    note: str


class Form(NamedTuple):
    paragraph: Callable[[str], str]
    table: Callable[[Row, Sequence[Row], Collection[str]], str]  # columns, rows, columns of words
    listing: Callable[[str, Sequence[Entry]], str]  # title, entries; empty where there are no entries


def _text_paragraph(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_on_hyphens=False)


def _text_table(columns: Row, rows: Sequence[Row], words: Collection[str]) -> str:
    """Words stand left, numbers right."""
    widths = [max(map(len, cells)) for cells in zip(columns, *rows)]
    lines = []
    for row in (columns, *rows):
        cells = (cell.ljust(width) if column in words else cell.rjust(width)
                 for column, cell, width in zip(columns, row, widths))
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _text_list(title: str, entries: Sequence[Entry]) -> str:
    width = min(NAME_WIDTH, max((len(name) for name, _ in entries), default=0))
    lines = []
    for name, note in entries:
        start = f"  {printable(name, NAME_WIDTH):{width}}  "
        lines.append(textwrap.fill(printable(note), WIDTH, initial_indent=start, break_on_hyphens=False,
                                   subsequent_indent=" " * min(width + 4, 24)) or start.rstrip())
    return "\n".join([title, *lines]) if lines else ""


def _markdown_table(columns: Row, rows: Sequence[Row], words: Collection[str]) -> str:
    rule = tuple("---" if column in words else "--:" for column in columns)
    escaped = [tuple(map(_escaped, row)) for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (columns, rule, *escaped))


def _markdown_list(title: str, entries: Sequence[Entry]) -> str:
    lines = [f"- {': '.join(_escaped(printable(text)) for text in entry if text)}" for entry in entries]
    return "\n".join([title, "", *lines]) if lines else ""


def _escaped(text: str) -> str:
    for mark, replacement in MARKS:
        text = text.replace(mark, replacement)
    return text


FORMS: Mapping[str, Form] = {
    "text": Form(_text_paragraph, _text_table, _text_list),
    "markdown": Form(_escaped, _markdown_table, _markdown_list),
}
