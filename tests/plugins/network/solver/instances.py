"""Instances of our own and the shared ones as requests, and brute-force pricing that shares no code with the solver."""

from __future__ import annotations

import csv
import json
import math
from itertools import combinations
from pathlib import Path
from typing import Any

from example_register import spread

from kvadmin.api.hooks import Place
from kvadmin.plugins.network.solver.places import PlaceSet, places_from_rows

RADIUS = 6371.0088


def places(shared: Path, name: str) -> PlaceSet:
    with (shared / "cases" / "network" / f"{name}.csv").open(encoding="utf-8") as file:
        return places_from_rows(csv.DictReader(file))


def case(shared: Path, name: str) -> Any:
    return json.loads((shared / "cases" / "network" / f"{name}.json").read_text(encoding="utf-8"))


def haversine(a: Place, b: Place) -> float:
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1, math.sqrt(h)))


def kilometres(places_: PlaceSet, networks: Any) -> float:
    by_id = {p.id: p for p in places_}
    return sum(haversine(by_id[a], by_id[b]) for net in networks for a, b in combinations(net, 2))


def balance(places_: PlaceSet, networks: Any) -> float:
    by_id = {p.id: p for p in places_}
    sums = [sum(by_id[p].population for p in net) for net in networks]
    return sum(abs(s - sum(sums) / len(sums)) for s in sums)


def assert_partition(places_: PlaceSet, networks: Any, low: int, high: int) -> None:
    assert sorted(p for net in networks for p in net) == sorted(places_.ids)
    assert all(low <= len(net) <= high for net in networks)


def grid(n: int, *, seed: int = 1, counties: int = 3) -> PlaceSet:
    """Places at random, repeatably, without the shared data."""
    state, out = seed, []
    for i in range(n):
        draws = []
        for _ in range(3):
            state = (state * 1103515245 + 12345) % 2**31
            draws.append(state / 2**31)
        out.append(
            Place(
                f"{i:04}",
                f"P{i}",
                58 + 6 * draws[0],
                5 + 8 * draws[1],
                f"c{i % counties}",
                round(1000 + 9e4 * draws[2]),
            )
        )
    return PlaceSet(out)


def municipalities(count: int) -> PlaceSet:
    """Municipalities of 2008 from all over the country."""
    return PlaceSet(
        [
            Place(each["number"], each["name"], each["lat"], each["lon"], each["county"], each["population"])
            for each in spread(count)
        ]
    )


def planted(sizes: tuple[int, ...]) -> tuple[PlaceSet, list[tuple[str, ...]]]:
    """Towns far apart, each with so many places close together; and the places of each town.

    Within a town no two places are 3 km apart; between towns it is more than 130 km. A division that mixes towns pays
    for at least four long pairs per mixed network, more than all short pairs together: the towns are the best division.
    """
    every, towns = [], []
    for town, size in enumerate(sizes):
        lat, lon = 58 + 1.2 * (town // 4), 5 + 4.5 * (town % 4)
        inside = [
            Place(
                f"{town:02}{k:02}", f"T{town}-{k}", lat + 0.009 * (k % 2), lon + 0.01 * (k // 2), f"c{town}", 1000 + k
            )
            for k in range(size)
        ]
        every += inside
        towns.append(tuple(place.id for place in inside))
    return PlaceSet(every), towns
