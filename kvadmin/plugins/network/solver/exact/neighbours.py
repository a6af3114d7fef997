"""Candidates one exchange away from good ones: most that a full search would find, at a hundredth of its price."""

from __future__ import annotations

import numpy as np

from ..problem import SplitProblem
from ..starting.counted import counted

#: Candidates whose neighbours are looked at, and neighbours priced at most.
_BASE, _PRICED = 400, 6_000


def neighbouring(
    problem: SplitProblem, cols: np.ndarray, reduced: np.ndarray, duals: np.ndarray, network_price: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Allowed candidates of negative reduced cost that differ from given ones by one unit: (cols, costs, reduced).

    Args:
        problem: Units, costs and rules.
        cols: Candidates, shape (m, size_max).
        reduced: Their reduced costs; the least are looked at.
        duals: Price of each unit and 0 for the filling, shape (n + 1,).
        network_price: Price of a network.
    """
    n, width = problem.n, problem.size_max
    base = np.sort(np.argsort(np.round(reduced, 9), kind="stable")[:_BASE])
    cols, reduced = cols[base], reduced[base]
    costs = np.where(np.isfinite(problem.costs), problem.costs, 1e12)
    worth = duals - problem.inner  # of a unit in itself
    sums = costs[cols].sum(axis=1)  # (m, n + 1): what a unit costs to all members
    inside = np.zeros((len(cols), n + 1), dtype=bool)
    inside[np.arange(len(cols))[:, None], cols] = True
    counts = counted(problem)
    amounts = np.concatenate([counts.amounts, np.zeros((1, len(counts.high)), dtype=np.int64)])
    inwards = amounts[cols].sum(axis=1)  # (m, counts)
    out, values = [], []
    for slot in range(width):  # the filling in a slot: one more member; the last of each row: one fewer
        leaving = cols[:, slot]
        without = reduced + worth[leaving] - sums[np.arange(len(cols)), leaving]
        after = without[:, None] + sums - costs[leaving] - worth[None, :]
        first = cols[:, slot - 1] < n if slot else np.ones(len(cols), dtype=bool)
        after[inside] = np.inf
        after[:, n] = np.where(leaving < n, without, np.inf)
        after[~first] = np.inf  # only one slot of filling has to be tried
        left = inwards - amounts[leaving]
        for at, (low, high) in enumerate(zip(counts.low, counts.high, strict=True)):
            now = left[:, at, None] + amounts[None, :, at]
            after[(now > high) | (now < low)] = np.inf
        row, coming = np.nonzero(after < -1e-6)
        grown = cols[row].copy()
        grown[:, slot] = coming
        out.append(np.sort(grown, axis=1))
        values.append(after[row, coming])
    every, value = np.concatenate(out), np.concatenate(values)
    order = np.argsort(np.round(value, 9), kind="stable")[:_PRICED]
    every = np.unique(every[order], axis=0)
    kept, prices = problem.priced(every)
    least = prices - duals[kept].sum(axis=1) - network_price
    good = np.flatnonzero(least < -1e-6)
    return kept[good], prices[good], least[good]
