"""Networks for maps, without a solver."""

from __future__ import annotations

from kvadmin.plugins.network.map.picture import MapNetwork, MapPlace


def networks_of_neighbours(dots: list[MapPlace], size: int = 6) -> list[MapNetwork]:
    """From the north: each dot that is left with those nearest to it."""
    left = sorted(dots, key=lambda d: (-d.lat, d.id))
    groups = []
    while left:
        first = left[0]
        near = sorted(left, key=lambda d: ((d.lat - first.lat) ** 2 + ((d.lon - first.lon) / 2) ** 2, d.id))[:size]
        left = [d for d in left if d not in near]
        groups.append(MapNetwork(str(len(groups) + 1), f"Net {len(groups) + 1}", tuple(d.id for d in near)))
    return groups
