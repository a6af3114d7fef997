"""Seeded instances with rules and a split planted in them, and a checker that shares no code with the solver.

Half of them are *dealt*: places in counties around their seats, a few counties large, dealt out over the networks like
cards, so that a split is known that keeps the cap and is far from compact. The others are *hidden*: compact networks
first, then each place in the county of the nearest seat that the network's cap still lets in.
"""

from __future__ import annotations

import csv
import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from kvadmin.api.hooks import Place
from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import DifferentNetworks, MaxPer, SameNetwork

from .instances import haversine

#: (places, smallest, largest, networks, cap): the twenty instances, by turns dealt and hidden.
TWENTY: tuple[tuple[int, int, int, int, int], ...] = (
    (78, 6, 6, 13, 4), (78, 5, 7, 13, 2), (78, 6, 6, 13, 3), (80, 7, 8, 11, 3), (84, 6, 6, 14, 2),
    (90, 5, 7, 15, 3), (90, 6, 6, 15, 2), (90, 5, 7, 14, 3), (90, 7, 8, 12, 4), (96, 6, 6, 16, 3),
    (96, 5, 7, 15, 2), (96, 5, 7, 16, 4), (104, 7, 8, 14, 3), (108, 6, 6, 18, 4), (110, 7, 8, 14, 4),
    (110, 5, 7, 18, 2), (120, 6, 6, 20, 3), (120, 5, 7, 20, 3), (126, 6, 6, 21, 2), (130, 5, 7, 21, 4),
)  # fmt: skip
_SOUTH, _NORTH, _WEST, _EAST = 58.0, 66.0, 5.0, 15.0
#: Degrees that places of a large county, of a small one and of a network lie around their middle.
_WIDE, _NARROW, _NEAR = 0.9, 0.45, 0.5


