"""What goes where on the sheet: the map, insets of crowded areas, the list of networks; nothing covers anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .insets import Inset, find_insets
from .outline import Outline
from .projection import around
from .sheet import HEAD, MARGIN, TakenRoom, sheet_size


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


def lay_out(
    lat: np.ndarray,
    lon: np.ndarray,
    of: np.ndarray,
    outline: Outline,
    rows: Callable[[int], int],
    column: float,
    line: float,
) -> MapLayout:
    """Place everything.

    Args:
        lat: Latitudes of the dots in degrees.
        lon: Longitudes.
        of: Network of each dot.
        outline: Areas to draw below, in degrees; those far from the dots are left out.
        rows: How many lines the list of networks takes in so many columns (0: no list).
        column: Width of a column of that list.
        line: Height of a line of it.
    """
    points, areas, height, framed = _on_map(lat, lon, outline)
    width = sheet_size(len(lat))[0]
    taken = TakenRoom(width, height)
    taken.mark_dots(points)
    taken.mark_areas(areas)
    taken.mark_box(0, 0, 460, HEAD)
    insets = find_insets(points, of, taken)
    legend, columns = _legend_place(taken, rows, column, line)
    below = height = float(taken.height)
    if legend is None and rows(1):
        columns = max(1, int((width - 2 * MARGIN) // column))
        legend = (float(MARGIN), height + MARGIN)
        height += rows(columns) * line + 2 * MARGIN
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
    return _fitted(dots, areas, shown, whole=whole)


def _fitted(
    dots: np.ndarray, areas: list[list[np.ndarray]], shown: np.ndarray, *, whole: bool
) -> tuple[np.ndarray, list[list[np.ndarray]], float, bool]:
    low, high = shown.min(axis=0), shown.max(axis=0)
    if not whole:  # room around the outermost dots, so that one sees where they are
        room = max(30.0, 0.08 * float((high - low).max()))
        low, high = low - room, high + room
    size = np.maximum(high - low, 1.0)
    width, tallest = sheet_size(len(dots))
    scale = min((width - 2 * MARGIN) / size[0], (tallest - HEAD - 2 * MARGIN) / size[1])
    height = max(420.0, HEAD + 2 * MARGIN + size[1] * scale)
    shift = np.array([width / 2, HEAD + (height - HEAD) / 2]) - scale * (low + high) / 2
    if not whole:
        low, high = shift + scale * low, shift + scale * high
        areas = [[ring * scale + shift for ring in area] for area in areas]
        areas = [[r for r in area if _meets(r, np.zeros(2), np.array([width, height]))] for area in areas]
        return dots * scale + shift, [area for area in areas if area], height, True
    return dots * scale + shift, [[ring * scale + shift for ring in area] for area in areas], height, False


def _meets(ring: np.ndarray, low: np.ndarray, high: np.ndarray) -> bool:
    return bool((ring.max(axis=0) >= low).all() and (ring.min(axis=0) <= high).all())


def _legend_place(
    taken: TakenRoom, rows: Callable[[int], int], column: float, line: float
) -> tuple[tuple[float, float] | None, int]:
    """Where the list of networks fits, in as few columns as possible."""
    for columns in range(1, 5) if rows(1) else ():
        place = taken.free_box(columns * column, rows(columns) * line + line)
        if place is not None:
            return place, columns
    return None, 1
