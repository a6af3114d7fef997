"""The linear relaxation over all candidate networks, by column generation, and sharpened by cuts."""

from __future__ import annotations

from typing import Any

import numpy as np

from kvadmin.api import tr

from ..problem import SplitProblem
from ..time_budget import TimeBudget
from .candidate_pool import near_pool, priced
from .master import Master, Relaxation
from .neighbours import neighbouring
from .pricing import LIMIT, Enumeration, PricedNetworks
from .subset_rows import broken

_TOLERANCE = 1e-6
#: Prices tried for leaving a unit uncovered, and by what share a proof must be clear.
_PENALTIES, _MARGIN = 4, 1e-3
#: Rounds of cuts, rounds between two searches through all candidates, and searches.
_ROUNDS, _BETWEEN, _SEARCHES = 30, 6, 12
#: Partial sets to look at when fewer found nothing, but were not all; and how often, when nobody has given time for it.
_DEEP, _DEEP_SEARCHES = 8_000_000, 2
#: A round of cuts goes on when it raised the value by this share of it.
_RAISED = 2e-5


class CandidateRelaxation:
    """The relaxation of one problem.

    Args:
        problem: What to split.
        clock: Its end, and who hears of progress.
        exact: Whether to price over all candidates (else only those among near neighbours).
        pool: Further candidates to begin with; those that some rule does not allow are left out.

    Attributes:
        exact: Whether the last relaxation is over all candidates.
        impossible: It is proven that there is no split.
        floor: No split is below it, whatever the relaxation was worth when the clock ended it; -inf: nothing is proven.
    """

    def __init__(
        self, problem: SplitProblem, clock: TimeBudget, *, exact: bool = True, pool: np.ndarray | None = None
    ) -> None:
        self.problem, self.clock = problem, clock
        self.search = problem.search or Enumeration
        self.cols, self.costs = near_pool(problem, clock)
        if pool is not None and len(pool):
            kept, costs = priced(problem, pool, clock)
            self.cols, self.costs = np.concatenate([self.cols, kept]), np.concatenate([self.costs, costs])
        self.exact = self.price_all = exact
        self.impossible = False
        self.floor, self.depth, self.deep = -np.inf, LIMIT, 0
        finite = self.costs.max(initial=0.0)
        self.master = Master(problem, 10.0 * float(finite) + 1e3, clock)

    def relax(self, moment: float | None = None, few: int = 0) -> Relaxation:
        """The linear relaxation, first over the pool, then over all candidates; not exact when cut.

        Args:
            moment: When it has to end.
            few: So many candidates found in one search are no reason for another: cuts come next.
        """
        self._seed()
        return self._priced(self._over_pool(moment), moment, few)

    def sharpen(self, now: Relaxation, moment: float | None = None, rounds: int = _ROUNDS) -> Relaxation:
        """The relaxation with cuts, over all candidates; the one given when there was no time for any better.

        Cuts come over the candidates at hand, some rounds at a time; then all are searched with their prices. ``exact``
        says afterwards whether the relaxation returned is over all candidates.
        """
        if self.problem.search is not None:
            return now  # that search does not know the prices of cuts
        best: Relaxation | None
        found: int | None
        best, found = (now, 0) if self.exact else (None, 1)
        for _ in range(_SEARCHES):
            rounds, raised, now = self._cut(now, rounds, moment)
            if not found and not raised:
                break
            now, found = self._priced_once(now, moment)
            if found is None or self.clock.past(moment):
                break
            if not found:
                best = now if best is None or now.value > best.value else best
        else:
            if best is None:
                now = self._priced(now, moment)
                best = now if self.exact else None
        self.exact = best is not None
        return best or now

    def _cut(self, now: Relaxation, rounds: int, moment: float | None) -> tuple[int, bool, Relaxation]:
        """Rounds of cuts over the candidates at hand: rounds left, whether the value rose, and the relaxation then."""
        before = now.value
        for _ in range(min(rounds, _BETWEEN)):
            fresh = broken(self.master.cols, self.master.values(), self.problem.n)
            if not len(fresh) or self.clock.past(moment):
                break
            rounds -= 1
            self.master.cut(fresh)
            last, now = now.value, self._over_pool(moment)
            if now.value < last * (1 + _RAISED):
                break
        return rounds, now.value > before + _TOLERANCE, now

    def settled(self, moment: float | None = None, few: int = 0) -> Relaxation:
        """The relaxation, with what is left uncovered so dear that this is a proof that there is no split.

        A split costs at most the ceiling: when the relaxation over all candidates costs more, there is none.
        """
        now = self.relax(moment, few)
        for _ in range(_PENALTIES):
            unmet = now.unmet
            ceiling = self.problem.ceiling
            if unmet <= _TOLERANCE or self.solved or not self.exact or not np.isfinite(ceiling):
                break
            if now.value > ceiling * (1 + _MARGIN):
                self.impossible = True
                break
            self.master.set_penalty(max(10 * self.master.penalty, 2 * ceiling / unmet))
            now = self.relax(moment, few)
        return now

    @property
    def solved(self) -> bool:
        """Whether there is a split already, so that nobody need ask whether there is any."""
        return False

    def searched(self, now: Relaxation, threshold: float, **limits: Any) -> PricedNetworks:
        """All candidates below a reduced cost, by the search that the problem asks for."""
        if self.problem.search is None:
            limits["cuts"] = now.cuts
        found: PricedNetworks = self.search(
            self.problem, now.prices, now.network_price, threshold, self.clock, **limits
        ).run()
        return found

    def _over_pool(self, moment: float | None) -> Relaxation:
        """The relaxation over what there is and the pool."""
        now = self.master.solve(moment)
        while not self.clock.past(moment) and self._cheaply(now):
            now = self.master.solve(moment)
        return now

    def _priced(self, now: Relaxation, moment: float | None, few: int = 0) -> Relaxation:
        """The relaxation over all candidates, from one over the pool; see :meth:`relax`."""
        self.exact = False
        found: int | None = 1
        while self.price_all and found and not self.clock.past(moment):
            now, found = self._priced_once(now, moment)
            if found is not None and found <= few and now.unmet <= _TOLERANCE:
                break
        return now

    def _priced_once(self, now: Relaxation, moment: float | None) -> tuple[Relaxation, int | None]:
        """One search through all candidates: the relaxation with what it found, and how many these were.

        None: nothing was found, but that is no proof. ``exact`` says whether it is.
        """
        found = self._found(now, moment)
        if not len(found.cols) and not found.exact and self._deeper() and not self.clock.past(moment):
            found = self._found(now, moment)
        self.clock.tell(tr("pricing"), None, now.value)
        if found.exact and now.finished:
            self.floor = max(self.floor, self._lowered(now, float(found.reduced.min(initial=0.0))))
        take = spread(found.cols, found.reduced, self.problem.n, 200 + self.problem.n)
        many = self.master.add(found.cols[take], found.costs[take])
        self.exact = not many and found.exact and now.finished
        if not many:
            return now, 0 if self.exact else None
        return self._over_pool(moment), many

    def _found(self, now: Relaxation, moment: float | None) -> PricedNetworks:
        """The candidates that lower the relaxation, as deep as is searched now."""
        if self.depth == _DEEP:
            self.deep += 1
        depth, self.depth = self.depth, self.depth if self._patient() else LIMIT
        return self.searched(now, -_TOLERANCE, moment=moment, limit=depth)

    def _patient(self) -> bool:
        """Whether another deep search is in order: they take half a minute each."""
        return self.clock.until is not None or self.deep < _DEEP_SEARCHES

    def _deeper(self) -> bool:
        """Search deep from now on: once it was needed, the next search needs it, too. False: that is done already."""
        if self.depth == _DEEP or not self._patient():
            return False
        self.depth = _DEEP
        return True

    def _lowered(self, now: Relaxation, least: float) -> float:
        """A bound from prices at which the least reduced cost is below 0: each network is cheaper by that at most."""
        places = int(self.problem.weights.sum())
        most = self.problem.networks if self.problem.networks is not None else places // self.problem.size_min
        return now.value + most * least

    def _seed(self) -> None:
        """Start with the cheapest candidates of each unit, by size."""
        sizes = (self.cols < self.problem.n).sum(axis=1)
        for size in np.unique(sizes):
            at = np.flatnonzero(sizes == size)
            at = at[np.argsort(np.round(self.costs[at], 9), kind="stable")]
            units, first = np.unique(self.cols[at].ravel(), return_index=True)
            rows = at[np.unique(first[units < self.problem.n] // self.cols.shape[1])]
            self.master.add(self.cols[rows], self.costs[rows])

    def _cheaply(self, now: Relaxation) -> int:
        """Add candidates without a full search: from the pool, else one exchange away from those there are."""
        added = self._from_pool(now)
        if added or not self.price_all or self.problem.search is not None:
            return added
        master, n, duals = self.master, self.problem.n, np.append(now.prices, 0.0)
        reduced = master.costs - duals[master.cols].sum(axis=1) - now.network_price + now.cuts.of(master.cols, n)
        cols, costs, least = neighbouring(self.problem, master.cols, reduced, duals, now.network_price)
        least += now.cuts.of(cols, n)
        cols, costs, least = cols[least < -_TOLERANCE], costs[least < -_TOLERANCE], least[least < -_TOLERANCE]
        take = spread(cols, least, n, 100)
        return master.add(cols[take], costs[take])

    def _from_pool(self, now: Relaxation) -> int:
        """Add the pool's candidates with negative reduced cost; returns how many."""
        prices = np.append(now.prices, 0.0)
        reduced = self.costs - now.network_price
        for a in range(self.cols.shape[1]):
            reduced = reduced - prices[self.cols[:, a]]
        rows = np.flatnonzero(reduced < -_TOLERANCE)  # before the cuts, which only make them dearer
        reduced = reduced[rows] + now.cuts.of(self.cols[rows], self.problem.n)
        rows, reduced = rows[reduced < -_TOLERANCE], reduced[reduced < -_TOLERANCE]
        take = rows[spread(self.cols[rows], reduced, self.problem.n, 100)]
        return self.master.add(self.cols[take], self.costs[take])


def spread(cols: np.ndarray, reduced: np.ndarray, n: int, best: int) -> np.ndarray:
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
