"""A start that keeps the counts of a field."""

from __future__ import annotations

from collections import Counter

from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import MaxPer, MinPer
from kvadmin.plugins.network.solver.split import split

from ..instances import assert_partition, grid


def test_tight_counts_are_met_before_the_clock_ends():
    given_ = grid(60, seed=2, counties=6)  # ten of each: ten networks with one of each, and nothing else will do
    request = SplitRequest(given_, 6, 6, 10, (MaxPer("county", 1), MinPer("county", "c0", 1)), time_limit=0.5)
    found = split(request)
    assert_partition(given_, found.networks, 6, 6)
    county = {place.id: place.county for place in given_}
    assert all(max(Counter(county[p] for p in members).values()) == 1 for members in found.networks)
