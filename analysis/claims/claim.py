"""What somebody claims, the rule that decides whether it holds on a machine, and what a recording says of it."""
from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, Tuple

from analysis.wording.commands import RUN
from analysis.wording.tables import Table

COLUMNS = ("measured", "value", "95 % interval", "says")
WORDS = ("measured", "says")  # the columns that are no numbers


class Verdict(Enum):
    HOLDS = "holds here"
    DOES_NOT_HOLD = "does not hold here"
    UNDECIDED = "undecided here"
    NOT_RECORDED = "not recorded here"


@dataclass(frozen=True)
class Claim:
    letter: str
    text: str  # as its authors meant it
    rule: str  # when it holds and when it does not, in words, with every limit
    questions: Tuple[str, ...]  # of ./bench: what to record to have it judged

    @property
    def how_to_record(self) -> str:
        return f"{RUN} --profile=standard --questions={','.join(self.questions)}"


class Evidence(NamedTuple):
    measured: str
    value: str
    interval: str
    says: str  # of the claim, or why it decides nothing
    is_recorded: bool = True  # False: nobody asked for its rows


@dataclass(frozen=True)
class Finding:
    claim: Claim
    verdict: Verdict
    sentence: str  # what was compared, the numbers, what follows
    evidence: Tuple[Evidence, ...]  # what decides comes first

    @property
    def table(self) -> Table:
        rows = [(each.measured, each.value, each.interval, each.says) for each in self.evidence]
        return Table(COLUMNS, rows, self.claim.rule)
