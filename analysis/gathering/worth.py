"""The model in words and as a table."""
from __future__ import annotations

from typing import List, Sequence, Tuple

from analysis.gathering.model import Model
from analysis.wording.tables import Row
from analysis.wording.units import percent, quantity, rough_seconds

GIGABIT = 1e9 / 8  # bytes a second
RATES = (1, 10, 100)  # Gbit/s
HOSTS = (2, 10, 100, 1000)
ITEMS = (1e6, 1e9)
NUMBER_BYTES = 8  # of an item, as squares have them
HALF = 0.5  # of what as many hosts would gain at best

COLUMNS = ("items", "hosts", *(f"{what} at {rate} Gbit/s" for what in ("pays", "half") for rate in RATES))


def rows(model: Model, hosts: Sequence[int] = HOSTS) -> List[Row]:
    """From which time of an item on gathering pays at all, and from which on half of the hosts' worth is gained."""
    def cells(count: int, items: float) -> Tuple[str, ...]:
        gains = [1.0] + ([HALF * count] if HALF * count > 1 else [])
        found = [rough_seconds(model.pays_from(count, items, NUMBER_BYTES, rate * GIGABIT, gain))
                 for gain in gains for rate in RATES]
        return tuple(found + ["as pays"] * (2 * len(RATES) - len(found)))

    return [(quantity(items, ""), f"{count:,}", *cells(count, items)) for items in ITEMS for count in hosts]


def constants(model: Model) -> str:
    costs = ", ".join(f"{workload} {value}: {quantity(seconds, 's')}"
                      for (workload, value), seconds in model.item.items())
    return (f"Fitted: an item takes ({costs}); each rank besides the first {quantity(model.rank, 's')} a run; each "
            f"byte gathered {quantity(model.byte, 's')} whatever the link, and {model.link:.2f} times what the rate of "
            f"the link says. The model differs from a row by {percent(model.median_misfit)} (median of "
            f"{len(model.misfits)} rows), at most {percent(max(abs(each) for each in model.misfits))}.")


NOTE = ("pays: from which time of an item on, computed alone, so many hosts are faster than one although rank 0 "
        "gathers the results of 8 bytes each. half: from which on they gain at least half of what they would gain at "
        "best. Extrapolated from two hosts; the time for each rank is taken to add up, as it does at worst.")
