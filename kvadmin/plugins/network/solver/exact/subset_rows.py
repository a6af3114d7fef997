"""Subset-row cuts: of the networks that hold two or three of three units, a split has one at most.

Two such networks would share one of the units (Jepsen, Petersen, Spoorendonk and Pisinger 2008, "Subset-row
inequalities applied to the vehicle-routing problem with time windows"). A relaxation that takes half of each of three
networks that meet pairwise is cut off.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

#: A cut is worth adding when it is broken by this much; cuts of one round at most; of them, those through one unit.
_BROKEN, _MOST, _THROUGH_ONE = 0.02, 100, 6
_FRACTION = 1e-6
#: Candidates weighed at a time.
_ROWS = 20_000


def no_triples() -> np.ndarray:
    """No cut at all, shape (0, 3)."""
    return np.empty((0, 3), dtype=np.int64)


def held(cols: np.ndarray, triples: np.ndarray, n: int) -> np.ndarray:
    """Whether each candidate counts in each cut, shape (candidates, cuts)."""
    inside = np.zeros((len(cols), n + 1), dtype=bool)
    inside[np.arange(len(cols))[:, None], cols] = True
    inside[:, n] = False
    a, b, c = (inside[:, triples[:, k]] for k in range(3))
    out: np.ndarray = (a & b) | (a & c) | (b & c)
    return out


@dataclass(frozen=True)
class PricedCuts:
    """Cuts and what a candidate that counts in them pays for each (its dual, turned round: at least 0)."""

    triples: np.ndarray = field(default_factory=no_triples)
    prices: np.ndarray = field(default_factory=lambda: np.empty(0))

    def __bool__(self) -> bool:
        return len(self.prices) > 0

    def of(self, cols: np.ndarray, n: int) -> np.ndarray:
        """What each candidate pays, shape (candidates,)."""
        out = np.zeros(len(cols))
        for start in range(0, len(cols), _ROWS):
            at = slice(start, start + _ROWS)
            out[at] = held(cols[at], self.triples, n) @ self.prices
        return out

    def on_pairs(self, costs: np.ndarray) -> np.ndarray:
        """Pair costs with a third of the price of a cut on each of its pairs, shape (n + 1, n + 1).

        A candidate with two units of a cut has one of its pairs, with three all of them: it never pays too much.
        """
        if not len(self.prices):
            return costs
        out = costs.copy()
        for a, b in ((0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)):
            np.add.at(out, (self.triples[:, a], self.triples[:, b]), self.prices / 3)
        return out


def broken(cols: np.ndarray, values: np.ndarray, n: int) -> np.ndarray:
    """The triples whose cut a solution of the relaxation breaks most, shape (cuts, 3).

    Args:
        cols: Candidates of the relaxation.
        values: How much of each it takes.
        n: Number of units.
    """
    part = np.flatnonzero((values > _FRACTION) & (values < 1 - _FRACTION))
    cols, values = cols[part], values[part]
    inside = np.zeros((len(cols), n + 1))
    inside[np.arange(len(cols))[:, None], cols] = 1.0
    inside = inside[:, :n]
    pairs = inside.T @ (inside * values[:, None])
    np.fill_diagonal(pairs, 0.0)
    # Two of the pairs of a triple sum to one at most, as both hold the same unit: a broken cut has all three.
    linked = pairs > _FRACTION
    i, j = np.nonzero(np.triu(linked))
    row, k = np.nonzero(linked[i] & linked[j] & (np.arange(n)[None, :] > j[:, None]))
    i, j = i[row], j[row]
    over = pairs[i, j] + pairs[i, k] + pairs[j, k] - 2 * _whole(cols, values, n, (i * n + j) * n + k) - 1
    at = np.flatnonzero(over > _BROKEN)
    at = at[np.argsort(-np.round(over[at], 9), kind="stable")]
    through = np.zeros(n, dtype=np.int64)
    out = []
    for triple in np.stack([i[at], j[at], k[at]], axis=1):
        if through[triple].max() < _THROUGH_ONE:
            through[triple] += 1
            out.append(triple)
            if len(out) == _MOST:
                break
    return np.array(out, dtype=np.int64).reshape(-1, 3)


def _whole(cols: np.ndarray, values: np.ndarray, n: int, wanted: np.ndarray) -> np.ndarray:
    """How much is taken of the candidates with all three units of a triple: they are in three pairs, and count once."""
    keys, weights = [np.empty(0, dtype=np.int64)], [np.empty(0)]
    for a, b, c in combinations(range(cols.shape[1]), 3):
        rows = np.flatnonzero(cols[:, c] < n)  # rows rise, and what fills them up comes last
        at = cols[rows].astype(np.int64)
        keys.append((at[:, a] * n + at[:, b]) * n + at[:, c])
        weights.append(values[rows])
    known, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    if not len(known):
        return np.zeros(len(wanted))
    sums = np.bincount(inverse, np.concatenate(weights))
    near = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    out: np.ndarray = np.where(known[near] == wanted, sums[near], 0.0)
    return out
