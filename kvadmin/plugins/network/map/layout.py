"""What goes where on the sheet: the map, insets of crowded areas, the list of networks; nothing covers anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .outline import Outline
from .projection import Projection, around

#: The sheet, its margin, and the room for the title, in units of 1/96 inch.
WIDTH, TALLEST, MARGIN, HEAD = 990, 1400, 18, 56
#: Radius of a dot.
DOT = 4.0
#: A dot is crowded when another is nearer than this.
_CROWDED = 10.5
#: Insets at most, crowded dots that make one worth while, and sizes tried.
_INSETS, _WORTH = 4, 6
_SIZES = range(225, 89, -15)
_FOCUS = 66.0
_CELL = 8


@dataclass(frozen=True)
class Inset:
    """A circle of the map (centre and radius on it) shown larger in a circle elsewhere."""

    source: tuple[float, float]
    reach: float
    place: tuple[float, float]
    radius: float

    @property
    def zoom(self) -> float:
        """How many times larger."""
        return self.radius / self.reach

    def move(self, points: np.ndarray) -> np.ndarray:
        """Positions on the map as positions in the inset."""
        out: np.ndarray = np.array(self.place) + (points - np.array(self.source)) * self.zoom
        return out

    def holds(self, points: np.ndarray) -> np.ndarray:
        """Whether positions on the map are inside."""
        out: np.ndarray = np.hypot(*(points - np.array(self.source)).T) < self.reach
        return out

    def badge(self, points: np.ndarray) -> tuple[float, float]:
        """Where the letter stands on the rim of the source: where no dot is near."""
        angles = np.radians(np.arange(225, 225 + 360, 15))
        spots = np.array(self.source) + self.reach * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        spots = spots[(spots > MARGIN).all(axis=1) & (spots[:, 0] < WIDTH - MARGIN)]
        room = np.hypot(*(spots[:, None] - points[None, :]).transpose(2, 0, 1)).min(axis=1)
        best = int(np.argmax(np.minimum(np.round(room, 6), 22.0)))
        return float(spots[best][0]), float(spots[best][1])


@dataclass
class MapLayout:
    """The layout: size, dots on the map, outline on the map, insets and where the list of networks stands."""

    width: float
    height: float
    map_height: float
    points: np.ndarray
    outline: list[list[np.ndarray]]
    insets: list[Inset]
    legend: tuple[float, float] | None
    legend_columns: int
    framed: bool


def lay_out(lat: np.ndarray, lon: np.ndarray, outline: Outline, rows: int, column: float, line: float) -> MapLayout:
    """Place everything.

    Args:
        lat: Latitudes of the dots in degrees.
        lon: Longitudes.
        outline: Areas to draw below, in degrees; those far from the dots are left out.
        rows: Lines of the list of networks (0: no list).
        column: Width of a column of that list.
        line: Height of a line of it.
    """
    points, areas, height, framed = _on_map(lat, lon, outline)
    taken = _Taken(WIDTH, height)
    taken.mark_dots(points)
    taken.mark_areas(areas)
    taken.mark_box(0, 0, 460, HEAD)
    insets = _insets(points, taken)
    legend, columns = None, 1
    if rows:
        legend, columns = _legend_place(taken, rows, column, line)
    width, height = float(WIDTH), float(taken.height)
    below = height
    if rows and legend is None:
        columns = max(1, int((WIDTH - 2 * MARGIN) // column))
        legend = (float(MARGIN), height + MARGIN)
        height += -(-rows // columns) * line + 2 * MARGIN
    return MapLayout(width, height, below, points, areas, insets, legend, columns, framed)


def _on_map(
    lat: np.ndarray, lon: np.ndarray, outline: Outline
) -> tuple[np.ndarray, list[list[np.ndarray]], float, bool]:
    """Dots and outline in units of the sheet, its height, and whether only a part of the outline is shown."""
    rings = [ring for area in outline for ring in area]
    whole = False
    if rings:
        every = np.concatenate(rings)
        low, high = every.min(axis=0), every.max(axis=0)
        inside = (lon >= low[0]) & (lon <= high[0]) & (lat >= low[1]) & (lat <= high[1])
        whole = bool(inside.mean() >= 0.5 and np.ptp(lat) >= 0.55 * (high[1] - low[1]))
        outline = outline if inside.mean() >= 0.5 else []
    projection = around(every[:, 1], every[:, 0]) if whole else around(lat, lon)
    dots = projection(lat, lon)
    areas = [[projection(ring[:, 1], ring[:, 0]) for ring in area] for area in outline]
    shown = np.concatenate([dots, *(ring for area in areas for ring in area)]) if whole else dots
    return _fitted(dots, areas, shown, whole=whole, projection=projection)


def _fitted(
    dots: np.ndarray, areas: list[list[np.ndarray]], shown: np.ndarray, *, whole: bool, projection: Projection
) -> tuple[np.ndarray, list[list[np.ndarray]], float, bool]:
    del projection
    low, high = shown.min(axis=0), shown.max(axis=0)
    if not whole:  # room around the outermost dots, so that one sees where they are
        room = max(30.0, 0.08 * float((high - low).max()))
        low, high = low - room, high + room
    size = np.maximum(high - low, 1.0)
    scale = min((WIDTH - 2 * MARGIN) / size[0], (TALLEST - HEAD - 2 * MARGIN) / size[1])
    height = max(420.0, HEAD + 2 * MARGIN + size[1] * scale)
    shift = np.array([WIDTH / 2, HEAD + (height - HEAD) / 2]) - scale * (low + high) / 2
    if not whole:
        low, high = shift + scale * low, shift + scale * high
        areas = [[ring * scale + shift for ring in area] for area in areas]
        areas = [[r for r in area if _meets(r, np.zeros(2), np.array([WIDTH, height]))] for area in areas]
        return dots * scale + shift, [area for area in areas if area], height, True
    return dots * scale + shift, [[ring * scale + shift for ring in area] for area in areas], height, False


def _meets(ring: np.ndarray, low: np.ndarray, high: np.ndarray) -> bool:
    return bool((ring.max(axis=0) >= low).all() and (ring.min(axis=0) <= high).all())


class _Taken:
    """Which cells of the sheet something is drawn in."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.grid = np.zeros((int(height // _CELL) + 1, int(width // _CELL) + 1), dtype=bool)
        ys, xs = np.mgrid[0 : self.grid.shape[0], 0 : self.grid.shape[1]]
        self.centres = np.stack([xs, ys], axis=-1) * float(_CELL) + _CELL / 2

    def mark_dots(self, points: np.ndarray, room: float = 24.0) -> None:
        for point in points:
            self.mark_circle(point, room)

    def mark_circle(self, centre: np.ndarray, radius: float) -> None:
        low = np.maximum((np.asarray(centre) - radius) // _CELL, 0).astype(int)
        high = np.maximum((np.asarray(centre) + radius) // _CELL + 1, 0).astype(int)
        part = (slice(low[1], high[1] + 1), slice(low[0], high[0] + 1))
        self.grid[part] |= np.hypot(*np.moveaxis(self.centres[part] - centre, -1, 0)) < radius

    def mark_box(self, x: float, y: float, width: float, height: float) -> None:
        a, b = int(y // _CELL), int(x // _CELL)
        self.grid[max(0, a) : int((y + height) // _CELL) + 1, max(0, b) : int((x + width) // _CELL) + 1] = True

    def mark_areas(self, areas: list[list[np.ndarray]]) -> None:
        """Rows of cells inside the areas, by the even-odd rule, with a rim of one cell."""
        land = np.zeros_like(self.grid)
        for area in areas:
            for ring in area:
                start, end = ring, np.roll(ring, -1, axis=0)
                for row in range(land.shape[0]):
                    y = row * _CELL + _CELL / 2
                    cut = (start[:, 1] <= y) != (end[:, 1] <= y)
                    if cut.any():
                        a, b = start[cut], end[cut]
                        xs = np.sort(a[:, 0] + (y - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0]))
                        for left, right in zip(xs[::2], xs[1::2], strict=False):
                            land[row, max(0, int(left // _CELL)) : max(0, int(right // _CELL) + 1)] = True
                on = (ring // _CELL).astype(int)
                on = on[(on >= 0).all(axis=1) & (on[:, 0] < land.shape[1]) & (on[:, 1] < land.shape[0])]
                land[on[:, 1], on[:, 0]] = True
        self.grid |= land

    def free_circles(self, radius: float) -> np.ndarray:
        """Centres where a circle covers nothing, shape (k, 2)."""
        steps = int(radius // _CELL) + 1
        ys, xs = np.mgrid[-steps : steps + 1, -steps : steps + 1]
        disc = np.hypot(xs, ys) * _CELL <= radius
        padded = np.pad(self.grid, steps, constant_values=True)
        blocked = np.zeros_like(self.grid)
        for dy, dx in zip(*np.nonzero(disc), strict=True):
            blocked |= padded[dy : dy + self.grid.shape[0], dx : dx + self.grid.shape[1]]
        out: np.ndarray = self.centres[~blocked]
        return out

    def free_box(self, width: float, height: float) -> tuple[float, float] | None:
        """The first free box from the top left corner, row by row of columns, or None."""
        rows, cols = int(height // _CELL) + 1, int(width // _CELL) + 1
        if rows > self.grid.shape[0] or cols > self.grid.shape[1]:
            return None
        total = np.pad(np.cumsum(np.cumsum(self.grid, axis=0), axis=1), ((1, 0), (1, 0)))
        inside = total[rows:, cols:] - total[:-rows, cols:] - total[rows:, :-cols] + total[:-rows, :-cols]
        free = np.argwhere(inside == 0)
        free = free[(free * _CELL >= MARGIN // 2).all(axis=1)]
        if not len(free):
            return None
        first = min(free.tolist(), key=lambda at: (at[0] + at[1] * 1.2, at[0]))
        return float(first[1] * _CELL), float(first[0] * _CELL)


def _insets(points: np.ndarray, taken: _Taken) -> list[Inset]:
    """Circles around the crowded areas, the most crowded first, where there is room to show them larger."""
    far = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1)) if len(points) <= 3000 else None
    if far is None:
        return []
    np.fill_diagonal(far, np.inf)
    crowded = far.min(axis=1) < _CROWDED
    found: list[Inset] = []
    for _ in range(_INSETS):
        if crowded.sum() < _WORTH:
            break
        counts = ((far < _FOCUS) | np.eye(len(points), dtype=bool))[:, crowded].sum(axis=1)
        around_best = np.flatnonzero((far[int(np.argmax(counts))] < _FOCUS) & crowded)
        around_best = np.union1d(around_best, [int(np.argmax(counts))])
        if len(around_best) < _WORTH:
            break
        box = points[around_best]
        centre = (box.min(axis=0) + box.max(axis=0)) / 2
        reach = _clear_reach(points, centre, float(np.hypot(*(box - centre).T).max()) + 10.0)
        crowded &= np.hypot(*(points - centre).T) >= reach
        inset = _room_for(taken, centre, reach, found)
        if inset is not None:
            found.append(inset)
            taken.mark_circle(np.array(inset.place), inset.radius + 10)
    return found


def _clear_reach(points: np.ndarray, centre: np.ndarray, reach: float) -> float:
    """A radius near the wanted one whose circle passes through no dot."""
    away = np.hypot(*(points - centre).T)
    for more in np.arange(0.0, 24.0, 1.0):
        if (np.abs(away - reach - more) > DOT + 1).all():
            return reach + float(more)
    return reach


def _room_for(taken: _Taken, centre: np.ndarray, reach: float, others: Sequence[Inset]) -> Inset | None:
    """The largest inset there is room for, near what it shows; None when it would hardly be larger."""
    for other in others:
        if np.hypot(*(np.array(other.source) - centre)) < other.reach + reach:
            return None
    for radius in _SIZES:
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


def _legend_place(taken: _Taken, rows: int, column: float, line: float) -> tuple[tuple[float, float] | None, int]:
    """Where the list of networks fits, in as few columns as possible."""
    for columns in range(1, 5):
        place = taken.free_box(columns * column, -(-rows // columns) * line + line)
        if place is not None:
            return place, columns
    return None, 1
