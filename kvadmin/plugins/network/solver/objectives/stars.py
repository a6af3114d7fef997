"""The meeting place of candidate networks: the member to whom the others have least to travel in all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..distance import Distances

#: Sums are compared to this many decimals (a millimetre), so that equals are equal however they were summed.
_DECIMALS = 6
#: Places whose distances are kept as a square table; with more they are worked out when asked for.
_TABLED = 2500
#: Places of a table whose triangles are all looked at.
_CHECKED = 700


@dataclass(frozen=True)
class Stars:
    """Of each candidate: its meeting place (a position), the sum of the ways there, the longest of them; (rows,)."""

    places: np.ndarray
    sums: np.ndarray
    longest: np.ndarray


def stars_of(distances: Distances, members: np.ndarray) -> Stars:
    """The stars of candidates.

    Args:
        distances: Between places.
        members: Positions of places, shape (rows, size), size from 1.
    """
    rows, size = members.shape
    ways = np.zeros((size, size, rows))
    for a in range(size):
        for b in range(a):
            ways[a, b] = ways[b, a] = distances.pairs(members[:, a], members[:, b])
    sums = ways.sum(axis=0)
    rounded = np.round(sums, _DECIMALS)
    # of equal sums the place that comes first, wherever it stands among the members
    ranks = np.where(rounded == rounded.min(axis=0), members.T, np.iinfo(np.int64).max)
    at = np.argmin(ranks, axis=0)
    row = np.arange(rows)
    return Stars(members[row, at], sums[at, row], ways[:, at, row].max(axis=0))


class TabledDistances:
    """Distances of a set of places kept as a square table, where there are not too many of them."""

    def __init__(self, distances: Distances, places: int) -> None:
        self.unit, self._source = distances.unit, distances
        every = np.arange(places)
        self.table = distances.block(every, every) if places <= _TABLED else None

    def pairs(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """See :class:`Distances`."""
        if self.table is None:
            return self._source.pairs(a, b)
        out: np.ndarray = self.table[a, b]
        return out

    def block(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """See :class:`Distances`."""
        if self.table is None:
            return self._source.block(rows, cols)
        out: np.ndarray = self.table[np.ix_(rows, cols)]
        return out


def detour(distances: TabledDistances, *, metric: bool) -> float:
    """How many times longer a straight way is than one by way of a third place, at most; from 1, inf when not known.

    Great circles keep the triangle inequality (1); a table of minutes may break it.
    """
    table = distances.table
    if metric:
        return 1.0
    if table is None or len(table) > _CHECKED:
        return float("inf")
    worst = 1.0
    for by in range(len(table)):
        around = table[:, by, None] + table[None, by, :]
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(table > 0, table / around, 0.0)
        worst = max(worst, float(ratio.max(initial=0.0)))
    return worst
