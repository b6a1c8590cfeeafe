"""What a recording says about itself: how often it measured, what disturbed it, where it kept files, what it sees."""
from __future__ import annotations

from typing import List

from analysis.recording.file_location import place
from analysis.recording.reader import Recording
from analysis.recording.settling import unsettled
from analysis.statistics.noise import noise_floor
from analysis.statistics.predecessors import predecessors

ONE_PROCESS = "One process: how sure the order is cannot be said; record with benchmarks/record.py"
ONE_LIFE = "with one life, how sure the order is cannot be said: record more of them"


def fitness(recording: Recording) -> List[str]:
    """The parts of a sentence; a plain file has no more to say than that it is one."""
    kept = place(recording.context, (cell.workload for cell in recording.measurements))
    kept += [text for text in [unsettled(recording)] if text]
    if not recording.has_lives:
        return [ONE_PROCESS, *kept]
    lives = len(recording.lives)
    changed = sum(bool(each.changed) for each in recording.lives)
    failed = sum(bool(each.exit_code) for each in recording.lives)
    floor, order = noise_floor(recording), predecessors(recording)
    return [f"{recording.state.capitalize()} recording of {lives:,} {'life' if lives == 1 else 'lives'}",
            *([ONE_LIFE] if lives == 1 else []),
            f"{changed or 'none'} met changed surroundings" + (" (marked 'changed')" if changed else ""),
            *([f"{failed} failed"] if failed else []),
            *kept,
            *([str(recording.course)] if str(recording.course) else []),
            str(floor) if floor else "no twins, so its noise floor is not measured",
            *([str(order)] if order else [])]


def spread(recording: Recording) -> str:
    """What lies between the ends of a whisker."""
    ends = "lives' medians" if recording.has_lives else "repetitions"
    return f"from the smallest to the largest of the {ends}"
