"""How the strategies compare, as text or Markdown."""
from __future__ import annotations

from typing import Dict, List, Optional, Tuple

from analysis import discovery
from analysis.claims import overview as claims_overview
from analysis.questions.crossover import sentence as crossover_words
from analysis.questions.scaling import table as scaling_tables
from analysis.questions.sizes import table as sizes_tables
from analysis.questions.strategies import table as strategies_tables
from analysis.ranking import ranking
from analysis.recording import by_state
from analysis.recording.by_state import View, views
from analysis.recording.reader import Recording, ResultsError
from analysis.statistics.break_even import Verdict
from analysis.statistics.recording_quality import fitness_text
from analysis.summary import headline
from analysis.summary.rows import rows
from analysis.wording.tables import Form, FORMS


def summarise(recording: Recording, workers: Optional[int] = None, n: Optional[int] = None,
              form: str = "text") -> str:
    """Of another program than Crossover, its rows. Raises ResultsError if workers or n are given, but not recorded."""
    if not recording.is_own:
        if workers or n:
            raise ResultsError(f"{recording.path}: is of a program that is not Crossover's, whose rows have neither "
                               "--workers nor --n; leave them out")
        return rows(recording, form)
    shown = FORMS[form]
    chosen = workers or n
    workers = workers or ranking.usual_workers(recording)
    n = n or ranking.largest_n(recording, workers)
    ranked = ranking.rank(recording, n, workers)
    if chosen and not any(row.cell.workers == workers for row in ranked):
        raise ResultsError(_not_recorded(recording, n, workers))
    opening = [*crossover_words.sentences(recording), *map(str, claims_overview.lines(recording)),
               *headline.sentences(recording)]
    parts = [*map(shown.paragraph, opening),
             _header(recording, n, workers) if ranked else _nothing(recording)]
    if ranked:
        parts += _orders(recording, n, workers, shown)
    lacking = [(name, str(reason)) for name, reason in ranking.unranked(recording, n, workers).items()]
    parts.append(shown.listing("Failed, unavailable or not recorded:", lacking))
    if ranked:
        parts.append(shown.paragraph(fitness_text(recording)))
    parts += _sizes(recording, n, workers, shown)
    parts += _tables(recording, shown)
    for view in by_state.parts(recording):
        diagnosis = scaling_tables.report(view.recording)
        for each in diagnosis.tables:
            parts += [shown.paragraph(view.told(each.title)),
                      shown.table(each.columns, each.rows, scaling_tables.WORDS)]
        parts.append(shown.paragraph(diagnosis.note))
    return "\n\n".join(part for part in parts if part)


def _orders(recording: Recording, n: int, workers: int, shown: Form) -> List[str]:
    """The ranking: one, or one for each of the machine's states in which the ranks differ."""
    def ranks(part: Recording) -> Dict[str, Optional[int]]:
        return {row.cell.strategy: row.rank for row in ranking.rank(part, n, workers)}

    parts = []
    for view in views(recording, ranks):
        order = strategies_tables.ranking_table(ranking.rank(view.recording, n, workers))
        parts += [_heading(view, shown), shown.table(order.columns, order.rows, strategies_tables.WORDS),
                  shown.paragraph(order.note)]
    return parts


def _sizes(recording: Recording, n: int, workers: int, shown: Form) -> List[str]:
    """Where each strategy breaks even: one table, or one for each of the machine's states in which verdicts differ."""
    def verdicts(part: Recording) -> Dict[Tuple[str, str], Verdict]:
        return {(phase, strategy): found.verdict for phase in ranking.PHASES
                for strategy, found in ranking.break_evens_of(part, phase, workers).items()}

    parts = []
    for view in views(recording, verdicts):
        sizes = sizes_tables.break_even_table(view.recording, ranking.rank(view.recording, n, workers), workers)
        if sizes.rows:
            parts += [shown.paragraph(f"From which n on does each strategy beat serial? ({sizes.note})"),
                      _heading(view, shown), shown.table(sizes.columns, sizes.rows, sizes_tables.WORDS)]
    return parts


def _tables(recording: Recording, shown: Form) -> List[str]:
    """Of every question whose file table.py has the function `table`."""
    parts = []
    for question in discovery.parts("table"):
        for view in by_state.parts(recording) if hasattr(question, "table") else ():
            table = question.table(view.recording)
            if table.rows:
                parts += [shown.paragraph(view.told(question.QUESTION)),
                          shown.table(table.columns, table.rows, question.WORDS), shown.paragraph(table.note)]
    return parts


def _heading(view: View, shown: Form) -> str:
    return shown.paragraph(f"{view.title}:") if view.heading else ""


def _nothing(recording: Recording) -> str:
    return f"{recording.path}: no warm row of '{recording.job.name}' has a time, so nothing is ranked."


def _not_recorded(recording: Recording, n: int, workers: int) -> str:
    cells = [cell for cell in ranking.of_job(recording, "warm") if cell.ok]
    if not cells:
        return _nothing(recording)
    sizes = ", ".join(map(str, sorted({cell.n for cell in cells})))
    crews = ", ".join(map(str, sorted({cell.workers for cell in cells})))
    return (f"{recording.path}: no row has n = {n} and {workers} workers; "
            f"choose --n from {sizes} and --workers from {crews}")


def _header(recording: Recording, n: int, workers: int) -> str:
    machine, cpus = recording.about("machine"), recording.about("effective_cpus")
    return (f"{recording.job.counted(n)}, {workers} worker{'s' if workers > 1 else ''}, warm\n"
            f"machine: {machine}, effective CPUs: {cpus}")
