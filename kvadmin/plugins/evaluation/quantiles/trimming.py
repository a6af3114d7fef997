"""How R rounds and takes quantiles, and how outermost groups are kept from deciding what dispersion is."""

from __future__ import annotations

import math
from collections.abc import Sequence


def r_round2(value: float) -> float:
    """``round(value, 2)`` as R 4 does it: the nearer of the two candidates in doubles, a tie to the even one."""
    low, high = math.floor(100 * value), math.ceil(100 * value)
    under, over = low / 100, high / 100
    to_low, to_high = value - under, over - value
    if to_low == to_high:
        return under if low % 2 == 0 else over
    return under if to_low < to_high else over


def quantile(ordered: Sequence[float], part: float) -> float:
    """Quantile of type 7 (R's own) of values in order; at least one."""
    place = (len(ordered) - 1) * part
    low = math.floor(place)
    found, above = ordered[low], ordered[math.ceil(place)]
    rest = place - low
    return found if not rest or above == found else (1 - rest) * found + rest * above


def winsorised(scores: Sequence[float], trim: float) -> tuple[list[float], list[int]]:
    """Scores pulled in to the quantiles ``trim`` and ``1 - trim``, and which (1) lie there or beyond."""
    ordered = sorted(scores)
    low, high = quantile(ordered, trim), quantile(ordered, 1 - trim)
    return [min(max(z, low), high) for z in scores], [0 if low < z < high else 1 for z in scores]


def left_out(scores: Sequence[float], trim: float) -> list[int]:
    """Which scores (1) SHMI leaves out: those in the first and the last of ``1 / trim`` bands of ranks.

    Nothing where ``trim`` is 0. Ties share their mean rank.
    """
    if not trim:
        return [0] * len(scores)
    bands = 1 / trim
    return [0 if 0 < math.floor(rank * bands / (len(scores) + 1)) < bands - 1 else 1 for rank in mean_ranks(scores)]


def mean_ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1 upwards; equal values share the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end + 1 < len(order) and values[order[end + 1]] == values[order[at]]:
            end += 1
        for k in order[at : end + 1]:
            ranks[k] = (at + end) / 2 + 1
        at = end + 1
    return ranks
