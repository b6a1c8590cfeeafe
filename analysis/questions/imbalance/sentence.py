"""What do items of unequal cost cost?"""
from __future__ import annotations

from typing import List, Optional, Tuple

from analysis.questions.imbalance import bound as uneven
from analysis.ranking import ranking, relative
from analysis.recording import usual_settings as settings
from analysis.recording.reader import Measurement, Recording
from analysis.statistics.bootstrap import Difference, within
from analysis.statistics.decision import decide, Verdict
from analysis.wording.sentences import counted, each, joined, name
from analysis.wording.units import printable, times_between

Excess = Tuple[str, str, Difference]  # shape, strategy, and its time over that of its work evenly shared


def sentences(recording: Recording) -> List[str]:
    recording = recording.settled
    cells = settings.usual(ranking.contestants(recording, uneven.WORKLOAD, "warm"), ("shape", *uneven.CREW))
    workers = ranking.usual_workers(recording, cells)
    at_workers = [cell for cell in cells if cell.is_serial or cell.workers == workers]
    shapes = {str(cell.keys.get("shape")) for cell in at_workers if cell.ok} - {uneven.EVEN}
    found = [excess for shape in sorted(shapes) for excess in _excesses(at_workers, shape)]
    if not found:
        return []
    decisions = decide([difference for _, _, difference in found])
    dearer = [excess for excess, decision in zip(found, decisions) if decision.verdict is Verdict.SLOWER]
    if not dearer:
        return [joined(["items of unequal cost take no strategy longer than their work evenly shared, as far as this "
                        "recording can tell"])]
    worst = max(dearer, key=_ratio)
    best = min((excess for excess in found if excess[0] == worst[0]), key=_ratio)
    others = sum(excess[0] == worst[0] for excess in dearer) - 1
    items = f"items of unequal cost ({printable(worst[0], 30)})"
    return each([f"with {items} {_told(worst)} as long as if their work were shared evenly",
                 f"{counted(others, 'other')} {'takes' if others == 1 else 'take'} longer too" if others else "",
                 f"at best, {_told(best)}" if best is not worst else ""])


def _ratio(excess: Excess) -> float:
    return excess[2].ratio


def _told(excess: Excess) -> str:
    _, strategy, difference = excess
    return f"{name(strategy)} takes {times_between(difference.ratio, difference.interval())}"


def _excesses(cells: List[Measurement], shape: str) -> List[Excess]:
    """Its time over that of even items, relative to the same of serial."""
    even, skewed = (ranking.best(cell for cell in cells if cell.keys.get("shape") == each)
                    for each in (uneven.EVEN, shape))
    if "serial" not in even or "serial" not in skewed:
        return []
    return [(shape, strategy, difference) for strategy in sorted(even.keys() & skewed.keys())
            if not even[strategy].is_serial
            for difference in [_difference(even[strategy], skewed[strategy], even["serial"], skewed["serial"])]
            if difference]


def _difference(even: Measurement, skewed: Measurement, even_alone: Measurement, skewed_alone: Measurement,
                ) -> Optional[Difference]:
    """Life by life: of the skewed time to what the even one would be with serial's change of work."""
    expected = {life: even.logarithms[life] + skewed_alone.logarithms[life] - even_alone.logarithms[life]
                for life in even.logarithms.keys() & skewed_alone.logarithms.keys() & even_alone.logarithms.keys()}
    return within(relative.of_lives(even, expected), skewed) if len(expected) > 1 else None
