"""How good a recording is: how often it measured, what disturbed it, where it kept files, its noise floor."""
from __future__ import annotations

from typing import List

from analysis.recording.file_location import place
from analysis.recording.reader import Recording
from analysis.recording.settling import unsettled
from analysis.statistics.noise import noise_floor
from analysis.statistics.predecessors import predecessors
from analysis.wording.commands import RECORD
from analysis.wording.sentences import as_sentences

ONE_PROCESS = f"One process cannot show how sure the order is; record with {RECORD}"
ONE_LIFE = "one life cannot show how sure the order is; record more of them"


def fitness(recording: Recording) -> List[str]:
    """Sentences without their full stops. A file of one process says no more than that it is one."""
    kept = place(recording.context, (cell.workload for cell in recording.measurements))
    if late := unsettled(recording):
        kept.append(late)
    if not recording.has_lives:
        return [ONE_PROCESS, *kept]
    lives = len(recording.lives)
    changed = sum(bool(life.changed) for life in recording.lives)
    disturbed = f"{changed} of them (marked 'changed')" if changed else "none of them"
    failed = sum(bool(life.exit_code) for life in recording.lives)
    floor, order = noise_floor(recording), predecessors(recording)
    return [f"{recording.state.capitalize()} recording of {lives:,} {'life' if lives == 1 else 'lives'}",
            *([ONE_LIFE] if lives == 1 else []),
            f"surroundings changed in {disturbed}",
            *([f"{failed} of them failed"] if failed else []),
            *kept,
            *([str(recording.course)] if str(recording.course) else []),
            str(floor) if floor else "it has no twins, so its noise floor is not known",
            *([str(order)] if order else [])]


def fitness_text(recording: Recording) -> str:
    return " ".join(as_sentences(fitness(recording)))


def spread(recording: Recording) -> str:
    """What lies between the ends of a whisker."""
    ends = "lives' medians" if recording.has_lives else "repetitions"
    return f"from the smallest to the largest of the {ends}"
