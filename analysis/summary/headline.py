"""The answer in a few sentences, made from the data: one for each question, and what is not known."""
from __future__ import annotations

from types import ModuleType
from typing import Dict, List

from analysis import discovery
from analysis.recording.by_state import only_state, parts
from analysis.recording.reader import Recording
from analysis.summary import missing
from analysis.wording.commands import RUN

NOTHING = f"No row of this recording has a time: record again with {RUN}."
UNSETTLED = ("No row of this recording settled before it was timed, so nothing is decided: see whether other programs "
             f"keep the CPUs, and record again with {RUN}.")


def sentences(recording: Recording) -> List[str]:
    """Only those whose rows were recorded. A difference is called one only where chance does not explain it."""
    return [*by_question(recording).values(), *caveats(recording)]


def by_question(recording: Recording) -> Dict[str, str]:
    """What each question is answered with in one sentence for each of the machine's states; without those that were not
    recorded."""
    found = {question: [view.told(texts[0]) for view in parts(recording) if (texts := part.sentences(view.recording))]
             for question, part in _sentences().items()}
    return {question: " ".join(texts) for question, texts in found.items() if texts}


def _sentences() -> Dict[str, ModuleType]:
    """By question, the file sentence.py of those that say there that they are IN_HEADLINE."""
    return {discovery.folder_of(part): part for part in discovery.parts("sentence") if part.IN_HEADLINE}


def caveats(recording: Recording) -> List[str]:
    """What failed, what was not recorded, and how sure the rest is."""
    measured = [cell for cell in recording.measurements if cell.ok]
    if measured and all(cell.is_unsettled for cell in measured):
        return [text for text in (UNSETTLED, missing.failures(recording)) if text]
    if not measured:
        return [text for text in (NOTHING, missing.failures(recording)) if text]
    return [text for text in (only_state(recording), *missing.sentences(recording)) if text]
