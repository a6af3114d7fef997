"""Distances of points to segments and triangles, and lines of equal value: the plain geometry below the bubbles."""

from __future__ import annotations

import numpy as np


def to_segments(points: np.ndarray, segments: np.ndarray) -> np.ndarray:
    """Least distance of each point (n, 2) to any of the segments (m, 2, 2); inf without segments."""
    if not len(segments):
        return np.full(len(points), np.inf)
    best = np.full(len(points), np.inf)
    for start, end in segments:
        along = end - start
        length = float(along @ along)
        offset = points - start
        share = np.clip(offset @ along / length, 0.0, 1.0) if length > 0 else np.zeros(len(points))
        off = offset - share[:, None] * along
        np.minimum(best, off[:, 0] ** 2 + off[:, 1] ** 2, out=best)
    out: np.ndarray = np.sqrt(best)
    return out


def inside_triangle(points: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Whether each point lies in a triangle (3, 2)."""
    one, two, three = (_cross(corners[(k + 1) % 3] - corners[k], points - corners[k]) for k in range(3))
    out: np.ndarray = ((one >= 0) & (two >= 0) & (three >= 0)) | ((one <= 0) & (two <= 0) & (three <= 0))
    return out


def _cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    out: np.ndarray = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    return out


def crosses(segment: np.ndarray, others: np.ndarray) -> bool:
    """Whether a segment (2, 2) properly crosses any of the others (m, 2, 2)."""
    if not len(others):
        return False
    a, b = segment
    c, d = others[:, 0], others[:, 1]
    one, two = _cross(d - c, a - c), _cross(d - c, b - c)
    three, four = _cross(b - a, c - a), _cross(b - a, d - a)
    return bool(((one * two < 0) & (three * four < 0)).any())


def contours(field: np.ndarray) -> list[np.ndarray]:
    """Closed lines around the regions where a field (rows, columns) is negative, by marching squares.

    The rim of the field must be positive. Lines are in (column, row), linear between grid points;
    a region's outer line and the lines of its holes are separate rings.
    """
    inside = field < 0
    rows, cols = np.nonzero(
        (inside[:-1, :-1] | inside[:-1, 1:] | inside[1:, :-1] | inside[1:, 1:])
        & ~(inside[:-1, :-1] & inside[:-1, 1:] & inside[1:, :-1] & inside[1:, 1:])
    )
    after: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    for row, col in zip(rows.tolist(), cols.tolist(), strict=True):
        after.update(_cell(inside, field, row, col))
    lines = []
    while after:
        first, point = after.popitem()
        ring = [first]
        while point != first:
            ring.append(point)
            point = after.pop(point)
        lines.append(np.array([_crossing(field, *edge) for edge in ring]))
    return lines


#: Which edges (top, right, bottom, left) a line enters and leaves by, inside on its left, per pattern of corners.
_LINES = {
    1: (("left", "top"),), 2: (("top", "right"),), 3: (("left", "right"),), 4: (("right", "bottom"),),
    6: (("top", "bottom"),), 7: (("left", "bottom"),), 8: (("bottom", "left"),), 9: (("bottom", "top"),),
    11: (("bottom", "right"),), 12: (("right", "left"),), 13: (("right", "top"),), 14: (("top", "left"),),
}  # fmt: skip


def _cell(
    inside: np.ndarray, field: np.ndarray, row: int, col: int
) -> list[tuple[tuple[int, int, int], tuple[int, int, int]]]:
    """The pieces of line in one cell; corners count 1 (top left), 2 (top right), 4 (bottom right), 8 (bottom left)."""
    pattern = (
        int(inside[row, col])
        + 2 * int(inside[row, col + 1])
        + 4 * int(inside[row + 1, col + 1])
        + 8 * int(inside[row + 1, col])
    )
    edge = {"top": (0, row, col), "bottom": (0, row + 1, col), "left": (1, row, col), "right": (1, row, col + 1)}
    if pattern in (5, 10):  # a saddle: the mean says whether the two corners hang together
        joined = field[row : row + 2, col : col + 2].mean() < 0
        if pattern == 5:
            pairs = (("left", "bottom"), ("right", "top")) if joined else (("left", "top"), ("right", "bottom"))
        else:
            pairs = (("top", "left"), ("bottom", "right")) if joined else (("top", "right"), ("bottom", "left"))
    else:
        pairs = _LINES[pattern]  # type: ignore[assignment]  # one piece or two
    return [(edge[start], edge[end]) for start, end in pairs]


def _crossing(field: np.ndarray, kind: int, row: int, col: int) -> tuple[float, float]:
    a = float(field[row, col])
    b = float(field[row, col + 1] if kind == 0 else field[row + 1, col])
    share = a / (a - b)
    return (col + share, float(row)) if kind == 0 else (float(col), row + share)
