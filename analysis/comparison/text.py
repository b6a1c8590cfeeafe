"""A comparison as a page for a terminal or in Markdown: can it be made, what came out, what is missing."""
from __future__ import annotations

from typing import List, Sequence, Tuple, Union

from analysis.comparison.comparison import Comparison, Failure, ORDER, Overall, Row
from analysis.comparison.origin import build, units
from analysis.ranking.relative import break_evens
from analysis.recording.reader import Measurement
from analysis.statistics.decision import Verdict
from analysis.wording.tables import Entry, Form, FORMS, Row as Line
from analysis.wording.units import count, NOT_MEASURED, percent, printable, seconds

ROWS_SHOWN = 30
LISTED = 10
CELL_WIDTH = 64
DECIDED = ("ratio", "95 % interval", "detectable")  # the last two only where something has an interval

Table = Tuple[Line, List[Line]]


def page(comparison: Comparison, form: Form = FORMS["text"], show_all: bool = False) -> str:
    shown = _worth_showing(comparison.rows, show_all)
    parts = [
        form.paragraph(str(comparison.comparability)),
        *(form.paragraph(f"warning: {warning}") for warning in comparison.comparability.warnings),
        form.listing("Recordings", _recordings(comparison)),
        form.listing("What differs between them", _changes(comparison, show_all)),
        form.paragraph(_counts(comparison)),
        form.table(*_rows(comparison, shown), ("row", "state", "verdict")) if shown else "",
        form.paragraph(_left_out(comparison.rows[len(shown):])),
        *_strategies(comparison, form),
        *_break_evens(comparison, form),
        *_unpaired(comparison, form, show_all),
        form.listing("How to read this", _legend(comparison))]
    return "\n\n".join(part for part in parts if part)


def _recordings(comparison: Comparison) -> List[Entry]:
    entries = []
    for label, recording in (("A", comparison.base), ("B", comparison.other)):
        program = {"A": ", its own program", "B": ", the other program"}[label] if comparison.is_paired else ""
        entries.append((label, f"{recording.called}{program}, {recording.about('date')}, {build(recording)}"))
        if not (comparison.is_paired and label == "A"):
            entries.append(("", units(recording)))
    return entries


def _changes(comparison: Comparison, show_all: bool) -> List[Entry]:
    changes = comparison.comparability.changes
    entries = [(change.name, f"{change.old} -> {change.new} ({change.effect})") for change in changes]
    return _capped(entries, show_all)


def _counts(comparison: Comparison) -> str:
    below = sum(map(comparison.is_below_floor, comparison.rows))
    counts = [f"{count(comparison.count(verdict))} {verdict.value}" for verdict in ORDER]
    notes = [f"{number_of(len(comparison.rows), 'row')}: {', '.join(counts)}"]
    if below and comparison.floor:
        notes.append(f"{count(below)} differ by less than this machine's floor, {relative(comparison.floor)}")
    if comparison.unsettled:
        notes.append(f"{count(comparison.unsettled)} did not settle in time, so nothing is said of them")
    if comparison.unrelated:
        notes.append(f"{count(comparison.unrelated)} more are serial's or have no serial beside them")
    return "; ".join(notes)


def number_of(number: int, noun: str) -> str:
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"


def _worth_showing(rows: Sequence[Row], show_all: bool) -> Sequence[Row]:
    """They are sorted by verdict: the equivalent ones are the last."""
    if show_all:
        return rows
    open_or_called = sum(row.decision.verdict is not Verdict.EQUIVALENT for row in rows)
    return rows[:min(open_or_called, ROWS_SHOWN)]


def _left_out(rows: Sequence[Row]) -> str:
    verdicts = [row.decision.verdict for row in rows]
    counts = [f"{count(verdicts.count(verdict))} {verdict.value}" for verdict in ORDER
              if verdict in verdicts]
    return f"Not shown: {', '.join(counts)}; --all lists every row." if counts else ""


def _rows(comparison: Comparison, rows: Sequence[Row]) -> Table:
    values = ("A", "B") if comparison.is_raw else ("speed-up A", "speed-up B")
    shares = () if comparison.is_raw else ("ceiling A", "ceiling B")
    lines = [(row.name, row.state or NOT_MEASURED,
              *(seconds(value) if comparison.is_raw else f"{value:.3g}x" for value in row.values),
              *map(percent, row.shares or ()), *decided(row, comparison)) for row in rows]
    return _tidied(("row", "state", *values, *shares, *DECIDED, "verdict"), lines)


