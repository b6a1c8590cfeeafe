"""Who waits best? The table: how many items wait at the same time and what a waiter costs, and the words for it."""
from __future__ import annotations

from typing import Dict, List

from analysis.questions.waiting import numbers as waiting
from analysis.questions.waiting.numbers import Cells
from analysis.recording.reader import Recording
from analysis.recording.settling import marked, notes
from analysis.wording.tables import Table
from analysis.wording.units import count, fine_percent, printable, quantity, three_digits

QUESTION = "Who waits best?"
WORDS = ("wait", "strategy")  # the columns that are no numbers
NAME_WIDTH = 20
UNKNOWN, NONE = "unknown", "none"
NOTHING = (UNKNOWN, NONE, "")

WAITS = "Items that only wait, with the largest number of workers measured."
MEANINGS = {
    "of ideal": "share of workers / delay, the throughput if only waiting took time",
    "memory/worker": "what each worker adds to the memory of a crew of one, shared memory counted once",
    "switches/item": "context switches"}


def table(recording: Recording) -> Table:
    """For each kind of wait the most items a second first. Columns measured for no strategy are left out."""
    told = [(kind, cells) for kind, curves in waiting.kinds(recording).items()
            for cells in sorted(curves.values(), key=lambda each: -each[max(each)].rate)]
    rows = [_row(kind, cells) for kind, cells in told]
    columns = [name for name in (rows[0] if rows else ()) if any(row[name] not in NOTHING for row in rows)]
    return Table(tuple(columns), [tuple(row[name] for name in columns) for row in rows],
                 " ".join([_note(columns, rows), *notes(cells[max(cells)] for _, cells in told)]) if rows else "")


def _row(kind: str, cells: Cells) -> Dict[str, str]:
    cell = cells[max(cells)]
    ideal, memory, switches = waiting.ideal(cell), waiting.memory_per_worker(cells), waiting.switches_per_item(cell)
    return {"wait": printable(kind, NAME_WIDTH),
            "strategy": printable(cell.strategy, NAME_WIDTH),
            "workers": count(cell.workers),
            "items/s": marked(cell, quantity(cell.rate, "")),
            "of ideal": "" if ideal is None else fine_percent(cell.rate / ideal),
            "memory/worker": "" if len(cells) == 1 else UNKNOWN if memory is None else _bytes(memory),
            "switches/item": UNKNOWN if switches is None else three_digits(switches)}


def _bytes(value: float) -> str:
    return quantity(value, "B") if value > 0 else NONE


def _note(columns: List[str], rows: List[Dict[str, str]]) -> str:
    meanings = "; ".join(f"{name}: {meaning}" for name, meaning in MEANINGS.items() if name in columns)
    is_unknown = any(row[name] == UNKNOWN for row in rows for name in columns)
    parts = [WAITS, waiting.IN_FLIGHT if any(row["strategy"] == "io_uring" for row in rows) else "",
             f"{meanings}." if meanings else "",
             f"{UNKNOWN}: not recorded." if is_unknown else ""]
    return " ".join(part for part in parts if part)
