"""Two programs of one recording in the few lines of a comment on a change: what differs, what could have been seen."""
from __future__ import annotations

import statistics
from typing import Tuple

from analysis.comparison.comparison import Comparison, Row
from analysis.comparison.origin import build
from analysis.comparison.text import decided, number_of, relative
from analysis.recording.reader import Recording
from analysis.statistics.decision import Verdict
from analysis.wording.tables import FORMS
from analysis.wording.units import count, printable, seconds

ROWS_SHOWN = 20
NAME_WIDTH = 80
COLUMNS = ("row", "before", "after", "ratio", "95 % interval", "verdict")
WORDS = ("row", "verdict")


def comment(comparison: Comparison) -> str:
    form = FORMS["markdown"]
    differing = [row for row in comparison.rows if row.decision.verdict in (Verdict.SLOWER, Verdict.FASTER)]
    shown, more = differing[:ROWS_SHOWN], differing[ROWS_SHOWN:]
    parts = [f"**{form.paragraph(_headline(comparison))}**",
             form.paragraph(_measured(comparison)),
             form.table(COLUMNS, [_line(row, comparison) for row in shown], WORDS) if shown else "",
             form.paragraph(f"And {number_of(len(more), 'row')} more.") if more else "",
             form.paragraph(_failed(comparison)),
             form.paragraph(_visible(comparison))]
    return "\n\n".join(part for part in parts if part.strip("*"))


def _headline(comparison: Comparison) -> str:
    counts = {verdict: comparison.count(verdict) for verdict in (Verdict.SLOWER, Verdict.FASTER)}
    told = [f"{count(number)} {'is' if number == 1 else 'are'} {verdict.value}"
            for verdict, number in counts.items() if number]
    rows = number_of(len(comparison.rows), "row")
    return f"Of {rows}, {' and '.join(told)}." if told else f"None of {rows} is called slower or faster."


def _measured(comparison: Comparison) -> str:
    base, other, lives = comparison.base, comparison.other, len(comparison.base.lives)
    after, before = (_program(recording) for recording in (other, base))
    return (f"{'Commit ' if base.is_own else ''}{after} (after) beside {before} (before), in the same "
            f"{count(lives)} {'life' if lives == 1 else 'lives'} on {base.about('machine')}. "
            f"{_others(comparison)}")


def _program(recording: Recording) -> str:
    return recording.about("commit")[:12] if recording.is_own else build(recording)


def _others(comparison: Comparison) -> str:
    equivalent, undecided = (comparison.count(verdict) for verdict in (Verdict.EQUIVALENT, Verdict.UNDECIDED))
    return (f"{number_of(equivalent, 'row')} {'is' if equivalent == 1 else 'are'} equivalent within "
            f"±{100 * comparison.margin:g} %, {count(undecided)} undecided.")


def _line(row: Row, comparison: Comparison) -> Tuple[str, ...]:
    ratio, interval, _, verdict = decided(row, comparison)
    name = f"{row.name}, {row.state}" if row.state else row.name
    return printable(name, NAME_WIDTH), *map(seconds, row.values), ratio, interval, verdict


def _failed(comparison: Comparison) -> str:
    lost = [comparison.names[base.identity] for base, other in comparison.matching.common if base.ok and not other.ok]
    return f"Failed only after the change: {', '.join(printable(name, NAME_WIDTH) for name in lost)}." if lost else ""


def _visible(comparison: Comparison) -> str:
    known = [row.decision.detectable for row in comparison.rows if row.decision.detectable is not None]
    if not known:
        return "How sure the times are is not known: record more lives."
    return (f"In a typical row a difference of {relative(statistics.median(known))} would have been found with 95 % "
            f"probability, in the least certain one {relative(max(known))}.")
