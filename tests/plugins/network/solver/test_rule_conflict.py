"""Why there is no split."""

from __future__ import annotations

import pytest

from kvadmin.api import Refused
from kvadmin.api.hooks import Place
from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import DifferentNetworks, MaxDistance, MaxPer, SameNetwork
from kvadmin.plugins.network.solver.split import split

from .instances import grid


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
