"""Many places: windows keep the rules, and what was found when somebody interrupts."""

from __future__ import annotations

from dataclasses import replace

from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import Balance, MaxPer
from kvadmin.plugins.network.solver.split import split

from ..instances import assert_partition, grid


def test_thousands_go_through_windows_and_keep_rules():
    # counties are squares on the map, each with about twenty-five places: neighbours share one
    given_ = PlaceSet([replace(p, county=f"{p.lat // 1:.0f}/{p.lon // 2:.0f}") for p in grid(610, seed=12)])
    found = split(SplitRequest(given_, 5, 7, 102, (MaxPer("county", 6), Balance("population", 0.00001))))
    assert_partition(given_, found.networks, 5, 7)
    county = {p.id: p.county for p in given_}
    assert all(max([county[p] for p in net].count(c) for c in {county[p] for p in net}) <= 6 for net in found.networks)
    assert found.bound is None or found.bound <= found.objective


def test_an_interruption_of_the_windows_keeps_the_best_so_far():
    given_ = grid(640, seed=8)

    def interrupt(now, _value, _bound):
        if now == "first split":
            raise KeyboardInterrupt

    found = split(SplitRequest(given_, 5, 7, 107), interrupt)
    assert found.cut_short
    assert_partition(given_, found.networks, 5, 7)
