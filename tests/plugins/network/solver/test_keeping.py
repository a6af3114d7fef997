"""Splits that weigh moves: window by window it is never worse than a repair, and as good as among every split there is."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest

from kvadmin.api.hooks import Place
from kvadmin.plugins.network.solver import keeping
from kvadmin.plugins.network.solver import repair as repairing
from kvadmin.plugins.network.solver.distance import GreatCircle
from kvadmin.plugins.network.solver.keeping import keep
from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.repair import repair
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import DifferentNetworks


def places(count: int, seed: int) -> PlaceSet:
    spots = np.random.default_rng(seed).uniform(0, 4, (count, 2))
    return PlaceSet(Place(f"p{at:02d}", "", 58 + float(lat), 7 + float(lon)) for at, (lat, lon) in enumerate(spots))


@pytest.fixture
def in_windows(monkeypatch):
    """Windows of three networks, as soon as there are more than two."""
    monkeypatch.setattr(keeping, "AROUND", 2)
    monkeypatch.setattr(repairing, "AROUND", 2)
    monkeypatch.setattr(keeping, "_WINDOW", 3)


def splits(members):
    if not members:
        yield []
        return
    for two in combinations(members[1:], 2):
        own = (members[0], *two)
        for rest in splits(tuple(each for each in members if each not in own)):
            yield [own, *rest]


@pytest.mark.parametrize("cost", [0, 25, 80, 1000])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_window_over_all_is_the_best_there_is(in_windows, cost, seed):
    nine = places(9, seed)
    old = [nine.ids[at : at + 3] for at in (0, 3, 6)]
    km = GreatCircle(nine).block(np.arange(9), np.arange(9))

    def price(split):
        moved = min(
            sum(member // 3 != k for members, k in zip(split, order, strict=True) for member in members)
            for order in permutations(range(3))
        )
        return sum(km[pair] for members in split for pair in combinations(members, 2)) + cost * moved

    found = keep(SplitRequest(nine, 3, 3), old, cost)
    assert found.cost == pytest.approx(min(map(price, splits(tuple(range(9))))), abs=1e-6)


@pytest.mark.parametrize("cost", [0, 20, 100])
def test_windows_are_never_worse_than_a_repair_and_keep_rules_and_locks(in_windows, cost):
    many = places(32, 8)
    old = [many.ids[at : at + 4] for at in range(0, 32, 4)]
    apart = DifferentNetworks((many.ids[4], many.ids[9]))
    request = SplitRequest(many, 3, 5, rules=(apart,), locked=(tuple(old[0]),))
    found = keep(request, old, cost, held=(many.ids[20],))
    assert sorted(place for members in found.networks for place in members) == sorted(many.ids)
    assert found.score.broken == ()
    assert tuple(old[0]) in found.networks
    assert many.ids[20] not in found.change.moved
    assert found.cost == pytest.approx(found.score.objective + cost * len(found.change.moved))
    plain = repair(request, old, most_moves=None, move_cost=cost, held=(many.ids[20],))
    assert found.cost <= plain.cost + 1e-6
    if cost == 0:
        assert found.free is not None
        assert found.cost >= found.free.objective - 1e-6


def test_who_left_and_joined_is_seen(in_windows):
    many = places(24, 5)
    old = [many.ids[at : at + 4] for at in range(0, 20, 4)]
    now = PlaceSet(place for place in many if place.id != many.ids[0])
    found = keep(SplitRequest(now, 3, 6), old, 30)
    assert found.change.left == (many.ids[0],)
    assert found.change.joined == many.ids[20:]