@dataclass(frozen=True)
class Planted:
    """An instance: places, sizes, number of networks, rules as numbers and ids, and the split planted in it."""

    name: str
    places: PlaceSet
    size_min: int
    size_max: int
    networks: int
    cap: int
    together: tuple[str, ...]
    apart: tuple[str, ...]
    split: tuple[tuple[str, ...], ...]

    def request(self, *, seed: int = 0, time_limit: float | None = None) -> SplitRequest:
        """What the solver is asked for."""
        rules = (MaxPer("county", self.cap), SameNetwork(self.together), DifferentNetworks(self.apart))
        return SplitRequest(
            self.places, self.size_min, self.size_max, self.networks, rules, seed=seed, time_limit=time_limit
        )

    def options(self) -> list[str]:
        """The same as options of ``kvadmin network split``."""
        words = ["--size", f"{self.size_min}..{self.size_max}", "--networks", str(self.networks)]
        words += ["--max-per", f"county={self.cap}"]
        return [*words, "--together", ",".join(self.together), "--apart", ",".join(self.apart)]

    def write(self, path: Path) -> None:
        """The places as a file that ``--places`` reads."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "name", "county", "lat", "lon", "population"])
            writer.writerows([p.id, p.name, p.county, p.lat, p.lon, p.population] for p in self.places)

    def faults(self, networks: Sequence[Sequence[str]]) -> list[str]:
        """What is wrong with a split, counted by hand; nothing when it is valid."""
        out = []
        if sorted(p for members in networks for p in members) != sorted(p.id for p in self.places):
            out.append("no partition")
        if len(networks) != self.networks:
            out.append(f"{len(networks)} networks")
        county = {place.id: place.county for place in self.places}
        for members in networks:
            if not self.size_min <= len(members) <= self.size_max:
                out.append(f"{len(members)} members")
            most = max(Counter(county[p] for p in members).values())
            if most > self.cap:
                out.append(f"{most} of a county")
            if len(set(self.together) & set(members)) not in {0, len(self.together)}:
                out.append("not together")
            if len(set(self.apart) & set(members)) > 1:
                out.append("not apart")
        return out

    def kilometres(self, networks: Sequence[Sequence[str]]) -> float:
        """Sum over networks of the kilometres between all pairs."""
        by_id = {place.id: place for place in self.places}
        return sum(haversine(by_id[a], by_id[b]) for members in networks for a, b in combinations(members, 2))


def twenty(seed: int = 0) -> list[Planted]:
    """The twenty instances, or twenty others of the same make."""
    return [planted_rules(*shape, seed=1000 * seed + at, hidden=at % 2 == 1) for at, shape in enumerate(TWENTY)]


def planted_rules(
    count: int, size_min: int, size_max: int, networks: int, cap: int, *, seed: int, hidden: bool
) -> Planted:
    """One instance.

    Args:
        count: Places.
        size_min: Fewest members of a network.
        size_max: Most members of a network.
        networks: How many.
        cap: Most members of a network from one county.
        seed: Another seed is another instance.
        hidden: Whether the planted split is compact (else dealt out).
    """
    rng = random.Random(seed)
    rows, label = (_hidden if hidden else _dealt)(rng, count, networks, cap)
    order = list(range(count))
    rng.shuffle(order)
    places = [
        Place(f"Q{at:03}", f"Planted{at:03}", rows[i][0], rows[i][1], rows[i][2], rng.randrange(500, 60_000))
        for at, i in enumerate(order, 1)
    ]
    of = {place.id: label[i] for place, i in zip(places, order, strict=True)}
    split = tuple(tuple(p for p, k in of.items() if k == at) for at in range(networks))
    pair = _nearest(rng, places, lambda a, b: of[a.id] == of[b.id])
    parted = _nearest(rng, [p for p in places if p.id not in pair], lambda a, b: of[a.id] != of[b.id])
    kind = "hidden" if hidden else "dealt"
    name = f"{kind}-{count}-{size_min}..{size_max}-{networks}-cap{cap}-{seed}"
    return Planted(name, PlaceSet(places), size_min, size_max, networks, cap, pair, parted, split)


def _nearest(rng: random.Random, places, fits) -> tuple[str, str]:
    """Two places that fit, the nearest to a place at random that has any."""
    for one in rng.sample(places, len(places)):
        others = sorted((haversine(one, two), two.id) for two in places if two.id != one.id and fits(one, two))
        if others:
            return one.id, others[0][1]
    raise AssertionError("no two places fit")


def _around(rng: random.Random, middle: tuple[float, float], degrees: float) -> tuple[float, float]:
    lat, lon = middle
    return round(rng.gauss(lat, degrees), 4), round(rng.gauss(lon, degrees / math.cos(math.radians(lat))), 4)


def _seat(rng: random.Random) -> tuple[float, float]:
    return rng.uniform(_SOUTH, _NORTH), rng.uniform(_WEST, _EAST)


def _dealt(rng: random.Random, count: int, networks: int, cap: int):
    """Counties around their seats, three to five of them large; dealt out in turn."""
    most = min(cap * networks, count // 3)
    sizes = [rng.randint(most // 2, most) for _ in range(rng.randint(2, 3))]
    while sum(sizes) > count * 0.7:
        sizes[sizes.index(max(sizes))] -= 1
    while sum(sizes) < count:
        sizes.append(min(rng.randint(2, 7), count - sum(sizes)))
    rows = []
    for number, size in enumerate(sizes):
        seat, degrees = _seat(rng), _WIDE if number < 3 else _NARROW
        rows += [(*_around(rng, seat, degrees), f"C{number + 1:02}") for _ in range(size)]
    return rows, [at % networks for at in range(count)]


def _hidden(rng: random.Random, count: int, networks: int, cap: int):
    """Compact networks of equal sizes as far as may be; places in the county of the nearest seat with room."""
    middles, seats = [_seat(rng) for _ in range(networks)], [_seat(rng) for _ in range(max(5, count // 10))]
    rows, label = [], []
    for k in range(networks):
        inside: Counter[int] = Counter()
        for _ in range(count // networks + (k < count % networks)):
            lat, lon = _around(rng, middles[k], _NEAR)
            near = sorted(range(len(seats)), key=lambda s: math.dist((lat, lon / 2), (seats[s][0], seats[s][1] / 2)))
            county = next(s for s in near if inside[s] < cap)
            inside[county] += 1
            rows.append((lat, lon, f"C{county + 1:02}"))
            label.append(k)
    return rows, label
