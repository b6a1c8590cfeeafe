"""What a check has to say."""
from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Weight(IntEnum):
    OK = 0
    NOTE = 1  # is worth knowing, and no reason to send it back
    WRONG = 2

    @property
    def word(self) -> str:
        return self.name.lower()


class Finding(NamedTuple):
    weight: Weight
    sentence: str  # what is so; where it is wrong, what to do


def ok(sentence: str) -> Finding:
    return Finding(Weight.OK, sentence)


def note(sentence: str) -> Finding:
    return Finding(Weight.NOTE, sentence)


def wrong(sentence: str) -> Finding:
    return Finding(Weight.WRONG, sentence)
