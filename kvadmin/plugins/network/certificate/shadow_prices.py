"""Prices that prove a bound: for each number of networks those of the relaxation, made safe for whoever checks them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kvadmin.api import Refused, tr

from ..solver.distance import pair_sums
from ..solver.exact.column_generation import ColumnGeneration
from ..solver.exact.pricing import Enumeration
from ..solver.request import SplitRequest
from ..solver.rules import Balance
from ..solver.time_budget import TimeBudget
from ..solver.units import problem_of

#: Decimals of prices in a file.
_DECIMALS = 9
#: Networks whose reduced cost is below it are looked at, and by how much the prices are made lower than need be.
_LOOK, _SAFE = 1e-5, 2e-9


@dataclass(frozen=True)
class PricedCounts:
    """Prices (per place, and per network) and the numbers of networks that they are about.

    ``least``: what no split into so many networks is below, by number of networks; unit of the distances.
    """

    first: int
    last: int
    prices: dict[str, float]
    network_price: float
    least: dict[int, float]


def free_counts(request: SplitRequest, counts: range) -> range:
    """The numbers of networks among ``counts`` that the sizes allow when the locked networks stay."""
    held = len(request.locked)
    rest = len(request.places) - sum(map(len, request.locked))
    fewest, most = held - (-rest // request.size_max), held + rest // request.size_min
    return range(max(counts.start, fewest), min(counts.stop - 1, most) + 1)


def priced_counts(
    request: SplitRequest, counts: range, own: int, bound: float, clock: TimeBudget
) -> tuple[PricedCounts, ...]:
    """Prices for all numbers of networks; those that prove the bound for several numbers are made once.

    Args:
        request: What was split.
        counts: The numbers of networks that the proof is to be about.
        own: The number that there are; it comes first.
        bound: What is to be proven, in the unit of the distances.
        clock: Its end.

    Raises:
        Refused: There are too many possible networks to look at all of them.
    """
    every = free_counts(request, counts)
    balanced = any(isinstance(rule, Balance) for rule in request.rules)
    out: list[PricedCounts] = []
    for count in sorted(every, key=lambda each: (abs(each - own), each)):
        if not any(each.first <= count <= each.last for each in out):
            out.append(_priced(request, count, range(count, count + 1) if balanced else every, bound, clock))
    return tuple(out)


def _priced(request: SplitRequest, count: int, every: range, bound: float, clock: TimeBudget) -> PricedCounts:
    """Prices for one number of networks, and how far they reach to others."""
    prices, network_price = _prices(request, count, clock)
    held = len(request.locked)
    least = {
        each: sum(prices.values())
        + (each - held) * network_price
        + sum(_cost(request, members, each) for members in request.locked)
        for each in every
    }
    first = last = count
    while first - 1 in least and least[first - 1] >= bound:
        first -= 1
    while last + 1 in least and least[last + 1] >= bound:
        last += 1
    return PricedCounts(first, last, prices, network_price, {k: least[k] for k in range(first, last + 1)})


def _prices(request: SplitRequest, count: int, clock: TimeBudget) -> tuple[dict[str, float], float]:
    """Prices of the places outside locked networks; of a unit, its first place has the price.

    The price of a network is lowered until no network costs less than its prices, rounded as they are.
    """
    problem = problem_of(request, count)
    if problem.n == 0:
        return {}, 0.0
    generation = ColumnGeneration(problem, clock)
    now = generation.settled()
    rounded = np.round(now.prices, _DECIMALS)
    found = Enumeration(problem, rounded, now.network_price, _LOOK, clock).run()
    if not (generation.exact and found.exact):
        raise Refused(
            tr("there are too many possible networks to prove a bound over all of them"),
            hint=tr("narrower sizes, or fewer places"),
            code="no-proof",
        )
    lowest = min(0.0, float(found.reduced.min(initial=0.0)))
    network_price = math.floor((now.network_price + lowest - _SAFE) * 10**_DECIMALS) / 10**_DECIMALS
    ids = [request.places.ids[int(unit[0])] for unit in problem.units]
    return dict(zip(ids, map(float, rounded), strict=True)), network_price


def _cost(request: SplitRequest, members: Sequence[str], count: int) -> float:
    """What a network costs when there are so many in all."""
    at = np.sort(request.places.indexes(members))[None, :]
    terms = [rule.cost(at)[0] for rule in request.bound_rules(count) if hasattr(rule, "cost")]
    return float(pair_sums(request.distances, at)[0] + sum(terms))
