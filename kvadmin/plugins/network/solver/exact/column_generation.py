"""Column generation and integer programs over all candidates that matter: up to a few hundred places."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ..problem import SplitProblem
from .candidate_pool import near_pool
from .master import Master, Relaxation, choose
from .pricing import Enumeration

_TOLERANCE = 1e-6
#: Share of the mean cost of a network that the first integer program looks into.
_FIRST_REACH = 0.08
#: How much wider the next one looks.
_WIDER = 1.6
#: Integer programs at most.
_PROGRAMS = 12
#: Candidates an integer program may have when it is to prove the optimum.
_PROOF_CANDIDATES = 7_000
#: The same when the user has given time for it.
_PATIENT_CANDIDATES = 60_000
#: A value this far above the relaxation (share of it) is worth one larger program.
FAR = 0.004
_LAST_MORE = 1.5


@dataclass
class Budget:
    """What may be spent: a moment to stop at, or none; and who wants to hear of progress."""

    until: float | None = None
    tell: Callable[[str, float | None, float | None], None] = field(default=lambda *_: None)
    stop: Callable[[], bool] = field(default=lambda: False)

    def left(self) -> float | None:
        """Seconds left, or None without a limit."""
        return None if self.until is None else self.until - time.monotonic()

    def halt(self) -> None:
        """The user pressed Ctrl-C: nothing more is begun, the best so far is kept."""
        self.until = time.monotonic() - 1.0

    def spent(self) -> bool:
        """Whether the user's time is over, or the user has asked to stop."""
        left = self.left()
        return self.stop() or (left is not None and left <= 0)


@dataclass
class Solution:
    """The best choice of candidates found for a problem."""

    cols: np.ndarray | None
    value: float
    bound: float | None
    exact: bool  # the bound holds over all splits, not only over the candidates tried
    uncovered: np.ndarray | None = None  # units, when even the relaxation finds no cover
    miscount: float = 0.0


