"""What is to be computed."""
from __future__ import annotations

from dataclasses import dataclass

EVEN, SKEWED = "even", "skewed"
SPREADS = (EVEN, SKEWED)


@dataclass(frozen=True)
class Job:
    """Items that know nothing of each other, computed by one crew as often as it is called."""

    items: float
    seconds_per_item: float  # of computing, on one CPU in a plain loop; the mean where items differ
    workers: int
    calls: float = 1.0  # one after the other, of a crew that is started once and stopped once
    bytes_per_item: float = 8.0  # of results
    spread: str = EVEN  # SKEWED: items cost more and more along the way, the last twice the mean
    isolated: bool = False  # what crashes may take only its own process with it

    @property
    def work(self) -> float:
        """Seconds of computing in one call."""
        return self.items * self.seconds_per_item

    @property
    def bytes(self) -> float:
        """Of results of one call."""
        return self.items * self.bytes_per_item
