"""One bubble per network: around its dots and the lines between them, apart from the dots of others.

A network's *skeleton* is the tree that joins its dots, led around the dots of others, and the triangles
between them that nobody else is in. Its bubble is everything near the skeleton that is nearer to it than
to another network's, traced as a line of equal value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from .outline import closed
from .plane_geometry import contours, crosses, inside_triangle, to_segments

#: Width of a bubble around its skeleton, the least half-width of its arms, and half the gap to the next bubble.
REACH, CORE, GAP = 13.0, 3.2, 1.4
#: Steps of the grid that a bubble is traced on.
GRID = 1.8
_SMOOTH = 0.3
#: How far inside the rim a point counts as inside, so that the smoothed line still goes around it.
_INNER = 0.9
#: Triangles are filled when no side is longer than this.
_SIDE = 150.0


@dataclass
class Skeleton:
    """Dots (k, 2), segments (m, 2, 2) and filled triangles (t, 3, 2) of one network."""

    dots: np.ndarray
    segments: np.ndarray
    triangles: list[np.ndarray] = field(default_factory=list)
    _known: tuple[int, np.ndarray] | None = None

    def sides(self) -> np.ndarray:
        """Segments with the sides of the triangles, each once."""
        if self._known is None or self._known[0] != len(self.triangles):
            parts = [np.stack([t, np.roll(t, -1, axis=0)], axis=1) for t in self.triangles]
            both = np.concatenate([self.segments, *parts])
            turn = (both[:, 0, 0] > both[:, 1, 0]) | (
                (both[:, 0, 0] == both[:, 1, 0]) & (both[:, 0, 1] > both[:, 1, 1])
            )
            both[turn] = both[turn][:, ::-1]
            self._known = (len(self.triangles), np.unique(both.reshape(-1, 4), axis=0).reshape(-1, 2, 2))
        return self._known[1]

    def grown(self, segments: np.ndarray) -> Skeleton:
        """The same with further segments, so that the bubble goes around them too."""
        return Skeleton(self.dots, np.concatenate([self.segments, segments]), self.triangles)

    def reach(self) -> tuple[np.ndarray, np.ndarray]:
        """The corners of the box around it."""
        corners = self.sides().reshape(-1, 2)
        return corners.min(axis=0), corners.max(axis=0)

    def distance(self, points: np.ndarray) -> np.ndarray:
        """Distance of each point (n, 2), 0 inside a triangle."""
        out = to_segments(points, self.sides())
        for corners in self.triangles:
            out[inside_triangle(points, corners)] = 0.0
        return out


def skeletons(points: np.ndarray, groups: Sequence[np.ndarray], radius: float) -> list[Skeleton]:
    """The skeleton of each network.

    Args:
        points: Dots of all networks, shape (n, 2).
        groups: Positions of each network's dots.
        radius: Radius of a dot.
    """
    made = []
    for group in groups:
        others = np.delete(points, group, axis=0)
        made.append(Skeleton(points[group], _tree(points[group], others, radius)))
    for number, (skeleton, group) in enumerate(zip(made, groups, strict=True)):
        _fill(skeleton, number, made, np.delete(points, group, axis=0), radius)
    return made


def _tree(dots: np.ndarray, others: np.ndarray, radius: float) -> np.ndarray:
    """The shortest tree that joins the dots, where passing over another network's dot counts as a long way."""
    if len(dots) == 1:
        return np.stack([dots, dots], axis=1)
    pairs = list(combinations(range(len(dots)), 2))
    cost = []
    for a, b in pairs:
        length = float(np.hypot(*(dots[a] - dots[b])))
        near = _near(others, dots[a], dots[b], radius + CORE + 1)
        cost.append((length * (1 + 1.5 * len(near)), a, b))
    root = list(range(len(dots)))
    segments: list[np.ndarray] = []
    for _, a, b in sorted(cost):
        if root[a] != root[b]:
            root = [root[a] if each == root[b] else each for each in root]
            segments += _led_around(dots[a], dots[b], others, radius)
    return np.array(segments)


def _near(others: np.ndarray, a: np.ndarray, b: np.ndarray, reach: float) -> np.ndarray:
    """The others within reach of a segment."""
    box = (others >= np.minimum(a, b) - reach).all(axis=1) & (others <= np.maximum(a, b) + reach).all(axis=1)
    close = others[box]
    out: np.ndarray = close[to_segments(close, np.array([[a, b]])) < reach]
    return out


def _led_around(a: np.ndarray, b: np.ndarray, others: np.ndarray, radius: float) -> list[np.ndarray]:
    """The segment, bent sideways where another network's dot lies on it."""
    reach = radius + CORE + 1
    near = _near(others, a, b, reach)
    length = float(np.hypot(*(b - a)))
    if not len(near) or length < 2 * reach:
        return [np.array([a, b])]
    along = (b - a) / length
    side = np.array([-along[1], along[0]])
    middle = near[np.argmin(np.abs((near - a) @ along - length / 2))]
    best: tuple[int, float, np.ndarray] | None = None
    for offset in (1.0, -1.0, 1.6, -1.6, 2.4, -2.4):
        bend = middle + side * offset * (reach + 1.5)
        hits = len(_near(others, a, bend, reach)) + len(_near(others, bend, b, reach))
        detour = float(np.hypot(*(bend - a)) + np.hypot(*(b - bend)))
        if best is None or (hits, detour) < best[:2]:
            best = (hits, detour, bend)
    assert best is not None
    return [np.array([a, best[2]]), np.array([best[2], b])] if best[0] < len(near) else [np.array([a, b])]


