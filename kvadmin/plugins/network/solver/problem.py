"""One set-partitioning problem: units to be covered, candidate networks of them and their price.

A *unit* is a place, or several that must be together. Candidates are int arrays
(candidates, size_max) of units in rising order, filled up with the number of units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from kvadmin.api import Refused, tr

from .distance import Distances
from .rules import _Balance, _MinPer, words_of

#: A split is tight when its networks are this close to all the largest or all the smallest.
_LOOSE = 1.07


@dataclass(frozen=True)
class SplitProblem:
    """Units (arrays of place positions), sizes, number of networks (None: free) and bound rules."""

    units: tuple[np.ndarray, ...]
    distances: Distances
    size_min: int
    size_max: int
    networks: int | None
    rules: tuple[Any, ...] = ()
    #: What a kilometre between two members counts, beside the costs of rules.
    pair_weight: float = 1.0
    #: How candidates below a reduced cost are found; None: by their pairs.
    search: Any = None

    @property
    def n(self) -> int:
        """Number of units."""
        return len(self.units)

    @cached_property
    def weights(self) -> np.ndarray:
        """Places per unit, shape (n + 1,), the last one 0."""
        return np.array([len(u) for u in self.units] + [0], dtype=np.int64)

    @cached_property
    def single(self) -> bool:
        """Whether every unit is one place."""
        return bool((self.weights[:-1] == 1).all())

    @property
    def tight(self) -> bool:
        """Whether networks are close to all the largest or all the smallest: hardly a unit can move alone."""
        n = int(self.weights.sum())
        return self.networks is not None and (
            self.networks * self.size_max < n * _LOOSE or self.networks * self.size_min * _LOOSE > n
        )

    @cached_property
    def flat(self) -> np.ndarray:
        """Positions of the places of all units in one row."""
        return np.concatenate([*self.units, np.empty(0, dtype=np.int64)]).astype(np.int64)

    @cached_property
    def _table(self) -> np.ndarray:
        """Places of each unit, shape (n + 1, widest unit), filled up with -1."""
        out = np.full((self.n + 1, max(1, int(self.weights.max()))), -1, dtype=np.int64)
        for u, places in enumerate(self.units):
            out[u, : len(places)] = places
        return out

    def costs_between(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """Distance plus pair costs between places, shape (len(rows), len(cols)); inf where a pair is forbidden."""
        out = self.pair_weight * self.distances.block(rows, cols)
        for rule in self.rules:
            if hasattr(rule, "pair_cost"):
                out += rule.pair_cost(rows, cols)
        for rule in self.rules:
            if hasattr(rule, "forbidden"):
                out[rule.forbidden(rows, cols)] = np.inf
        return out

    @cached_property
    def place_costs(self) -> np.ndarray:
        """:meth:`costs_between` all of the units' places."""
        return self.costs_between(self.flat, self.flat)

    @cached_property
    def _bounds(self) -> np.ndarray:
        return np.concatenate([[0], np.cumsum(self.weights[:-1])])

    @cached_property
    def costs(self) -> np.ndarray:
        """Pair costs between units, shape (n + 1, n + 1), last row and column and diagonal 0."""
        out = np.zeros((self.n + 1, self.n + 1))
        if self.n == 0:
            return out
        if self.single:
            out[:-1, :-1] = self.place_costs
        else:
            rows = np.add.reduceat(self.place_costs, self._bounds[:-1], axis=0)
            out[:-1, :-1] = np.add.reduceat(rows, self._bounds[:-1], axis=1)
        np.fill_diagonal(out, 0.0)
        return out

    @cached_property
    def inner(self) -> np.ndarray:
        """Pair cost inside each unit, shape (n + 1,)."""
        out = np.zeros(self.n + 1)
        for u in np.flatnonzero(self.weights > 1):
            part = slice(self._bounds[u], self._bounds[u + 1])
            out[u] = np.triu(self.place_costs[part, part], 1).sum()
        return out

    @cached_property
    def balances(self) -> list[_Balance]:
        """Rules that weigh the sum of a field: their slope helps the search."""
        return [r for r in self.rules if isinstance(r, _Balance)]

    @cached_property
    def needed(self) -> np.ndarray | None:
        """Units of the kind that every network needs (the first such rule), or None."""
        rules = [r for r in self.rules if isinstance(r, _MinPer) and r.least > 0]
        if not rules:
            return None
        scarce = min(rules, key=lambda r: (int(r.kind[self.flat].sum()), r.name))
        return np.array([bool(scarce.kind[u].any()) for u in self.units], dtype=bool)

    @cached_property
    def ceiling(self) -> float:
        """No split costs more than this; inf where a rule's costs are not known beforehand."""
        if not self.n:
            return 0.0
        pairs = np.where(np.isfinite(self.costs[:-1, :-1]), self.costs[:-1, :-1], 0.0)
        others = min(self.size_max, self.n) - 1
        dearest = np.sort(pairs, axis=1)[:, self.n - others :].sum()
        total = float(dearest) / 2 + float(self.inner[np.isfinite(self.inner)].sum())
        for rule in self.rules:
            if isinstance(rule, _Balance):  # a sum is off the mean by both together at most
                total += 2 * rule.weight * float(np.abs(rule.values).sum())
            elif hasattr(rule, "per_pair") and self.pair_weight > 0:
                total += rule.per_pair * float(dearest) / 2 / self.pair_weight
            elif hasattr(rule, "cost") and not hasattr(rule, "pair_cost"):
                return float("inf")
        return total

    def total(self, field: _Balance) -> np.ndarray:
        """Sum of a balanced field per unit, shape (n + 1,)."""
        return np.array([float(field.values[u].sum()) for u in self.units] + [0.0])

    def members(self, cols: np.ndarray) -> np.ndarray:
        """Places of each candidate, shape (candidates, some width), filled up with -1."""
        out: np.ndarray = self._table[cols].reshape(len(cols), cols.shape[1] * self._table.shape[1])
        return out

    def groups(self, cols: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        """Candidates by number of places: (row numbers, members as place positions)."""
        if self.single:
            places = np.concatenate([self.flat, [-1]])
            sizes = (cols < self.n).sum(axis=1)
            return [(at := np.flatnonzero(sizes == s), places[cols[at, :s]]) for s in np.unique(sizes)]
        flat = -np.sort(-self.members(cols), axis=1)  # the -1 of the filling last
        sizes = (flat >= 0).sum(axis=1)
        return [(at := np.flatnonzero(sizes == s), flat[at, :s]) for s in np.unique(sizes)]

    def priced(self, cols: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The candidates that every rule allows, and their costs: (kept cols, costs)."""
        costs = self.inner[cols].sum(axis=1)
        for a in range(cols.shape[1]):
            for b in range(a):
                costs += self.costs[cols[:, b], cols[:, a]]
        weight = self.weights[cols].sum(axis=1)
        ok = np.isfinite(costs) & (weight >= self.size_min) & (weight <= self.size_max)
        if any(hasattr(r, "allowed") or hasattr(r, "cost") for r in self.rules):
            self._judge(cols, costs, ok)
        return cols[ok], costs[ok]

    def _judge(self, cols: np.ndarray, costs: np.ndarray, ok: np.ndarray) -> None:
        """Apply the rules that look at whole candidates, in place."""
        left = np.flatnonzero(ok)
        for at, members in self.groups(cols[left]):
            at = left[at]  # noqa: PLW2901 - rows of the whole array
            good = np.ones(len(at), dtype=bool)
            for rule in self.rules:
                if hasattr(rule, "allowed"):
                    good &= np.asarray(rule.allowed(members), dtype=bool)
                if hasattr(rule, "cost") and not hasattr(rule, "pair_cost"):
                    costs[at] += _checked(rule, rule.cost(members), len(at))
            ok[at[~good]] = False

    def possible(self, cols: np.ndarray) -> np.ndarray:
        """Whether partial candidates (rows of units) can still become allowed ones, shape (rows,)."""
        ok = np.ones(len(cols), dtype=bool)
        rules = [r for r in self.rules if hasattr(r, "possible")]
        if not rules or not len(cols):
            return ok
        for at, members in self.groups(cols):
            for rule in rules:
                ok[at] &= rule.possible(members, self.size_max - members.shape[1])
        return ok


def _checked(rule: Any, costs: Any, count: int) -> np.ndarray:
    """The bounds are only right when no rule gives kilometres back."""
    out = np.asarray(costs, dtype=float)
    if out.shape != (count,) or not (out >= 0).all():
        raise Refused(tr("the rule {rule!r} must give one cost >= 0 per candidate network", rule=words_of(rule)))
    return out


def padded(parts: Sequence[Sequence[int]], n: int, width: int) -> np.ndarray:
    """Lists of units as candidates: sorted rows filled up with ``n``."""
    out = np.full((len(parts), width), n, dtype=np.int32)
    for row, part in enumerate(parts):
        out[row, : len(part)] = sorted(part)
    return out
