"""What do items of unequal cost cost?"""
from __future__ import annotations

from typing import List, Optional, Tuple

from analysis.questions.imbalance import bound as uneven
from analysis.ranking import ranking, relative
from analysis.recording import usual_settings as settings
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.bootstrap import Difference, within
from analysis.statistics.decision import decide, Verdict
from analysis.wording.sentences import as_sentences, counted, joined, name
from analysis.wording.units import printable, times_between

IN_HEADLINE = True  # whether the first sentence stands among the answers in a few sentences
Excess = Tuple[str, str, Difference]  # shape, strategy, and its time over that of its work evenly shared


def sentences(recording: Recording) -> List[str]:
    recording = recording.settled
    cells = settings.usual(ranking.contestants(recording, uneven.WORKLOAD, "warm"), ("shape", *uneven.CREW))
    workers = ranking.usual_workers(recording, cells)
    at_workers = [cell for cell in cells if cell.is_serial or cell.workers == workers]
    shapes = {str(cell.keys.get("shape")) for cell in at_workers if cell.ok} - {uneven.EVEN}
    excesses = [excess for shape in sorted(shapes) for excess in _excesses(at_workers, shape)]
    if not excesses:
        return []
    decisions = decide([difference for _, _, difference in excesses])
    dearer = [excess for excess, decision in zip(excesses, decisions) if decision.verdict is Verdict.SLOWER]
    if not dearer:
        return [joined(["load imbalance costs no strategy significantly more time than the same work shared evenly"])]
    worst = max(dearer, key=_ratio)
    best = min((excess for excess in excesses if excess[0] == worst[0]), key=_ratio)
    others = sum(excess[0] == worst[0] for excess in dearer) - 1
    items = f"items of unequal cost ({printable(worst[0], 30)})"
    return as_sentences([f"with {items} {_told(worst)} as long as with their work shared evenly",
                 f"{counted(others, 'other')} {'loses' if others == 1 else 'lose'} time to load imbalance too"
                 if others else "",
                 f"at best, {_told(best)}" if best is not worst else ""])


def _ratio(excess: Excess) -> float:
    return excess[2].ratio


def _told(excess: Excess) -> str:
    _, strategy, difference = excess
    return f"{name(strategy)} takes {times_between(difference.ratio, difference.interval())}"


def _excesses(cells: List[Measurement], shape: str) -> List[Excess]:
    """Each strategy's time over its time with even items, relative to the same ratio of serial."""
    even, skewed = (ranking.best(cell for cell in cells if cell.keys.get("shape") == wanted)
                    for wanted in (uneven.EVEN, shape))
    if "serial" not in even or "serial" not in skewed:
        return []
    return [(shape, strategy, difference) for strategy in sorted(even.keys() & skewed.keys())
            if not even[strategy].is_serial
            and (difference := _difference(even[strategy], skewed[strategy], even["serial"], skewed["serial"]))]


def _difference(even: Measurement, skewed: Measurement, even_alone: Measurement, skewed_alone: Measurement,
                ) -> Optional[Difference]:
    """Life by life: of the skewed time to what the even one would be with serial's change of work."""
    expected = {life: even.logarithms[life] + skewed_alone.logarithms[life] - even_alone.logarithms[life]
                for life in even.logarithms.keys() & skewed_alone.logarithms.keys() & even_alone.logarithms.keys()}
    return within(relative.of_lives(even, expected), skewed) if len(expected) > 1 else None
