"""Insets: crowded parts of the map shown larger, by whole networks, so that none is cut in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .sheet import MARGIN, TakenRoom

#: A dot is crowded when another is nearer than this.
_CROWDED = 12.0
#: Insets at most, crowded dots that make one worth while, and sizes tried as hundredths of the sheet's width.
_INSETS, _WORTH = 4, 6
_SIZES = (22.7, 21.2, 19.7, 18.2, 16.7, 15.2, 13.7, 12.2, 10.7, 9.2)
#: How far around the most crowded dot networks are looked for, and the largest circle around them.
_FOCUS, _WIDEST = 66.0, 105.0
#: Room between the outermost dots of an inset and its rim, on the map.
_RIM = 12.0
#: More dots than this get no insets: all pairs of them would be compared.
_MOST = 3000


@dataclass(frozen=True)
class Inset:
    """A circle of the map (centre and radius on it) whose networks are shown larger in a circle elsewhere.

    ``networks`` are drawn in the inset, each with all its dots, and no others.
    """

    source: tuple[float, float]
    reach: float
    place: tuple[float, float]
    radius: float
    networks: tuple[int, ...] = ()

    @property
    def zoom(self) -> float:
        """How many times larger."""
        return self.radius / self.reach

    def move(self, points: np.ndarray) -> np.ndarray:
        """Positions on the map as positions in the inset."""
        out: np.ndarray = np.array(self.place) + (points - np.array(self.source)) * self.zoom
        return out

    def badge(self, points: np.ndarray) -> tuple[float, float]:
        """Where the letter stands on the rim of the source: where no dot is near."""
        angles = np.radians(np.arange(225, 225 + 360, 15))
        spots = np.array(self.source) + self.reach * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        spots = spots[(spots > MARGIN).all(axis=1)]
        if not len(points) or not len(spots):
            return (self.source[0], self.source[1] - self.reach)
        room = np.hypot(*(spots[:, None] - points[None, :]).transpose(2, 0, 1)).min(axis=1)
        best = int(np.argmax(np.minimum(np.round(room, 6), 22.0)))
        return float(spots[best][0]), float(spots[best][1])


def find_insets(points: np.ndarray, of: np.ndarray, taken: TakenRoom) -> list[Inset]:
    """Circles around the networks of the crowded areas, the most crowded first, where there is room to show them.

    Args:
        points: Dots on the map, shape (n, 2).
        of: Network of each dot, shape (n,).
        taken: The sheet; the insets are marked on it.
    """
    if len(points) > _MOST:
        return []
    far = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))
    np.fill_diagonal(far, np.inf)
    crowded = far.min(axis=1) < _CROWDED
    np.fill_diagonal(far, 0.0)
    found: list[Inset] = []
    while len(found) < _INSETS and crowded.sum() >= _WORTH:
        middle = int(np.argmax((far < _FOCUS)[:, crowded].sum(axis=1)))
        around = crowded & (far[middle] < _FOCUS)
        shown = {network for inset in found for network in inset.networks}
        networks = _networks_around(points, of, np.flatnonzero(around), points[middle], shown)
        crowded &= ~around
        if (np.isin(of, networks) & around).sum() < _WORTH:
            if not around.any():
                break
            continue
        inset = _room_for(taken, *_circle(points[np.isin(of, networks)]), found)
        if inset is not None:
            held = np.hypot(*(points - np.array(inset.source)).T) < inset.reach - _RIM / 2
            whole = {k for k in np.unique(of).tolist() if held[of == k].all()} - shown
            inset = Inset(inset.source, inset.reach, inset.place, inset.radius, tuple(sorted(whole | set(networks))))
            crowded &= ~np.isin(of, inset.networks)
            found.append(inset)
            taken.mark_circle(np.array(inset.place), inset.radius + 10)
    return found


def _networks_around(
    points: np.ndarray, of: np.ndarray, dots: np.ndarray, middle: np.ndarray, shown: set[int]
) -> list[int]:
    """The networks of some dots that fit into one circle whole: the nearest to the middle first."""
    reach = {
        k: float(np.hypot(*(points[of == k] - middle).T).max()) for k in np.unique(of[dots]).tolist() if k not in shown
    }
    chosen: list[int] = []
    for network in sorted(reach, key=lambda k: (round(reach[k], 6), k)):
        if _circle(points[np.isin(of, [*chosen, network])])[1] <= _WIDEST:
            chosen.append(network)
    return chosen


def _circle(points: np.ndarray) -> tuple[np.ndarray, float]:
    """A circle around points, with room for the bubbles: centre and radius."""
    centre = (points.min(axis=0) + points.max(axis=0)) / 2
    return centre, float(np.hypot(*(points - centre).T).max()) + _RIM


def _room_for(taken: TakenRoom, centre: np.ndarray, reach: float, others: Sequence[Inset]) -> Inset | None:
    """The largest inset there is room for, near what it shows; None when it would hardly be larger."""
    for other in others:
        if np.hypot(*(np.array(other.source) - centre)) < other.reach + reach:
            return None
    for radius in (share * taken.width / 100 for share in _SIZES):
        if radius > 4.5 * reach:
            continue
        if radius < 1.5 * reach:
            return None
        free = taken.free_circles(radius + 8)
        if len(free):
            away = np.hypot(*(free - centre).T)
            best = free[int(np.argmin(np.round(away, 6)))]
            return Inset((float(centre[0]), float(centre[1])), reach, (float(best[0]), float(best[1])), float(radius))
    return None
