"""What every dot is called on the map: its name where its network has room for names, else a number of the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .labels import Allowed, Box
from .plane_geometry import crosses

#: Heights of the letters of names and of numbers.
NAME, NUMERAL = 12.0, 10.5
#: How far from its dot a label may stand; a thin line leads there when it is further than the second figure.
_GAPS = (1.5, 3.5, 6.0, 10.0, 15.0, 21.0, 28.0, 36.0, 46.0, 58.0, 72.0, 90.0, 120.0)
_LED, _NAME_GAP = 6.0, 21.0
#: Widths of letters as shares of their height, of a face as wide as those that the picture asks for.
_WIDE, _NARROW = frozenset("mwMWÆ@—"), frozenset("iljtfrI.,:;'()[]-/ ")
#: A label upon a strange bubble is as bad as one this much further away; outside all of them, and on a rim, as these.
_STRANGE, _OUTSIDE, _RIM = 26.0, 4.0, 3.0
_LEADER_POINTS = 9


@dataclass(frozen=True)
class PlaceLabel:
    """The name or number of a dot: where its letters stand (middle of a box), and the line that leads to it."""

    dot: int
    text: str
    size: float
    box: Box
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


@dataclass(frozen=True)
class _Spot:
    box: Box
    leader: np.ndarray | None
    badness: float


def text_width(text: str, size: float) -> float:
    """About the width of a text, rather too wide than too narrow."""
    shares = (0.86 if c in _WIDE else 0.32 if c in _NARROW else 0.68 if c.isupper() else 0.56 for c in text)
    return size * sum(shares)


class PlaceNaming:
    """Names the dots of one view.

    Args:
        dots: Of this view, shape (n, 2).
        of: Which network of the view each is in.
        radius: Of a dot.
        taken: Boxes that nothing may cover: numbers of networks, the list.
        allowed: Whether boxes are on the sheet.
        inside: For points (m, 2), the network whose bubble each is in, -1 for none.
    """

    def __init__(
        self,
        dots: np.ndarray,
        of: np.ndarray,
        radius: float,
        taken: Sequence[Box],
        allowed: Allowed,
        inside: Callable[[np.ndarray], np.ndarray],
    ) -> None:
        self._dots, self._of, self._radius = dots, of, radius
        self._taken, self._allowed, self._inside = list(taken), allowed, inside
        self._spots: dict[int, _Spot] = {}

    def place(self, names: Sequence[str], numerals: Sequence[str]) -> list[PlaceLabel]:
        """A label for every dot: all of a network by name, or all by number.

        Args:
            names: Of the dots.
            numerals: The number of each in the list.
        """
        for dot in self._crowded_first(range(len(self._dots))):
            self._spots[dot] = (
                self._spot(dot, numerals[dot], NUMERAL, _GAPS)
                or self._spot(dot, numerals[dot], NUMERAL, _GAPS, over=True)
                or self._anyhow(dot, numerals[dot])
            )
        named: set[int] = set()
        for network in np.unique(self._of).tolist():
            members = np.flatnonzero(self._of == network).tolist()
            before = {dot: self._spots.pop(dot) for dot in members}
            if self._all_named(members, names):
                named.update(members)
            else:
                self._spots.update(before)
        labels = [(dot, names[dot] if dot in named else numerals[dot], dot in named) for dot in sorted(self._spots)]
        return [self._label(dot, text, NAME if by_name else NUMERAL) for dot, text, by_name in labels]

    def _all_named(self, members: Sequence[int], names: Sequence[str]) -> bool:
        near = [gap for gap in _GAPS if gap <= _NAME_GAP]
        for dot in self._crowded_first(members):
            spot = self._spot(dot, names[dot], NAME, near)
            if spot is None:
                for each in members:
                    self._spots.pop(each, None)
                return False
            self._spots[dot] = spot
        return True

    def _label(self, dot: int, text: str, size: float) -> PlaceLabel:
        spot = self._spots[dot]
        ends = None if spot.leader is None else (_pair(spot.leader[0]), _pair(spot.leader[-1]))
        return PlaceLabel(dot, text, size, spot.box, ends)

    def _crowded_first(self, dots: Sequence[int] | range) -> list[int]:
        far = {}
        for dot in dots:
            away = np.sort(np.hypot(*(self._dots - self._dots[dot]).T))
            far[dot] = float(away[1:4].sum())
        return sorted(dots, key=lambda dot: (round(far[dot], 6), dot))

    def _spot(self, dot: int, text: str, size: float, gaps: Sequence[float], *, over: bool = False) -> _Spot | None:
        """The best free place around a dot, the nearest gaps first; ``over``: its line may pass over other dots."""
        best: _Spot | None = None
        for gap in gaps:
            if best is not None and gap >= best.badness:
                break
            for spot in self._free_spots(dot, text, size, gap, over=over):
                if best is None or spot.badness < best.badness - 1e-6:
                    best = spot
        return best

    def _free_spots(self, dot: int, text: str, size: float, gap: float, *, over: bool) -> list[_Spot]:
        half = np.array([text_width(text, size) / 2 + 1.0, 0.42 * size])
        at = self._dots[dot]
        spots, side = _ring(at, half, self._radius + gap)
        free = self._allowed(spots, *half.tolist()) & self._clear(spots, half)
        if not free.any():
            return []
        badness = gap + side + self._ground(spots, half, int(self._of[dot]))
        found = []
        for k in np.flatnonzero(free).tolist():
            leader = _leader(at, spots[k], half, self._radius) if gap > _LED else None
            if leader is None or self._unhindered(leader, dot, over=over):
                x, y = _pair(spots[k])
                found.append(_Spot((x, y, float(half[0]), float(half[1])), leader, float(badness[k])))
        return found

    def _clear(self, spots: np.ndarray, half: np.ndarray) -> np.ndarray:
        """Whether a box at each spot touches no dot, no box and no leading line."""
        low, high = spots.min(axis=0) - half - self._radius - 2, spots.max(axis=0) + half + self._radius + 2
        near = self._dots[(self._dots >= low).all(axis=1) & (self._dots <= high).all(axis=1)]
        off = np.maximum(np.abs(spots[:, None] - near[None]) - half, 0.0)
        ok: np.ndarray = (np.hypot(off[..., 0], off[..., 1]) > self._radius + 0.7).all(axis=1)
        boxes = np.array([*self._taken, *(spot.box for spot in self._spots.values())])
        if len(boxes):
            apart = np.abs(spots[:, None] - boxes[None, :, :2]) > half + boxes[None, :, 2:] + 0.8
            ok &= apart.any(axis=2).all(axis=1)
        leaders = [spot.leader for spot in self._spots.values() if spot.leader is not None]
        if leaders:
            on = np.abs(spots[:, None] - np.concatenate(leaders)[None]) < half + 1.5
            ok &= ~on.all(axis=2).any(axis=1)
        return ok

    def _ground(self, spots: np.ndarray, half: np.ndarray, network: int) -> np.ndarray:
        """How bad the ground of each box is: upon the bubble of another network, or upon none."""
        corners = np.array([(0, 0), (-1, -1), (1, -1), (-1, 1), (1, 1)]) * half
        ground = self._inside((spots[:, None] + corners[None]).reshape(-1, 2)).reshape(len(spots), -1)
        strange = ((ground >= 0) & (ground != network)).mean(axis=1)
        rim = (ground != ground[:, :1]).any(axis=1)
        out: np.ndarray = _STRANGE * strange + _OUTSIDE * (ground < 0).mean(axis=1) + _RIM * rim
        return out

    def _unhindered(self, leader: np.ndarray, dot: int, *, over: bool) -> bool:
        others = np.delete(self._dots, dot, axis=0)
        if (
            not over
            and len(others)
            and (np.hypot(*(leader[:, None] - others[None]).transpose(2, 0, 1)) < self._radius + 1).any()
        ):
            return False
        boxes = np.array([*self._taken, *(spot.box for spot in self._spots.values())])
        if len(boxes) and (np.abs(leader[:, None] - boxes[None, :, :2]) < boxes[None, :, 2:] + 0.5).all(axis=2).any():
            return False
        ways = [spot.leader for spot in self._spots.values() if spot.leader is not None]
        return over or not any(_cross(leader, way) for way in ways)

    def _anyhow(self, dot: int, text: str) -> _Spot:
        """Where there is no free place at all, as with dots upon each other: beside the dot."""
        half = np.array([text_width(text, NUMERAL) / 2 + 1.0, 0.42 * NUMERAL])
        x, y = _pair(self._dots[dot] + np.array([self._radius + 1.5 + half[0], 0.0]))
        return _Spot((x, y, float(half[0]), float(half[1])), None, float("inf"))


def _pair(at: np.ndarray) -> tuple[float, float]:
    return float(at[0]), float(at[1])


def _ring(at: np.ndarray, half: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """Middles of boxes that touch a circle around a dot, and how little each side is liked (right is best)."""
    angles = np.radians(np.arange(0, 360, 15))
    way = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    spots = at + way * reach + np.clip(1.6 * way, -1, 1) * half
    return spots, 0.7 * (1 - way[:, 0]) + 0.3 * np.abs(way[:, 1])


def _leader(at: np.ndarray, spot: np.ndarray, half: np.ndarray, radius: float) -> np.ndarray:
    """Points of the line from a dot's rim to the nearest point of its box."""
    end = np.clip(at, spot - half + 0.5, spot + half - 0.5)
    way = end - at
    start = at + way * (radius / max(float(np.hypot(*way)), radius))
    share = np.linspace(0.0, 1.0, _LEADER_POINTS)[:, None]
    out: np.ndarray = start + share * (end - start)
    return out


def _cross(one: np.ndarray, two: np.ndarray) -> bool:
    return crosses(one[[0, -1]], two[[0, -1]][None])
