"""Repairs: the best under their limit, beside brute force."""

from __future__ import annotations

import random

import pytest

from kvadmin.api import Refused
from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.repair import repair
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import MaxPer
from kvadmin.plugins.network.solver.split import split

from .instances import assert_partition, grid, kilometres


def exhaustive(request: SplitRequest, old, most: int) -> float:
    """Every way to move up to two members (by brute force over labels)."""
    home = {p: k for k, net in enumerate(old) for p in net}
    ids = list(request.places.ids)
    best = float("inf")

    def valid(label):
        nets = [[p for p in ids if label[p] == k] for k in range(len(old))]
        if any(not request.size_min <= len(n) <= request.size_max for n in nets):
            return float("inf")
        return kilometres(request.places, nets)

    stay = [p for p in ids if p in home]
    new = [p for p in ids if p not in home]
    for k in range(len(old)):
        base = {**{p: home[p] for p in stay}, **dict.fromkeys(new, k)}
        best = min(best, valid(base))
        for i, a in enumerate(stay):
            for x in range(len(old)):
                one = {**base, a: x}
                best = min(best, valid(one))
                if most > 1:
                    for b in stay[i + 1 :]:
                        for y in range(len(old)):
                            best = min(best, valid({**one, b: y}))
        if not new:
            break
    return best


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_repair_is_best_under_its_limit(seed):
    given = grid(13, seed=seed)
    old = split(SplitRequest(PlaceSet(list(given)[:-1]), 3, 5, 3)).networks
    joined = SplitRequest(given, 3, 5, 3)
    found = repair(joined, old, most_moves=2, compare_free=False)
    assert found.score.objective == pytest.approx(exhaustive(joined, old, 2))
    gone = SplitRequest(PlaceSet([p for p in given if p.id not in ("0012", old[0][0])]), 3, 5, 3)
    found = repair(gone, old, most_moves=2, compare_free=False)
    left = [[p for p in net if p != old[0][0]] for net in old]
    assert found.score.objective == pytest.approx(exhaustive(gone, left, 2))


def test_random_changes_leave_valid_splits():
    every = list(grid(40, seed=11))
    rng = random.Random(1)
    now, networks = every[:30], split(SplitRequest(PlaceSet(every[:30]), 4, 7, 5, (MaxPer("county", 5),))).networks
    for _ in range(25):
        outside = [p for p in every if p not in now]
        if len(now) > 26 and (len(now) > 33 or rng.random() < 0.5):
            now = [p for p in now if p is not rng.choice(now)]
        elif outside:
            now = [*now, rng.choice(outside)]
        request = SplitRequest(PlaceSet(now), 4, 7, None, (MaxPer("county", 5),))
        found = repair(request, networks, most_moves=3, compare_free=False)
        assert_partition(request.places, found.networks, 4, 7)
        assert len(found.change.moved) <= 3
        networks = found.networks


def test_a_merger_keeps_the_place_of_the_first():
    given = list(grid(12, seed=5))
    old = split(SplitRequest(PlaceSet(given), 3, 5, 3)).networks
    a, b = old[0][0], old[1][0]
    renamed = given[int(a)].__class__("9001", "New", given[int(a)].lat, given[int(a)].lon, "c0", 1)
    now = PlaceSet([p for p in given if p.id not in (a, b)] + [renamed])
    found = repair(SplitRequest(now, 3, 5, 3), old, successors={a: "9001", b: "9001"}, most_moves=1, compare_free=False)
    assert "9001" not in found.change.joined
    assert_partition(now, found.networks, 3, 5)


def test_a_limit_that_is_too_low_names_the_moves_needed():
    given = grid(12, seed=5)
    old = [given.ids[:4], given.ids[4:8], given.ids[8:]]
    now = PlaceSet([p for p in given if p.id not in given.ids[1:4]])
    with pytest.raises(Refused, match="2 are needed"):
        repair(SplitRequest(now, 3, 4, 3), old, most_moves=1, compare_free=False)
    held = repair(SplitRequest(now, 3, 4, 3), old, most_moves=2, held=given.ids[4:7], compare_free=False)
    assert not set(held.change.moved) & set(given.ids[4:7])
