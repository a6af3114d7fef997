"""Annealing of many places at once: batches of moves and swaps between disjoint pairs of networks.

Numpy evaluates a whole batch of proposals in one go, so that a hundred thousand places need
no compiled code. Distances are chords of the sphere with the first term of the arc's series:
good to a metre within a network, and only used to find the start of the exact windows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..clock import Clock
from ..distance import EARTH_RADIUS_KM
from ..problem import SplitProblem
from .nearest import nearest

_NEAR = 10
_COLD = 0.06
_HOT = 2.0
#: What a broken rule costs, in mean distances.
_BROKEN = 40.0
#: Batches at most when rules are asked about each.
_JUDGED_STEPS = 20_000
#: Steps between two looks at the clock; between two copies of the table.
_LOOK, _COPY = 16, 256
#: Share of all steps that it may be late before some are left out.
_LATE = 0.02


@dataclass
class Annealing:
    """Networks as a table (networks, size_max) of places filled up with n, and who is where."""

    points: np.ndarray  # (n, 2) degrees
    size_min: int
    size_max: int
    seed: int
    #: Rules to keep and terms to add, when the problem has any.
    problem: SplitProblem | None = None
    clock: Clock = field(default_factory=Clock)
    #: Share of the time left that it may take.
    share: float = 1.0
    table: np.ndarray = field(init=False)

    def run(self, parts: list[np.ndarray], rounds: int) -> list[np.ndarray]:
        """Improve a split.

        Args:
            parts: Networks as arrays of places.
            rounds: Proposals per place.
        """
        self._start(parts)
        rng = np.random.default_rng(self.seed)
        n = len(self.points)
        batch = max(8, min(4096, len(parts) // 3))
        self.judge = self.problem is not None and bool(self.problem.rules)
        steps = max(1, min(rounds * n // batch, _JUDGED_STEPS if self.judge else rounds * n))
        scale = self._mean_distance()
        cooling = (_COLD / _HOT) ** (1.0 / steps)
        heat = _HOT * scale
        self.penalty = _BROKEN * scale
        kept, done, step, begun = self.table.copy(), 0, 0, self.clock.read()
        moment = self.clock.moment(self.share)
        try:
            while step < steps:
                if done % _COPY == 0:
                    kept = self.table.copy()
                if done % _LOOK == 0:
                    if self.clock.past(moment):
                        break
                    late = self._late(step, steps, begun, moment)
                    heat, step = heat * cooling**late, step + late
                self._step(rng, batch, heat)
                heat *= cooling
                step, done = step + 1, done + 1
        except KeyboardInterrupt:
            self.clock.halt()
            self.table = kept  # the last batch may be half applied
        return [np.sort(row[row < n]) for row in self.table]

    def _late(self, step: int, steps: int, begun: float, moment: float | None) -> int:
        """Steps to leave out so that all of the cooling fits into the time: half-cooled networks are poor ones."""
        if moment is None or moment <= begun:
            return 0
        due = int(steps * (self.clock.read() - begun) / (moment - begun))
        if due - step <= _LATE * steps:
            return 0
        self.clock.cut = True
        return min(due, steps - 1) - step

    def _start(self, parts: list[np.ndarray]) -> None:
        n = len(self.points)
        lat, lon = np.radians(self.points[:, 0]), np.radians(self.points[:, 1])
        ball = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
        self.ball = np.concatenate([ball, np.zeros((1, 3))])
        self.table = np.full((len(parts), self.size_max), n, dtype=np.int64)
        self.net, self.slot = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
        for k, part in enumerate(parts):
            self.table[k, : len(part)] = part
            self.net[part], self.slot[part] = k, np.arange(len(part))
        self.size = np.array([len(p) for p in parts])
        self.near = nearest(self.points, min(_NEAR, n - 1))

    def _distance(self, one: np.ndarray, many: np.ndarray) -> np.ndarray:
        """Kilometres from ``one`` (m,) to ``many`` (m, s); 0 for the filling."""
        gap = self.ball[many] - self.ball[one][:, None, :]
        chord2 = np.einsum("msk,msk->ms", gap, gap)
        out = EARTH_RADIUS_KM * np.sqrt(chord2) * (1 + chord2 / 24)
        return np.where(many < len(self.points), out, 0.0)

    def _mean_distance(self) -> float:
        total, pairs = 0.0, 0
        for slot in range(self.size_max):
            one = self.table[:, slot]
            ok = one < len(self.points)
            total += float(self._distance(one[ok], self.table[ok]).sum())
            pairs += int((self.size[ok] - 1).sum())
        return total / max(1, pairs)

    def _step(self, rng: np.random.Generator, batch: int, heat: float) -> None:
        n = len(self.points)
        a = rng.integers(0, n, batch)
        b = self.near[a, rng.integers(0, self.near.shape[1], batch)]
        from_, to = self.net[a], self.net[b]
        pick = rng.integers(0, self.size_max + 1, batch)  # the slot to swap with; the last: move
        luck = rng.random(batch)
        free = np.flatnonzero(from_ != to)
        free = free[_disjoint(from_[free], to[free])]
        a, from_, to, pick, luck = a[free], from_[free], to[free], pick[free], luck[free]
        move = pick >= self.size[to]
        ok = ~move | ((self.size[to] < self.size_max) & (self.size[from_] > self.size_min))
        a, from_, to, pick, luck, move = a[ok], from_[ok], to[ok], pick[ok], luck[ok], move[ok]
        if not len(a):
            return
        c = np.where(move, n, self.table[to, np.minimum(pick, self.size_max - 1)])
        here, there = self.table[from_], self.table[to]
        change = self._distance(a, there).sum(1) - self._distance(a, here).sum(1)
        swap = np.flatnonzero(~move)
        cs, both = c[swap], self._distance(c[swap], a[swap, None])[:, 0]
        change[swap] += self._distance(cs, here[swap]).sum(1) - self._distance(cs, there[swap]).sum(1) - 2 * both
        if self.judge:
            change += self._terms(a, c, from_, to, pick)
        take = change < -heat * np.log(luck + 1e-300)
        self._apply(a[take], c[take], from_[take], to[take], move[take])

    def _terms(self, a: np.ndarray, c: np.ndarray, from_: np.ndarray, to: np.ndarray, pick: np.ndarray) -> np.ndarray:
        """Change of the rules' costs, a broken rule counted as :data:`_BROKEN`."""
        old = np.concatenate([self.table[from_], self.table[to]])
        here, there = self.table[from_].copy(), self.table[to].copy()
        rows = np.arange(len(a))
        here[rows, self.slot[a]] = c
        there[rows, np.minimum(pick, self.size[to])] = a
        costs = self._costs(np.concatenate([old, np.sort(here, axis=1), np.sort(there, axis=1)]))
        out: np.ndarray = costs.reshape(4, -1)[2:].sum(axis=0) - costs.reshape(4, -1)[:2].sum(axis=0)
        return out

    def _costs(self, cols: np.ndarray) -> np.ndarray:
        assert self.problem is not None
        out = np.zeros(len(cols))
        for at, members in self.problem.groups(np.sort(cols, axis=1)):
            for rule in self.problem.rules:
                if hasattr(rule, "allowed"):
                    out[at] += np.where(rule.allowed(members), 0.0, self.penalty)
                if hasattr(rule, "cost"):
                    out[at] += rule.cost(members)
        return out

    def _apply(self, a: np.ndarray, c: np.ndarray, from_: np.ndarray, to: np.ndarray, move: np.ndarray) -> None:
        n = len(self.points)
        s = ~move
        sa, sc = self.slot[a[s]], self.slot[c[s]]
        self.table[from_[s], sa], self.table[to[s], sc] = c[s], a[s]
        self.net[a[s]], self.net[c[s]] = to[s], from_[s]
        self.slot[a[s]], self.slot[c[s]] = sc, sa
        m, f, t = a[move], from_[move], to[move]
        hole, last = self.slot[m], self.size[f] - 1
        tail = self.table[f, last]
        self.table[f, hole], self.slot[tail] = tail, hole
        self.table[f, last] = n
        self.table[t, self.size[t]], self.slot[m], self.net[m] = m, self.size[t], t
        self.size[f] -= 1
        self.size[t] += 1


def _disjoint(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Positions of pairs such that no network is in two of them (a pair yields to any earlier one)."""
    both = np.concatenate([a, b])
    order = np.concatenate([np.arange(len(a)), np.arange(len(a))])
    first = np.full(int(both.max(initial=-1)) + 1, len(a), dtype=np.int64)
    np.minimum.at(first, both, order)
    mine = np.arange(len(a))
    return np.flatnonzero((first[a] == mine) & (first[b] == mine))
