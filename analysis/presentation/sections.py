"""A part of the page: one question, its answer in a sentence, charts and tables. Each is a file section.py."""
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Collection, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from analysis import discovery
from analysis.presentation.figure import all_drawable, Figure
from analysis.recording.by_state import parts, View
from analysis.recording.outcome import Reason
from analysis.recording.failed_strategies import failures as reasons_of
from analysis.recording.reader import Measurement, Recording
from analysis.wording.number import is_doubtful, value_of
from analysis.wording.tables import Row, Table
from analysis.wording.units import printable


class Cell(NamedTuple):
    text: str
    is_word: bool
    value: Optional[float] = None  # that columns of numbers are sorted by


class PageTable(NamedTuple):
    title: str
    columns: List[Cell]
    rows: List[Tuple[bool, List[Cell]]]  # whether to doubt it; its cells
    note: str
    lead: str = ""  # what it shows, before it
    badge: str = ""  # a verdict
    is_detail: bool = False  # folded away until somebody asks


class Failure(NamedTuple):
    strategy: str
    reason: str
    is_unavailable: bool


@dataclass(frozen=True)
class Section:
    title: str
    answers: Sequence[str]  # sentences made from the numbers; the first one is the shortest way to say it
    figures: Sequence[Optional[Figure]] = ()  # None: nothing to draw
    tables: Sequence[Optional[PageTable]] = ()
    failures: Sequence[Failure] = ()
    paragraphs: Sequence[str] = ()
    is_lead: bool = False  # its first answer stands at the top of the page
    name: str = ""  # of its file
    states: Sequence[Section] = ()  # one for each of the machine's, which then have what is shown
    when: str = ""  # in which state; empty: all samples


class Missing(NamedTuple):
    title: str
    advice: str


def all_sections(recording: Recording) -> Tuple[List[Section], List[Missing]]:
    """In the order of their packages; a section's file has TITLE, NEEDS (words on how to record it) and section()."""
    sections: List[Section] = []
    missing: List[Missing] = []
    for module in discovery.parts("section"):
        name = discovery.folder_of(module)
        every = [(view, _complete(section, name)) for view in parts(recording)
                 if (section := module.section(view.recording))]
        if not every:
            missing.append(Missing(module.TITLE, module.NEEDS))
        else:
            sections.append(_joined(every))
    return sections, missing


def _joined(every: Sequence[Tuple[View, Section]]) -> Section:
    """Of the machine's states."""
    view, first = every[0]
    if not view.heading:
        return first
    return replace(first, answers=[view.told(section.answers[0]) for view, section in every if section.answers],
                   figures=(), tables=(), paragraphs=(),
                   states=[replace(section, when=view.title, answers=section.answers[1:], failures=())
                           for view, section in every])


def _complete(section: Section, name: str) -> Section:
    return replace(section, figures=all_drawable(section.figures), tables=[each for each in section.tables if each],
                   name=name)


def page_table(title: str, columns: Row, rows: Sequence[Row], words: Collection[str], note: str = "",
               ) -> Optional[PageTable]:
    """None without rows."""
    if not rows:
        return None
    is_word = [column in words for column in columns]
    return PageTable(title, [Cell(column, word) for column, word in zip(columns, is_word)],
                     [(any(map(is_doubtful, row)),
                       [Cell(text, word, value_of(text)) for text, word in zip(row, is_word)]) for row in rows], note)


def of_table(title: str, table: Table, words: Collection[str]) -> Optional[PageTable]:
    return page_table(title, table.columns, table.rows, words, table.note)


def failures(cells: Collection[Measurement]) -> List[Failure]:
    """Of each strategy the first reason, those that this machine lacks last."""
    return failures_of(reasons_of(cells))


def failures_of(reasons: Mapping[str, Reason]) -> List[Failure]:
    return [Failure(printable(strategy, 60), printable(str(reason)), reason.is_unavailable)
            for strategy, reason in reasons.items()]
