"""The advice in words and tables."""
from __future__ import annotations

import math
from typing import List, Sequence, Tuple

from analysis.advice.changes import around, Change
from analysis.advice.choice import Advice, Option, WORTH
from analysis.advice.job import SKEWED
from analysis.advice.model import Model, Parameter
from analysis.recording.catalogue import SERIAL
from analysis.wording.commands import RUN
from analysis.wording.lists import listed
from analysis.wording.number import Number
from analysis.wording.tables import Form, Table
from analysis.wording.units import (count, fine_percent, percent, printable, quantity, rough_count, seconds, span,
                                    times, times_between)

NAME_WIDTH = 40
COLUMNS = ("#", "strategy", "predicted", "95 %", "speed-up", "mostly")
WORDS = frozenset({"strategy", "mostly", "parameter", "from the rows of"})
PARAMETER_COLUMNS = ("strategy", "parameter", "value", "95 %", "from the rows of")
PLAIN_LOOP = "a plain loop (serial)"
LABELS = {"hand_off": "hand-off", "first_touch": "first touch"}  # of parameters; the others are named as they are
UNITS = {"start": "s", "hand_off": "s", "first_touch": "s/byte", "copying": "s/byte",
         "bandwidth": "B/s"}  # the rest are factors
FORMULAS = ("total = start + first touch x bytes + calls x run",
            "run = hand-off + the longer of imbalance x work / parallelism and bytes / bandwidth, + copying x bytes")
MEANING = ("work: the time of a run in a plain loop; bytes: the results of a run. start: start and stop of the crew, "
           "and the extra time of its first run; first touch: of memory in the first run; hand-off: latency of giving "
           "a run to ready workers and of its end; parallelism: the crew's speed in plain loops; copying: of results "
           "to the caller, or first touch in new processes; imbalance: the time of skewed items over that of even ones."
           " Each value fits the rows that it is from best (least squares of relative errors, nothing below 0).")
NO_INTERVALS = ("No intervals: the recording has too few lives that measured everything, so how sure the order is "
                f"cannot be said; record with {RUN}")


def advice(model: Model, found: Advice, every: Sequence[Change], shown: Form) -> str:
    table = ranking(model, found)
    parts = [*map(shown.paragraph, (_job(model, found), _answer(found), *_changes(found, every))),
              shown.table(table.columns, table.rows, WORDS),
              shown.listing("Not predicted:", list(found.unpredicted.items())), shown.paragraph(table.note)]
    return "\n\n".join(part for part in parts if part)


def explanation(model: Model, shown: Form) -> str:
    found = parameters(model)
    return "\n\n".join([*map(shown.paragraph, FORMULAS), shown.paragraph(found.note),
                        shown.table(found.columns, found.rows, WORDS)])


def parameters(model: Model) -> Table:
    """Every parameter with its value, its interval and the rows that it was fitted to."""
    rows = [(printable(strategy, NAME_WIDTH), LABELS.get(name, name), *_value(name, each), printable(each.source))
            for strategy, known in sorted(model.parameters.items()) for name, each in known.by_name.items()]
    rates = [("all", f"bandwidth at {quantity(amount, 'B')}", *_value("bandwidth", Parameter(rate, "")), "ceiling/fill")
             for amount, rate in model.together.rates.items()]
    return Table(PARAMETER_COLUMNS, rows + rates, MEANING)


def _job(model: Model, found: Advice) -> str:
    job = found.job
    results = f"{job.bytes_per_item:,.4g} bytes of results each"
    kind = ", whose cost grows from the first to the last" if job.spread == SKEWED else ""
    kind += "; only strategies with processes, so that a crash ends nothing else" if job.isolated else ""
    machine, cpus = model.recording.about("machine"), model.recording.about("effective_cpus")
    return (f"{count(job.items)} items of {seconds(job.seconds_per_item)} ({seconds(job.work)} in a plain loop), "
            f"{results}{kind}; {_counted(job.calls, 'call')} of a crew of {_counted(job.workers, 'worker')}. "
            f"Machine: {machine}, effective CPUs: {cpus}.")


