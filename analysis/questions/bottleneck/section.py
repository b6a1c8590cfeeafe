"""What bounds each strategy?"""
from __future__ import annotations

from collections import Counter
from typing import List, Optional

from analysis.bottleneck import bounds
from analysis.bottleneck.bounds import Bounded
from analysis.presentation.sections import of_table, page_table, PageTable, Section
from analysis.recording.reader import Recording
from analysis.wording.units import percent, printable

TITLE, NEEDS = "What bounds each strategy?", "--questions=ceilings,anatomy,sizes"


def section(recording: Recording) -> Optional[Section]:
    found = bounds.bounds(recording)
    if not found:
        return None
    return Section(TITLE, [_answer(found)], tables=[
        of_table("By kind of work", bounds.table(recording), bounds.WORDS),
        _every(found)])


def _every(found: List[Bounded]) -> Optional[PageTable]:
    rows = [(each.what, printable(each.strategy, 30), each.bound.name, percent(each.bound.share),
             printable(each.bound.numbers)) for each in found]
    table = page_table("Every strategy, with the numbers that lead to its bound",
                       ("work", "strategy", "bound", "of the time", "because"), rows,
                       ("work", "strategy", "bound", "because"))
    return table and table._replace(is_detail=True)


def _answer(found: List[Bounded]) -> str:
    counted = Counter(each.bound.name for each in found)
    told = ", ".join(f"{count} {name}" for name, count in counted.most_common())
    return f"Of {len(found)} cases, each a strategy at one kind of work: {told}."
