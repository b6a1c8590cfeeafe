"""Least squares with no factor below 0, for a few factors of very many small systems at once.

Of the factors that are not 0, the best solution is that of plain least squares. So all choices of those are
tried, which for three of them is quicker than a general method (scipy.optimize.nnls) a thousand times.
"""
from __future__ import annotations

from itertools import combinations

from analysis.statistics.scientific import Floats, np

NEGLIGIBLE = 1e-12  # of a squared length: such a column cannot be told from the others


def non_negative_least_squares(columns: Floats, wanted: Floats) -> Floats:
    """For each system the factors of its columns: systems x rows x columns, systems x rows -> systems x columns."""
    lengths = np.sqrt((columns**2).sum(axis=1))
    unit = columns / np.where(lengths > 0, lengths, 1.0)[:, None]
    products, shadows = np.swapaxes(unit, 1, 2) @ unit, (np.swapaxes(unit, 1, 2) @ wanted[..., None])[..., 0]
    count = columns.shape[2]
    best, gained = np.zeros_like(shadows), np.zeros(len(columns))
    for chosen in (list(each) for size in range(1, count + 1) for each in combinations(range(count), size)):
        system = products[:, chosen][:, :, chosen] + NEGLIGIBLE * np.eye(len(chosen))
        factors = np.linalg.solve(system, shadows[:, chosen, None])[..., 0]
        gain = (factors * shadows[:, chosen]).sum(axis=1)  # what these take off the sum of squares
        better = (factors >= 0).all(axis=1) & (gain > gained)
        gained = np.where(better, gain, gained)
        best[np.ix_(better, chosen)] = factors[better]
        best[np.ix_(better, [each for each in range(count) if each not in chosen])] = 0.0
    return np.divide(best, np.where(lengths > 0, lengths, 1.0))
