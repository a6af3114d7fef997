"""Outlines below the dots: the counties of 2007-2009 that ship with kvadmin, or a person's own GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from kvadmin.api import InvalidData, UsageError, tr

#: Areas, each a list of rings; a ring is an array (points, 2) of longitude and latitude in degrees.
Outline = list[list[np.ndarray]]

#: Points of a foreign outline at most; more would make the picture too large to mail.
_MOST_POINTS = 400_000


@lru_cache(maxsize=1)
def counties() -> Outline:
    """The Norwegian counties of 2007-2009 (Natural Earth, public domain)."""
    source = files("kvadmin.plugins.network") / "data" / "norway-2008.json"
    data = json.loads(source.read_text(encoding="utf-8"))
    arcs = [np.cumsum(np.array(flat).reshape(-1, 2), axis=0) * data["unit"] for flat in data["arcs"]]
    return [[_ring(arcs, numbers) for numbers in area["rings"]] for area in data["areas"]]


def _ring(arcs: list[np.ndarray], numbers: list[int]) -> np.ndarray:
    parts = [arcs[number] if number >= 0 else arcs[-1 - number][::-1] for number in numbers]
    return np.concatenate([part[:-1] for part in parts])


def read_outline(path: Path) -> Outline:
    """The areas of a GeoJSON file in degrees (WGS84).

    Raises:
        UsageError: The file cannot be read.
        InvalidData: It is no GeoJSON with polygons, or its coordinates are no degrees.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(
            tr("cannot read {path}: {strerror}", path=path, strerror=error.strerror),
            where=str(path),
            code="unreadable-file",
        ) from error
    except (ValueError, RecursionError) as error:
        raise InvalidData(tr("the file is not JSON"), where=str(path), code="bad-map") from error
    try:
        areas = [[_points(ring) for ring in polygon] for polygon in _polygons(data)]
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise InvalidData(
            tr("the file is not sound GeoJSON ({error})", error=error), where=str(path), code="bad-map"
        ) from error
    if not areas:
        raise InvalidData(
            tr("the file holds no polygon"),
            where=str(path),
            hint=tr("Polygon or MultiPolygon in degrees"),
            code="bad-map",
        )
    if sum(len(ring) for area in areas for ring in area) > _MOST_POINTS:
        raise InvalidData(
            tr("the outline has too many points"), where=str(path), hint=tr("simplify it first"), code="bad-map"
        )
    return areas


def _polygons(data: Any) -> Iterator[Any]:
    kind = data["type"]
    if kind == "FeatureCollection":
        for feature in data["features"]:
            yield from _polygons(feature)
    elif kind == "Feature":
        yield from _polygons(data["geometry"]) if data["geometry"] else ()
    elif kind == "GeometryCollection":
        for geometry in data["geometries"]:
            yield from _polygons(geometry)
    elif kind == "MultiPolygon":
        yield from data["coordinates"]
    elif kind == "Polygon":
        yield data["coordinates"]


def _points(ring: Any) -> np.ndarray:
    points = np.array([pair[:2] for pair in ring], dtype=float)
    if points.ndim != 2 or len(points) < 3 or not np.isfinite(points).all():
        raise ValueError(tr("a ring is no list of positions"))
    if (np.abs(points[:, 0]) > 360).any() or (np.abs(points[:, 1]) > 90).any():
        raise ValueError(tr("positions are not longitude and latitude in degrees"))
    return points


def simplified(points: np.ndarray, tolerance: float) -> np.ndarray:
    """A line without the points that lie closer than ``tolerance`` to it (Douglas-Peucker); ends are kept."""
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    stack = [(0, len(points) - 1)]
    while stack:
        a, b = stack.pop()
        if b - a < 2:
            continue
        start, along = points[a], points[b] - points[a]
        between = points[a + 1 : b] - start
        length = float(np.hypot(*along))
        if length > 0:
            share = np.clip(between @ along / length**2, 0, 1)[:, None]
            far = np.hypot(*(between - share * along).T)
        else:
            far = np.hypot(*between.T)
        worst = int(np.argmax(far))
        if far[worst] > tolerance:
            keep[a + 1 + worst] = True
            stack += [(a, a + 1 + worst), (a + 1 + worst, b)]
    out: np.ndarray = points[keep]
    return out


def closed(points: np.ndarray, tolerance: float) -> np.ndarray:
    """The same for a ring: cut where it is widest, so that no choice of a first point shows."""
    if len(points) < 4:
        return points
    far = int(np.argmax(np.hypot(*(points - points[0]).T)))
    one = simplified(points[: far + 1], tolerance)
    two = simplified(np.concatenate([points[far:], points[:1]]), tolerance)
    out: np.ndarray = np.concatenate([one[:-1], two[:-1]])
    return out
