"""Contradictions that are seen at once: each sentence, the rules it names, and that none is seen where a split is."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kvadmin.api import Refused
from kvadmin.api.hooks import Place
from kvadmin.plugins.network.solver.conflicts.presolve import seen_at_once
from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import DifferentNetworks, MaxDistance, MaxPer, MinPer, SameNetwork
from kvadmin.plugins.network.solver.time_budget import TimeBudget

from ..instances import grid

#: A request, a part of what is said, and how many rules are named.
CASES = {
    "six together in networks of five": (
        SplitRequest(grid(20), 3, 5, None, (SameNetwork(tuple(f"{at:04}" for at in range(6))), MaxPer("county", 3))),
        "together are to be 6, and a network has at most 5", 1,
    ),
    "a chain of pairs that is too long": (
        SplitRequest(grid(20), 3, 5, None, tuple(SameNetwork((f"{at:04}", f"{at + 1:04}")) for at in range(9))),
        "and a network has at most 5", 5,
    ),
    "together by a chain, and apart": (
        SplitRequest(grid(20), 3, 5, None, (SameNetwork(("0000", "0001")), SameNetwork(("0001", "0002")),
                                            SameNetwork(("0007", "0008")), DifferentNetworks(("0000", "0002")))),
        "to be together, against the rule apart: 0000, 0002", 3,
    ),
    "together and further apart than allowed": (
        SplitRequest(grid(20), 3, 5, None, (SameNetwork(("0000", "0001")), MaxDistance(1))), "greatest distance 1", 2,
    ),
    "together and too many of a county": (
        SplitRequest(grid(20), 3, 5, None, (SameNetwork(("0000", "0003", "0006")), MaxPer("county", 2))),
        "to be together, against the rule at most 2 per county", 2,
    ),
    "more apart than networks": (
        SplitRequest(grid(20), 4, 5, None, (DifferentNetworks(tuple(f"{at:04}" for at in range(6))),)),
        "6 places are to be apart: at least 6 networks", 1,
    ),
    "a county too large": (
        SplitRequest(grid(20), 4, 5, 4, (MaxPer("county", 1),)), "at least 7 networks", 1,
    ),
    "too few of a kind": (
        SplitRequest(grid(20), 3, 5, 4, (MinPer("county", "c1", 2),)), "every network needs 2: at most 3 networks", 1,
    ),
    "at least more than at most": (
        SplitRequest(grid(20), 2, 7, None, (MinPer("county", "c1", 2), MaxPer("county", 1))), "takes at most 1", 2,
    ),
    "groups that do not fill networks": (
        SplitRequest(grid(20), 5, 5, 4, tuple(SameNetwork((f"{at:04}", f"{at + 1:04}")) for at in range(0, 18, 2))),
        "single places do not fit into networks of 5..5", 9,
    ),
    "one far away": (
        SplitRequest(PlaceSet([*grid(14), Place("9999", "Far away", 78.0, 15.0, "c9", 10)]), 3, 5, 4, (MaxDistance(900),)),
        "9999 Far away may share a network with nobody", 1,
    ),
    "a part whose number makes no networks": (
        SplitRequest(PlaceSet([*grid(15), *(Place(f"z{at}", "", 78.0, 15.0, "c9", 1) for at in range(8))]), 5, 7, None,
                     (MaxPer("county", 7), MaxDistance(1100))),
        "8 places may only share networks with each other", 1,
    ),
    "what is left beside a locked network": (
        SplitRequest(grid(12), 6, 7, None, (), locked=(tuple(f"{at:04}" for at in range(7)),)), "at most 1 networks", 0,
    ),
    "nobody left by two rules": (
        SplitRequest(PlaceSet([Place(f"{at:02}", "", 60 + at // 6, 10 + at / 100, "a" if at < 6 else f"b{at}")
                               for at in range(12)]), 2, 3, None, (MaxPer("county", 1), MaxDistance(50))),
        "no allowed network is left for 00", 2,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_seen_at_once(case):
    request, words, rules = CASES[case]
    found = seen_at_once(request.checked(), TimeBudget())
    assert found is not None
    assert words in " / ".join(found.words)
    assert len(found.rules) == rules
    assert found.fewest


def partition_exists(request: SplitRequest) -> bool:
    """Whether there is a split, by trying all."""
    ids = request.places.ids
    rules = [(spec, spec.bind(request.places, request.distances, 1)) for spec in request.rules]
    where = {place: at for at, place in enumerate(ids)}

    def allowed(members: tuple[str, ...]) -> bool:
        at = np.array([[where[place] for place in members]])
        return all(bool(rule.allowed(at)[0]) for _, rule in rules)

    def rest(left: tuple[str, ...], count: int) -> bool:
        if not left:
            return request.networks in (None, count)
        first, *others = left
        for size in range(request.size_min, request.size_max + 1):
            for more in combinations(others, size - 1):
                if allowed((first, *more)) and rest(tuple(p for p in others if p not in more), count + 1):
                    return True
        return False

    return rest(ids, 0)


@settings(max_examples=60, deadline=None)
@example(6, 2, 0, 36, None, [(True, 0, 1)], 0, 300, 0)  # the wish and the distance together, neither alone
@given(
    st.integers(6, 9), st.integers(1, 3), st.integers(0, 2), st.integers(1, 40), st.sampled_from([None, 2, 3]),
    st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 5)), max_size=4), st.integers(0, 2),
    st.sampled_from([None, 150, 300, 500]), st.integers(0, 1),
)  # fmt: skip
def test_nothing_is_called_impossible_that_is_possible(n, low, more, seed, networks, wishes, most, far, least):
    rules = [
        (SameNetwork if together else DifferentNetworks)((f"{a:04}", f"{b:04}")) for together, a, b in wishes if a != b
    ]
    rules += [MaxPer("county", most)] if most else []
    rules += [MaxDistance(far)] if far else []
    rules += [MinPer("county", "c1", least)] if least else []
    request = SplitRequest(grid(n, seed=seed), low, low + more, networks, tuple(rules))
    try:
        request.checked()
    except Refused:
        return
    found = seen_at_once(request, TimeBudget())
    if found is not None:
        assert not partition_exists(request.with_rules(found.rules))