def _fill(skeleton: Skeleton, number: int, every: list[Skeleton], others: np.ndarray, radius: float) -> None:
    """Add the triangles that nobody else is in."""
    low, high = skeleton.dots.min(axis=0) - 2 * REACH, skeleton.dots.max(axis=0) + 2 * REACH
    near = [s.sides() for k, s in enumerate(every) if k != number]
    lines = np.concatenate(near) if near else np.empty((0, 2, 2))
    if len(lines):
        lines = lines[(lines.max(axis=1) >= low).all(axis=1) & (lines.min(axis=1) <= high).all(axis=1)]
    others = others[(others >= low).all(axis=1) & (others <= high).all(axis=1)]
    free: dict[tuple[int, int], bool] = {}
    for a, b in combinations(range(len(skeleton.dots)), 2):
        segment = skeleton.dots[[a, b]]
        short = float(np.hypot(*(segment[0] - segment[1]))) <= _SIDE
        alone = short and not len(_near(others, segment[0], segment[1], radius + CORE))
        free[a, b] = alone and not crosses(segment, lines)
    clean = [
        skeleton.dots[[a, b, c]]
        for a, b, c in combinations(range(len(skeleton.dots)), 3)
        if free[a, b] and free[b, c] and free[a, c]
    ]
    for corners in sorted(clean, key=lambda t: -abs(_double_area(t))):  # the large ones first: few cover it all
        if not len(others) or not inside_triangle(others, corners).any():
            samples = _SAMPLES @ corners
            covered = [inside_triangle(samples, known) for known in skeleton.triangles]
            if not covered or not np.any(covered, axis=0).all():
                skeleton.triangles.append(corners)


#: Points inside a triangle, as shares of its corners: when all are covered, so is about all of it.
_SAMPLES = np.array(
    [(1, 1, 1), (8, 1, 1), (1, 8, 1), (1, 1, 8), (4, 4, 1), (4, 1, 4), (1, 4, 4)], dtype=float
) / np.array([[3], [10], [10], [10], [9], [9], [9]])


def _double_area(corners: np.ndarray) -> float:
    one, two = corners[1] - corners[0], corners[2] - corners[0]
    return float(one[0] * two[1] - one[1] * two[0])


@dataclass
class BubbleField:
    """How far every point of a grid is from a network's bubble: negative inside (shape rows, columns)."""

    low: np.ndarray
    value: np.ndarray

    def rings(self) -> list[np.ndarray]:
        """The rim of the bubble (more than one ring where it has a hole), each (points, 2)."""
        rings = [closed(self.low + GRID * line, _SMOOTH) for line in contours(self.value)]
        return sorted((ring for ring in rings if len(ring) > 2), key=lambda ring: tuple(ring[0]))

    def points(self) -> np.ndarray:
        """The points of the grid, shape (rows, columns, 2)."""
        rows, columns = self.value.shape
        out: np.ndarray = self.low + GRID * np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=-1)
        return out

    def holding(self, half: tuple[float, float]) -> np.ndarray:
        """Whether a box of these half sides around a point of the grid lies inside, shape (rows, columns)."""
        outside = (self.value > -_INNER).astype(int)
        wide, high = (int(np.ceil(side / GRID)) for side in half)
        padded = np.pad(outside, ((high, high), (wide, wide)), constant_values=1)
        total = np.pad(np.cumsum(np.cumsum(padded, axis=0), axis=1), ((1, 0), (1, 0)))
        rows, columns = 2 * high + 1, 2 * wide + 1
        out: np.ndarray = (
            total[rows:, columns:] - total[:-rows, columns:] - total[rows:, :-columns] + total[:-rows, :-columns]
        ) == 0
        return out


def bubble_field(number: int, every: Sequence[Skeleton], foreign: np.ndarray, radius: float) -> BubbleField:
    """One network's bubble.

    Args:
        number: Which network.
        every: Skeletons of all networks.
        foreign: Dots of all other networks, shape (m, 2).
        radius: Radius of a dot.
    """
    own = every[number]
    first, last = own.reach()
    low, high = first - REACH - 3 * GRID, last + REACH + 3 * GRID
    xs, ys = np.arange(low[0], high[0] + GRID, GRID), np.arange(low[1], high[1] + GRID, GRID)
    points = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    return BubbleField(low, _field(points, number, every, foreign, radius).reshape(len(ys), len(xs)))


def _field(
    points: np.ndarray, number: int, every: Sequence[Skeleton], foreign: np.ndarray, radius: float
) -> np.ndarray:
    """Negative inside the bubble; roughly the distance to its rim."""
    own = every[number].distance(points)
    low, high = points.min(axis=0) - 2 * REACH, points.max(axis=0) + 2 * REACH
    value = own - REACH
    close = np.flatnonzero(own < REACH + 2 * GRID)
    at = points[close]
    rival = np.full(len(close), np.inf)
    for k, other in enumerate(every):
        first, last = other.reach()
        if k != number and (last >= low).all() and (first <= high).all():
            np.minimum(rival, other.distance(at), out=rival)
    border = np.minimum((own[close] - rival) / 2 + GAP, REACH)
    if len(foreign):
        box = (foreign >= low).all(axis=1) & (foreign <= high).all(axis=1)
        dots = np.stack([foreign[box], foreign[box]], axis=1)
        border = np.maximum(border, radius + 1.5 - to_segments(at, dots))
    border = np.minimum(border, own[close] - CORE)
    value[close] = np.maximum(value[close], border)
    mine = to_segments(at, np.stack([every[number].dots] * 2, axis=1)) - (radius + 2.5)
    value[close] = np.minimum(value[close], mine)
    return value
