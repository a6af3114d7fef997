"""What it costs to travel between two places: great-circle kilometres, or a table somebody gives."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from kvadmin.api import InvalidData, tr

from .places import PlaceSet

#: Mean radius of the earth in kilometres (IUGG), as the contract has it.
EARTH_RADIUS_KM = 6371.0088
#: Minutes both ways may differ by this share before a table counts as asymmetric.
_ASYMMETRY = 1e-6
_NAMED = 20


class Distances(Protocol):
    """Travel cost between places, given by their positions in a :class:`PlaceSet`."""

    #: What the numbers are, for messages: ``km`` or ``min``.
    unit: str

    def block(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """Cost from each of ``rows`` to each of ``cols``, shape (len(rows), len(cols))."""

    def pairs(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Cost between ``a[i]`` and ``b[i]``; shapes broadcast."""


class GreatCircle:
    """Haversine kilometres, computed when asked for: memory never grows with the square of the places."""

    unit = "km"

    def __init__(self, places: PlaceSet) -> None:
        self._lat, self._lon = np.radians(places.lat), np.radians(places.lon)
        self._cos = np.cos(self._lat)

    def pairs(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """See :class:`Distances`."""
        half = np.sin((self._lat[b] - self._lat[a]) / 2) ** 2
        half = half + self._cos[a] * self._cos[b] * np.sin((self._lon[b] - self._lon[a]) / 2) ** 2
        out: np.ndarray = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
        return out

    def block(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """See :class:`Distances`."""
        return self.pairs(np.asarray(rows)[:, None], np.asarray(cols)[None, :])


class TravelTable:
    """Costs from a square table in the order of the places, for example road minutes.

    Raises:
        InvalidData: wrong shape, unknown (NaN) or negative pairs, or a way there that differs
            from the way back; the pairs are named.
    """

    def __init__(self, places: PlaceSet, table: np.ndarray, unit: str = "min") -> None:
        self.unit = unit
        values = np.array(table, dtype=float)
        n = len(places)
        if values.shape != (n, n):
            raise InvalidData(
                tr("the table of distances is {shape}, not {count} x {count}", shape=values.shape, count=n),
                code="bad-places",
            )
        np.fill_diagonal(values, 0.0)
        with np.errstate(invalid="ignore"):
            unknown = ~np.isfinite(values)
            negative = values < 0
            uneven = np.abs(values - values.T) > _ASYMMETRY * (1 + np.abs(values))
        _refuse(places, unknown | unknown.T, "the distance is unknown for {count} pair(s) of places")
        _refuse(places, negative, "the distance is negative for {count} pair(s) of places")
        _refuse(places, uneven, "the way there and the way back differ for {count} pair(s) of places")
        self._values = np.minimum(values, values.T)

    def pairs(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """See :class:`Distances`."""
        out: np.ndarray = self._values[a, b]
        return out

    def block(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """See :class:`Distances`."""
        out: np.ndarray = self._values[np.ix_(rows, cols)]
        return out


def _refuse(places: PlaceSet, wrong: np.ndarray, message: str) -> None:
    pairs = np.argwhere(np.triu(wrong | wrong.T, 1))
    if len(pairs):
        named = [f"{places[int(a)].label()} - {places[int(b)].label()}" for a, b in pairs[:_NAMED]]
        if len(pairs) > _NAMED:
            named.append(tr("and {number} more", number=len(pairs) - _NAMED))
        raise InvalidData(tr(message, count=len(pairs)), details=named, hint=tr("complete the table of distances"))


def pair_sums(distances: Distances, members: np.ndarray) -> np.ndarray:
    """Sum over all pairs of each row of ``members`` (candidates x size), shape (candidates,)."""
    total = np.zeros(len(members))
    for a in range(members.shape[1]):
        for b in range(a):
            total += distances.pairs(members[:, a], members[:, b])
    return total
