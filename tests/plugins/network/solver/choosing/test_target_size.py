"""A target size: as near as the number of places allows, wider only where the rules force it."""

from __future__ import annotations

import pytest

from kvadmin.api import Refused, UsageError
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import SameNetwork
from kvadmin.plugins.network.solver.split import split

from ..instances import grid


@pytest.mark.parametrize(
    ("places", "target", "sizes"),
    [
        (30, 5, [5] * 6),
        (31, 5, [5, 5, 5, 5, 5, 6]),
        (29, 5, [4, 5, 5, 5, 5, 5]),
        (23, 7, [7, 8, 8]),
        (12, 8, [6, 6]),
        (17, 8, [8, 9]),
    ],
)
def test_sizes_are_as_near_as_the_places_allow(places, target, sizes):
    found = split(SplitRequest(grid(places, seed=2), 4, 9, target=target))
    assert list(found.score.sizes) == sizes
    assert found.sizes.networks == len(sizes)
    assert not found.sizes.widened


def test_rules_make_sizes_wider_and_no_wider_than_they_must():
    given = grid(20, seed=3)
    together = SameNetwork(tuple(given.ids[:6]))
    found = split(SplitRequest(given, 3, 8, rules=(together,), target=5))
    assert (found.sizes.low, found.sizes.high, found.sizes.widened) == (4, 6, True)
    assert max(found.score.sizes) == 6


def test_a_number_beside_the_target():
    given = grid(30, seed=4)
    assert list(split(SplitRequest(given, 4, 8, 6, target=5)).score.sizes) == [5] * 6
    with pytest.raises(Refused, match=r"4 networks have 7.5 members each, which is not near 5") as caught:
        split(SplitRequest(given, 4, 8, 4, target=5))
    assert caught.value.hint == "--networks 6, or one of both only"


def test_a_target_outside_the_sizes_is_refused():
    with pytest.raises(UsageError, match=r"9 is outside the sizes 4..8"):
        split(SplitRequest(grid(30), 4, 8, target=9))


def test_locked_networks_count_for_themselves():
    given = grid(23, seed=6)
    locked = tuple(sorted(given.ids[i] for i in (0, 7, 12)))
    found = split(SplitRequest(given, 3, 8, locked=(locked,), target=5))
    assert locked in found.networks
    assert list(found.score.sizes) == [3, 5, 5, 5, 5]


def test_what_cannot_be_split_at_all_is_refused_as_without_a_target():
    given = grid(12, seed=6)
    with pytest.raises(Refused, match="cannot be split"):
        split(SplitRequest(given, 3, 4, rules=(SameNetwork(tuple(given.ids[:5])),), target=4))
