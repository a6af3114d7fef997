"""Candidate networks found by the search, beside all there are."""

from __future__ import annotations

from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.split import split

from ..instances import assert_partition, grid


def test_larger_networks_than_can_be_enumerated_are_valid():
    given_ = grid(60, seed=5)
    found = split(SplitRequest(given_, 12, 15, 4))
    assert_partition(given_, found.networks, 12, 15)
