"""Each claim of the founding text in a line: its verdict, and the number that decides it."""
from __future__ import annotations

from typing import List, NamedTuple

import verdicts
from claims.claim import Finding, Verdict
from results import Recording


class Line(NamedTuple):
    claim: str
    verdict: str
    since: str  # what decides, one number with its interval

    def __str__(self) -> str:
        return f"{self.claim}: {self.verdict}{f' ({self.since})' if self.since else ''}."


def lines(recording: Recording) -> List[Line]:
    """None if nothing was recorded that any of them could be judged by."""
    findings = verdicts.findings(recording)
    if all(each.verdict is Verdict.NOT_RECORDED for each in findings):
        return []
    return [Line(f"({each.claim.letter}) {each.claim.text.rstrip('.')}", each.verdict.value, _since(each))
            for each in findings]


def _since(found: Finding) -> str:
    if found.verdict is Verdict.NOT_RECORDED or not found.evidence:
        return ""
    first = found.evidence[0]
    interval = f" [{first.interval.replace(' .. ', ', ')}]" if first.interval else ""
    return f"{first.measured} {first.value}{interval}"
