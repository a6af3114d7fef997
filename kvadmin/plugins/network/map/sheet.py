"""The sheet of a map: its measures, and which parts of it something is drawn on."""

from __future__ import annotations

import numpy as np

#: The margin, and the room for the title, in units of 1/96 inch.
MARGIN, HEAD = 18, 56
#: Radius of a dot.
DOT = 4.0
_CELL = 8
#: A sheet that a page can hold, and the places that it has room for; one for more is as much larger as the last figure.
_WIDTH, _TALLEST, _ROOMY, _LARGER = 990, 1400, 200, 1.6


def sheet_size(places: int) -> tuple[float, float]:
    """Width of the sheet, and its height at most without a list below, in units of 1/96 inch."""
    scale = 1.0 if places <= _ROOMY else _LARGER
    return _WIDTH * scale, _TALLEST * scale


class TakenRoom:
    """Which cells of the sheet something is drawn in."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.grid = np.zeros((int(height // _CELL) + 1, int(width // _CELL) + 1), dtype=bool)
        ys, xs = np.mgrid[0 : self.grid.shape[0], 0 : self.grid.shape[1]]
        self.centres = np.stack([xs, ys], axis=-1) * float(_CELL) + _CELL / 2

    def mark_dots(self, points: np.ndarray, room: float = 24.0) -> None:
        """A circle around each dot, so that a bubble finds room."""
        for point in points:
            self.mark_circle(point, room)

    def mark_circle(self, centre: np.ndarray, radius: float) -> None:
        """The cells whose middles are nearer to a centre than the radius."""
        low = np.maximum((np.asarray(centre) - radius) // _CELL, 0).astype(int)
        high = np.maximum((np.asarray(centre) + radius) // _CELL + 1, 0).astype(int)
        part = (slice(low[1], high[1] + 1), slice(low[0], high[0] + 1))
        self.grid[part] |= np.hypot(*np.moveaxis(self.centres[part] - centre, -1, 0)) < radius

    def mark_box(self, x: float, y: float, width: float, height: float) -> None:
        """The cells of a box, given by its top left corner."""
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
