"""Why there is no split."""

from __future__ import annotations

import pytest

from kvadmin.api import Refused
from kvadmin.api.hooks import Place
from kvadmin.plugins.network.solver.conflicts.refusal import no_split
from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import DifferentNetworks, MaxDistance, MaxPer, SameNetwork
from kvadmin.plugins.network.solver.split import split
from kvadmin.plugins.network.solver.time_budget import TimeBudget

from ..instances import grid


def test_contradicting_rules_are_named_and_only_they():
    rules = (
        MaxPer("county", 3),
        SameNetwork(("0001", "0002")),
        MaxDistance(2000),
        DifferentNetworks(("0001", "0002", "0005")),
    )
    with pytest.raises(Refused) as refusal:
        split(SplitRequest(grid(14), 3, 5, 4, rules))
    text = "\n".join(refusal.value.lines())
    assert "together: 0001, 0002; apart: 0001, 0002, 0005" in text
    assert "per county" not in text
    assert "greatest distance" not in text


def test_the_slack_names_who_makes_a_plan_impossible():
    lonely = Place("9999", "Far away", 78.0, 15.0, "c9", 10)
    with pytest.raises(Refused) as refusal:
        split(SplitRequest(PlaceSet([*grid(14), lonely]), 3, 5, 4, (MaxDistance(900),)))
    text = "\n".join(refusal.value.lines())
    assert "9999 Far away" in text
    assert "greatest distance 900" in text


def test_what_was_not_proven_is_not_called_impossible():
    request = SplitRequest(grid(40), 5, 7, 7, (MaxPer("county", 2),))
    error = no_split(request, TimeBudget(until=0.0), proven=False)
    text = "\n".join(error.lines())
    assert error.code == "none-found"
    assert "no split was found in the time given" in text
    assert "this does not mean that there is none" in text
    assert "cannot" not in text


def test_a_proof_without_time_to_make_it_small_says_so():
    rules = (DifferentNetworks(("0001", "0002"), typed="--apart 0001,0002"), MaxPer("county", 3))
    error = no_split(SplitRequest(grid(14), 3, 5, 4, rules), TimeBudget(until=0.0), proven=True)
    text = "\n".join(error.lines())
    assert error.code == "no-solution"
    assert "--apart 0001,0002; at most 3 per county" in text
    assert "fewer rules may already be at odds" in text


def test_a_place_with_networks_left_is_not_said_to_have_none():
    """The relaxation leaves a far place uncovered where that is cheaper than its network, though there is a split."""
    far = [Place(f"z{at}", "Far", 78.0 + at / 10, 15.0, "c9", 10) for at in range(2)]
    places = PlaceSet([*grid(22), *far])
    found = split(SplitRequest(places, 5, 7, 4, (DifferentNetworks(("z0", "z1")),)))
    assert sorted(place for members in found.networks for place in members) == sorted(places.ids)
