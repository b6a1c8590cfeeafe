"""Where a compared recording comes from, and how many of its times are independent of each other."""
from __future__ import annotations

from analysis.recording.reader import Recording
from analysis.statistics.recording_quality import fitness_text
from analysis.wording.sentences import counted
from analysis.wording.units import NOT_MEASURED


def build(recording: Recording) -> str:
    """Of which program it is."""
    if recording.is_own:
        return f"commit {recording.about('commit')}"
    told = [recording.about(key) for key in ("program", "executable")]
    return next((each for each in told if each != NOT_MEASURED), "program not named")


def units(recording: Recording) -> str:
    """A process is a unit, since what it does depends on where it happens to lie in memory and on what the machine does
    meanwhile, which its repetitions share."""
    if recording.plan:
        return fitness_text(recording)
    number = max(1, len(recording.files))
    most = max((len(sample.seconds) for cell in recording.measurements for sample in cell.samples), default=1)
    told = f"{counted(number, 'independent unit')}: {'one process' if number == 1 else 'each file is one process'}"
    return f"{told}, whose {most} repetitions are not independent of each other" if most > 1 else told