def _tidied(columns: Line, lines: List[Line]) -> Table:
    """Without the columns that were measured for no line."""
    kept = [at for at in range(len(columns)) if {line[at] for line in lines} != {NOT_MEASURED}]
    return tuple(columns[at] for at in kept), [_cut(tuple(line[at] for at in kept)) for line in lines]


def _cut(line: Line) -> Line:
    return tuple(printable(cell, CELL_WIDTH) for cell in line)


def decided(each: Union[Row, Overall], comparison: Comparison) -> Line:
    verdict = each.decision.verdict.value
    if isinstance(each, Row) and each.is_unsettled:
        verdict += ", not settled"
    elif comparison.is_below_floor(each):
        verdict += ", below floor"
    if each.decision.difference is None or each.decision.detectable is None:
        return ratio(each.ratio), NOT_MEASURED, NOT_MEASURED, verdict
    low, high = each.decision.difference.interval()
    return ratio(each.ratio), f"{ratio(low)} .. {ratio(high)}", relative(each.decision.detectable), verdict


def ratio(value: float) -> str:
    return f"{value:.3f}" if 0.01 <= value < 100 else f"{value:.3g}"


def relative(value: float) -> str:
    return f"{100 * value:.1f} %" if value < 9.995 else "> 999 %"


def _strategies(comparison: Comparison, form: Form) -> List[str]:
    if not comparison.strategies:
        return []
    lines = [(overall.strategy, overall.state or NOT_MEASURED, count(overall.rows), *decided(overall, comparison))
             for overall in comparison.strategies]
    return [form.paragraph("Geometric mean over each strategy's rows"),
            form.table(*_tidied(("strategy", "state", "rows", *DECIDED, "verdict"), lines),
                       ("strategy", "state", "verdict"))]


def _break_evens(comparison: Comparison, form: Form) -> List[str]:
    """Of two machines only: of one machine the rows themselves tell more."""
    if comparison.is_raw:
        return []
    before, after = break_evens(comparison.base), break_evens(comparison.other)
    found = sorted({*before, *after}, key=lambda each: (each[1] != "warm", each))
    rows = [_cut((strategy, phase, *(side.get((strategy, phase), NOT_MEASURED) for side in (before, after))))
            for strategy, phase in found]
    columns = ("strategy", "phase", "A", "B")
    return [form.paragraph("From which n on does each strategy beat serial, with one worker for each CPU?"),
            form.table(columns, rows, columns)] if rows else []


def _unpaired(comparison: Comparison, form: Form, show_all: bool) -> List[str]:
    """What only one of the two has: listed, not dropped."""
    names, matching = comparison.names, comparison.matching

    def told(cells: Sequence[Measurement]) -> List[Entry]:
        return [(names[cell.identity], "") for cell in cells]

    lists = {
        "Missing in B": told(matching.missing),
        "New in B": told(matching.new),
        "Renamed? Not compared": [(names[old.identity], f"-> {names[new.identity]}")
                                  for old, new in matching.renamed],
        "Failed": [(names[failure.cell.identity], _reason(failure)) for failure in comparison.failures]}
    return [form.listing(f"{title} ({number_of(len(entries), 'row')})", _capped(entries, show_all))
            for title, entries in lists.items()]


def _reason(failure: Failure) -> str:
    if failure.base == failure.other:
        return f"in both: {failure.base}"
    sides = (("A", failure.base), ("B", failure.other))
    return "; ".join(f"in {label}: {reason}" for label, reason in sides if reason)


def _capped(entries: List[Entry], show_all: bool) -> List[Entry]:
    if show_all or len(entries) <= LISTED:
        return entries
    return [*entries[:LISTED], (f"and {count(len(entries) - LISTED)} more", "--all lists them")]


def _legend(comparison: Comparison) -> List[Entry]:
    unit = "" if comparison.is_raw else ", each in units of its own serial's"
    entries = [("ratio", f"B's time over A's{unit}; below 1, B is faster")]
    if any(row.decision.difference for row in comparison.rows):
        strategies = [("mean", "the rows of a strategy share lives: its interval is of one mean for each life")]
        entries += [
            ("equivalent", f"the interval is within ±{100 * comparison.margin:g} %"),
            ("faster, slower", "called so in fewer than one of twenty comparisons where nothing differs "
                               "(Holm's correction over the rows)"),
            ("detectable", "the smallest difference that these lives would have found with 95 % "
                           "probability; that a smaller one was not found says little"),
            *(strategies if comparison.strategies else [])]
    if any(row.state for row in comparison.rows):
        entries.append(("state", "the machine's, by the hand-off latency from core to core in A"))
    if any(row.shares and row.shares != (None, None) for row in comparison.rows):
        entries.append(("ceiling", "share of what the own machine can do at best"))
    return entries if comparison.rows else []
