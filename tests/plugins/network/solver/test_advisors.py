"""Advisors for networks."""

from __future__ import annotations

import pytest

from kvadmin.api import Refused
from kvadmin.plugins.network.solver.advisors import AvailableAdvisor, assign_advisors
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.split import split

from .instances import grid


def test_advisors_have_capacity_and_speak_the_language():
    given = grid(20, seed=6)
    request = SplitRequest(given, 4, 6, 4)
    networks = split(request).networks
    near = [
        AvailableAdvisor("a", 59, 6, 2),
        AvailableAdvisor("b", 63, 12, 2, frozenset({"nb"})),
        AvailableAdvisor("c", 70, 25, 4),
    ]
    found = assign_advisors(request, networks, near, languages=["nn", None, None, "nn"])
    assert found.load == {who: found.advisor_of.count(who) for who in "abc"}
    assert all(found.load[a.id] <= a.capacity for a in near)
    assert found.advisor_of[0] != "b"
    assert found.advisor_of[3] != "b"
    with pytest.raises(Refused, match="capacity for 2"):
        assign_advisors(request, networks, near[:1])
    with pytest.raises(Refused, match="language"):
        assign_advisors(request, networks, [AvailableAdvisor("b", 63, 12, 9, frozenset({"nb"}))], languages=["nn"] * 4)
