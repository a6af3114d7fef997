from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvadmin.api import Refused, UsageError
from kvadmin.plugins.gathering.table_mixing.mixing import mix


def people(n: int, networks: int | None) -> list[tuple[str, str | None]]:
    return [(f"p{i:03}", None if networks is None else f"n{i % networks}") for i in range(n)]


def recount(plan, who) -> tuple[int, int]:
    network = dict(who)
    met: dict[tuple[str, str], int] = {}
    for tables in plan:
        assert sorted(p for t in tables for p in t) == sorted(network)
        for table in tables:
            for pair in combinations(table, 2):
                met[pair] = met.get(pair, 0) + 1
    same = sum(m for (a, b), m in met.items() if network[a] and network[a] == network[b])
    return sum(m - 1 for m in met.values()), same


@pytest.mark.parametrize(
    ("n", "networks", "size", "rounds"),
    [(72, 12, 6, 4), (32, None, 4, 7), (60, None, 6, 5), (96, None, 8, 4), (32, None, 4, 10), (32, None, 4, 9)],
)
def test_nobody_meets_twice_and_networks_are_mixed(n, networks, size, rounds):
    who = people(n, networks)
    plan = mix(who, size, size, rounds)
    assert len(plan.rounds) == rounds
    assert all(len(t) == size for tables in plan.rounds for t in tables)
    assert recount(plan.rounds, who) == (0, 0) == (plan.repeats, plan.same_network)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 26), st.integers(1, 5), st.integers(2, 5), st.integers(1, 3))
def test_any_plan_seats_everybody_once_a_round(n, networks, size, rounds):
    who = people(n, networks)
    if n < max(1, size - 1) * -(-n // size):
        with pytest.raises(Refused):
            mix(who, max(1, size - 1), size, rounds)
        return
    plan = mix(who, max(1, size - 1), size, rounds)
    assert recount(plan.rounds, who) == (plan.repeats, plan.same_network)
    assert plan == mix(who[::-1], max(1, size - 1), size, rounds)


def test_nonsense_is_refused():
    with pytest.raises(UsageError):
        mix(people(5, 1), 4, 3, 1)
    with pytest.raises(Refused):
        mix([], 3, 4, 1)
    with pytest.raises(Refused):
        mix(people(5, 1), 4, 4, 1)
