"""Annealing one exchange at a time, where broken rules cost more and more until none is broken.

Plain Python on tables made beforehand: with about a hundred units a proposal takes two millionths of a second, less
than a batch of them in numpy. What a unit adds is counted (:mod:`.counted`), distances are summed from rows, and only
what cannot be told unit by unit is asked network by network (:mod:`.prices`).
"""

from __future__ import annotations

from math import log
from operator import itemgetter
from random import Random

import numpy as np

from ..problem import SplitProblem
from ..time_budget import TimeBudget
from .prices import Extra, Prices

_NEAR = 12
#: Share of proposals into any network, not one of the neighbours'.
_ANYWHERE = 0.15
#: Heat at first and at last, in what a unit costs in the mean.
_HOT, _COLD = 0.5, 0.006
#: Cost of a broken rule at first, at least and at most, in the same; what it grows and falls by after each part.
_DEAR, _LEAST, _MOST = 1.0, 0.3, 1e4
_RAISED, _LOWERED = 1e5, 1e-2
#: Proposals per unit between two looks at the clock and at the cost of a broken rule.
_PART = 10
#: Share of the cooling after which networks are noted, and how many at most.
_NOTED, _SEEN = 0.3, 40_000
_EQUAL = 1e-7
_TINY = 1e-300


