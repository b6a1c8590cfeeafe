"""Do the claims of the founding text hold here?"""
from __future__ import annotations

from collections import Counter
from typing import List, Optional

from analysis.claims.claim import Finding, Verdict, WORDS
from analysis.presentation.sections import page_table, PageTable, Section
from analysis.recording.reader import Recording
from analysis.claims import verdicts

TITLE = "Do common claims about processes and threads hold here?"
NEEDS = "--profile=standard"


def section(recording: Recording) -> Optional[Section]:
    findings = verdicts.findings(recording)
    if all(each.verdict is Verdict.NOT_RECORDED for each in findings):
        return None
    return Section(TITLE, [_answer(findings)], tables=[_table(each) for each in findings], paragraphs=[
        "The text that this project began with claims that processes use all cores for CPU-bound work, but are unfit "
        "for I/O and for short tasks. Each claim is checked against this recording, by the rule below it."])


def _answer(findings: List[Finding]) -> str:
    counted = Counter(each.verdict for each in findings)
    told = ", ".join(f"{count} {_verb(verdict, count)}" for verdict in Verdict if (count := counted[verdict]))
    return f"Of {len(findings)} claims {told}."


def _verb(verdict: Verdict, count: int) -> str:
    """In the number of what it stands behind."""
    singular = {Verdict.HOLDS: "holds here", Verdict.DOES_NOT_HOLD: "does not hold here",
                Verdict.UNDECIDED: "is undecided here", Verdict.NOT_RECORDED: "was not recorded here"}[verdict]
    for one, many in (("holds", "hold"), ("does", "do"), ("is ", "are "), ("was", "were")):
        singular = singular.replace(one, many, 1) if count != 1 and singular.startswith(one) else singular
    return singular


def _table(found: Finding) -> PageTable:
    table = found.table
    rows = page_table(f"({found.claim.letter}) {found.claim.text}", table.columns, table.rows, WORDS,
                      f"Rule: {table.note}")
    return (rows or PageTable(f"({found.claim.letter}) {found.claim.text}", [], [], f"Rule: {table.note}"))._replace(
        lead=found.sentence, badge=found.verdict.value, is_detail=True)
