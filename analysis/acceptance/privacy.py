"""Does it tell who recorded it, and where on the machine? Whatever is published cannot be taken back."""
from __future__ import annotations

from collections import Counter
from typing import Any

from analysis.acceptance.finding import Finding, ok, wrong
from analysis.recording import private_names
from analysis.wording.commands import command
from analysis.wording.units import printable

MOST_LISTED = 5
TEXT_WIDTH, PLACE_WIDTH = 60, 80


def privacy(document: Any) -> Finding:
    """Of the whole file, whatever reads it."""
    found = list(private_names.found_in(document))
    if not found:
        return ok("tells no host, folder, account or address")
    kinds = ", ".join(f"{kind} ({count:,})" for kind, count in Counter(each.kind for _, each in found).items())
    first = {each: place for place, each in reversed(found)}
    shown = [f"{printable(each.text, TEXT_WIDTH)} in {printable(place, PLACE_WIDTH)}" for each, place in first.items()]
    shown = shown[::-1]
    more = f"; and {len(shown) - MOST_LISTED} more" if len(shown) > MOST_LISTED else ""
    return wrong(f"it tells private names: {kinds}: {'; '.join(shown[:MOST_LISTED])}{more}; replace them: "
                 f"{command('plots/check_result.py')} --replace-names FILE")