class Exchanges:
    """Units in networks, improved by exchanges that may break rules for a while."""

    def __init__(self, problem: SplitProblem, prices: Prices, seed: int, clock: TimeBudget) -> None:
        self.n, self.prices, self.clock = problem.n, prices, clock
        #: The best split seen that keeps every rule, or None, and its value without what units cost in themselves.
        self.best: list[list[int]] | None = None
        self.value = float("inf")
        #: Networks seen when it was cold, for an integer program to choose from.
        self.seen: set[tuple[int, ...]] = set()
        self.dear = 0.0
        self.rows = prices.pairs.tolist()
        self.random = Random(seed).random  # noqa: S311 - no secret is made
        n = self.n
        costs = prices.pairs[:n, :n].copy()
        np.fill_diagonal(costs, np.inf)
        self.near = np.argsort(np.round(costs, 9), axis=1, kind="stable")[:, : min(_NEAR, n - 1)].tolist()
        amounts = np.concatenate([prices.counts.amounts, np.zeros((1, len(prices.counts.low)), dtype=np.int64)])
        rows, kinds = np.unique(amounts, axis=0, return_inverse=True)
        self.kind = kinds.ravel().tolist()
        self.changes = [
            [[(int(r), int(d[r])) for r in np.flatnonzero(d)] for d in (one - rows)] for one in rows
        ]  # fmt: skip
        top = amounts.sum(axis=0) + 1
        counts = prices.counts
        self.excess = [
            [max(0, s - int(high)) + max(0, int(low) - s) for s in range(int(most))]
            for low, high, most in zip(counts.low, counts.high, top, strict=True)
        ]

    def run(self, parts: list[list[int]], rounds: int, moment: float | None = None) -> None:
        """Look for a better split that keeps every rule, from one that may not; see :attr:`best`.

        Args:
            parts: Networks as lists of units.
            rounds: Proposals per unit.
            moment: When to end; the cooling is then faster.
        """
        try:
            self._cooled(parts, rounds, moment)
        except KeyboardInterrupt:
            self.clock.halt()

    def _cooled(self, parts: list[list[int]], rounds: int, moment: float | None) -> None:
        self._start(parts)
        self._price()
        scale = self._scale()
        self.dear = _DEAR * scale
        steps, begun = max(1, rounds // _PART), self.clock.read()
        raised, lowered = _RAISED ** (1.0 / steps), _LOWERED ** (1.0 / steps)
        for step in range(steps):
            self._price()
            if self.clock.past(moment):
                break
            done = step / steps
            if moment is not None and moment > begun:
                done = max(done, (self.clock.read() - begun) / (moment - begun))
            self.noting = done > _NOTED and len(self.seen) < _SEEN
            self._part(scale * _HOT * (_COLD / _HOT) ** done, _PART * self.n)
            self.dear *= raised if self._broken() else lowered
            self.dear = min(max(self.dear, _LEAST * scale), _MOST * scale)
        self._price()

    def _start(self, parts: list[list[int]]) -> None:
        self.members = [list(part) for part in parts]
        self.net = [0] * self.n
        for k, part in enumerate(parts):
            for u in part:
                self.net[u] = k
        self.sums = self.prices.counts.sums(parts).tolist()
        self.over = int(self.prices.counts.excess(np.array(self.sums)).sum())
        self.pick = [itemgetter(self.n, self.n, *part) for part in self.members]

    def _scale(self) -> float:
        """About what a unit costs: in the best split so far, else its nearest others and a share of the rest."""
        if self.best is not None and self.value > 0:
            return 2 * self.value / self.n
        others = max(1, round(self.n / len(self.members)) - 1)
        pairs = self.prices.pairs
        near = sum(sum(pairs[u, v] for v in row[:others]) for u, row in enumerate(self.near))
        extra = self.prices.extra
        beside = sum(extra(tuple(sorted(part)))[0] for part in self.members) if extra else 0.0
        return max(float(near + beside) / self.n, _EQUAL)

    def _pair_sum(self) -> float:
        return float(sum(self.prices.pairs[np.ix_(part, part)].sum() for part in self.members)) / 2

    def _forbidden(self) -> int:
        table = self.prices.forbidden
        return 0 if table is None else int(sum(table[np.ix_(part, part)].sum() for part in self.members)) // 2

    def _broken(self) -> int:
        extra = self.prices.extra
        told = sum(extra(tuple(sorted(part)))[1] for part in self.members) if extra else 0
        return self.over + self._forbidden() + told

    def _price(self) -> None:
        """Rows of costs, and the value of every network and of all, at the present cost of a broken rule."""
        pairs, extra = self.prices.pairs, self.prices.extra
        if self.prices.forbidden is not None:
            pairs = pairs.copy()
            pairs[:-1, :-1] += self.dear * self.prices.forbidden
            self.rows = pairs.tolist()
        self.told = [self._worth(extra, part) if extra else 0.0 for part in self.members]
        self.now = self._pair_sum() + self.dear * (self.over + self._forbidden()) + sum(self.told)
        self._keep()

    def _worth(self, extra: Extra, network: list[int]) -> float:
        cost, broken = extra(tuple(sorted(network)))
        return cost + self.dear * broken

    def _keep(self) -> None:
        """Keep the present split if it is the best so far and breaks nothing."""
        if self.over == 0 and self.now < self.value - _EQUAL and not self._broken():
            self.value, self.best = self.now, [sorted(part) for part in self.members]

    def _part(self, heat: float, proposals: int) -> None:
        """Proposals at one heat: a unit into another network, for one from there or for none."""
        random, n, near, net, members, many = self.random, self.n, self.near, self.net, self.members, len(self.members)
        rows, pick, kind, changes, excess, sums = self.rows, self.pick, self.kind, self.changes, self.excess, self.sums
        dear, close, told = self.dear, len(near[0]), self.told
        for _ in range(proposals):
            u = int(random() * n)
            luck = random()
            b = net[near[u][int(random() * close)]] if luck > _ANYWHERE else int(luck / _ANYWHERE * many) % many
            a = net[u]
            if a == b:
                continue
            slot = int(random() * (len(members[b]) + 1))
            x = members[b][slot] if slot < len(members[b]) else n
            over, into, out = 0, sums[b], sums[a]
            for r, d in changes[kind[u]][kind[x]]:
                table, s, t = excess[r], into[r], out[r]
                over += table[s + d] - table[s] + table[t - d] - table[t]
            mine, other, ga, gb = rows[u], rows[x], pick[a], pick[b]
            gain = sum(gb(mine)) - sum(ga(mine)) + sum(ga(other)) - sum(gb(other)) - 2 * mine[x] + dear * over
            most = -heat * log(random() + _TINY)
            if gain - told[a] - told[b] <= most:  # else it is too dear, whatever the networks cost beside
                self._exchange((u, x), (a, b), gain, over, most)

    def _exchange(self, units: tuple[int, int], between: tuple[int, int], gain: float, over: int, most: float) -> None:
        """Carry out a proposal, unless it is too dear with what the networks cost beside."""
        n, net, extra, (u, x), (a, b) = self.n, self.net, self.prices.extra, units, between
        here, there = self.members[a].copy(), [*self.members[b], u]
        here.remove(u)
        if x < n:
            there.remove(x)
            here.append(x)
        if extra:
            worth_a, worth_b = self._worth(extra, here), self._worth(extra, there)
            gain += worth_a + worth_b - self.told[a] - self.told[b]
            if gain > most:
                return
            self.told[a], self.told[b] = worth_a, worth_b
        self.members[a], self.members[b], net[u] = here, there, b
        if x < n:
            net[x] = a
        into, out = self.sums[b], self.sums[a]
        for r, d in self.changes[self.kind[u]][self.kind[x]]:
            into[r] += d
            out[r] -= d
        self.pick[a], self.pick[b] = itemgetter(n, n, *here), itemgetter(n, n, *there)
        self.over += over
        self.now += gain
        if self.noting:
            self.seen.update((tuple(sorted(here)), tuple(sorted(there))))
        if self.over == 0 and self.now < self.value - _EQUAL:
            self._keep()