class ColumnGeneration:
    """One problem solved by set partitioning.

    Args:
        problem: What to split.
        budget: Limits and progress.
        start: Candidates of a known solution, to be improved.
        nodes: Nodes of each integer program.
        exact: Whether to price over all candidates (else only those among near neighbours).
        most: Candidates an integer program may have.
    """

    def __init__(
        self,
        problem: SplitProblem,
        budget: Budget,
        start: np.ndarray | None = None,
        nodes: int = 300,
        exact: bool = True,
        most: int = _PROOF_CANDIDATES,
    ) -> None:
        self.most = most
        self.problem, self.budget, self.nodes = problem, budget, nodes
        self.cols, self.costs = near_pool(problem)
        self.best: np.ndarray | None = None
        self.value = np.inf
        self.bound: float | None = None
        self.exact = exact
        self.price_all = exact
        self.programs = 0
        self.last = False
        finite = self.costs.max(initial=0.0)
        self.master = Master(problem, 10.0 * float(finite) + 1e3)
        if start is not None:
            self._offer(start)

    def _offer(self, cols: np.ndarray) -> None:
        """Take a solution if it is the best so far."""
        kept, costs = self.problem.priced(cols)
        if len(kept) == len(cols) and costs.sum() < self.value - _TOLERANCE:
            self.best, self.value = kept, float(costs.sum())
            self.master.add(kept, costs)

    def relax(self) -> Relaxation:
        """The linear relaxation, first over the pool, then over all candidates."""
        master, n = self.master, self.problem.n
        self._seed()
        while True:
            now = master.solve()
            if self.budget.spent() or not self._from_pool(now):
                break
        rounds = 0
        while self.price_all and not self.budget.spent():
            found = Enumeration(self.problem, now.prices, now.network_price, -_TOLERANCE).run()
            self.exact = found.exact
            self.budget.tell("pricing", None, now.value)
            take = _spread(found.cols, found.reduced, n, 200 + n)
            if not len(take) or not master.add(found.cols[take], found.costs[take]):
                break
            now = master.solve()
            while self._from_pool(now):
                now = master.solve()
            rounds += 1
        self.exact = self.exact and not self.budget.spent()
        return now

    def _seed(self) -> None:
        """Start with the cheapest candidates of each unit, by size."""
        sizes = (self.cols < self.problem.n).sum(axis=1)
        for size in np.unique(sizes):
            at = np.flatnonzero(sizes == size)
            at = at[np.argsort(np.round(self.costs[at], 9), kind="stable")]
            units, first = np.unique(self.cols[at].ravel(), return_index=True)
            rows = at[np.unique(first[units < self.problem.n] // self.cols.shape[1])]
            self.master.add(self.cols[rows], self.costs[rows])

    def _from_pool(self, now: Relaxation) -> int:
        """Add the pool's candidates with negative reduced cost; returns how many."""
        prices = np.append(now.prices, 0.0)
        reduced = self.costs - now.network_price
        for a in range(self.cols.shape[1]):
            reduced = reduced - prices[self.cols[:, a]]
        rows = np.flatnonzero(reduced < -_TOLERANCE)
        take = rows[_spread(self.cols[rows], reduced[rows], self.problem.n, 100)]
        return self.master.add(self.cols[take], self.costs[take])

    def run(self, any_will_do: bool = False) -> Solution:
        """Relaxation, then integer programs over a growing reach of reduced cost.

        Args:
            any_will_do: Stop at the first split there is, however dear.

        Raises:
            KeyboardInterrupt: interrupted before there was any solution to keep.
        """
        try:
            return self._run(any_will_do)
        except KeyboardInterrupt:
            if self.best is None:
                raise
            self.budget.halt()
            return Solution(self.best, self.value, self.bound, self.exact)

    def _run(self, any_will_do: bool) -> Solution:
        problem = self.problem
        now = self.relax()
        unmet = float(now.uncovered.sum()) + now.miscount
        if unmet > _TOLERANCE and self.best is None and self.exact:
            return Solution(None, np.inf, None, True, now.uncovered, now.miscount)
        self.bound = now.value if unmet <= _TOLERANCE else None
        networks = problem.networks or max(1, round(problem.n / problem.size_max))
        reach = _FIRST_REACH * abs(now.value) / max(1, networks) + _TOLERANCE
        for _ in range(_PROGRAMS):
            gap = self.value - now.value
            if self.budget.spent() or gap <= _TOLERANCE or (any_will_do and self.best is not None):
                break
            reach = min(reach, gap)
            if not self._integer(now, reach) or self.value - now.value <= reach + _TOLERANCE:
                break
            reach *= _WIDER
        return Solution(self.best, self.value, self.bound, self.exact, now.uncovered, now.miscount)

    def _integer(self, now: Relaxation, reach: float) -> bool:
        """One integer program over all candidates within reach; False: there is no point in going on."""
        found = Enumeration(self.problem, now.prices, now.network_price, reach).run()
        self.exact = self.exact and found.exact
        cols, costs = found.cols, found.costs
        most = self.most if self.budget.until is None else _PATIENT_CANDIDATES
        if len(cols) > most:
            far = self.value > now.value * (1 + FAR)
            if self.last or (self.programs and np.isfinite(self.value) and not far):
                return False
            if self.programs and np.isfinite(self.value):
                most, self.last = max(most, int(self.most * _LAST_MORE)), True
        if len(cols) > most:
            cols, costs, reach = cols[:most], costs[:most], float(found.reduced[most])
            self.most *= 2  # if there is no solution yet, the next program may be larger
        start = None
        if self.best is not None:
            cols, costs, start = _with(cols, costs, *self.problem.priced(self.best))
        self.programs += 1
        choice = choose(self.problem, cols, costs, nodes=self.nodes, start=start, seconds=self.budget.left())
        if choice.rows is not None:
            self._offer(cols[choice.rows])
        proven = min(choice.bound, now.value + reach)
        self.bound = max(self.bound or 0.0, min(proven, self.value))
        self.budget.tell("integer program", self.value, self.bound)
        return choice.finished or not np.isfinite(self.value)


def _with(
    cols: np.ndarray, costs: np.ndarray, known: np.ndarray, known_costs: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Candidates with those of a known solution among them, and where these are."""
    where = {c.tobytes(): i for i, c in enumerate(np.ascontiguousarray(cols, dtype=np.int32))}
    start: list[int] = []
    more: list[int] = []
    for row, c in enumerate(np.ascontiguousarray(known, dtype=np.int32)):
        at = where.get(c.tobytes())
        if at is None:
            at = len(cols) + len(more)
            more.append(row)
        start.append(at)
    cols, costs = np.concatenate([cols, known[more]]), np.concatenate([costs, known_costs[more]])
    return cols, costs, np.array(start, dtype=np.int64)


def _spread(cols: np.ndarray, reduced: np.ndarray, n: int, best: int) -> np.ndarray:
    """Rows to add: the best ones, and the best one of every unit."""
    order = np.argsort(np.round(reduced, 9), kind="stable")
    if len(order) <= best:
        return order
    units, first = np.unique(cols[order].ravel(), return_index=True)
    keep = np.zeros(len(order), dtype=bool)
    keep[:best] = True
    keep[first[units < n] // cols.shape[1]] = True
    out: np.ndarray = order[keep]
    return out
