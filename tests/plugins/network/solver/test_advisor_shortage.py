"""Who is left over, beside every way of serving the networks."""

from __future__ import annotations

from itertools import combinations, product
from random import Random

import pytest

from kvadmin.plugins.network.solver.advisor_shortage import left_over


def servable(networks: tuple[int, ...], able: list[list[bool]], capacity: list[int]) -> bool:
    choices = [[who for who, can in enumerate(able[each]) if can] for each in networks]
    return any(all(way.count(who) <= most for who, most in enumerate(capacity)) for way in product(*choices))


@pytest.mark.parametrize("seed", range(60))
def test_as_few_as_can_be_are_left_over_and_the_first_in_order_are_served(seed):
    chance = Random(seed)
    number, people = chance.randint(1, 6), chance.randint(1, 4)
    able = [[chance.random() < 0.5 for _ in range(people)] for _ in range(number)]
    capacity = [chance.randint(0, 3) for _ in range(people)]
    order = chance.sample(range(number), number)
    missing = left_over(able, capacity, order)
    served = tuple(each for each in range(number) if each not in missing)
    assert servable(served, able, capacity)
    best = max(size for size in range(number + 1) for some in combinations(range(number), size)
               if servable(some, able, capacity))  # fmt: skip
    assert len(served) == best
    sets = [some for some in combinations(range(number), best) if servable(some, able, capacity)]
    ranks = {each: at for at, each in enumerate(order)}
    assert sorted(ranks[each] for each in served) == min(sorted(ranks[each] for each in some) for some in sets)


def test_without_advisors_everybody_is_left_over():
    assert left_over([[], []], [], [1, 0]) == [0, 1]
    assert left_over([], [3], []) == []
