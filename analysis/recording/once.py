"""Answers that several tables, charts and sentences ask for."""
from __future__ import annotations

from functools import wraps
from typing import Callable, Dict, Hashable, Tuple, TypeVar

from analysis.recording.reader import Recording

Answer = TypeVar("Answer")


def once(compute: Callable[..., Answer]) -> Callable[..., Answer]:
    """Computes an answer once for each recording and further arguments, and keeps it for as long as the recording.

    Whoever gets it must not change it.
    """
    @wraps(compute)
    def kept(recording: Recording, *arguments: Hashable) -> Answer:
        answers: Dict[Tuple[Hashable, ...], Answer] = recording.answers
        key = (compute, *arguments)
        if key not in answers:
            answers[key] = compute(recording, *arguments)
        return answers[key]
    return kept
