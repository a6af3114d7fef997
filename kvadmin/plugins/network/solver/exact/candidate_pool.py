"""The first pool of candidate networks: subsets of each unit's nearest neighbours."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np

from ..clock import Clock
from ..problem import SplitProblem

#: Subsets tried per unit at most; decides how many neighbours are looked at.
_SUBSETS = 900
_NEAREST = 10
#: Candidates priced between two looks at the clock.
_ROWS = 50_000
#: Members of all candidates together, about, when somebody waits.
_CELLS = 4_000_000


def neighbours(costs: np.ndarray, count: int) -> np.ndarray:
    """The ``count`` cheapest other units of each unit, shape (n, count); ties by position."""
    n = len(costs)
    others = np.minimum(costs, np.finfo(float).max)  # forbidden pairs come last, but before the unit itself
    np.fill_diagonal(others, np.inf)
    if count >= n - 1:
        return np.argsort(others, axis=1, kind="stable")[:, : n - 1]
    # Rounded, so that equal distances are equal however they were summed; then position decides.
    part = np.sort(np.argpartition(others, count - 1, axis=1)[:, :count], axis=1)
    order = np.argsort(np.take_along_axis(others, part, axis=1), axis=1, kind="stable")
    return np.take_along_axis(part, order, axis=1)


def near_pool(problem: SplitProblem, clock: Clock) -> tuple[np.ndarray, np.ndarray]:
    """Candidates made of a unit and some of its nearest neighbours, allowed and priced, none twice.

    When the clock ends there are fewer.
    """
    n, width = problem.n, problem.size_max
    if n == 0:
        return np.empty((0, width), dtype=np.int32), np.empty(0)
    heaviest = int(problem.weights.max())
    fewest = max(1, -(-problem.size_min // heaviest))
    sizes = range(fewest, min(problem.size_max, n) + 1)
    most = _SUBSETS if clock.until is None else max(1, min(_SUBSETS, _CELLS // (n * width)))
    count = min(n - 1, _neighbour_count(sizes, most))
    near = neighbours(problem.costs[:n, :n], count) if count else np.empty((n, 0), dtype=np.int64)
    kept, costs = [np.empty((0, width), dtype=np.int32)], [np.empty(0)]
    for size in sizes:
        if size - 1 > count or clock.spent():
            continue
        chosen = list(combinations(range(count), size - 1))
        subsets = np.array(chosen, dtype=np.int64).reshape(len(chosen), size - 1)
        block = np.full((n, len(subsets), width), n, dtype=np.int32)
        block[:, :, 0] = np.arange(n)[:, None]
        block[:, :, 1:size] = near[:, subsets]
        cols, prices = priced(problem, distinct(np.sort(block.reshape(-1, width), axis=1), n), clock)
        kept.append(cols)
        costs.append(prices)
    return np.concatenate(kept), np.concatenate(costs)


def priced(problem: SplitProblem, cols: np.ndarray, clock: Clock) -> tuple[np.ndarray, np.ndarray]:
    """The candidates that every rule allows, and their costs, as far as the clock lets them be looked at."""
    kept, costs = [np.empty((0, cols.shape[1]), dtype=cols.dtype)], [np.empty(0)]
    for start in range(0, len(cols), _ROWS):
        if clock.spent():
            break
        more, prices = problem.priced(cols[start : start + _ROWS])
        kept.append(more)
        costs.append(prices)
    return np.concatenate(kept), np.concatenate(costs)


def _neighbour_count(sizes: range, subsets: int) -> int:
    """As many neighbours as keep the subsets within bounds."""
    count = max(sizes, default=1)
    while count < _NEAREST and sum(comb(count + 1, s - 1) for s in sizes) <= subsets:
        count += 1
    while count > 1 and sum(comb(count, s - 1) for s in sizes) > subsets * 4:
        count -= 1
    return count


def distinct(cols: np.ndarray, n: int) -> np.ndarray:
    """Each candidate once, in a fixed order."""
    if not len(cols):
        return cols
    together = int(62 / np.log2(n + 1))  # columns that one number can hold
    keys = []
    for first in range(0, cols.shape[1], together):
        key = np.zeros(len(cols), dtype=np.int64)
        for a in range(first, min(first + together, cols.shape[1])):
            key = key * (n + 1) + cols[:, a]
        keys.append(key)
    order = np.lexsort(keys[::-1])
    first_of = np.ones(len(cols), dtype=bool)
    first_of[1:] = np.any([key[order[1:]] != key[order[:-1]] for key in keys], axis=0)
    return cols[order[first_of]]
