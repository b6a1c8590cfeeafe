"""Whether each claim holds: once, or for each of the machine's states."""
from __future__ import annotations

from typing import List, Tuple

from analysis.claims.claim import Finding, Verdict, WORDS
from analysis.discovery import modules
from analysis.recording.by_state import View, views
from analysis.recording.once import once
from analysis.recording.reader import Recording
from analysis.statistics.recording_quality import fitness_text
from analysis.wording.tables import FORMS

COLUMNS = ("claim", "verdict")


@once
def findings(recording: Recording) -> List[Finding]:
    """Of every claim_*.py beside this file, in the order of their names: a new claim needs no other edit."""
    return [module.judge(recording.settled) for module in modules("claims/claim_*")]


@once
def by_state(recording: Recording) -> List[Tuple[View, List[Finding]]]:
    """Once; or once for each of the machine's states, where verdicts differ between them."""
    def judged(part: Recording) -> List[Verdict]:
        return [each.verdict for each in findings(part)]

    return [(view, findings(view.recording)) for view in views(recording, judged)]


def report(recording: Recording, form: str = "text") -> str:
    shown = FORMS[form]
    parts = []
    for view, found in by_state(recording):
        overview = [(f"({each.claim.letter}) {each.claim.text}", each.verdict.value) for each in found]
        parts += [shown.paragraph(view.title), shown.table(COLUMNS, overview, COLUMNS)]
        for each in found:
            parts.append(shown.paragraph(f"({each.claim.letter}) {each.claim.text} {each.verdict.value.capitalize()}. "
                                          f"{each.sentence}"))
            if each.evidence:
                parts.append(shown.table(each.table.columns, each.table.rows, WORDS))
            parts.append(shown.paragraph(f"Rule: {each.claim.rule}"))
    parts.append(shown.paragraph(fitness_text(recording)))
    return "\n\n".join(filter(None, parts))
