"""How long results take to be written at best, whoever writes them."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Union

from analysis.advice.draws import Draws
from analysis.statistics.scientific import np


@dataclass(frozen=True)
class Bandwidth:
    """Between the sizes recorded straight on logarithmic axes; beyond them as at the last."""

    rates: Mapping[float, Draws]  # bytes a second by bytes of results, ascending; none: not recorded

    def seconds(self, amount: Union[float, Draws]) -> Draws:
        """For so many bytes, the same in each draw or not; 0 where nothing was recorded."""
        if not self.rates:
            return np.zeros(np.shape(amount) or 1)
        rates, sizes = np.log(list(self.rates.values())), np.log(list(self.rates))
        draws = np.arange(rates.shape[1])
        place = np.interp(np.log(np.maximum(amount, 1.0)) + 0.0 * draws, sizes, np.arange(len(sizes)))
        below = place.astype(int)
        above = np.minimum(below + 1, len(sizes) - 1)
        way, draws = place - below, np.broadcast_to(draws, place.shape)
        return np.divide(amount, np.exp((1 - way) * rates[below, draws] + way * rates[above, draws]))

    @property
    def estimate(self) -> Bandwidth:
        return Bandwidth({amount: rate[:1] for amount, rate in self.rates.items()})
