"""The answer in a few sentences, made from the data: one for each question, and what is not known."""
from __future__ import annotations

from typing import Dict, List

from analysis.questions.bursts import sentence as first_runs
from analysis.questions.contention import sentence as locks
from analysis.questions.granularity import sentence as small_slices
from analysis.questions.imbalance import sentence as uneven_items
from analysis.questions.scaling import sentence as gains
from analysis.questions.waiting import sentence as waits
from analysis.recording.by_state import only_state, parts
from analysis.recording.reader import Recording
from analysis.summary import missing

PARTS = {"scaling": gains, "granularity": small_slices, "imbalance": uneven_items,
         "bursts": first_runs, "contention": locks, "waiting": waits}  # by question
NOTHING = "No row of this recording has a time: record again with ./run.sh."
UNSETTLED = ("No row of this recording settled before it was timed, so nothing is decided: see whether other programs "
             "keep the CPUs, and record again with ./run.sh.")


def sentences(recording: Recording) -> List[str]:
    """Only those whose rows were recorded. A difference is called one only where chance does not explain it."""
    return [*by_question(recording).values(), *caveats(recording)]


def by_question(recording: Recording) -> Dict[str, str]:
    """What each question is answered with in one sentence for each of the machine's states; without those that were not
    recorded."""
    found = {question: [view.told(texts[0]) for view in parts(recording) if (texts := part.sentences(view.recording))]
             for question, part in PARTS.items()}
    return {question: " ".join(texts) for question, texts in found.items() if texts}


def caveats(recording: Recording) -> List[str]:
    """What failed, what was not recorded, and how sure the rest is."""
    measured = [cell for cell in recording.measurements if cell.ok]
    if measured and all(cell.is_unsettled for cell in measured):
        return [text for text in (UNSETTLED, missing.failures(recording)) if text]
    if not measured:
        return [text for text in (NOTHING, missing.failures(recording)) if text]
    return [text for text in (only_state(recording), *missing.sentences(recording)) if text]
