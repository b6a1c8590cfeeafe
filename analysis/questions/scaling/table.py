"""The scaling diagnosis as tables of strings, and the words that explain them."""
from __future__ import annotations

import math
from typing import Dict, Iterable, List, Mapping, NamedTuple

from analysis.questions.scaling.numbers import diagnose, Diagnosis, Panel, panels
from analysis.recording.reader import Recording
from analysis.recording.settling import MARK
from analysis.statistics.scaling_laws import Estimate, ScalabilityLaw
from analysis.wording.commands import RECORD
from analysis.wording.number import Number, value_of
from analysis.wording.tables import Row
from analysis.wording.units import count, NOT_MEASURED, percent, printable

WORDS = ("strategy", "reading")  # the columns that are no numbers
NAME_WIDTH = 20

FRACTION = ("Serial fraction (Karp and Flatt 1990): the share of one worker's time that more workers of the "
            "same strategy do not shorten, with its 95 % interval. 0: they divide all of it; 1: they do not "
            "help. A slow strategy may have a small one.")
READING = ("reading: a serial part, or memory that one worker keeps busy, leaves the fraction constant; overhead, "
           "such as coordination or memory that more workers keep busy, lets it grow; where it falls, one "
           "worker was at a disadvantage.")
SHORT = "!: fewer workers took part than were asked for."
NO_INTERVALS = ("One life of each row: no intervals, so whether a fraction is constant or grows is not "
                f"said; record with {RECORD}.")
LAW = ("Universal Scalability Law (Gunther 2007), for as many workers as were measured: contention is the share of "
       "one worker's time that only one at a time can do, coherency what each pair of workers costs; at most: "
       "indistinguishable from 0. peak: the workers that do most; misfit: the largest difference between a "
       "time measured and the law's.")
UNKNOWN_CPUS = "How many CPUs there were is not recorded: some of these workers may have shared them."

Diagnoses = Mapping[str, Diagnosis]  # by strategy


class Table(NamedTuple):
    title: str
    columns: Row
    rows: List[Row]


class Report(NamedTuple):
    tables: List[Table]
    note: str  # what the columns mean, and what was left out; empty without tables


def report(recording: Recording) -> Report:
    """No tables where no strategy was measured with one worker and with more that have a CPU each."""
    tables: List[Table] = []
    notes: Dict[str, None] = {}  # each once, in order
    for panel in panels(recording):
        diagnoses = diagnose(panel)
        counts = sorted({workers for each in diagnoses.values() for workers in each.fractions})
        if counts:
            tables.append(_fractions(panel, diagnoses, counts))
            tables += _laws(panel, diagnoses)
            notes.update(dict.fromkeys(_notes(panel, diagnoses)))
    return Report(tables, " ".join(notes))


def _fractions(panel: Panel, diagnoses: Diagnoses, counts: List[int]) -> Table:
    """Of the fewest and of the most workers; the least fraction first."""
    shown = list(dict.fromkeys((counts[0], counts[-1])))
    has_readings = any(each.trend for each in diagnoses.values())
    rows = []
    for strategy, each in sorted(diagnoses.items(), key=lambda item: _last_fraction(item[1])):
        fractions = [_fraction(panel, strategy, each, workers) for workers in shown]
        reading = [each.trend.value if each.trend else NOT_MEASURED] if has_readings else []
        rows.append((printable(strategy, NAME_WIDTH), *fractions, *reading))
    return Table(f"What keeps more workers from helping? Serial fraction, {_work(panel)}",
                 ("strategy", *(f"{workers} workers" for workers in shown), *WORDS[1:has_readings + 1]), rows)


def _last_fraction(diagnosis: Diagnosis) -> float:
    return diagnosis.fractions[max(diagnosis.fractions)].value if diagnosis.fractions else math.inf


def _fraction(panel: Panel, strategy: str, diagnosis: Diagnosis, workers: int) -> str:
    if workers not in diagnosis.fractions:
        return NOT_MEASURED
    text, is_short = _estimate(diagnosis.fractions[workers], 3), panel.strategies[strategy][workers].is_short
    return Number(f"{MARK}{text}", value_of(text), True) if is_short else text


def _laws(panel: Panel, diagnoses: Diagnoses) -> List[Table]:
    """One, if any strategy has a law; those without are left to the note."""
    laws = {strategy: each.law for strategy, each in diagnoses.items() if each.law}
    rows: List[Row] = [(printable(strategy, NAME_WIDTH), _cost(law.contention, 3), _cost(law.coherency, 4), _peak(law),
             percent(law.misfit))
            for strategy, law in sorted(laws.items(), key=lambda item: item[1].throughput(item[1].most),
                                        reverse=True)]
    return [Table(f"Universal Scalability Law, {_work(panel)}",
                  ("strategy", "contention", "coherency", "peak (workers)", "misfit"), rows)] if rows else []


def _work(panel: Panel) -> str:
    return f"n = {count(panel.n)}, intensity {panel.intensity}, warm"


def _estimate(estimate: Estimate, digits: int) -> str:
    value, *ends = (f"{round(each, digits) + 0.0:.{digits}f}"  # + 0.0: no -0.000
                    for each in (estimate.value, *(estimate.interval or ())))
    return Number(f"{value} [{', '.join(ends)}]" if ends else value, estimate.value)


def _cost(estimate: Estimate, digits: int) -> str:
    """Of what cannot be negative."""
    if estimate.interval and estimate.is_zero:
        return Number(f"at most {estimate.interval[1]:.{digits}f}", estimate.interval[1])
    return _estimate(estimate, digits)


def _peak(law: ScalabilityLaw) -> str:
    """Nothing is said of what lies beyond the workers measured."""
    low, high = law.peak.interval or (law.peak.value, law.peak.value)
    if low > law.most:
        return Number(f"beyond {law.most}", law.most)
    if high > law.most:
        return Number(f"{low:.0f} or more", low)
    return Number(f"{law.peak.value:.0f} [{low:.0f}, {high:.0f}]", law.peak.value)


def _notes(panel: Panel, diagnoses: Diagnoses) -> Iterable[str]:
    yield FRACTION
    if any(each.trend for each in diagnoses.values()):
        yield READING
    if any(panel.strategies[strategy][workers].is_short
           for strategy, each in diagnoses.items() for workers in each.fractions):
        yield SHORT
    if any(each.law for each in diagnoses.values()):
        yield LAW
    yield from omissions(panel, diagnoses)


def omissions(panel: Panel, diagnoses: Diagnoses) -> Iterable[str]:
    """Sentences: what this recording does not tell, and why."""
    if any(not fraction.interval for each in diagnoses.values() for fraction in each.fractions.values()):
        yield NO_INTERVALS
    left_out = sorted({workers for each in diagnoses.values() for workers in each.oversubscribed})
    if left_out:
        yield (f"Fractions and laws leave out {', '.join(map(str, left_out))} workers: they share "
               f"{panel.cpus:g} CPU{'' if panel.cpus == 1 else 's'}.")
    if panel.cpus == math.inf:
        yield UNKNOWN_CPUS
    reasons: Dict[str, List[str]] = {}
    for strategy, each in diagnoses.items():
        if each.no_law:
            reasons.setdefault(each.no_law, []).append(printable(strategy, NAME_WIDTH))
    for reason, strategies in reasons.items():
        of = "" if len(strategies) == len(diagnoses) else f" of {', '.join(strategies)}"
        yield f"No Universal Scalability Law{of}: {reason}."
