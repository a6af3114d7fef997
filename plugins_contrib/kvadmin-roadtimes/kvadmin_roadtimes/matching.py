"""Which municipality a coordinate in an answer is: the same, or the only one that it can have been moved from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kvadmin.api import InvalidData, tr
from kvadmin_roadtimes.answers import Waypoint
from kvadmin_roadtimes.records import RoutedPlace

_RADIUS_KM = 6371.0088
#: Coordinates of a request are repeated to the fifth decimal or so.
_SAME_KM = 0.02
#: Beyond it nothing is taken for the nearest road of a place, unless the server says how far it has moved it.
_FAR_KM = 5.0
#: What the server says of how far it has moved a place is measured on another globe.
_OFF = 0.02


def far(lat: np.ndarray, lon: np.ndarray, at: Waypoint | RoutedPlace) -> np.ndarray:
    """Great-circle kilometres from a coordinate to each of others."""
    a, b, c, d = np.radians(lat), np.radians(lon), np.radians(at.lat), np.radians(at.lon)
    half = np.sin((a - c) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((b - d) / 2) ** 2
    out: np.ndarray = 2 * _RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
    return out


def positions(
    points: Sequence[Waypoint], places: Sequence[RoutedPlace], names: dict[str, str], file: str, *, exact: bool
) -> list[int]:
    """The position in ``places`` of each coordinate; ``exact``: as it was asked about, not moved to a road.

    Raises:
        InvalidData: One may be several places or none, or two are the same; all are named.
    """
    lat, lon = (np.array([getattr(each, name) for each in places]) for name in ("lat", "lon"))
    found: list[int] = []
    faults: list[str] = []
    for number, point in enumerate(points):
        away = far(lat, lon, point)
        meant = _meant(away, point, exact=exact)
        label = tr("place {number} of the answer ({lat:.5f}, {lon:.5f})", number=number, lat=point.lat, lon=point.lon)
        if len(meant) != 1:
            near = np.argsort(np.round(away, 6), kind="stable")[:2]
            told = ", ".join(f"{names[places[int(at)].number]} {away[at]:.1f} km" for at in near)
            faults.append(tr("{label}: not certain; nearest {told}", label=label, told=told))
        elif meant[0] in found:
            faults.append(tr("{label}: {name} is there twice", label=label, name=names[places[meant[0]].number]))
        found.append(meant[0] if len(meant) == 1 else -1)
    if faults:
        raise InvalidData(
            tr("{number} place(s) of the answer are no certain members", number=len(faults)),
            where=file,
            details=faults[:20],
            hint=tr("--order FILE: the numbers in the order of the request, one a line"),
            code="bad-places",
        )
    return found


def _meant(away: np.ndarray, point: Waypoint, *, exact: bool) -> list[int]:
    """The places that a coordinate may be of."""
    if point.moved is not None:
        return [
            int(at) for at in np.flatnonzero(np.abs(away - point.moved / 1000) <= _SAME_KM + _OFF * point.moved / 1000)
        ]
    close = np.flatnonzero(away <= _SAME_KM)
    if len(close) or exact:
        return [int(at) for at in close]
    order = np.argsort(np.round(away, 6), kind="stable")
    nearest = float(away[order[0]])
    if nearest > _FAR_KM:
        return []
    return [int(at) for at in order if away[at] < 2 * nearest]
