"""The fewest rules that contradict each other."""

from __future__ import annotations

from kvadmin.plugins.network.solver.conflicts.contradiction import fewest_rules
from kvadmin.plugins.network.solver.time_budget import TimeBudget


def test_only_what_is_needed_stays():
    asked = []

    def contradict(some):
        asked.append(some)
        return {3, 40, 77} <= set(some)

    assert fewest_rules(range(100), contradict, TimeBudget()) == ((3, 40, 77), True)
    assert len(asked) < 100


def test_at_the_end_of_the_time_what_is_left_is_a_contradiction_still():
    ticks = iter(range(100))
    clock = TimeBudget(until=3.0, read=lambda: float(next(ticks)))
    needed, fewest = fewest_rules(range(8), lambda some: 5 in some, clock)
    assert 5 in needed
    assert len(needed) > 1
    assert not fewest
