"""What each machine says, in a sentence."""
from __future__ import annotations

from typing import Dict, Mapping, Sequence

from side_by_side.ladder import Climbed
from side_by_side.machine import Machine
from units import printable

NAME_WIDTH = 40
# Ladders in the order in which they are told, and what is said of the strategy that stands highest.
SAID = {"pays-warm": "warm, {who} first: {text}",
        "pays-cold": "with start and end, {who} first: {text}",
        "metg-warm": "the smallest slices pay with {who}: {text}",
        "speed-up-largest": "at the largest size {who} the most over serial: {text}",
        "speed-up-computing": "where computing is the limit, {who} the most: {text}"}
VERBS = {"pays-warm": "pay", "pays-cold": "pay", "speed-up-largest": "gain", "speed-up-computing": "gain"}
NOTHING = "Nothing that machines are compared by was recorded."


def sentences(machines: Sequence[Machine], climbed: Sequence[Climbed]) -> Dict[str, str]:
    """By machine."""
    by_name = {each.ladder.name: each for each in climbed}
    return {machine.name: _sentence(machine.name, by_name) for machine in machines}


def _sentence(machine: str, climbed: Mapping[str, Climbed]) -> str:
    said = [words.format(who=_who(name, machine, climbed[name]), text=best[1].text)
            for name, words in SAID.items() if name in climbed and (best := climbed[name].best(machine))]
    return f"{_capital('; '.join(said))}." if said else NOTHING


def _who(name: str, machine: str, climbed: Climbed) -> str:
    """Not one alone where others may be as good."""
    best, others, verb = climbed.best(machine), climbed.as_good(machine), VERBS.get(name, "")
    strategy = printable(best[0], NAME_WIDTH) if best else ""
    if not others:
        return f"{strategy} {verb}s".strip() if verb else strategy
    return f"{strategy} and {len(others)} more that may be as good {verb}".strip()


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
