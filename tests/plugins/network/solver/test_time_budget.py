"""The clock, and that everything which takes time looks at it: counted, never timed."""

from __future__ import annotations

import pytest

from kvadmin.api import Refused
from kvadmin.plugins.network.solver.alternatives import alternatives
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import Balance, DifferentNetworks, MaxDistance, MaxPer, SameNetwork
from kvadmin.plugins.network.solver.split import split
from kvadmin.plugins.network.solver.time_budget import TimeBudget

from .instances import assert_partition, grid


class Ticking(TimeBudget):
    """A clock that goes on by a second whenever somebody looks at it."""

    def __init__(self, until: float) -> None:
        self.ticks = 0
        super().__init__(until=until, read=self._tick)

    def _tick(self) -> float:
        self.ticks += 1
        return float(self.ticks)


def test_a_clock_says_when_it_has_cut_something():
    now = 10.0
    clock = TimeBudget(until=20.0, read=lambda: now)
    assert (clock.left(), clock.moment(0.5), clock.spent(), clock.cut) == (10.0, 15.0, False, False)
    clock.keep(100)
    assert clock.until == 15.0
    now = 16.0
    assert clock.spent()
    assert clock.cut
    clock = TimeBudget(stop=lambda: True)
    assert clock.spent()
    assert clock.left() is None


def test_some_of_the_time_is_kept_for_the_answer():
    left = TimeBudget.of(5.0).left()
    assert left is not None
    assert 4 < left < 4.7
    assert TimeBudget.of(None).left() is None


REQUESTS = {
    "plain": SplitRequest(grid(90, seed=3), 5, 7, 15),
    "any number": SplitRequest(grid(60, seed=3), 5, 7),
    "county": SplitRequest(grid(60, seed=3, counties=9), 5, 7, None, (MaxPer("county", 1),)),
    "balance": SplitRequest(grid(60, seed=3), 5, 7, 10, (Balance("population", 0.01),)),
    "pairs": SplitRequest(
        grid(60, seed=3), 5, 7, None, tuple(SameNetwork((f"{a:04}", f"{a + 30:04}")) for a in range(25))
    ),
    "far": SplitRequest(grid(60, seed=3), 5, 7, None, (MaxDistance(260), DifferentNetworks(("0001", "0002")))),
    "wide": SplitRequest(grid(60, seed=3), 12, 20),
    "many": SplitRequest(grid(620, seed=3), 5, 7, 103, (MaxPer("county", 6),)),
}


@pytest.mark.parametrize("until", [1, 40, 300])
@pytest.mark.parametrize("case", REQUESTS)
def test_whatever_is_under_way_ends_soon_after_the_clock(case, until):
    request, clock = REQUESTS[case], Ticking(until)
    try:
        found = split(request, clock=clock)
    except Refused as refusal:
        assert refusal.code in {"none-found", "no-solution"}  # noqa: PT017 - either answer is one
    else:
        assert_partition(request.places, found.networks, request.size_min, request.size_max)
        assert found.cut_short or clock.ticks < until
    assert clock.ticks < until + 60


def test_other_splits_end_with_the_same_clock():
    request = SplitRequest(grid(40, seed=5), 5, 7, 7)
    base = split(request)
    clock = Ticking(3)
    found = alternatives(request, base, 3, clock)
    assert found.ended == "time"
    assert clock.ticks < 63


def test_a_long_clock_changes_nothing():
    request = SplitRequest(grid(40, seed=5), 5, 7, 7)
    slow = split(request, clock=TimeBudget.of(3600.0))
    assert (slow.networks, slow.cut_short) == (split(request).networks, False)
