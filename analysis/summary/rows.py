"""The rows of a program that is not Crossover's: how long each takes, and how sure that is."""
from __future__ import annotations

from typing import List

from analysis.comparison.origin import build, units
from analysis.recording.reader import Measurement, Recording
from analysis.recording.row_pairs import order
from analysis.statistics.bootstrap import alone
from analysis.wording.tables import Form, FORMS, Row
from analysis.wording.units import count, NOT_MEASURED, printable, seconds

COLUMNS = ("row", "time", "95 % interval", "lives", "spread", "remark")
WORDS = ("row", "remark")
NAME_WIDTH, REMARK_WIDTH = 64, 60


def rows(recording: Recording, form: str = "text") -> str:
    shown = FORMS[form]
    programs = [("", cell) for cell in recording.measurements] + [("B: ", cell) for _, cell in recording.other]
    lines = [_line(mark, cell) for mark, cell in sorted(programs, key=lambda each: (each[0], order(each[1])))]
    return "\n\n".join(part for part in (
        shown.paragraph(_title(recording)),
        shown.paragraph(units(recording)),
        *(shown.paragraph(f"{remark[:1].upper()}{remark[1:]}.") for remark in recording.remarks),
        _table(lines, shown)) if part)


def _title(recording: Recording) -> str:
    beside = (recording.plan.get("against") or {}).get("other")
    programs = f"{build(recording)} beside {printable(beside, NAME_WIDTH)} (B)" if beside else build(recording)
    machine = recording.about("machine")
    return programs if machine == NOT_MEASURED else f"{programs} on {machine}"


def _line(mark: str, cell: Measurement) -> Row:
    name = printable(f"{mark}{cell.title}", NAME_WIDTH)
    if not cell.ok:
        return (name, *(NOT_MEASURED for _ in range(4)), printable(str(cell.reason), REMARK_WIDTH))
    found = alone(cell)
    interval = " .. ".join(map(seconds, found.interval())) if found else NOT_MEASURED
    return (name, seconds(found.ratio if found else cell.median), interval, count(len(cell.samples)),
            " .. ".join(map(seconds, cell.spread)), printable(cell.label, REMARK_WIDTH))


def _table(lines: List[Row], shown: Form) -> str:
    return shown.table(COLUMNS, lines, WORDS) if lines else ""
