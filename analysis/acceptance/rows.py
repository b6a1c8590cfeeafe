"""Do its rows tell what they should: of every question, of workers that took part, and why some have no time?"""
from __future__ import annotations

from collections import Counter
from typing import Dict, List, Optional

from analysis.acceptance.finding import Finding, note, ok, wrong
from analysis.recording.asked_questions import answered
from analysis.recording.row_pairs import full_name
from analysis.recording.reader import Measurement, Recording
from analysis.wording.units import percent, printable

MOST_LISTED, MOST_QUESTIONS = 8, 30
NAME_WIDTH, REASON_WIDTH = 150, 200


def questions(recording: Recording) -> Optional[Finding]:
    """None where no plan tells which question a row belongs to."""
    if not recording.has_lives:
        return None
    usual = {name for name, question in recording.questions.items() if not question.on_request}
    found = answered(recording)
    if not found:
        return wrong("no row of any question has a time; see why, and record again")
    listed = _listed(sorted(printable(each, 40) for each in found), ", ", MOST_QUESTIONS)
    missing = sorted(usual - found)
    if missing:
        return note(f"it answers {listed}; it has nothing on {', '.join(missing)}, which a full recording has: "
                    "record with --profile=standard and without --questions")
    return ok(f"answers every usual question: {listed}" if usual else f"answers {listed}")


def workers(recording: Recording) -> Finding:
    """A row in which fewer workers took part than its name says is no measurement of so many."""
    counted = [cell for cell in recording.measurements if cell.ok and "workers_observed" in cell.counters]
    if not counted:
        return wrong("no row says how many workers took part, so none is proven parallel; "
                     "record with a newer ./bench")
    short = [cell for cell in counted if cell.is_short]
    if not short:
        return ok(f"in all {len(counted):,} rows as many workers took part as were asked for")
    said = (f"in {len(short):,} of {len(counted):,} rows ({percent(len(short) / len(counted))}) fewer workers took "
            f"part than were asked for: {_listed(_by_strategy(short))}")
    if any(cell.is_serial for cell in short):
        return wrong(f"{said}. Not even serial's only worker did; record again")
    if 2 * len(short) > len(counted):
        return wrong(f"{said}. That is most of them; see whether other programs keep the CPUs, and record again")
    return note(f"{said}. They are marked wherever they are shown")


def settled(recording: Recording) -> Optional[Finding]:
    """None where no row says whether its runs were steady before they were timed, as older ones do not."""
    told = [cell for cell in recording.measurements if cell.ok and "settled" in cell.counters]
    if not told:
        return None
    unsettled = [cell for cell in told if cell.is_unsettled]
    if not unsettled:
        return ok(f"all {len(told):,} rows that were watched settled before they were timed")
    counts = Counter(printable(cell.strategy, 40) for cell in unsettled)
    said = (f"{len(unsettled):,} of {len(told):,} rows did not settle in time: "
            f"{_listed([f'{count:,} of {strategy}' for strategy, count in counts.most_common()])}")
    if 2 * len(unsettled) > len(told):
        return wrong(f"{said}. That is most of them; see whether other programs keep the CPUs, and record again")
    return note(f"{said}. They are marked wherever they are shown, and decide nothing")


def failures(recording: Recording) -> Finding:
    """A library that is missing is no failure: the row says so, and the others were measured."""
    failed = [cell for cell in recording.measurements if not cell.ok]
    broken = [cell for cell in failed if not cell.reason.is_unavailable]
    unavailable = len(failed) - len(broken)
    besides = f"; {unavailable:,} say what that machine does not have" if unavailable else ""
    if not broken:
        return ok(f"no row failed{besides}")
    reasons = [f"{strategy}: {reason}" for strategy, reason in _reasons(broken).items()]
    return note(f"{len(broken):,} of {len(recording.measurements):,} rows failed: {_listed(reasons)}{besides}")


def _by_strategy(cells: List[Measurement]) -> List[str]:
    """How many rows of each, and the one that fell shortest."""
    counts = Counter(cell.strategy for cell in cells)
    worst: Dict[str, Measurement] = {}
    for cell in cells:
        worst[cell.strategy] = min(worst.get(cell.strategy, cell), cell, key=_share_taking_part)
    return [f"{count:,} of {printable(strategy, 40)}, at worst {worst[strategy].counters['workers_observed']:.3g} of "
            f"{worst[strategy].expected} in {printable(full_name(worst[strategy]), NAME_WIDTH)}"
            for strategy, count in counts.most_common()]


def _share_taking_part(cell: Measurement) -> float:
    return cell.counters["workers_observed"] / cell.expected


def _reasons(cells: List[Measurement]) -> Dict[str, str]:
    """The first of each strategy in each workload."""
    found: Dict[str, str] = {}
    for cell in cells:
        found.setdefault(printable(f"{cell.workload}/{cell.strategy}", 60), printable(cell.error, REASON_WIDTH))
    return found


def _listed(items: List[str], between: str = "; ", most: int = MOST_LISTED) -> str:
    more = f"{between}and {len(items) - most} more" if len(items) > most else ""
    return between.join(items[:most]) + more


CHECKS = (questions, workers, settled, failures)