def _answer(found: Advice) -> str:
    chosen = found.advised
    if chosen is None:
        return "No strategy of this recording can do such a job. The reasons are below."
    others = [_name(name) for name in found.ties if name != chosen.strategy]
    quickest = found.options[0]
    predicted = f"{seconds(chosen.prediction.seconds)}{_bracket(chosen)}"
    sentence = f"Use {_name(chosen.strategy)}: {predicted} in all"
    if chosen.strategy != SERIAL:
        sentence += f", {_pace(chosen.speed_up)} as a plain loop"
    if others:
        sentence += f". No significant difference from the best: {listed(others)}"
    if chosen is not quickest:
        saved = 1 - quickest.prediction.seconds / chosen.prediction.seconds
        sentence += f". {_name(quickest.strategy)} is predicted to save {fine_percent(saved)}, but is more complex"
    return sentence + "."


def _pace(speed_up: float) -> str:
    return f"{times(speed_up)} as fast" if speed_up >= 1 else f"{times(1 / speed_up)} as long"


def _changes(found: Advice, every: Sequence[Change]) -> List[str]:
    """The nearest sizes at which the advice changes."""
    below, above = around(every, found.job.items)
    sentences = [f"Below n = {_size(below)} use {_name(below.below)}." if below else "",
                 f"From n = {_size(above)} on use {_name(above.above)}." if above else ""]
    told = " ".join(sentence for sentence in sentences if sentence)
    return [told or "The advice is the same for any number of such items."] if found.advised else []


def ranking(model: Model, found: Advice) -> Table:
    rows = [(Number(str(each.rank), each.rank), printable(each.strategy, NAME_WIDTH), seconds(each.prediction.seconds),
             _interval(each), times_between(each.speed_up, each.speed_up_interval), each.prediction.mostly)
            for each in found.options]
    return Table(COLUMNS, rows, _legend(model))


def _legend(model: Model) -> str:
    noise = (f"The recording's noise floor is {percent(model.noise)}: smaller differences count as ties."
             if model.noise else "The recording has no twins, so its noise floor is not known.")
    if model.draws == 1:
        return f"{NO_INTERVALS}. The order is that of the predictions."
    return ("predicted: the time of all calls, start and stop included. #: strategies without a significant difference "
            f"from the best share rank 1; the advice is the simplest of those within {percent(WORTH)} of the best. "
            "mostly: the largest part of the time. An interval says how sure the parameters are, not whether the model "
            f"fits a job: docs/advice.md says how that is measured. {noise}")


def _bracket(option: Option) -> str:
    return f" [{_interval(option)}]" if option.prediction.interval else ""


def _interval(option: Option) -> str:
    around_it = option.prediction.interval
    return Number(span(*around_it, option.prediction.seconds), around_it[0]) if around_it else ""


def _value(name: str, parameter: Parameter) -> Tuple[str, str]:
    if not parameter.value.any():
        return Number("0", 0.0), "not significant"
    unit, (low, _) = UNITS.get(name, ""), parameter.interval or (None, None)
    return _number(parameter.value[0], unit), Number(_span(parameter, unit), low)


def _number(value: float, unit: str) -> str:
    return quantity(value, unit) if unit else times(value)


def _span(parameter: Parameter, unit: str) -> str:
    if parameter.interval is None:
        return ""
    if not parameter.value[0]:
        return f"0 .. {_number(parameter.interval[1], unit)}"
    low, high = parameter.interval
    return span(low, high, parameter.value[0]) if unit else f"{low:.2f} .. {high:.2f}"


def _size(change: Change) -> str:
    if change.interval is None:
        return rough_count(change.items)
    low, high = (rough_count(end) if 0 < end < math.inf else word
                 for end, word in zip(change.interval, ("below", "never")))
    return f"{rough_count(change.items)} [{low} .. {high}]"


def _name(strategy: str) -> str:
    return PLAIN_LOOP if strategy == SERIAL else printable(strategy, NAME_WIDTH)


def _counted(number: float, noun: str) -> str:
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"
