"""The named change admits, and none smaller does: against the whole rule, run with every smaller one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from nearest_change_proofs import places_faults, quota_faults, score_faults, waiting

from kvadmin.plugins.cohort import admission as rule
from kvadmin.plugins.cohort.explaining import nearest_changes as module
from kvadmin.plugins.cohort.explaining.contest import contest_of
from kvadmin.plugins.cohort.explaining.nearest_changes import nearest_changes

CHUNKS = [range(start, start + 100) for start in range(0, 400, 100)]
QUOTAS = ("region:Nord=1..", "form:y=1..", "region:Øst=..2")


def everybody(seeds):
    return [each for seed in seeds for each in waiting(seed)]


@pytest.mark.parametrize("seeds", CHUNKS, ids=lambda seeds: str(seeds.start))
def test_the_named_score_admits_and_every_smaller_one_does_not(seeds):
    found = everybody(seeds)
    assert [fault for each in found for fault in score_faults(each)] == []
    assert sum(each.changes.order is None for each in found) > 5
    assert sum(each.changes.order is not None for each in found) > 50


@pytest.mark.parametrize("seeds", CHUNKS, ids=lambda seeds: str(seeds.start))
def test_the_named_bounds_admit_and_every_smaller_move_of_one_does_not(seeds):
    found = everybody(seeds)
    assert [fault for each in found for fault in quota_faults(each)] == []
    assert sum(bool(each.changes.quotas) for each in found) > 10
    assert any(each.by > 1 for one in found for each in one.changes.quotas)


@pytest.mark.parametrize("seeds", CHUNKS, ids=lambda seeds: str(seeds.start))
def test_the_named_places_admit_and_fewer_do_not(seeds):
    found = everybody(seeds)
    assert [fault for each in found for fault in places_faults(each)] == []
    assert sum(each.changes.places is not None for each in found) > 50
    assert sum(each.changes.places is None for each in found) > 5


def test_the_proofs_see_a_change_that_is_too_large_too_small_or_missing():
    seen = {"score": 0, "quota": 0, "places": 0}
    for each in everybody(range(60)):
        order, quotas, places = each.changes.order, each.changes.quotas, each.changes.places
        if order is not None:
            for by in ("0.01", "-0.01"):
                wrong = replace(order, score=order.score + Decimal(by))
                seen["score"] += bool(score_faults(each._replace(changes=replace(each.changes, order=wrong))))
            assert score_faults(each._replace(changes=replace(each.changes, order=None)))
        if quotas:
            seen["quota"] += 1
            assert quota_faults(each._replace(changes=replace(each.changes, quotas=quotas[1:])))
        if places is not None:
            seen["places"] += 1
            for by in (1, -1):
                wrong = replace(places, capacity=places.capacity + by)
                assert places_faults(each._replace(changes=replace(each.changes, places=wrong)))
    assert min(seen.values()) > 10


def test_the_worked_example(ten, call):
    admission = rule.admit(call(5, *QUOTAS), ten, software="x")
    changes = nearest_changes(contest_of(admission, {each.number: each.attributes for each in ten}), "0501")
    assert (changes.order.ahead_of.number, changes.order.score) == ("0402", Decimal("8.01"))
    assert changes.order.displaced == ("0402",)
    assert (changes.quotas, changes.quotas_tried) == ((), None)  # two of three would have to be wider
    assert (changes.places, changes.places_tried) == (None, None)


def test_what_was_not_tried_is_said(ten, call, monkeypatch):
    admission = rule.admit(call(5, *QUOTAS), ten, software="x")
    contest = contest_of(admission, {each.number: each.attributes for each in ten})
    monkeypatch.setattr(module, "_EFFORT", 500)
    changes = nearest_changes(contest, "1421")
    assert (changes.places, changes.places_tried) == (None, 7)
    assert (changes.quotas, changes.quotas_tried) == ((), 0)
