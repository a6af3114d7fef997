"""The best split from a list of every network there can be: slow, plain, and without any code of the solver.

All subsets of the allowed sizes are written down and priced with one formula; a set-partitioning program chooses among
them. Only those that cannot be in a better split than one already found are left out of it, by their reduced costs in
the linear relaxation over all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import highspy
import numpy as np

from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import Balance, DifferentNetworks, MaxDistance, MaxPer, MinPer, SameNetwork

from .instances import grid

_RADIUS = 6371.0088


@dataclass(frozen=True)
class Wanted:
    """One small split: places at random, sizes, number of networks and rules as plain figures."""

    places: int
    low: int
    high: int
    networks: int
    seed: int
    cap: int = 0
    apart: tuple[int, ...] = ()
    together: tuple[int, ...] = ()
    of_first_county: int = 0
    balance: float = 0.0
    farthest: float = 0.0

    @property
    def set_of_places(self) -> PlaceSet:
        return grid(self.places, seed=self.seed, counties=5 if self.cap else 3)

    def request(self) -> SplitRequest:
        """The same for the solver."""
        rules: list[Any] = []
        ids = self.set_of_places.ids
        if self.cap:
            rules.append(MaxPer("county", self.cap))
        if self.apart:
            rules.append(DifferentNetworks(tuple(ids[i] for i in self.apart)))
        if self.together:
            rules.append(SameNetwork(tuple(ids[i] for i in self.together)))
        if self.of_first_county:
            rules.append(MinPer("county", "c0", self.of_first_county))
        if self.balance:
            rules.append(Balance("population", self.balance))
        if self.farthest:
            rules.append(MaxDistance(self.farthest))
        return SplitRequest(self.set_of_places, self.low, self.high, self.networks, tuple(rules))


def thirty() -> list[Wanted]:
    """Thirty instances of 20 to 66 places, every kind of rule among them."""
    out = []
    shapes = [(20, 5, 7, 3), (21, 3, 4, 6), (24, 4, 6, 5), (25, 5, 6, 5), (30, 4, 5, 7), (36, 4, 5, 8), (40, 4, 4, 10),
              (45, 3, 4, 12), (54, 3, 4, 15), (66, 3, 4, 18)]  # fmt: skip
    for at, (n, low, high, k) in enumerate(shapes):
        plain = Wanted(n, low, high, k, seed=100 + at)
        other = replace(plain, seed=200 + at, cap=2, apart=(0, n // 2))
        third = [
            replace(plain, seed=300 + at, together=(1, n - 1)),
            replace(plain, seed=300 + at, balance=0.001),
            replace(plain, seed=300 + at, of_first_county=1),
            replace(plain, seed=300 + at, cap=2, together=(0, 2), balance=0.0005),
            replace(plain, seed=300 + at, farthest=420.0, apart=(1, 2, 3)),
        ][at % 5]
        out += [plain, other, third]
    return out


def best_value(wanted: Wanted) -> float:
    """What the best split costs; inf when there is none."""
    cols, costs = _every(wanted)
    n = wanted.places
    take = np.unique(np.concatenate([np.argsort(costs, kind="stable")[:500], _of_each(cols, costs, n)]))
    while True:  # the relaxation over all of them, a few at a time
        value, prices, count_price, _ = _program(cols[take], costs[take], n, wanted.networks, whole=False)
        reduced = costs - np.append(prices, 0.0)[cols].sum(axis=1) - count_price
        worst = np.flatnonzero(reduced < -1e-7)
        worst = np.setdiff1d(worst[np.argsort(reduced[worst], kind="stable")[:500]], take)
        if not len(worst):
            break
        take = np.concatenate([take, worst])
    if value > 1e8:
        return np.inf
    best, reach = np.inf, 0.01 * value + 1.0
    while True:
        near = np.flatnonzero(reduced <= reach)
        found, _, _, whole = _program(cols[near], costs[near], n, wanted.networks, whole=True)
        best = min(best, found if whole else np.inf)
        if len(near) == len(cols) or best <= value + reach:
            return best
        reach = 4 * reach if np.isinf(best) else best - value + 1e-6


def _of_each(cols: np.ndarray, costs: np.ndarray, n: int) -> np.ndarray:
    order = np.argsort(costs, kind="stable")
    places, first = np.unique(cols[order].ravel(), return_index=True)
    out: np.ndarray = order[first[places < n] // cols.shape[1]]
    return out


def _every(wanted: Wanted) -> tuple[np.ndarray, np.ndarray]:
    """Every allowed network as a row of places, filled up with their number, and what it costs."""
    places = wanted.set_of_places
    n = len(places)
    lat, lon = np.radians([p.lat for p in places]), np.radians([p.lon for p in places])
    half = np.sin((lat[:, None] - lat) / 2) ** 2
    half = half + np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    km = 2 * _RADIUS * np.arcsin(np.minimum(1.0, np.sqrt(half)))
    people = np.array([float(p.population) for p in places])
    county = np.array([int(str(p.county)[1:]) for p in places])
    mean = people.sum() / wanted.networks
    rows, prices = [], []
    for size in range(wanted.low, wanted.high + 1):
        every = np.fromiter((i for group in combinations(range(n), size) for i in group), dtype=np.int32).reshape(
            -1, size
        )
        cost, ok = np.zeros(len(every)), np.ones(len(every), dtype=bool)
        for a, b in combinations(range(size), 2):
            pair = km[every[:, a], every[:, b]]
            cost += pair
            if wanted.farthest:
                ok &= pair <= wanted.farthest
        inside = county[every]
        if wanted.cap:
            ok &= (inside[:, :, None] == inside[:, None, :]).sum(axis=2).max(axis=1) <= wanted.cap
        if wanted.of_first_county:
            ok &= (inside == 0).sum(axis=1) >= wanted.of_first_county
        if wanted.apart:
            ok &= np.isin(every, wanted.apart).sum(axis=1) <= 1
        if wanted.together:
            ok &= np.isin(np.isin(every, wanted.together).sum(axis=1), (0, len(wanted.together)))
        cost += wanted.balance * np.abs(people[every].sum(axis=1) - mean)
        wide = np.full((int(ok.sum()), wanted.high), n, dtype=np.int32)
        wide[:, :size] = every[ok]
        rows.append(wide)
        prices.append(cost[ok])
    return np.concatenate(rows), np.concatenate(prices)


def _program(
    cols: np.ndarray, costs: np.ndarray, n: int, networks: int, *, whole: bool
) -> tuple[float, np.ndarray, float, bool]:
    """Each place once, so many networks: value, prices of places and of the number, whether there is a whole solution."""
    engine = highspy.Highs()
    engine.setOptionValue("output_flag", False)
    engine.setOptionValue("mip_rel_gap", 0.0)
    right = np.append(np.ones(n), float(networks))
    none = np.empty(0, dtype=np.int32)
    engine.addRows(n + 1, right, right, 0, np.zeros(n + 2, dtype=np.int32), none, np.empty(0))
    if not whole:
        each = np.arange(n + 2, dtype=np.int32)
        sign = np.append(np.ones(n + 1), -1.0)
        where = np.minimum(each, n).astype(np.int32)
        engine.addCols(n + 2, np.full(n + 2, 1e9), np.zeros(n + 2), np.full(n + 2, np.inf), n + 2, each, where, sign)
    table = np.concatenate([cols, np.full((len(cols), 1), n)], axis=1)
    inside = np.concatenate([cols < n, np.ones((len(cols), 1), dtype=bool)], axis=1)
    starts = np.concatenate([[0], np.cumsum(inside.sum(axis=1))[:-1]]).astype(np.int32)
    index = table[inside].astype(np.int32)
    many = len(cols)
    engine.addCols(many, costs, np.zeros(many), np.ones(many), len(index), starts, index, np.ones(len(index)))
    if whole:
        kinds = np.full(many, highspy.HighsVarType.kInteger)
        engine.changeColsIntegrality(many, np.arange(many, dtype=np.int32), kinds)
    engine.run()
    if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return np.inf, np.zeros(n), 0.0, False
    duals = np.array(engine.getSolution().row_dual) if not whole else np.zeros(n + 1)
    return float(engine.getInfo().objective_function_value), duals[:n], float(duals[n]), True
