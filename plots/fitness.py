"""What a recording says about itself: how often it measured, what disturbed it, where it kept files, what it can see."""
from __future__ import annotations

from typing import List

from noise import noise_floor
from place import place
from results import Recording
from settling import unsettled

ONE_INVOCATION = "One invocation: how sure the order is cannot be said; record with benchmarks/record.py"

ONE_BLOCK = "with one block, how sure the order is cannot be said: record more of them"


def fitness(recording: Recording) -> List[str]:
    """The parts of a sentence; a plain file has no more to say than that it is one."""
    kept = place(recording.context, (cell.workload for cell in recording.measurements))
    kept += [text for text in [unsettled(recording)] if text]
    if not recording.has_invocations:
        return [ONE_INVOCATION, *kept]
    processes = len(recording.invocations)
    blocks = len({each.block for each in recording.invocations})
    changed = sum(bool(each.changed) for each in recording.invocations)
    failed = sum(bool(each.exit_code) for each in recording.invocations)
    floor = noise_floor(recording)
    return [f"{recording.state.capitalize()} recording of {_counted(processes, 'invocation')} in "
            f"{_counted(blocks, 'block')}",
            *([ONE_BLOCK] if blocks == 1 else []),
            f"{changed or 'none'} met changed surroundings" + (" (marked 'changed')" if changed else ""),
            *([f"{failed} failed"] if failed else []),
            *kept,
            str(floor) if floor else "no twins, so its noise floor is not measured"]


def spread(recording: Recording) -> str:
    """What lies between the ends of a whisker."""
    ends = "invocations' medians" if recording.has_invocations else "repetitions"
    return f"from the smallest to the largest of the {ends}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
