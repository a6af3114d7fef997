"""What is handed out, and what is refused because nobody outside could check it."""

from __future__ import annotations

import numpy as np
import pytest
from plugins.network.solver.instances import grid

from kvadmin.api import Refused
from kvadmin.plugins.network.certificate.certificate import certificate_of
from kvadmin.plugins.network.certificate.shadow_prices import priced_counts
from kvadmin.plugins.network.solver.distance import TravelTable
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import MaxPer
from kvadmin.plugins.network.solver.split import split
from kvadmin.plugins.network.solver.time_budget import TimeBudget


def made(request, networks=None, counts=None):
    counts = counts or (request.counts() if request.networks is None else range(request.networks, request.networks + 1))
    return certificate_of(request, networks or split(request).networks, counts, TimeBudget.of(None), {})


class Strange:
    """A plugin's rule."""

    name = "rivals meet elsewhere"

    def cost(self, members):
        return np.zeros(len(members))


def test_rules_of_a_plugin_are_refused():
    with pytest.raises(Refused) as refused:
        made(SplitRequest(grid(12), 3, 4, 4, (Strange(),)))
    assert refused.value.code == "foreign-rules"
    assert list(refused.value.details) == ["rivals meet elsewhere"]


def test_too_many_places_are_refused():
    request = SplitRequest(grid(601), 5, 7, 100)
    with pytest.raises(Refused) as refused:
        made(request, [request.places.ids])
    assert refused.value.code == "no-proof"


def test_a_split_that_breaks_a_rule_is_refused():
    networks = split(SplitRequest(grid(12), 3, 4, 4)).networks
    with pytest.raises(Refused) as refused:
        made(SplitRequest(grid(12), 3, 4, 4, (MaxPer("county", 1),)), networks)
    assert refused.value.code == "rule-broken"


def test_a_split_that_was_moved_by_hand_is_said_to_be_dearer():
    request = SplitRequest(grid(12), 3, 4, 4)
    best = split(request)
    one, two, *others = best.networks
    worse = made(request, [(*one[1:], two[0]), (*two[1:], one[0]), *others])
    assert worse.above == pytest.approx(worse.score.objective - best.objective, abs=1e-4)
    assert worse.above > 1
    assert "km above the best" in worse.sentences[-1]


def test_other_numbers_of_networks_are_compared():
    request = SplitRequest(grid(14), 3, 5)
    certificate = made(request)
    assert certificate.data["counts"] == [3, 4]
    assert certificate.above == 0
    assert sum(" networks: by prices" in each for each in certificate.sentences) == 2


def test_one_set_of_prices_serves_several_numbers():
    request = SplitRequest(grid(20), 2, 5)
    best = split(request)
    prices = priced_counts(request, request.counts(), len(best.networks), best.objective, TimeBudget.of(None))
    assert len(prices) < len(request.counts())
    covered = {count for each in prices for count in range(each.first, each.last + 1)}
    assert covered == set(request.counts())


def test_a_table_of_distances_goes_along():
    places = grid(10)
    table = np.abs(np.subtract.outer(np.arange(10), np.arange(10))) * 3.0
    certificate = made(SplitRequest(places, 2, 4, 3, travel=TravelTable(places, table)))
    assert certificate.data["unit"] == "min"
    assert certificate.data["distances"]["rows"][4] == [12.0, 9.0, 6.0, 3.0]
    assert certificate.sentences[0].endswith("(table): 54.000000 min")
    assert certificate.above == 0
