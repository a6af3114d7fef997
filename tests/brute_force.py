"""Kilometres worked out anew: a check must not share code with what it checks."""

from __future__ import annotations

import csv
import math
from pathlib import Path


def kilometres(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Haversine, written anew: the check must not share code with what it checks."""
    p, q = math.radians(one[0]), math.radians(two[0])
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(two[1] - one[1]) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def pair_km(networks: list[list[str]], at: dict[str, tuple[float, float]]) -> float:
    """Sum over networks of the kilometres between all pairs of members."""
    return sum(kilometres(at[a], at[b]) for m in networks for i, a in enumerate(m) for b in m[:i])


def positions(file: Path) -> dict[str, tuple[float, float]]:
    """Coordinates by id of a file of places."""
    with file.open(encoding="utf-8", newline="") as rows:
        return {row["id"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(rows)}
