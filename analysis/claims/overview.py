"""Each claim of the founding text in a line: its verdict, and the number that decides it."""
from __future__ import annotations

from typing import List, NamedTuple

from analysis.claims.claim import Finding, Verdict
from analysis.recording.once import once
from analysis.recording.reader import Recording
from analysis.claims import verdicts


class Line(NamedTuple):
    when: str  # in which of the machine's states; empty: in all
    claim: str
    verdict: str
    since: str  # what decides, one number with its interval

    def __str__(self) -> str:
        when = f"{self.when}: " if self.when else ""
        return f"{when}{self.claim}: {self.verdict}{f' ({self.since})' if self.since else ''}."


@once
def lines(recording: Recording) -> List[Line]:
    """Empty if nothing was recorded that any of the claims could be judged by."""
    found = [(view, finding) for view, findings in verdicts.by_state(recording) for finding in findings]
    if all(finding.verdict is Verdict.NOT_RECORDED for _, finding in found):
        return []
    return [Line(view.title, f"({each.claim.letter}) {each.claim.text.rstrip('.')}", each.verdict.value, _since(each))
            for view, each in found]


def _since(found: Finding) -> str:
    if found.verdict is Verdict.NOT_RECORDED or not found.evidence:
        return ""
    first = found.evidence[0]
    interval = f" [{first.interval.replace(' .. ', ', ')}]" if first.interval else ""
    return f"{first.measured} {first.value}{interval}"
