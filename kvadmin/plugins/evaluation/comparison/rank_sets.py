"""Ranks that say how certain they are.

A rank is a figure with an uncertainty of its own (Goldstein and Spiegelhalter, "League tables and their limitations",
JRSS A 159, 1996). Here a municipality is surely better than another only where their intervals do not meet, all
intervals holding together at the level; what is left open is the interval of its rank (Klein, Wright and Wieczorek,
"A joint confidence region for an overall ranking of populations", JRSS C 69, 2020). No chance enters: same figures,
same ranks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ..quantiles.value_intervals import ValueInterval

_LEAST_FOR_QUARTILES = 4


class RankSet(NamedTuple):
    """A municipality's place, 1 the best.

    Attributes:
        first: Its rank by its value; of several with the same value the first.
        last: The last of these.
        lowest: The best rank that its interval leaves open.
        highest: The worst.
        quartile: 1 to 4 by its rank; ``None`` among fewer than four, or where equal values lie in two.
        certain: Whether every rank that is open lies in that quartile.
    """

    first: int
    last: int
    lowest: int
    highest: int
    quartile: int | None
    certain: bool


def rank_sets(values: Sequence[float], intervals: Sequence[ValueInterval], *, high_is_best: bool) -> list[RankSet]:
    """The rank of each of some values.

    Args:
        values: What is ranked.
        intervals: Of each value, holding together.
        high_is_best: Whether rank 1 is the highest value.
    """
    sign = -1 if high_is_best else 1
    placed = [_settled(sign * value) for value in values]
    bounds = [(-each.upper, -each.lower) if high_is_best else (each.lower, each.upper) for each in intervals]
    ordered, lows, highs = sorted(placed), sorted(low for low, _ in bounds), sorted(high for _, high in bounds)
    count = len(values)
    return [
        _rank_set(
            bisect_left(ordered, value) + 1,
            bisect_right(ordered, value),
            bisect_left(highs, low) + 1,
            bisect_right(lows, high),
            count,
        )
        for value, (low, high) in zip(placed, bounds, strict=True)
    ]


def _rank_set(first: int, last: int, lowest: int, highest: int, count: int) -> RankSet:
    quartile = _quartile(first, count) if count >= _LEAST_FOR_QUARTILES else None
    if quartile != _quartile(last, count):
        quartile = None
    certain = quartile is not None and _quartile(lowest, count) == quartile == _quartile(highest, count)
    return RankSet(first, last, lowest, highest, quartile, certain)


def _quartile(rank: int, count: int) -> int:
    return -(-4 * rank // count)


def _settled(value: float) -> float:
    """Ten decimals: what differs beyond is the machine's doing."""
    return round(value, 10)
