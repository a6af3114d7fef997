"""Requests that make no sense, and locks."""

from __future__ import annotations

import pytest

from kvadmin.api import Refused, UnknownName, UsageError
from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.request import SplitRequest, locked_members
from kvadmin.plugins.network.solver.rules import DifferentNetworks, MaxPer, SameNetwork
from kvadmin.plugins.network.solver.split import split

from .instances import grid


def test_locks_hold_and_count():
    given_ = grid(20, seed=2)
    locked = (tuple(given_.ids[i] for i in (0, 7, 13, 19)),)
    found = split(SplitRequest(given_, 4, 6, 4, locked=locked))
    assert tuple(sorted(locked[0])) in found.networks
    assert found.bound <= found.objective + 1e-6
    held = locked_members(SplitRequest(given_, 4, 6, 4), {"0000": "A", "0007": "A", "0013": "B"})
    at = {p: k for k, net in enumerate(split(held).networks) for p in net}
    assert at["0000"] == at["0007"] != at["0013"]


@pytest.mark.parametrize(
    ("request_", "error", "words"),
    [
        (lambda: SplitRequest(PlaceSet([]), 5, 7), Refused, "no places"),
        (lambda: SplitRequest(grid(1), 5, 7), Refused, "fewer than the smallest"),
        (lambda: SplitRequest(grid(12), 7, 5), UsageError, "no range"),
        (lambda: SplitRequest(grid(11), 6, 7), Refused, "cannot be split into networks"),
        (lambda: SplitRequest(grid(12), 3, 4, 5), Refused, "cannot make 5 networks"),
        (lambda: SplitRequest(grid(12), 3, 4, 0), UsageError, "0 networks"),
        (lambda: SplitRequest(grid(12), 3, 4, 4, (MaxPer("colour", 2),)), UnknownName, "colour"),
        (lambda: SplitRequest(grid(12), 3, 4, 4, (SameNetwork(("0001", "9999")),)), UnknownName, "9999"),
        (lambda: SplitRequest(grid(12), 3, 4, 4, locked=(("0001", "0002"),)), Refused, "2 members"),
        (
            lambda: SplitRequest(
                grid(12), 3, 4, 4, (DifferentNetworks(("0001", "0002")),), locked=(("0001", "0002", "0003"),)
            ),
            Refused,
            "breaks a rule",
        ),
    ],
)
def test_bad_requests_are_told_apart(request_, error, words):
    with pytest.raises(error, match=words):
        split(request_())
