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
    count = min(n - 1, _neighbour_count(sizes))
    near = neighbours(problem.costs[:n, :n], count) if count else np.empty((n, 0), dtype=np.int64)
    parts = []
    for size in sizes:
        if size - 1 > count or clock.spent():
            continue
        chosen = list(combinations(range(count), size - 1))
        subsets = np.array(chosen, dtype=np.int64).reshape(len(chosen), size - 1)
        block = np.full((n, len(subsets), width), n, dtype=np.int32)
        block[:, :, 0] = np.arange(n)[:, None]
        block[:, :, 1:size] = near[:, subsets]
        parts.append(block.reshape(-1, width))
    cols = distinct(np.sort(np.concatenate(parts), axis=1), n) if parts else np.empty((0, width), dtype=np.int32)
    return priced(problem, cols, clock)


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


def _neighbour_count(sizes: range) -> int:
    """As many neighbours as keep the subsets within bounds."""
    count = max(sizes, default=1)
    while count < _NEAREST and sum(comb(count + 1, s - 1) for s in sizes) <= _SUBSETS:
        count += 1
    while count > 1 and sum(comb(count, s - 1) for s in sizes) > _SUBSETS * 4:
        count -= 1
    return count


def distinct(cols: np.ndarray, n: int) -> np.ndarray:
    """Each candidate once, in a fixed order."""
    if not len(cols):
        return cols
    base = n + 1
    if base ** cols.shape[1] < 2**62:
        keys = np.zeros(len(cols), dtype=np.int64)
        for a in range(cols.shape[1]):
            keys = keys * base + cols[:, a]
        return cols[np.unique(keys, return_index=True)[1]]
    rows = np.ascontiguousarray(cols.astype(np.int32))
    return cols[np.unique(rows.view([("", rows.dtype)] * cols.shape[1]).ravel(), return_index=True)[1]]
